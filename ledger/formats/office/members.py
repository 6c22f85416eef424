"""What lies in a package beside the text: pictures, and files that were put into it."""

from collections.abc import Iterator
from mimetypes import guess_type

from ledger.domain.reading import Member
from ledger.formats.office.package import Package
from ledger.formats.text import UNSTORABLE

MOST_MEMBERS = 500


def of(package: Package, names: list[str]) -> Iterator[Member]:
    """Yield the pictures and files that lie in a package."""
    for name in names[:MOST_MEMBERS]:
        label = UNSTORABLE.sub("\ufffd", name.replace("\\", "/"))
        data = package.whole(name)
        if data:
            kind = guess_type(label)[0] or "application/octet-stream"
            yield Member(
                name=label.rpartition("/")[2],
                media_type=kind,
                place=label,
                data=data,
                inline=kind.startswith("image/"),
            )
    if len(names) > MOST_MEMBERS:
        package.flags["too-many-parts"] = None
