"""Why a file has no text, each as one sentence for a person.

They stand in readings for ever, in plain English; a page recognises and translates
them as it shows them. Every sentence says what was wrong and that the original is kept.
"""

from ledger.domain.sentence import recognised
from ledger.domain.sentence import to_say

EMPTY = to_say("This file is empty; the original is kept.")
NOT_YET = to_say("Files of this kind cannot be read yet; the original is kept.")
IMAGE_NOT_YET = to_say("Words in images cannot be read yet; the original is kept.")
PICTURE_NOT_YET = to_say(
    "Pictures of this kind cannot be opened yet; the original is kept."
)
BROKEN_IMAGE = to_say(
    "This image is damaged and cannot be opened; the original is kept."
)
IMAGE_TOO_LARGE = to_say(
    "This image has more than %(limit)s million points and was not opened; the "
    "original is kept."
)
SPREADSHEET_NOT_YET = to_say("Spreadsheets cannot be read yet; the original is kept.")
OFFICE_NOT_YET = to_say("Office documents cannot be read yet; the original is kept.")
OLD_FORM = to_say(
    "Files of this older form are not read here. Open it, keep it as .docx, .pptx or "
    ".pdf and take that in too; this original is kept."
)
HTML_NOT_YET = to_say("Web pages cannot be read yet; the original is kept.")
ARCHIVE_NOT_YET = to_say("Archives cannot be opened yet; the original is kept.")
EVENT_NOT_YET = to_say("Calendar files cannot be read yet; the original is kept.")

PASSWORD = to_say("This PDF needs a password to be read; the original is kept.")
LOCKED_PDF = to_say(
    "This PDF is locked for certain readers and cannot be opened; the original is kept."
)
PASSWORD_DOCUMENT = to_say(
    "This document needs a password to be read; the original is kept."
)
WRONG_PASSWORD = to_say("The password does not open this file; the original is kept.")
LOCK_UNKNOWN = to_say(
    "This document is locked in a way that cannot be opened here; the original is kept."
)
PASSWORD_ARCHIVE = to_say(
    "The files in this archive need a password to be opened; the original is kept."
)
LOCKED = frozenset({PASSWORD, PASSWORD_DOCUMENT, PASSWORD_ARCHIVE, WRONG_PASSWORD})
"""What a password would open."""

BROKEN_DOCUMENT = to_say(
    "This document is damaged and cannot be read; the original is kept."
)
BROKEN_OUTLOOK = to_say(
    "This Outlook file is damaged and cannot be read; the original is kept."
)
GROWS = to_say(
    "This file would unpack to far more than its size, as files made to do harm do; it "
    "was not opened, and the original is kept."
)
BROKEN_CALENDAR = to_say(
    "There is no event in this calendar file that can be read; the original is kept."
)
BROKEN_CONTACTS = to_say(
    "There is no contact in this file that can be read; the original is kept."
)
BROKEN_PDF = to_say("This PDF is damaged and cannot be read; the original is kept.")
ENCRYPTED_MAIL = to_say(
    "This message is encrypted and cannot be read yet; the original is kept."
)
TOO_LARGE = to_say(
    "This file is larger than %(limit)s and was not read; the original is kept."
)
MAIL_TOO_LARGE = to_say(
    "This message is larger than %(limit)s and was not read; the original is kept."
)
LARGE_MESSAGES = to_say(
    "%(count)s of the messages in this mailbox are larger than %(limit)s and were not "
    "taken out of it; the original is kept."
)
CHAT_BROKEN = to_say(
    "This export of a chat breaks off; the messages before that place were taken out "
    "of it, and the original is kept."
)
LOCKED_FILES = to_say(
    "%(count)s of the files in this archive need a password and were not taken out of "
    "it; the original is kept."
)
LARGE_FILES = to_say(
    "%(count)s of the files in this archive are larger than %(limit)s and were not "
    "taken out of it; the original is kept."
)
DAMAGED_FILES = to_say(
    "%(count)s of the files in this archive are damaged and did not come out whole; "
    "the original is kept."
)
PACKED_OTHERWISE = to_say(
    "%(count)s of the files in this archive are packed by a method that cannot be "
    "undone here and were not taken out of it; the original is kept."
)
NO_FILES = to_say("There is no file in this archive; the original is kept.")
BROKEN_ARCHIVE = to_say(
    "This archive is damaged and cannot be opened; the original is kept."
)
NO_MESSAGES = to_say("No message was found in this mailbox; the original is kept.")

