"""Why a file has no text, each as one sentence for a person.

They are plain English here and stand in readings for ever; a page translates them as
it shows them. Every sentence says what was wrong and that the original is kept.
"""

KEPT = "the original is kept."

EMPTY = f"This file is empty; {KEPT}"
NOT_YET = f"Files of this kind cannot be read yet; {KEPT}"
IMAGE_NOT_YET = f"Words in images cannot be read yet; {KEPT}"
SPREADSHEET_NOT_YET = f"Spreadsheets cannot be read yet; {KEPT}"
OFFICE_NOT_YET = f"Office documents cannot be read yet; {KEPT}"
HTML_NOT_YET = f"Web pages cannot be read yet; {KEPT}"
ARCHIVE_NOT_YET = f"Archives cannot be opened yet; {KEPT}"
EVENT_NOT_YET = f"Calendar files cannot be read yet; {KEPT}"

PASSWORD = f"This PDF needs a password to be read; {KEPT}"
LOCKED_PDF = f"This PDF is locked for certain readers and cannot be opened; {KEPT}"
BROKEN_PDF = f"This PDF is damaged and cannot be read; {KEPT}"
ENCRYPTED_MAIL = f"This message is encrypted and cannot be read yet; {KEPT}"
TOO_LARGE = f"This file is larger than {{limit}} and was not read; {KEPT}"
MAIL_TOO_LARGE = f"This message is larger than {{limit}} and was not read; {KEPT}"
LARGE_MESSAGES = (
    "{count} of the messages in this mailbox are larger than {limit} and were not "
    f"taken out of it; {KEPT}"
)
NO_MESSAGES = f"No message was found in this mailbox; {KEPT}"

FAILED = f"This file is damaged in a way that its reader does not understand; {KEPT}"
CRASHED = f"This file made its reader break off; {KEPT}"
TIMED_OUT = f"This file took too long to read; {KEPT}"
OUT_OF_MEMORY = f"This file needs more memory than a file may use; {KEPT}"

NO_PAGE = "This file has no page {number}."
NOT_SHOWN = f"This page cannot be shown; {KEPT}"


def megabytes(count: int) -> str:
    """Return a size as a person reads it."""
    return f"{count // (1024 * 1024)} MB"
