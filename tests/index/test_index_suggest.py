"""What a word that is nowhere was perhaps meant to be."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st
from whoosh.reading import SegmentReader

from index import Engine
from index import open_index
from index import parse
from index import WHOOSH
from index.answer import FIELDS
from index.query import Part
from index.slips import distance
from tests.index.asking import Make


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("contarct", "contract"),
        ("contrct", "contract"),
        ("conttract", "contract"),
        ("kontract", "contract"),
        ("логтип", "логотип"),
        ("логотипп", "логотип"),
        ("kjujnbg", "логотип"),
        ("сщтекфсе", "contract"),
        ("sedinta", None),
        ("sedintta", "sedinta"),
        ("иванва", "иванова"),
        ("contract", None),
        ("contracts", None),
        ("zzyzx", None),
        ("rde", None),
        ("2o25", None),
    ],
)
def test_a_slip_is_mended_by_a_word_that_is_there(
    engine: Engine, mail: Make, typed: str, meant: str | None
) -> None:
    engine.apply(
        [
            mail("The contract says so.", language="en"),
            mail("Логотип", language="ru", authors=("Ольга Иванова",)),
            mail("Ședința de vineri, red, 2025", language="ro"),
        ],
        [],
        1,
    )

    found = engine.suggest(typed)

    assert (found[0] if found else None) == meant


def test_of_words_as_near_the_one_of_more_documents_comes_first(
    engine: Engine, mail: Make
) -> None:
    engine.apply([mail("mark"), mail("bark"), mail("bark")], [], 1)

    assert engine.suggest("cark") == ["bark", "mark"]


WORDS = st.text("abcd", max_size=6)


@given(WORDS, WORDS)
def test_the_distance_is_none_for_equals_and_the_same_both_ways(
    one: str, other: str
) -> None:
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance(one, other, 9) == distance(other, one, 9)
    assert distance(one, other, 9) <= max(len(one), len(other))


@example("bb", "aaaaa", 3)
@given(WORDS, WORDS, st.integers(0, 3))
def test_a_distance_that_is_too_long_is_not_counted(
    one: str, other: str, most: int
) -> None:
    assert distance(one, other, most) == min(distance(one, other, 9), most + 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Șediință", "sedinta"),
        ("Verträgge", "vertrage"),
        ("pravkki", "pravki"),
        ("мкает", "макет"),
    ],
)
def test_a_slip_is_mended_in_every_alphabet_and_with_diacritics(
    engine: Engine, mail: Make, typed: str, meant: str
) -> None:
    engine.apply(
        [
            mail("Ședință", language="ro"),
            mail("Verträge", language="de"),
            mail("pravki po maketu", language=""),
            mail("макет", language="ru"),
        ],
        [],
        1,
    )

    assert engine.suggest(typed)[:1] == [meant]


def test_the_words_of_a_segment_are_read_once(
    tmp_path: Path, mail: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_index(tmp_path, WHOOSH)
    engine.apply([mail("логотип")], [], 1)
    read: list[str] = []
    expand = SegmentReader.expand_prefix

    def counted(reader: SegmentReader, field: str, prefix: bytes) -> Iterable[bytes]:
        read.append(reader.segment().segment_id())
        terms: Iterable[bytes] = expand(reader, field, prefix)
        return terms

    monkeypatch.setattr(SegmentReader, "expand_prefix", counted)
    engine.search(parse("логтип~").tree)
    [first] = set(read)
    engine.apply([mail("логитит")], [], 2)
    found = engine.search(parse("логитип~").tree)
    engine.close()

    assert read.count(first) == len(FIELDS[Part.ANY])
    assert len(set(read)) == 2
    assert found.total == 2
