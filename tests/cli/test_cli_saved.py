"""Searches that were saved on the page of results, on the command line."""

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import saved
from tests.cli.running import Program

MARIA = "u_maria"


EMAIL = "ana@lumen.example"


def join(program: Program) -> None:
    """Give a colleague an account."""
    ledger = Ledger(Config(home=program.home, boxes=1))
    accounts.add(ledger, "", EMAIL, "Ana", "a password for tests only")
    ledger.close()


def keep(program: Program, name: str, query: str, account: str = MARIA) -> str:
    """Save a search as the page does, and return its id."""
    ledger = Ledger(Config(home=program.home, boxes=1))
    made = saved.save(ledger, account, name, query, shared=False)
    ledger.close()
    return made.id


def test_a_saved_search_is_asked_by_its_name_or_its_id(sample: Program) -> None:
    key = keep(sample, "Logos of Nord", "q=logo&project=NORD&kind=image&sort=newest")

    expected = sample.json("search", "logo kind:image project:NORD", "--sort", "newest")
    by_name = sample.json("search", "--saved", "logos of nord")
    by_id = sample.json("search", "--saved", key)

    assert expected["total"] > 0
    ids = [hit["id"] for hit in expected["hits"]]
    assert [hit["id"] for hit in by_name["hits"]] == ids
    assert [hit["id"] for hit in by_id["hits"]] == ids


def test_words_beside_a_saved_search_narrow_it(sample: Program) -> None:
    keep(sample, "Either", "q=logo+OR+banner")

    found = sample.json("search", "--saved", "Either", "from:stefan")

    expected = sample.json("search", "(logo OR banner) from:stefan")
    assert found["total"] == expected["total"] > 0


def test_a_name_that_nobody_saved_is_not_found(sample: Program) -> None:
    said = sample.fails(1, "search", "--saved", "Nothing")

    assert said == "There is no saved search “Nothing” in this ledger."


def test_a_name_that_two_people_use_needs_an_id(sample: Program) -> None:
    keep(sample, "Logos", "q=logo")
    keep(sample, "Logos", "q=emblem", account="u_ana")

    said = sample.fails(2, "search", "--saved", "Logos")

    assert said == "Several saved searches are called “Logos”; use an id."


def test_a_search_for_nothing_is_wrong_use(sample: Program) -> None:
    assert "WORDS" in sample.fails(2, "search")


def test_the_facets_count_people_and_not_their_addresses(sample: Program) -> None:
    found = sample.json("search", "логотип", "--facets")

    authors = found["facets"]["author"]
    assert len([name for name in authors if "Иванова" in name]) == 1
    assert all("@" in name for name in authors)


def test_a_mistyped_word_has_a_suggestion(sample: Program) -> None:
    found = sample.json("search", "логтип")

    assert (found["total"], found["suggestion"]) == (0, "логотип")
    assert "Did you mean “логотип”?" in sample("search", "логтип").out
    assert sample.json("search", "логотип")["suggestion"] is None


def test_a_search_is_saved_for_an_account_and_asked_by_its_name(
    sample: Program,
) -> None:
    join(sample)
    narrowed = ("--project", "NORD", "--sort", "newest")

    made = sample.json(
        "saved", "add", "Цвет / «лого» 🎨", "логотип", "-red", "--for", EMAIL, *narrowed
    )

    assert (made["name"], made["by"], made["team"]) == (
        "Цвет / «лого» 🎨",
        EMAIL,
        False,
    )
    [listed] = sample.json("saved", "list", "--for", EMAIL)["saved"]
    assert listed["id"] == made["id"]
    found = sample.json("search", "--saved", "цвет / «лого» 🎨")
    expected = sample.json("search", "логотип", "-red", *narrowed)
    assert [e["id"] for e in found["hits"]] == [e["id"] for e in expected["hits"]]
    twin = sample.fails(1, "saved", "add", made["name"], "x", "--for", EMAIL)
    assert "already" in twin


def test_a_saved_search_is_changed_in_the_parts_that_are_given(sample: Program) -> None:
    join(sample)
    sample.json("saved", "add", "Logos", "logo", "--for", EMAIL, "--project", "NORD")

    shared = sample.json("saved", "change", "logos", "--name", "Emblems", "--team")
    words = sample.json("saved", "change", "Emblems", "--words", "emblem")

    assert (shared["name"], shared["team"]) == ("Emblems", True)
    assert shared["query"] == "q=logo&project=NORD"
    assert (words["query"], words["team"]) == ("q=emblem&project=NORD", True)
    assert not sample.json("saved", "change", "Emblems", "--private")["team"]
    assert "Nothing" in sample.fails(2, "saved", "change", "Emblems")


def test_a_saved_search_is_removed_and_comes_back(sample: Program) -> None:
    key = keep(sample, "Logos", "q=logo")

    told = sample("saved", "remove", "Logos").out
    assert key in told
    assert sample.json("saved", "list")["saved"] == []
    sample.fails(1, "saved", "remove", "Logos")

    assert sample.json("saved", "restore", key)["name"] == "Logos"
    assert [each["id"] for each in sample.json("saved", "list")["saved"]] == [key]
    assert "no saved search" in sample.fails(1, "saved", "restore", "v_none")


def test_what_a_saved_search_cannot_ask_is_said_when_it_is_saved(
    sample: Program,
) -> None:
    join(sample)
    mistaken = ("saved", "add", "Wrong", "(logo before:nonsense", "--for", EMAIL)

    made = sample.json(*mistaken)

    assert len(made["remarks"]) == 2
    unknown = ("saved", "add", "X", "logo", "--for", EMAIL, "--project", "NONE")
    assert "no project" in sample.fails(1, *unknown)
    assert "Missing option" in sample.fails(2, "saved", "add", "X", "logo")
    assert "nothing to save" in sample.fails(2, "saved", "add", "X", "--for", EMAIL)
