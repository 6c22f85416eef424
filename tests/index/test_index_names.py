"""Fields and operators have names in four languages."""

import pytest

from index import parse
from index.names import BY_VALUE
from index.names import field_of
from index.names import FIELDS
from index.names import NAMES
from index.query import And
from index.query import Filter
from index.query import Not
from index.query import Or
from index.query import Person
from index.query import Role
from index.query import Tree
from index.query import Word
from index.remarks import NO_SENSE
from index.remarks import NO_VALUE

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("words", "tree"),
    [
        ("a И b", And((A, B))),
        ("a ȘI b", And((A, B))),
        ("a ŞI b", And((A, B))),
        ("a S\u0326I b", And((A, B))),
        ("a ИЛИ b", Or((A, B))),
        ("a SAU b", Or((A, B))),
        ("a НЕ b", And((A, Not(B)))),
        ("a NU b", And((A, Not(B)))),
        ("a ИЛИ НЕ (b И c)", Or((A, Not(And((B, C)))))),
        ("a или b", And((A, Word("или"), B))),
        ("a sau b", And((A, Word("sau"), B))),
        ("от:ann", Person(Role.AUTHOR, "ann")),
        ("от кого:ann", Person(Role.AUTHOR, "ann")),
        ("de:ann", Person(Role.AUTHOR, "ann")),
        ("De la:ann", Person(Role.AUTHOR, "ann")),
        ("кому:ann", Person(Role.RECIPIENT, "ann")),
        ("către:ann", Person(Role.RECIPIENT, "ann")),
        ("catre:ann", Person(Role.RECIPIENT, "ann")),
        ("ca\u0306tre:ann", Person(Role.RECIPIENT, "ann")),
        ("до:ann", Person(Role.RECIPIENT, "ann")),
        ("с:ann", Person(Role.ANY, "ann")),
        ("cu:ann", Person(Role.ANY, "ann")),
        ("вид:mail", Filter("kind", ("mail",))),
        ("fel:mail", Filter("kind", ("mail",))),
        ("язык:ru", Filter("language", ("ru",))),
        ("limbă:ro", Filter("language", ("ro",))),
        ("език:bg", Filter("language", ("bg",))),
        ("има:file", Filter("has", ("file",))),
        ("е:unfiled", Filter("has", ("unfiled",))),
        ("проект:Vantul", Filter("project", ("Vantul",))),
        ("в:d_1", Filter("thread", ("d_1",))),
        ("-от:ann a", And((Not(Person(Role.AUTHOR, "ann")), A))),
    ],
)
def test_a_query_may_be_written_in_any_of_the_four_languages(
    words: str, tree: Tree
) -> None:
    query = parse(words)

    assert query.tree == tree
    assert query.remarks == ()


def test_a_mistake_is_told_in_the_words_that_were_typed() -> None:
    remarks = parse("a ИЛИ").remarks + parse("до: a").remarks

    assert [(each.sentence, each.part) for each in remarks] == [
        (NO_SENSE, "ИЛИ"),
        (NO_VALUE, "до:"),
    ]


def test_each_name_means_one_field_whatever_its_case_and_diacritics() -> None:
    assert field_of("FROM") == "from"
    assert field_of("Înainte  de") == "before"
    assert field_of("subject") == ""
    assert all(field_of(name) == field for name, field in FIELDS.items())


def test_no_name_is_given_to_two_fields_but_those_that_the_value_decides() -> None:
    listed = [
        name
        for field, names in NAMES.items()
        for name in (field, *names.removeprefix(f"{field} ").split("|"))
        if name not in BY_VALUE
    ]

    assert len(listed) == len(set(listed))
