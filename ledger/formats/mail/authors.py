"""Who wrote a quote, as the lines above it name him."""

import re

from ledger.formats.mail.leads import ADDRESS
from ledger.formats.mail.marks import GROUPWISE
from ledger.formats.mail.phrases import INTRO
from ledger.formats.mail.phrases import QUOTING
from ledger.formats.mail.phrases import VERB

YOU = frozenset(
    re.findall(
        r"\w+",
        "you вы ты ви вие dumneavoastră tu vous sie du ihr usted tú lei voi ty jij u",
    )
)
"""Who is called so is not named."""

ASIDE = re.compile(
    r"(?<!\w)(?:am|pm|a\.m\.|p\.m\.|gmt|utc|[cew]es?t|msk|мск|uhr|klo|[hч]|г|om|um|at"
    r"|le|la|alle|à|às|kl|re)(?!\w)\.?(?:[+-]\d{1,4})?",
    re.IGNORECASE,
)
"""What stands between the hour and the name."""

ZONED = re.compile(r"(?<!\w)(?:GMT|UTC)[+-][\d:]+\s")
"""What stands before the name where no word stands for "wrote"."""

IDENTIFIED = re.compile(
    r"(?<!\w)(?:message|article|news)\W{0,3}<[^<>\s]{1,200}>", re.IGNORECASE
)
"""The name of a message, which looks like an address."""

MESSAGE = re.compile(r"['’]s (?:e-?mail|message|mail) of(?!\w).*", re.IGNORECASE)
ABOUT = re.compile(r"(?:internet\.)?\w*mail\w*\s?:", re.IGNORECASE)
"""What Andrew's letters name instead of a person."""

EDGES = " \t\xa0\"'«»„“”‘’<>()[]*_,;:-–—|"
LONGEST = 80


def of_lead(said: str) -> str | None:
    """Return who wrote by the line that says so: his address, else his name."""
    said = IDENTIFIED.sub(" ", said)
    address = ADDRESS.search(said)
    if address:
        return address[0].lower()
    if GROUPWISE.fullmatch(said):
        return _name(re.split(r"\d", said.strip(" >"))[0])
    verb = VERB.search(said)
    if verb is None:
        opening = QUOTING.match(said)
        if opening:
            named = MESSAGE.sub("", said[opening.end() :])
            return None if ABOUT.match(named) else _name(named)
        return _name(ZONED.split(said)[-1]) if ZONED.search(said) else None
    before = re.split(r"[,;\d]", said[: verb.start()])[-1]
    return _name(before) or _name(re.split(r"[,;\d]", said[verb.end() :])[0])


def of_head(value: str) -> str | None:
    """Return who wrote by the value of a head: his address, else his name."""
    address = ADDRESS.search(value)
    return address[0].lower() if address else _name(value)


def _name(words: str) -> str | None:
    name = re.sub(rf"^\W*{INTRO}\s", " ", words, count=1, flags=re.IGNORECASE)
    name = " ".join(ASIDE.sub(" ", name).split()).strip(EDGES)
    if not re.search(r"[^\W\d_]", name) or len(name) > LONGEST:
        return None
    return None if name.casefold() in YOU or name.islower() else name