BROKE_OFTEN = to_say("It made its reader break off %(times)s times.")
LATE_OFTEN = to_say("It took too long to read %(times)s times.")
HUNGRY = to_say("It needs more memory than a file may use.")
ODD = to_say("It is damaged in a way that its reader does not understand.")
LARGE = to_say("It is larger than %(limit)s.")
NOTHING_OUT = to_say("It is damaged, and nothing of it comes out.")
STAYS = to_say("%(why)s It stays in its file; the original is kept.")
STAYS_AT = to_say(
    "%(why)s It stays in its file, where it begins at byte %(at)s; the original is "
    "kept."
)
"""Why one member of a container was left there, with one of those above as its why."""

LEFT_THERE = to_say(
    "%(count)s of the members of this file could not be taken out of it; the original "
    "is kept."
)

FAILED = to_say(
    "This file is damaged in a way that its reader does not understand; "
    "the original is kept."
)
CRASHED = to_say("This file made its reader break off; the original is kept.")
TIMED_OUT = to_say("This file took too long to read; the original is kept.")
OUT_OF_MEMORY = to_say(
    "This file needs more memory than a file may use; the original is kept."
)
FAILED_OFTEN = to_say("Reading it failed several times; the original is kept.")
NO_ANSWER = to_say("The reader gave no answer; the original is kept.")
TOO_DEEP = to_say("It is nested too deep to be opened; the original is kept.")

NO_PAGE = to_say("This file has no page %(number)s.")
NOT_RECOGNISED = to_say("The words of this page could not be recognised.")
NOT_SHOWN = to_say("This page cannot be shown; the original is kept.")

NOT_JUDGED = to_say("Its signatures could not be checked; the original is kept.")
NO_CERTIFICATE = to_say("This file holds no certificate that can be read.")
SECRET_KEY = to_say(
    "This file holds a secret key. A ledger keeps none: give it the public certificate."
)

EVERY = (
    EMPTY,
    NOT_YET,
    IMAGE_NOT_YET,
    PICTURE_NOT_YET,
    BROKEN_IMAGE,
    IMAGE_TOO_LARGE,
    SPREADSHEET_NOT_YET,
    OFFICE_NOT_YET,
    OLD_FORM,
    HTML_NOT_YET,
    ARCHIVE_NOT_YET,
    EVENT_NOT_YET,
    PASSWORD,
    LOCKED_PDF,
    PASSWORD_DOCUMENT,
    WRONG_PASSWORD,
    LOCK_UNKNOWN,
    PASSWORD_ARCHIVE,
    BROKEN_DOCUMENT,
    BROKEN_OUTLOOK,
    GROWS,
    BROKEN_CALENDAR,
    BROKEN_CONTACTS,
    BROKEN_PDF,
    ENCRYPTED_MAIL,
    TOO_LARGE,
    MAIL_TOO_LARGE,
    LARGE_MESSAGES,
    CHAT_BROKEN,
    LOCKED_FILES,
    LARGE_FILES,
    PACKED_OTHERWISE,
    DAMAGED_FILES,
    NO_FILES,
    BROKEN_ARCHIVE,
    NO_MESSAGES,
    BROKE_OFTEN,
    LATE_OFTEN,
    HUNGRY,
    ODD,
    LARGE,
    NOTHING_OUT,
    STAYS,
    STAYS_AT,
    LEFT_THERE,
    FAILED,
    CRASHED,
    TIMED_OUT,
    OUT_OF_MEMORY,
    FAILED_OFTEN,
    NO_ANSWER,
    TOO_DEEP,
    NO_PAGE,
    NOT_RECOGNISED,
    NOT_SHOWN,
    NOT_JUDGED,
    NO_CERTIFICATE,
    SECRET_KEY,
)


def said_of(problem: str) -> str:
    """Return the sentence that a stored problem is; one nobody knows as it stands."""
    return recognised(problem, EVERY)


def megabytes(count: int) -> str:
    """Return a size as a person reads it."""
    return f"{count // (1024 * 1024)} MB"
