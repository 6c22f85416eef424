"""What was stated before and is counted otherwise now: plain values in and out."""

from datetime import date
from typing import Any

from ledger.services import correcting

FREE = {"free": True, "price": None, "why": "Round 1: 1 of 3 free rounds."}
PAID = {"free": False, "price": {"minor": 6500, "currency": "EUR"}, "why": "paid"}
APRIL = date(2025, 4, 1)


def line(key: str | None, day: str, said: dict[str, Any] = FREE) -> dict[str, Any]:
    named = {"id": key} if key else {}
    return {
        **named,
        "number": 1,
        "day": day,
        "counts": True,
        "at_least": False,
        **said,
    }


def stated(*rounds: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": "S-1",
        "from": "2025-03-01",
        "to": "2025-03-31",
        "deliverables": [{"key": "D1", "rounds": list(rounds)}],
    }


def told(before: dict[str, Any], *rounds: dict[str, Any]) -> list[Any]:
    parts = [{"key": "D1", "rounds": list(rounds)}]
    found = correcting.told([before], parts, APRIL)["corrections"]
    return [
        (
            each["day"],
            each["was"] and each["was"]["why"],
            each["now"] and each["now"]["why"],
        )
        for each in found
    ]


def test_a_round_that_got_another_id_is_still_the_same() -> None:
    before = stated(line("v_1", "2025-03-04"))

    assert told(before, line("r_1", "2025-03-04")) == []
    assert told(stated(line(None, "2025-03-04")), line("r_1", "2025-03-04")) == []


def test_a_round_that_moved_came_or_went_is_told() -> None:
    before = stated(line("r_1", "2025-03-04"), line("r_2", "2025-03-09"))

    found = told(
        before, line("r_1", "2025-03-04", PAID), line("r_3", "2025-03-10", PAID)
    )

    free = FREE["why"]
    assert found == [
        ("2025-03-04", free, "paid"),
        ("2025-03-09", free, None),
        ("2025-03-10", None, "paid"),
    ]


def test_days_of_which_nothing_was_stated_need_no_correction() -> None:
    before = stated(line("r_1", "2025-03-04"))

    found = told(
        before,
        line("r_1", "2025-03-04"),
        line("r_0", "2025-02-01"),
        line("r_9", "2025-04-02"),
    )

    assert found == []
