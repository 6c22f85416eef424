"""What a person's words mean."""

from datetime import date

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from index import parse
from index.meaning import Meant
from index.meaning import UNKNOWN
from index.names import FIELDS
from index.query import And
from index.query import Days
from index.query import Everything
from index.query import Filter
from index.query import Fuzzy
from index.query import Near
from index.query import Not
from index.query import Nothing
from index.query import Or
from index.query import Part
from index.query import Person
from index.query import Phrase
from index.query import positive
from index.query import Prefix
from index.query import Role
from index.query import Tree
from index.query import Word
from index.remarks import LONE_QUOTE
from index.remarks import MANY_SLIPS
from index.remarks import NO_DATE
from index.remarks import NO_DAY
from index.remarks import NO_END
from index.remarks import NO_FIELD
from index.remarks import NO_MATCH
from index.remarks import NO_SENSE
from index.remarks import NO_VALUE
from index.remarks import NO_WORDS
from index.remarks import PARENTHESES
from index.remarks import Remark
from index.remarks import SHORT_FUZZY
from index.remarks import SHORT_PREFIX
from index.remarks import STAR_INSIDE
from index.remarks import TOO_DEEP
from index.remarks import TOO_FAR
from index.remarks import TOO_LONG

A, B, C = Word("a"), Word("b"), Word("c")
ANN = Person(Role.AUTHOR, "ann")
BO = Person(Role.AUTHOR, "bo")
LEE = Person(Role.AUTHOR, "Ann Lee")
MAIL = Filter("kind", ("mail",))
FILE = Filter("has", ("file",))
MARCH = Days("2025-03-01", "2025-03-31")
OWN_A = Word("a", Part.OWN)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("  ", Everything()),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("-a", Not(A)),
        ("- -a", Not(A)),
        ("NOT NOT a", A),
        ("-(a b)", Not(And((A, B)))),
        ("a-b", Word("a-b")),
        ('"a b"', Phrase("a b")),
        ("„a b“", Phrase("a b")),
        ("«a b»", Phrase("a b")),
        ('-"a b" c', And((Not(Phrase("a b")), C))),
        ("log*", Prefix("log")),
        ('"a b"~3', Near("a b", 3)),
        ("«a b c»~", Near("a b c", 5)),
        ('-"a b"~0', Not(Near("a b", 0))),
        ('"a"~3', Phrase("a")),
        ("logo~", Or((Word("logo"), Fuzzy("logo", 1)))),
        ("логотип~", Or((Word("логотип"), Fuzzy("логотип", 2)))),
        ("logo~2 a", And((Or((Word("logo"), Fuzzy("logo", 2))), A))),
        ('by:ann "a b"~3', And((ANN, Near("a b", 3, Part.OWN)))),
        ("and or not", And((Word("and"), Word("or"), Word("not")))),
        ("TS-12", Word("TS-12")),
        ("see §4.2,", And((Word("see"), Word("§4.2")))),
        ("client's", Word("client")),
        ("a,b", And((A, B))),
        ("12:30", Word("12:30")),
        ("a & b", And((A, B))),
        ("from:ann", ANN),
        ('to:"Ann Lee"', Person(Role.RECIPIENT, "Ann Lee")),
        ("from:(ann)", ANN),
        ("from:(Ann Lee)", Person(Role.AUTHOR, "Ann Lee")),
        ("from:(ann OR bo)", Or((ANN, BO))),
        ("from:(ann OR bo) a", And((Or((ANN, BO)), A))),
        ("-from:(ann OR bo)", Not(Or((ANN, BO)))),
        ("от:(ann ИЛИ bo)", Or((ANN, BO))),
        ("от кого:(ann ИЛИ bo)", Or((ANN, BO))),
        ("from:(NOT ann)", Not(ANN)),
        ("from:(ann -bo)", And((ANN, Not(BO)))),
        ('from:("Ann Lee" OR (bo OR ann))', Or((LEE, Or((BO, ANN))))),
        ("from:ann,bo", Or((ANN, BO))),
        ("from:(ann, bo)", Or((ANN, BO))),
        ("from:ann, a", And((ANN, A))),
        ('from:(bo, "Ann Lee")', Or((BO, LEE))),
        ('from:("Ann Lee", bo, ann)', Or((LEE, Or((BO, ANN))))),
        ('from:("Ann Lee" , bo,)', Or((LEE, BO))),
        ("(a, b)", And((Word("a"), B))),
        ('from:"Lee, Ann"', Person(Role.AUTHOR, "Lee, Ann")),
        ("kind:mail,chat", Or((MAIL, Filter("kind", ("chat",))))),
        ("kind:(mail OR chat) a", And((Or((MAIL, Filter("kind", ("chat",)))), A))),
        ("has:(file AND quote)", And((FILE, Filter("has", ("quote",))))),
        ("kind:(mail has:file)", And((MAIL, FILE))),
        ("by:(ann OR bo) a", And((Or((ANN, BO)), OWN_A))),
        ("by:ann,bo a", And((Or((ANN, BO)), OWN_A))),
        ("on:(2025-03 OR 2025-05)", Or((MARCH, Days("2025-05-01", "2025-05-31")))),
        ("on:(March 2025)", MARCH),
        ("in:(2025-03)", MARCH),
        ("(from:ann) a", And((ANN, A))),
        ("with:ann@client.example", Person(Role.ANY, "ann@client.example")),
        ("FROM:ann", ANN),
        ("kind:Mail", Filter("kind", ("mail",))),
        ("lang:ru", Filter("language", ("ru",))),
        ("has:file", Filter("has", ("file",))),
        ("is:unfiled", Filter("has", ("unfiled",))),
        ("on:2025-03-04", Days("2025-03-04", "2025-03-04")),
        ("on:2024-02", Days("2024-02-01", "2024-02-29")),
        ("on:2025", Days("2025-01-01", "2025-12-31")),
        ("before:2025-03", Days(last="2025-03-31")),
        ("after:2025-03", Days(first="2025-03-01")),
        ("project:Vantul", Filter("project", ("Vantul",))),
        ("by:ann", ANN),
        ("by:ann a", And((ANN, Word("a", Part.OWN)))),
        ("a by:ann", And((Word("a", Part.OWN), ANN))),
        ("(by:ann a) b", And((And((ANN, Word("a", Part.OWN))), B))),
        (
            "(by:ann OR by:ann) a",
            And((Or((ANN, ANN)), Word("a", Part.OWN))),
        ),
        ("a -by:ann", And((A, Not(ANN)))),
        (
            'by:ann (a OR "b c" OR -log*)',
            And(
                (
                    ANN,
                    Or(
                        (
                            Word("a", Part.OWN),
                            Phrase("b c", Part.OWN),
                            Not(Prefix("log", Part.OWN)),
                        )
                    ),
                )
            ),
        ),
    ],
)
def test_a_query_is_understood(text: str, tree: Tree) -> None:
    query = parse(text)

    assert query.tree == tree
    assert query.remarks == ()


