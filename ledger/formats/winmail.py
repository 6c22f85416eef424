"""What Outlook sends that only Outlook understands (``winmail.dat``, TNEF).

On a mail it is the mail itself once more, with the files that were attached to it: a
container whose members come out. A message that hangs in it, or one that came alone
and says who sent it, is a mail of its own.
"""

from collections.abc import Iterator
from dataclasses import replace

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import outlook_told
from ledger.formats.outlook import tnef
from ledger.formats.source import Source

KIND = Kind.ARCHIVE
MEDIA_TYPES = ("application/ms-tnef", tnef.MESSAGE_TYPE)
SUFFIXES = frozenset({".tnef"})
PARSER = "winmail"
VERSION = 2

ON_A_MAIL = "winmail.dat"
FLAGS_OF_MAIL = frozenset({"no-sender", "no-date", "never-sent"})


def sniff(source: Source) -> int:
    """Bid for the mark of such a stream."""
    return 100 if source.head.startswith(tnef.MARK) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a message: what hangs on it first, then what it says."""
    data = source.whole(source.most, problems.MAIL_TOO_LARGE)
    for found in outlook_told.told(tnef.item(data)):
        if isinstance(found, Member):
            yield found
            continue
        reading = replace(
            found, parser=PARSER, version=VERSION, media_type=MEDIA_TYPES[0]
        )
        yield _shell(reading) if _is_shell(source, reading) else reading


def _is_shell(source: Source, reading: Reading) -> bool:
    """Tell whether it belongs to the mail on which it hangs."""
    if source.media_type:
        named = source.name.lower() == ON_A_MAIL
        return named or source.media_type == MEDIA_TYPES[0]
    return reading.kind is Kind.MAIL and not reading.people


def _shell(reading: Reading) -> Reading:
    return replace(
        reading,
        kind=KIND,
        people=(),
        headers=None,
        flags=tuple(flag for flag in reading.flags if flag not in FLAGS_OF_MAIL),
    )
