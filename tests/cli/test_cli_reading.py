"""Search, show, raw and thread: what was said, to the letter."""

import re
from pathlib import Path
from typing import Any

import pytest

from ledger.samples import folder
from tests.cli.running import Program


def hit(program: Program, words: str) -> str:
    """Return the id of the best answer to some words."""
    return str(program.json("search", words, "--limit", "1")["hits"][0]["id"])


def documents(program: Program) -> list[dict[str, Any]]:
    """Return everything in the sample data, from the mails down to their files."""
    found = program.json("search", "project:NORD", "--limit", "500")["hits"]
    known = {each["id"]: program.json("show", each["id"]) for each in found}
    for each in list(known.values()):
        for key in each["children"]:
            known.setdefault(key, program.json("show", key))
    return list(known.values())


@pytest.mark.parametrize(
    ("asked", "stands"),
    [
        ("логотипов", "логотип"),
        ("увеличивать", "увелич"),
        ("баннерами", "баннер|banner"),
    ],
)
def test_a_word_is_found_in_another_form(
    sample: Program, asked: str, stands: str
) -> None:
    found = sample.json("search", asked, "--project", "NORD")

    assert found["total"] > 0
    for each in found["hits"]:
        marked = [each["snippet"][start:end] for start, end in each["marks"]]
        said = [*marked, each["title"]]
        assert any(re.search(stands, word.casefold()) for word in said), each


def test_an_author_is_asked_for(sample: Program) -> None:
    found = sample.json("search", "by:ольга логотип")

    assert found["total"] > 0
    assert {each["author"] for each in found["hits"]} == {"Ольга Иванова"}


def test_a_word_after_a_dash_must_not_be_there(sample: Program) -> None:
    every = sample.json("search", "логотип")["total"]

    fewer = sample.json("search", "логотип", "-баннер")["total"]
    rest = sample.json("search", "логотип", "баннер")["total"]

    assert 0 < fewer < every
    assert fewer + rest == every


@pytest.mark.parametrize("word", ["-hotel", "-h0", "-jpeg"])
def test_a_word_after_a_dash_is_never_an_option(sample: Program, word: str) -> None:
    assert sample.json("search", "логотип", word)["total"] > 0


def test_dashes_alone_may_follow_two_dashes(sample: Program) -> None:
    ran = sample("search", "--json", "--", "-логотип")

    assert ran.code == 0
    assert ran.json["total"] >= 0


def test_the_short_help_is_still_there(program: Program) -> None:
    assert program("search", "-h").out.startswith("Usage: scope-ledger search ")


def test_hits_come_in_parts_and_in_the_order_asked_for(sample: Program) -> None:
    words = ["search", "project:NORD kind:mail", "--limit", "1000", "--sort"]
    whole = [each["id"] for each in sample.json(*words, "oldest")["hits"]]

    part = sample.json(*words, "oldest", "--limit", "2", "--offset", "1")["hits"]
    back = [each["id"] for each in sample.json(*words, "newest")["hits"]]

    assert [each["id"] for each in part] == whole[1:3]
    assert len(set(back)) == len(back)
    assert back[0] == whole[-1]


def test_facets_count_what_was_found(sample: Program) -> None:
    found = sample.json("search", "логотип", "--facets")

    assert sum(found["facets"]["kind"].values()) == found["total"]
    assert set(found["facets"]["project"]) <= {"NORD", "POLAR", "KLAS"}
    assert "kind: mail " in sample("search", "логотип", "--facets").out


@pytest.mark.parametrize("words", ['"', "((", "by:", "before:never", "AND OR", "*"])
def test_a_faulty_query_is_answered_with_a_remark(sample: Program, words: str) -> None:
    found = sample.json("search", words)

    assert found["remarks"]
    assert found["remarks"][0] in sample("search", words).out


def test_a_sentence_is_answered_by_what_has_most_of_its_words(
    sample: Program,
) -> None:
    title = sample.json("search", "логотип kind:mail", "--limit", "1")["hits"][0]
    words = f"{title['snippet'].replace('…', '')}, zzyzx!"
    pasted = " ".join(word.strip('-+*"«»“”„()') for word in words.split())

    found = sample.json("search", pasted)
    whole = sample.json("search", "логотип")

    assert found["loosened"] is True
    assert found["total"] == 0
    assert title["id"] in [each["id"] for each in found["hits"]]
    assert whole["loosened"] is False
    assert "these have most of them" in sample("search", pasted).out