@pytest.mark.parametrize(
    ("text", "tree", "sentence"),
    [
        ('"a b', Phrase("a b"), NO_END),
        ('a "', A, LONE_QUOTE),
        ('"', Nothing(), LONE_QUOTE),
        ("a*b", And((A, B)), STAR_INSIDE),
        ("*a b", And((A, B)), STAR_INSIDE),
        ("*logo*", Prefix("logo"), STAR_INSIDE),
        ("a*logo*", And((A, Prefix("logo"))), STAR_INSIDE),
        ("***", Nothing(), NO_WORDS),
        ("a OR", A, NO_SENSE),
        ("OR a", A, NO_SENSE),
        ("AND a", A, NO_SENSE),
        ("a AND", A, NO_SENSE),
        ("a AND OR b", Or((A, B)), NO_SENSE),
        ("a NOT", A, NO_SENSE),
        ("(a b", And((A, B)), PARENTHESES),
        ("a) b", And((A, B)), PARENTHESES),
        (")", Nothing(), PARENTHESES),
        ("from: a", A, NO_VALUE),
        ("from:() a", A, NO_VALUE),
        ("from:(", Nothing(), NO_VALUE),
        ("from:(ann", ANN, PARENTHESES),
        ("on:(2025-13 OR 2025-03)", MARCH, NO_DATE),
        ("from:(ann OR +)", ANN, NO_WORDS),
        ("from:(ann OR)", ANN, NO_SENSE),
        ("from:, a", A, NO_WORDS),
        ("before:yesterday a", A, NO_DATE),
        ("on:2025-13 a", A, NO_DATE),
        ("on:2025-02-30 a", A, NO_DATE),
        ("on:0000 a", A, NO_DATE),
        ("subject:a", A, NO_FIELD),
        ('subject:"a b"', Phrase("a b"), NO_FIELD),
        ("lo*", Word("lo"), SHORT_PREFIX),
        ("!!!", Nothing(), NO_WORDS),
        ('"!"', Nothing(), NO_WORDS),
        ("from:!! a", A, NO_WORDS),
        ("on:nonsense", Nothing(), NO_DATE),
        ('"a b"~101', Near("a b", 100), TOO_FAR),
        ("lo~", Word("lo"), SHORT_FUZZY),
        ("~~5", Nothing(), SHORT_FUZZY),
        ("logo~3", Or((Word("logo"), Fuzzy("logo", 2))), MANY_SLIPS),
    ],
)
def test_a_mistake_gives_what_could_be_understood_and_a_remark(
    text: str, tree: Tree, sentence: str
) -> None:
    query = parse(text)

    assert query.tree == tree
    assert sentence in [remark.sentence for remark in query.remarks]


def test_a_remark_names_the_part_that_it_is_about() -> None:
    [remark] = parse("before:soon a").remarks

    assert str(remark) == (
        "“before:soon” is not a date such as 2025-03-31, March 2025 or last week; "
        "it was left out."
    )


