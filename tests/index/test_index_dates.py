"""The dates of a query, in four languages, seen from a Thursday."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import parse
from index.dates import days_of
from index.query import And
from index.query import Days
from index.query import Person
from index.query import Role
from index.query import Tree
from index.query import Word
from index.remarks import NO_DATE

TODAY = date(2025, 3, 20)
A = Word("a")


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("14.03.2025", "2025-03-14", "2025-03-14"),
        ("03.2025", "2025-03-01", "2025-03-31"),
        ("2025-03-01..2025-03-31", "2025-03-01", "2025-03-31"),
        ("2025-02 .. 2025-03", "2025-02-01", "2025-03-31"),
        ("2025-03..2025-02", "2025-02-01", "2025-03-31"),
        ("2025-03..", "2025-03-01", "9999-99-99"),
        ("..2025-03", "", "2025-03-31"),
        ("last week..yesterday", "2025-03-10", "2025-03-19"),
        ("March 2025", "2025-03-01", "2025-03-31"),
        ("март 2025", "2025-03-01", "2025-03-31"),
        ("в марте 2025 г.", "2025-03-01", "2025-03-31"),
        ("2025 год", "2025-01-01", "2025-12-31"),
        ("през март 2025", "2025-03-01", "2025-03-31"),
        ("martie 2025", "2025-03-01", "2025-03-31"),
        ("14 March 2025", "2025-03-14", "2025-03-14"),
        ("March 14, 2025", "2025-03-14", "2025-03-14"),
        ("14 марта 2025", "2025-03-14", "2025-03-14"),
        ("14 martie", "2025-03-14", "2025-03-14"),
        ("21 март", "2024-03-21", "2024-03-21"),
        ("april", "2024-04-01", "2024-04-30"),
        ("март", "2025-03-01", "2025-03-31"),
        ("today", "2025-03-20", "2025-03-20"),
        ("сегодня", "2025-03-20", "2025-03-20"),
        ("astăzi", "2025-03-20", "2025-03-20"),
        ("днес", "2025-03-20", "2025-03-20"),
        ("yesterday", "2025-03-19", "2025-03-19"),
        ("вчера", "2025-03-19", "2025-03-19"),
        ("ieri", "2025-03-19", "2025-03-19"),
        ("the day before yesterday", "2025-03-18", "2025-03-18"),
        ("позавчера", "2025-03-18", "2025-03-18"),
        ("alaltăieri", "2025-03-18", "2025-03-18"),
        ("онзи ден", "2025-03-18", "2025-03-18"),
        ("last week", "2025-03-10", "2025-03-16"),
        ("на прошлой неделе", "2025-03-10", "2025-03-16"),
        ("за прошлую неделю", "2025-03-10", "2025-03-16"),
        ("săptămâna trecută", "2025-03-10", "2025-03-16"),
        ("saptamina trecuta", None, None),
        ("saptamana trecuta", "2025-03-10", "2025-03-16"),
        ("миналата седмица", "2025-03-10", "2025-03-16"),
        ("this week", "2025-03-17", "2025-03-23"),
        ("на этой неделе", "2025-03-17", "2025-03-23"),
        ("săptămâna aceasta", "2025-03-17", "2025-03-23"),
        ("тази седмица", "2025-03-17", "2025-03-23"),
        ("this month", "2025-03-01", "2025-03-31"),
        ("в этом месяце", "2025-03-01", "2025-03-31"),
        ("luna asta", "2025-03-01", "2025-03-31"),
        ("този месец", "2025-03-01", "2025-03-31"),
        ("last month", "2025-02-01", "2025-02-28"),
        ("в прошлом месяце", "2025-02-01", "2025-02-28"),
        ("luna trecută", "2025-02-01", "2025-02-28"),
        ("миналия месец", "2025-02-01", "2025-02-28"),
        ("last quarter", "2024-10-01", "2024-12-31"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("в прошлом году", "2024-01-01", "2024-12-31"),
        ("anul trecut", "2024-01-01", "2024-12-31"),
        ("миналата година", "2024-01-01", "2024-12-31"),
        ("3 days ago", "2025-03-17", "2025-03-17"),
        ("3 дня назад", "2025-03-17", "2025-03-17"),
        ("acum 3 zile", "2025-03-17", "2025-03-17"),
        ("преди 3 дни", "2025-03-17", "2025-03-17"),
        ("a week ago", "2025-03-13", "2025-03-13"),
        ("неделю назад", "2025-03-13", "2025-03-13"),
        ("две недели назад", "2025-03-06", "2025-03-06"),
        ("acum o săptămână", "2025-03-13", "2025-03-13"),
        ("преди седмица", "2025-03-13", "2025-03-13"),
        ("one month ago", "2025-02-20", "2025-02-20"),
        ("the last 3 days", "2025-03-17", "2025-03-20"),
        ("последние 3 дня", "2025-03-17", "2025-03-20"),
        ("ultimele 3 zile", "2025-03-17", "2025-03-20"),
        ("последните 3 дни", "2025-03-17", "2025-03-20"),
        ("monday", "2025-03-17", "2025-03-17"),
        ("thursday", "2025-03-20", "2025-03-20"),
        ("last thursday", "2025-03-13", "2025-03-13"),
        ("в пятницу", "2025-03-14", "2025-03-14"),
        ("vineri", "2025-03-14", "2025-03-14"),
        ("петък", "2025-03-14", "2025-03-14"),
        ("неделя", "2025-03-16", "2025-03-16"),
        ("миналата неделя", "2025-03-16", "2025-03-16"),
        ("прошлая неделя", "2025-03-10", "2025-03-16"),
        ("last", None, None),
        ("week", None, None),
        ("31 февраля 2025", None, None),
        ("9999 years ago", None, None),
        ("2025-13", None, None),
        ("..", None, None),
        ("soon", None, None),
    ],
)
def test_a_date_means_the_days_that_a_person_means(
    typed: str, first: str | None, last: str | None
) -> None:
    days = None if first is None or last is None else Days(first, last)

    assert days_of("on", typed, TODAY) == days


def test_the_day_of_a_shorter_month_is_its_last() -> None:
    assert days_of("on", "one month ago", date(2025, 3, 31)) == Days(
        "2025-02-28", "2025-02-28"
    )


def test_before_and_after_count_both_ends() -> None:
    assert days_of("before", "last week", TODAY) == Days(last="2025-03-16")
    assert days_of("after", "last week", TODAY) == Days(first="2025-03-10")


def test_without_a_clock_only_dates_of_the_calendar_are_understood() -> None:
    assert days_of("on", "yesterday") is None
    assert days_of("on", "March 2025") == Days("2025-03-01", "2025-03-31")


YESTERDAY = Days(last="2025-03-19")


@pytest.mark.parametrize(
    ("words", "tree"),
    [
        ('before:"last week" a', And((Days(last="2025-03-16"), A))),
        ("before:last week a", And((Days(last="2025-03-16"), A))),
        ("after:3 days ago a", And((Days(first="2025-03-17"), A))),
        ("on:14 March 2025", Days("2025-03-14", "2025-03-14")),
        ("on:March a", And((Days("2025-03-01", "2025-03-31"), A))),
        ("on:2025-02 .. 2025-03 a", And((Days("2025-02-01", "2025-03-31"), A))),
        ("before: yesterday a", And((YESTERDAY, A))),
        ("(before:yesterday OR a)", None),
        ("до:вчера a", And((YESTERDAY, A))),
        ("до:2025-03-19 a", And((YESTERDAY, A))),
        ("până la:ieri a", And((YESTERDAY, A))),
        ("Pana  la:ieri a", And((YESTERDAY, A))),
        ("преди:вчера a", And((YESTERDAY, A))),
        ("от:17.03.2025", Days(first="2025-03-17")),
        ("de la:săptămâna trecută a", And((Days(first="2025-03-10"), A))),
        ("с:прошлой недели a", And((Days(first="2025-03-10"), A))),
        ("после:прошлой недели a", And((Days(first="2025-03-10"), A))),
        ("след:миналата седмица a", And((Days(first="2025-03-10"), A))),
        ("în:martie 2025", Days("2025-03-01", "2025-03-31")),
        ("in:March", Days("2025-03-01", "2025-03-31")),
        ("до:Мария", Person(Role.RECIPIENT, "Мария")),
        ("от:Марта", Person(Role.AUTHOR, "Марта")),
        ("de la:ion", Person(Role.AUTHOR, "ion")),
        ('de la:"Ion Pop"', Person(Role.AUTHOR, "Ion Pop")),
    ],
)
def test_a_date_may_have_several_words(words: str, tree: Tree | None) -> None:
    query = parse(words, today=TODAY)

    assert not query.remarks
    assert tree is None or query.tree == tree


def test_words_behind_a_date_stay_words() -> None:
    query = parse("before:2025 week", today=TODAY)

    assert query.tree == And((Days(last="2025-12-31"), Word("week")))


def test_what_is_no_date_is_told() -> None:
    [remark] = parse("до вчера после:обеда", today=TODAY).remarks

    assert (remark.sentence, remark.part) == (NO_DATE, "после:обеда")


WORDS = st.sampled_from(
    (
        *("last", "this", "3", "9999", "0", "days", "ago", "week", "март", "2025"),
        *("..", "прошлой", "acum", "o", "luna", "неделя", "марта", "31", "14.03.2025"),
        *("2025-03", "ultimele", "a"),
    )
)


@given(
    st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=20),
    st.dates(),
    st.sampled_from(["on", "before", "after"]),
)
def test_no_date_makes_it_fail(text: str, today: date, name: str) -> None:
    days = days_of(name, text, today)

    assert days is None or days.first <= days.last
