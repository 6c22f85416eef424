"""The box: whatever a file is, reading it ends in a reading, and in nothing else."""

import io
from collections.abc import Iterator

import pytest

from ledger.box import Box
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading

MAIL = b"From: Client <client@shop.example>\nSubject: Logo\n\nMake it bigger.\n"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box(workers=2) as opened:
        yield opened


def only(items: Iterator[Member | Reading]) -> Reading:
    [reading] = items
    assert isinstance(reading, Reading)
    return reading


def test_a_mail_comes_out_as_one_reading(box: Box) -> None:
    reading = only(box.read(io.BytesIO(MAIL), "first.eml"))

    assert reading.kind is Kind.MAIL
    assert reading.title == "Logo"
    assert reading.text == "Make it bigger.\n"
    assert reading.problem is None
