"""What mail programs write round somebody else's words, as expressions to look for.

The words themselves are in ``phrases.toml``, a table a language.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from unicodedata import combining
from unicodedata import normalize

LANGUAGES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8")
)

NAMED = ("sender", "sent", "date", "subject", "others")
"""What a small head names."""


def every(part: str) -> list[str]:
    """Return the phrases of one sort in all languages, the longest first."""
    found = {phrase for row in LANGUAGES.values() for phrase in row.get(part, [])}
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))


def either(phrases: Iterable[str]) -> str:
    """Return one expression for several phrases, without a group."""
    return "|".join(phrases)


LABELS = {label: name for name in reversed(NAMED) for label in every(name)}
"""What a line of a head names, by its label in lower case."""

LONG = 4
BARE_LABELS = {
    bare: name
    for label, name in LABELS.items()
    if (bare := "".join(c for c in normalize("NFD", label) if not combining(c)))
    != label
    and bare.isascii()
    and len(bare) >= LONG
}
"""The same without the accents that some programs lose."""


def named(label: str) -> str | None:
    """Return what a line of a head names by its label, whatever its case."""
    words = " ".join(label.casefold().split())
    return LABELS.get(words) or BARE_LABELS.get(words)


MARKER = re.compile(either(every("markers")), re.IGNORECASE)
VERB = re.compile(rf"(?<![^\W\d_])(?:{either(every('wrote'))})(?!\w)", re.IGNORECASE)
QUOTING = re.compile(rf"(?:{either(every('quoting'))})\s", re.IGNORECASE)
INTRO = rf"(?:(?:{either(map(re.escape, every('intro')))})(?!\w))"
CLOSING = re.compile(rf"(?:{either(every('closings'))})(?!\w)", re.IGNORECASE)
DEVICE = re.compile(either(every("devices")), re.IGNORECASE)
BANNER = re.compile(either(every("banners")), re.IGNORECASE)
GADGET = re.compile(
    r"(?i)(?<![^\W_])(?:i(?:phone|pad|pod|os)|android|galaxy|samsung|huawei|xiaomi|redmi"
    r"|nokia|blackberry|outlook|gmail|yahoo|k-9|windows|smartphone|handy|tablet"
    r"|phone|cell|mobil|mailbox|telef|téléphone|móvil|celular|телефон|смартфон"
    r"|мобил|мобіл|планшет|puhelim|komór)"
)
"""What telephones and programs are called, in the line that they add."""

PROGRAM = re.compile(
    r"(?i)(?:my )?(?:mailspring|mailbird|airmail|proton ?mail|tutanota|tuta|superhuman"
    r"|polymail|newton|blue ?mail|mymail|canary|spark|thunderbird|the bat|edison|nylas"
    r"|zoho|fastmail|hey|mimestream|em client|postbox)\b"
)
"""Programs that praise themselves in the line that they add."""

TELLING = frozenset(
    re.findall(
        r"\w+",
        "two three four five six seven eight nine ten no not"
        " два две три четыре пять шесть семь восемь девять десять не нет"
        " четири пет шест седем осем девет десет няма"
        " doi două trei patru cinci șase șapte opt nouă zece nu"
        " zwei drei vier fünf sechs sieben acht neun zehn nicht kein keine"
        " deux trois quatre cinq sept huit neuf dix pas"
        " дві чотири шість сім вісім десять ні немає",
    )
)
"""Small numbers in words, and what denies: one of them more says something else."""
