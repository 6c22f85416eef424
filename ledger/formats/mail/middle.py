"""A line that says who wrote amid a line of one's own words, which is cut there.

Where a program made one line of several, ``Yes. On 3/4/25, Ann <a@b.example> wrote:
Red?`` is three lines: what somebody answers, who is quoted, and his words.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.formats.mail.phrases import either
from ledger.formats.mail.phrases import every
from ledger.formats.mail.phrases import VERB

INTRO = either(re.escape(word.capitalize()) for word in every("intro"))
BEGINS = re.compile(rf"(?<=\S)[ \t\xa0]+(?=(?:{INTRO})\s[^\n]{{0,40}}?\d)")
ENDS = re.compile(
    r"<\s?[\w.+'-]{1,64}@[\w.-]{1,120}\s?>[\s\"'*]{0,4}"
    rf"(?:(?:{either(every('wrote'))})\s?)?[:：]\s*"
)
DATED = re.compile(r"(?:19|20)\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
LONGEST = 200
MOST_LINE = 20_000


def cut(raw: Sequence[str]) -> Iterator[str]:
    """Yield the lines, such a one in its parts."""
    for line in raw:
        if "<" in line and "@" in line and len(line) <= MOST_LINE:
            yield from _cut(line)
        else:
            yield line


def _cut(line: str) -> Iterator[str]:
    for begins in BEGINS.finditer(line):
        start = begins.end()
        lead = ENDS.search(line, start, start + LONGEST)
        if lead is None or line.lstrip().startswith(">"):
            continue
        said = line[start : lead.end()]
        if VERB.search(said) and DATED.search(said):
            yield line[:start]
            yield said
            if line[lead.end() :]:
                yield line[lead.end() :]
            return
    yield line
