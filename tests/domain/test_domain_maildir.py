"""Maildir: which files are mail by the place where they stand."""

import pytest

from ledger.domain.maildir import holds_mail


@pytest.mark.parametrize(
    "path",
    [
        "Maildir/cur/1204680122.M10P7.host:2,S",
        "Maildir/new/1204680122.27c448.host",
        "Maildir/.Sent/cur/1204680122.host,S=400,W=410:2,RS",
        "Maildir/.Entw&APw-rfe/tmp/1204680122.host",
        "/home/ann/Maildir/.a.b/cur/04:2,",
        "C:\\Mail\\cur\\1204680122.host!2,S",
        "Maildir/cur/1204680122.host;2,FS",
    ],
)
def test_a_file_that_a_mail_server_named_is_mail(path: str) -> None:
    assert holds_mail(path)


@pytest.mark.parametrize(
    "path",
    [
        "project/new/offer.txt",
        "project/cur/2025 plan.md",
        "Maildir/dovecot-uidlist",
        "Maildir/cur/dovecot.index.log",
        "1204680122.host:2,S",
        "new/notes",
    ],
)
def test_any_other_file_is_told_by_its_bytes_alone(path: str) -> None:
    assert not holds_mail(path)
