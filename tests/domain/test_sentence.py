"""A sentence knows what it was made of, so that a page can say it in a language."""

from ledger.domain.sentence import counted
from ledger.domain.sentence import said


def test_a_sentence_is_its_english_text() -> None:
    told = said("There is no %(what)s “%(key)s”.", what="round", key="R-9")

    assert told == "There is no round “R-9”."
    assert told.template == "There is no %(what)s “%(key)s”."
    assert told.values == {"what": "round", "key": "R-9"}


def test_a_percent_sign_of_somebody_elses_text_stays_one() -> None:
    assert said("“%(name)s” is empty.", name="50 %(off)s.pdf") == (
        "“50 %(off)s.pdf” is empty."
    )


def test_a_count_chooses_its_sentence() -> None:
    one, many = "%(num)s event is missing.", "%(num)s events are missing."

    assert counted(one, many, 1) == "1 event is missing."
    assert counted(one, many, 0) == "0 events are missing."
    assert counted(one, many, 40).plural == many


def test_a_sentence_may_stand_in_another_one() -> None:
    inner = said("the disk is full")

    outer = said("It was not kept: %(why)s.", why=inner)

    assert outer == "It was not kept: the disk is full."
    assert outer.values["why"] is inner
