"""A thing of Outlook's, whatever file it came in, and what hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from ledger.formats.outlook.properties import Properties


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What hangs on a message."""

    number: int
    name: str = ""
    media_type: str = ""
    data: bytes | None = None
    """None where the file only says where it was (``path``)."""

    path: str = ""
    content_id: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message, an appointment, a contact."""

    properties: Properties
    names: Mapping[tuple[bytes, int | str], int] = field(default_factory=dict)
    """The numbers of properties that are known by a class and a name."""

    recipients: tuple[Properties, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    flags: dict[str, None] = field(default_factory=dict)

    def named(self, owner: bytes, key: int | str) -> int:
        """Return the number of a property with a name; nought where it has none."""
        return self.names.get((owner, key), 0)


def named(name: str, ending: str) -> str:
    """Return a name that ends as its file does."""
    return name if name.lower().endswith(ending) else name + ending