def test_of_a_value_that_means_nothing_only_that_is_said() -> None:
    query = parse("kind:x OR kind:y AND a", lambda _field, _typed: UNKNOWN)

    assert query.tree == A
    assert {remark.sentence for remark in query.remarks} == {NO_MATCH}


@pytest.mark.parametrize("typed", ['""', "***", "!", "~~"])
def test_what_has_no_words_is_named_as_it_was_typed(typed: str) -> None:
    assert parse(typed).remarks == (Remark(NO_WORDS, typed),)


def test_projects_and_clients_are_named_by_whoever_knows_them() -> None:
    known = {("project", "Vantul"): ("p_1", "p_2"), ("client", "Ann"): ("c_1",)}

    def resolve(field: str, typed: str) -> Meant:
        values = known.get((field, typed))
        return Meant(Filter(field, values)) if values else UNKNOWN

    query = parse('project:Vantul client:"Ann" проект:other a', resolve)

    assert query.tree == And(
        (Filter("project", ("p_1", "p_2")), Filter("client", ("c_1",)), A)
    )
    assert query.remarks == (Remark(NO_MATCH, "проект:other"),)


@pytest.mark.parametrize("text", ["kind:letter", "has:wings", "is:signed"])
def test_what_no_document_can_be_is_told_as_it_was_typed(text: str) -> None:
    query = parse(f"{text} a", lambda _field, _value: UNKNOWN)

    assert query.tree == A
    assert [str(remark) for remark in query.remarks] == [
        f"Nothing is known by the name “{text}”; it was left out."
    ]


def test_a_query_nested_without_end_is_read_as_far_as_is_sensible() -> None:
    query = parse("(" * 5000 + "a" + ")" * 5000 + " b")

    assert TOO_LONG in [remark.sentence for remark in query.remarks]
    assert TOO_DEEP in [
        remark.sentence for remark in parse("(" * 50 + "a" + ")" * 50 + " b").remarks
    ]
    assert parse("(" * 50 + "a" + ")" * 50 + " b").tree == B


@pytest.mark.parametrize(
    "text", ["after:2025-05-01 before:2025-01-01", "a (b OR on:2024 on:2025)"]
)
def test_dates_that_exclude_each_other_are_told_of(text: str) -> None:
    assert [remark.sentence for remark in parse(text).remarks] == [NO_DAY]


@pytest.mark.parametrize(
    "text",
    [
        "after:2025-05-01 before:2025-05-01",
        "on:2024 OR on:2025",
        "on:2025 -on:2024",
        "on:2024..2023",
        "on:2024",
    ],
)
def test_dates_with_a_day_in_all_of_them_need_no_remark(text: str) -> None:
    assert parse(text).remarks == ()


def test_negated_words_are_not_among_those_that_a_document_was_found_by() -> None:
    query = parse('a -b (c OR -"d e") NOT (x OR log*)')

    assert positive(query.tree) == [A, C]


SIGNS = [
    "AND",
    "ИЛИ",
    "SAU",
    "НЕ",
    "~",
    "~9999",
    "..",
    "OR",
    "NOT",
    "-",
    "(",
    ")",
    '"',
    "«",
    "»",
    "*",
    " ",
    "~3",
    ":",
    "'",
]
WORDS = ["a", "лого*", "TS-12", "§4.2", "2025-03", "by:ann", "’s", "\x00"]
DATED = ["last", "week", "3 дня назад", "luna trecută", "де ", "de la", "до", "март"]
PARTS = st.sampled_from([*(f"{name}:" for name in FIELDS), *SIGNS, *WORDS, *DATED])


@example("»")
@given(st.lists(PARTS, max_size=30).map("".join) | st.text(max_size=80))
def test_no_words_of_a_person_make_it_fail(text: str) -> None:
    query = parse(text, today=date(2025, 3, 20))

    assert all(str(remark) for remark in query.remarks)
    assert (query.tree == Everything()) == (not text.strip())


def test_a_mark_that_says_nothing_finds_nothing_and_is_remarked_on() -> None:
    query = parse(" » ")

    assert query.tree == Nothing()
    assert [str(remark) for remark in query.remarks] == [
        "“»” has no letters or digits to search for."
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1 200 EUR", ["1 200", "EUR"]),
        ("logo 12 000", ["logo", "12 000"]),
        ("1200 12", ["1200", "12"]),
        ("40 % off", ["40 %", "off"]),
        ("cl. 4.2", ["§4.2"]),
        ("п. 4.2.1 договора", ["§4.2.1", "договора"]),
        ("§ 4.2", ["§4.2"]),
        ("clause 4", ["clause", "4"]),
        ("section logo", ["section", "logo"]),
    ],
)
def test_a_number_whose_parts_stand_apart_is_one_word(
    typed: str, words: list[str]
) -> None:
    assert [each.text for each in positive(parse(typed).tree)] == words
