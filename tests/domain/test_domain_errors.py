"""Errors speak in sentences that read well."""

import pytest

from ledger.domain.errors import AlreadyThereError


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("account", "There is already an account “X”; choose another name."),
        ("project", "There is already a project “X”; choose another name."),
    ],
)
def test_the_article_fits_what_is_there_already(what: str, said: str) -> None:
    assert str(AlreadyThereError(what, "X")) == said