def test_people_see_the_id_that_programs_see(sample: Program) -> None:
    found = sample.json("search", "логотип", "--limit", "1")["hits"][0]

    assert sample("search", "логотип", "--limit", "1").out.startswith(found["id"])


def test_the_segments_of_everything_are_its_text(sample: Program) -> None:
    every = documents(sample)

    assert len(every) > 15
    for each in every:
        assert "".join(part["text"] for part in each["segments"]) == each["text"]
        place = 0
        for part in each["segments"]:
            assert part["start"] == place
            assert each["text"][part["start"] : part["end"]] == part["text"]
            place = part["end"]


def test_the_pages_of_a_document_are_ranges_of_its_text(sample: Program) -> None:
    paged = [each for each in documents(sample) if each["pages"]]

    assert paged
    for each in paged:
        numbers = [page["number"] for page in each["pages"]]
        assert numbers == list(range(1, len(numbers) + 1))
        place = 0
        for page in each["pages"]:
            assert page["start"] >= place
            place = page["end"]
        assert place <= len(each["text"])


def test_raw_is_the_file_as_it_was_received(program: Program, tmp_path: Path) -> None:
    for name, data in folder.files():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)

    taken_in = program.json("take-in", tmp_path / "in")["documents"]

    roots = [each for each in taken_in if each["parent"] is None]
    assert len(roots) > 40
    for each in roots[::5]:
        assert program("raw", each["id"]).raw == Path(each["path"]).read_bytes()


def test_raw_takes_json_for_granted(sample: Program) -> None:
    key = hit(sample, "логотип")

    assert sample("raw", key, "--json").raw == sample("raw", key).raw


def test_people_read_a_mail_with_its_head(sample: Program) -> None:
    key = hit(sample, "subject:третий by:ольга")
    known = sample.json("show", key)

    shown = sample("show", key).out

    assert shown.startswith("Логотип, третий вариант: просьба  (mail)\nsha256:")
    assert "from: Ольга Иванова <olga.ivanova@vantuldenord.example>" in shown
    assert "projects: NORD" in shown
    assert shown.endswith(f"\n\n{known['text']}\n")


def test_a_thread_says_what_joins_each_message(sample: Program) -> None:
    key = hit(sample, "subject:третий by:ольга")

    found = sample.json("thread", key)

    [first, *others] = found["messages"]
    assert (first["joined_by"], first["joined_to"]) == (None, None)
    assert len(others) > 2
    known = {each["id"] for each in found["messages"]}
    for each in others:
        assert each["joined_by"] in {"in-reply-to", "references"}
        assert each["joined_to"] in known
    assert [each["sent_at"] for each in found["messages"]] == sorted(
        each["sent_at"] for each in found["messages"]
    )
    assert found["gaps"] == []


def test_a_thread_names_what_is_missing(program: Program, tmp_path: Path) -> None:
    mail = tmp_path / "answer.eml"
    mail.write_bytes(
        b"From: a@client.example\nMessage-ID: <2@client.example>\n"
        b"In-Reply-To: <1@client.example>\nSubject: Re: x\n\nYes.\n"
    )
    [document] = program.json("take-in", mail)["documents"]

    found = program.json("thread", document["id"])

    assert found["messages"][0]["joined_by"] == "in-reply-to"
    [gap] = found["gaps"]
    assert gap["message_id"] == "1@client.example"
    assert gap["named_by"] == [document["id"]]
    assert "missing: <1@client.example>\n" in program("thread", document["id"]).out


def test_what_is_no_message_stands_in_no_thread(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("words", "utf-8")
    [document] = program.json("take-in", tmp_path / "note.txt")["documents"]

    assert program.json("thread", document["id"]) == {"messages": [], "gaps": []}
    assert program("thread", document["id"]).out == (
        "This document is no message; it stands in no thread.\n"
    )
