"""Correcting: rounds of a stated period that are counted otherwise today.

A statement that was issued is never changed. What is counted otherwise since – a round
that was entered late or taken out, hours, a later term that holds from an earlier day –
stands in the next statement, beside what was stated before.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

Json = dict[str, Any]
_KEPT = ("counts", "free", "price", "at_least", "why")


def told(
    issued: Iterable[Mapping[str, Any]], parts: Iterable[Json], first: date
) -> Json:
    """Return what a statement says of the rounds before it, and of their sums.

    Args:
        issued: what earlier statements say, the oldest first.
        parts: the deliverables, with all their rounds as they are counted today.
        first: the first day of the period that is stated now.
    """
    rounds = {part["key"]: part["rounds"] for part in parts}
    found = _corrections(issued, rounds, first.isoformat())
    return {
        "corrections": found,
        "stated_before": _sums(found, "was"),
        "stated_now": _sums(found, "now"),
    }


def _corrections(
    issued: Iterable[Mapping[str, Any]], rounds: Mapping[str, Sequence[Json]], day: str
) -> list[Json]:
    """Return the rounds before a day that stand otherwise in what was issued."""
    stated = _stated(issued)
    today = {
        _key(part, each): _line(part, each)
        for part, listed in rounds.items()
        for each in listed
        if each["day"] < day
    }
    before = {key: each for key, each in stated.lines.items() if each["day"] < day}
    known = [(before.pop(key), today.pop(key)) for key in before.keys() & today.keys()]
    pairs = [*known, *_of_one_day(before.values(), today.values())]
    found = [_corrected(was, now, stated) for was, now in pairs]
    made = [each for each in found if each is not None]
    return sorted(made, key=lambda each: (each["day"], each["key"], each["number"]))


def _of_one_day(
    before: Iterable[Json], today: Iterable[Json]
) -> list[tuple[Json | None, Json | None]]:
    """Pair rounds that have no id in common by their deliverable and day.

    So it is where somebody opened a round that the definition had made before.
    """
    days: dict[tuple[str, str], tuple[list[Json], list[Json]]] = {}
    for side, lines in enumerate((before, today)):
        for each in sorted(lines, key=lambda line: line["number"]):
            at = (each["key"], each["day"])
            days.setdefault(at, ([], []))[side].append(each)
    return [pair for were, are in days.values() for pair in zip_longest(were, are)]


def _sums(found: Sequence[Mapping[str, Any]], side: str) -> list[Json]:
    """Return what the corrected rounds come to on one side, in each currency."""
    sums: dict[str, int] = {}
    for each in found:
        for which in ("was", "now"):
            price = each[which]["price"] if each[which] else None
            if price:
                more = price["minor"] if which == side else 0
                sums[price["currency"]] = sums.get(price["currency"], 0) + more
    return [{"minor": sums[code], "currency": code} for code in sorted(sums)]


class _Stated:
    """What was stated last of each round, and by which statement of its day."""

    def __init__(self) -> None:
        self.lines: dict[str, Json] = {}
        self.periods: list[tuple[str, str, str]] = []

    def covers(self, day: str) -> str | None:
        """Return the last statement of a day; None where none was issued."""
        found = [label for label, first, last in self.periods if first <= day <= last]
        return found[-1] if found else None


def _stated(issued: Iterable[Mapping[str, Any]]) -> _Stated:
    found = _Stated()
    for content in issued:
        label, first, last = content["label"], content["from"], content["to"]
        found.periods.append((label, first, last))
        found.lines = {
            key: each
            for key, each in found.lines.items()
            if not first <= each["day"] <= last
        }
        for part in content["deliverables"]:
            for each in part["rounds"]:
                line = _line(part["key"], each)
                found.lines[_key(part["key"], each)] = {**line, "statement": label}
        for each in content.get("corrections", ()):
            key = _key(each["key"], each)
            found.lines.pop(key, None)
            if each["now"] is not None:
                line = {name: each[name] for name in ("key", "id", "number", "day")}
                found.lines[key] = {**line, **each["now"], "statement": label}
    return found


def _key(part: str, each: Mapping[str, Any]) -> str:
    """Return what tells a round apart; of one stated without an id, its place."""
    return str(each.get("id") or f"{part} {each['day']} {each['number']}")


def _line(part: str, each: Mapping[str, Any]) -> Json:
    named = {"key": part, "id": each.get("id")}
    return {**named, **{name: each[name] for name in ("number", "day", *_KEPT)}}


def _corrected(was: Json | None, now: Json | None, stated: _Stated) -> Json | None:
    """Return a round as it was stated and as it stands; None where that is one."""
    there = now or was
    if there is None or (was and now and _same(was, now)):
        return None
    label = was["statement"] if was else stated.covers(there["day"])
    if label is None:
        return None
    return {
        **{name: there[name] for name in ("key", "id", "number", "day")},
        "statement": label,
        "was": _values(was),
        "now": _values(now),
    }


def _same(was: Json, now: Json) -> bool:
    said = ("counts", "free", "price", "at_least")
    return all(was[name] == now[name] for name in said)


def _values(line: Json | None) -> Json | None:
    return {name: line[name] for name in _KEPT} if line else None
