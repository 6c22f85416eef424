"""Numbers at the beginning of lines: which of them may number an item."""

import re

from ledger.domain.folding import fold

_LETTERS = r"[^\W\d_]"
_LEAD = re.compile(
    r"(?:§|№|no\.?|nr\.?|п\.|пункт|п-т|т\.|точка|чл\.|pct\.|punctul|art\.|item|"
    r"requirement|требование|cerința|cerinţa|cerința|изискване|anforderung|ziffer|"
    r"punkt)\s*(?=\d)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(\d{1,3}(?:\.\d{1,3}){0,5})(\.\)|[.):]|\.?\s*[–—](?=\s))?(?=\s|$)"
)
_KEYED = re.compile(
    rf"({_LETTERS}{{1,6}}(?:[-–_ ]?{_LETTERS}{{1,4}})?[-–_. ]?"
    r"\d{1,4}(?:\.\d{1,3}){0,3})"
    r"(?:[.):]|\s*[–—:])?(?=\s|$)"
)
_CODE = re.compile(rf"^{_LETTERS}{{1,6}}[-–_]?\d|^[^\W\d_a-zа-яё]{{1,6}}[ ]\d")
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|"
    r"июл|авг|сен|окт|ноя|дек|ian|iun|iul|noi|mai|mär|okt|dez|яну|юни|юли|сеп|ное)",
    re.IGNORECASE,
)
_GAP = 5
"""So many numbers may be missing in a row."""


def opening(words: str) -> tuple[str, int] | None:
    """Return the number with which a line begins, and where its words begin."""
    lead = _LEAD.match(words)
    at = lead.end() if lead else 0
    plain = _PLAIN.match(words, at)
    if plain:
        rest = words[plain.end() :]
        marked = plain[2] or "." in plain[1] or lead or rest.startswith("\t")
        bare = not plain[2] and not lead and rest.strip()[:1].islower()
        if not marked or not rest.strip() or bare or _MONTH.match(rest.lstrip()):
            return None
        return plain[1], plain.end()
    keyed = _KEYED.match(words)
    if keyed and _CODE.match(keyed[1]) and words[keyed.end() :].strip():
        return fold(keyed[1]), keyed.end()
    return None


class Numbers:
    """The numbers that were found so far, plain ones and those with letters."""

    def __init__(self) -> None:
        self.last: list[int] = []
        self.keys: dict[str, int] = {}

    def follows(self, number: str) -> bool:
        """Tell whether a number may come after those before it."""
        if not number[0].isdigit():
            head, value = _split(number)
            before = self.keys.get(head)
            return before is None or before < value <= before + 4 * _GAP
        parts = [int(each) for each in number.split(".")]
        if not self.last:
            return parts[-1] <= 1 or (len(parts) == 1 and parts[0] <= _GAP)
        if parts == [1]:
            return True
        for depth in range(min(len(self.last) + 1, len(parts))):
            before = self.last[depth] if depth < len(self.last) else 0
            deeper = all(each <= 1 + _GAP for each in parts[depth + 1 :])
            same = parts[:depth] == self.last[:depth]
            if same and deeper and 0 < parts[depth] - before <= _GAP:
                return True
        return False

    def take(self, number: str) -> None:
        """Note the number that was found last."""
        if number[0].isdigit():
            self.last = [int(each) for each in number.split(".")]
        else:
            head, value = _split(number)
            self.keys[head] = value


def _split(number: str) -> tuple[str, int]:
    found = re.match(r"(.*?)(\d+)$", number)
    if found is None:
        return number, 0
    return found[1].casefold().strip(" -–_."), int(found[2])
