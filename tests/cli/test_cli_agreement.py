"""Contracts, terms, rounds and the account: every number has its words."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Program

PAPER = """\
4.2 Three free revision rounds are granted for each deliverable.
4.3 Each further round is billed at EUR 65 per hour, at least two hours.
5.1 From June, five free revision rounds are granted for the whole project.
6.1 Each further round costs EUR 150.
"""
FREE = "Three free revision rounds are granted for each deliverable."
FIVE = "five free revision rounds are granted for the whole project"
RATE = "Each further round is billed at EUR 65 per hour"
HOURS = "at least two hours"
FLAT = "Each further round costs EUR 150."


class Agreed:
    """A project with a contract and two deliverables."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        paper = folder / "contract.txt"
        paper.write_text(PAPER, "utf-8")
        program("project", "add", "BAN", "--client", "Ines", "--title", "Banner")
        program("deliverable", "add", "BAN", "LOGO", "--title", "Logo")
        program("deliverable", "add", "BAN", "SITE", "--title", "Site")
        self.paper = program.json("take-in", paper)["documents"][0]["id"]

    def term(self, *words: str, quote: str, start: str = "2025-01-01") -> Any:
        """Record a term at its words."""
        where = ["--document", self.paper, "--quote", quote, "--from", start]
        return self.program.json("contract", "term", "BAN", *words, *where)

    def round(self, day: str, *words: str, deliverable: str = "LOGO") -> Any:
        """Open a round."""
        which = ["--deliverable", deliverable, "--on", day]
        return self.program.json("round", "open", "BAN", *which, *words)

    def account(self, *words: str, deliverable: str = "LOGO") -> Any:
        """Return where a deliverable stands."""
        asked = ["revisions", "BAN", "--deliverable", deliverable, *words]
        [found] = self.program.json(*asked)["deliverables"]
        return found


@pytest.fixture
def agreed(program: Program, tmp_path: Path) -> Agreed:
    """A project with a contract that is taken in and not read by anybody."""
    return Agreed(program, tmp_path)


def test_a_contract_is_recorded_once_and_filed(agreed: Agreed) -> None:
    words = ["contract", "add", "BAN", agreed.paper, "--from", "2025-01-01"]

    made = agreed.program.json(*words)

    assert made["kind"] == "contract.recorded"
    assert made["fields"] == {"document": agreed.paper, "from": "2025-01-01"}
    assert agreed.program.json("show", agreed.paper)["projects"] == ["BAN"]
    assert "is a contract of BAN already" in agreed.program.fails(2, *words)


def test_a_term_stands_at_its_words(agreed: Agreed) -> None:
    made = agreed.term("free-rounds", "3", "--clause", "4.2", quote=FREE)

    assert made["kind"] == "term.recorded"
    [term] = agreed.program.json("contract", "terms", "BAN")["terms"]
    text = agreed.program.json("show", agreed.paper)["text"]
    assert text[term["start"] : term["end"]] == term["quote"] == FREE
    assert (term["term"], term["value"], term["per"]) == (
        "free-rounds",
        3,
        "deliverable",
    )
    assert (term["clause"], term["document"]) == ("4.2", agreed.paper)


def test_a_quote_is_found_over_line_ends_and_spaces(agreed: Agreed) -> None:
    agreed.term("free-rounds", "3", quote="Three  free\nrevision   rounds")

    [term] = agreed.program.json("contract", "terms", "BAN")["terms"]
    assert term["quote"] == "Three free revision rounds"


def test_a_quote_that_is_not_in_the_document_is_refused(agreed: Agreed) -> None:
    words = ["--document", agreed.paper, "--quote", "Four free rounds"]

    sentence = agreed.program.fails(
        1, "contract", "term", "BAN", "free-rounds", "4", "--from", "2025-01-01", *words
    )

    assert sentence.startswith("These words do not stand in “")
    assert agreed.program.json("contract", "terms", "BAN") == {"terms": []}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["free-rounds", "some"], "“some” is no number"),
        (["free-rounds", "2.5"], "“2.5” is no number of rounds"),
        (["free-rounds", "3", "--currency", "EUR"], "Free rounds are counted"),
        (["further-round-rate", "65"], "A rate needs its unit: hour or round."),
        (
            ["further-round-rate", "65", "--unit", "hour"],
            "A price needs its currency, such as EUR",
        ),
        (
            ["further-round-rate", "65", "--unit", "hour", "--currency", "euro"],
            "“EURO” is no currency",
        ),
        (
            ["further-round-rate", "65", "--unit", "hour", "--currency", "XYZ"],
            "“XYZ” is no currency",
        ),
        (["authorised-person", "Ines", "--limit", "50 XYZ"], "“XYZ” is no currency"),
        (["free-lunch", "1"], "“free-lunch” is no term that is known here"),
    ],
)
def test_a_term_that_makes_no_sense_is_refused(
    agreed: Agreed, words: list[str], sentence: str
) -> None:
    rest = ["--document", agreed.paper, "--quote", FREE, "--from", "2025-01-01"]

    assert agreed.program.fails(2, "contract", "term", "BAN", *words, *rest).startswith(
        sentence
    )


def test_a_later_term_takes_over_from_its_day(agreed: Agreed) -> None:
    agreed.term("free-rounds", "3", quote=FREE)
    agreed.term("free-rounds", "5", "--per", "project", quote=FIVE, start="2025-06-01")

    listed = agreed.program.json("contract", "terms", "BAN")["terms"]
    before = agreed.program.json("contract", "terms", "BAN", "--on", "2025-05-31")
    after = agreed.program.json("contract", "terms", "BAN", "--on", "2025-06-01")

    assert [(each["value"], each["from"], each["until"]) for each in listed] == [
        (3, "2025-01-01", "2025-06-01"),
        (5, "2025-06-01", None),
    ]
    assert [each["value"] for each in before["terms"]] == [3]
    assert [each["value"] for each in after["terms"]] == [5]


def test_nothing_is_computed_from_a_term_that_is_not_there(agreed: Agreed) -> None:
    agreed.round("2025-03-01")

    found = agreed.account()

    assert (found["allowed"], found["used"], found["left"]) == (None, 1, None)
    assert found["next_round"] == {
        "number": 2,
        "free": None,
        "price": None,
        "at_least": False,
        "basis": "unknown: no term in force says how many rounds are free",
    }
    assert "free rounds not known" in agreed.program("revisions", "BAN").out


def test_rounds_use_the_allowance_and_the_next_one_is_priced(agreed: Agreed) -> None:
    agreed.term("free-rounds", "3", "--clause", "4.2", quote=FREE)
    agreed.term(
        *("further-round-rate", "65", "--unit", "hour", "--currency", "EUR"), quote=RATE
    )
    agreed.term("further-round-minimum", "2", quote=HOURS)

    standings = []
    for day in ("2025-03-01", "2025-03-02", "2025-03-03", "2025-03-04"):
        standings.append((agreed.account()["left"], agreed.account()["used"]))
        agreed.round(day)

    assert standings == [(3, 0), (2, 1), (1, 2), (0, 3)]
    found = agreed.account()
    assert found["next_round"]["number"] == 5
    assert found["next_round"]["free"] is False
    assert found["next_round"]["price"] == {"minor": 13000, "currency": "EUR"}
    assert found["next_round"]["at_least"] is True
    assert [each["free"] for each in found["rounds"]] == [True, True, True, False]
    assert found["rounds"][3]["price"] == {"minor": 13000, "currency": "EUR"}
    assert (
        "LOGO  0 free left  (allowed 3, used 4)"
        in agreed.program("revisions", "BAN").out
    )


def test_a_price_per_round_is_the_price(agreed: Agreed) -> None:
    agreed.term("free-rounds", "0", quote=FREE)
    agreed.term(
        *("further-round-rate", "150", "--unit", "round", "--currency", "eur"),
        quote=FLAT,
    )

    found = agreed.account()["next_round"]

    assert found["price"] == {"minor": 15000, "currency": "EUR"}
    assert (found["free"], found["at_least"]) == (False, False)


def test_unlimited_rounds_are_free(agreed: Agreed) -> None:
    agreed.term("free-rounds", "unlimited", quote=FREE)
    agreed.round("2025-03-01")

    found = agreed.account()

    assert (found["allowed"], found["left"], found["used"]) == (
        "unlimited",
        "unlimited",
        1,
    )
    assert found["next_round"]["free"] is True
    assert found["next_round"]["price"] is None


def test_a_shared_allowance_is_used_by_every_deliverable(agreed: Agreed) -> None:
    agreed.term("free-rounds", "2", "--per", "project", quote=FIVE)
    agreed.round("2025-03-01")
    agreed.round("2025-03-02", deliverable="SITE")

    logo, site = agreed.account(), agreed.account(deliverable="SITE")

    assert (logo["used"], logo["left"], logo["shared"]) == (2, 0, True)
    assert (site["used"], site["left"], len(site["rounds"])) == (2, 0, 1)


def test_on_a_day_only_what_had_happened_counts(agreed: Agreed) -> None:
    agreed.term("free-rounds", "3", quote=FREE)
    agreed.round("2025-03-01")
    agreed.round("2025-03-10")

    assert agreed.account("--on", "2025-02-28")["used"] == 0
    assert agreed.account("--on", "2025-03-01")["used"] == 1
    assert agreed.account("--on", "2025-03-10")["used"] == 2
    assert agreed.account("--on", "2024-12-31")["allowed"] is None


@pytest.mark.parametrize("ground", ["defect", "change-order", "goodwill"])
def test_only_a_wish_counts(agreed: Agreed, ground: str) -> None:
    agreed.term("free-rounds", "3", quote=FREE)

    made = agreed.round("2025-03-01", "--ground", ground)

    [line] = agreed.account()["rounds"]
    assert (made["fields"]["ground"], line["counts"]) == (ground, False)
    assert line["why"].endswith("it does not count")
    assert agreed.account()["left"] == 3


def test_a_round_is_excluded_and_reinstated_with_a_reason(agreed: Agreed) -> None:
    agreed.term("free-rounds", "3", quote=FREE)
    key = agreed.round("2025-03-01")["id"]

    out = agreed.program.json("round", "exclude", key, "--why", "our own slip")
    [line] = agreed.account()["rounds"]
    again = agreed.program.fails(1, "round", "exclude", key, "--why", "twice")
    back = agreed.program.json("round", "reinstate", key, "--why", "it was a wish")

    assert (out["kind"], out["fields"]) == ("round.excluded", {"why": "our own slip"})
    assert (line["counts"], line["why"]) == (False, "excluded: our own slip")
    assert again == "This round is out of the count already."
    assert back["kind"] == "round.reinstated"
    assert agreed.account()["used"] == 1


def test_a_reason_is_needed(agreed: Agreed) -> None:
    key = agreed.round("2025-03-01")["id"]

    assert agreed.program.fails(2, "round", "exclude", key, "--why", " ") == (
        "Say why; the reason is shown with the round."
    )


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Chisinau", "2025-03-02"), ("UTC", "2025-03-01")]
)
def test_the_day_of_a_round_is_that_of_its_message_where_the_project_is(
    program: Program, tmp_path: Path, zone: str, day: str
) -> None:
    mail = tmp_path / "late.eml"
    mail.write_bytes(
        b"From: a@client.example\nMessage-ID: <1@client.example>\n"
        b"Date: Sat, 1 Mar 2025 22:30:00 +0000\nSubject: x\n\nBigger.\n"
    )
    words = ["--client", "Ines", "--title", "Banner", "--zone", zone]
    program("project", "add", "BAN", *words)
    program("deliverable", "add", "BAN", "LOGO", "--title", "Logo")
    [document] = program.json("take-in", mail)["documents"]

    made = program.json(
        *("round", "open", "BAN", "--deliverable", "logo"),
        *("--document", document["id"]),
    )

    assert made["fields"]["on"] == day
    [found] = program.json("revisions", "BAN")["deliverables"]
    assert found["rounds"][0]["opened_on"] == day
    assert found["rounds"][0]["documents"] == [document["id"]]
    assert program.json("show", document["id"])["projects"] == ["BAN"]


def test_a_round_without_a_day_and_a_message_asks_for_the_day(agreed: Agreed) -> None:
    assert agreed.program.fails(2, "round", "open", "BAN", "--deliverable", "LOGO") == (
        "Say on which day the round was opened."
    )


def test_a_deliverable_that_is_not_there_is_named(agreed: Agreed) -> None:
    words = ["--deliverable", "CARD"]

    assert agreed.program.fails(1, "revisions", "BAN", *words) == (
        "There is no deliverable “CARD” in this ledger."
    )


def test_accounts_of_people_take_their_password_from_standard_input(
    program: Program,
) -> None:
    made = program.json(
        *("user", "add", "Ana@Alfa.example", "--name", "Ana"),
        stdin="a long enough sentence\n",
    )
    changed = program.json(
        *("user", "password", "ana@alfa.example"), stdin="another long sentence\n"
    )

    assert (made["email"], made["role"]) == ("ana@alfa.example", "owner")
    assert made["kind"] == "account.added"
    assert "sentence" not in str(made)
    assert changed["id"] == made["id"]
    listed = program.json("user", "list")["users"]
    assert [each["email"] for each in listed] == ["ana@alfa.example"]


def test_only_the_first_account_owns_the_ledger(program: Program) -> None:
    words = ["--password", "a long enough sentence"]
    program("user", "add", "a@alfa.example", *words)

    second = program("user", "add", "b@alfa.example", *words)

    assert second.out == "b@alfa.example may sign in as manager.\n"


def test_an_empty_password_is_refused(program: Program) -> None:
    assert program.fails(2, "user", "add", "a@alfa.example", stdin="") == (
        "A password has 12 to 256 characters."
    )


def test_a_person_has_addresses_with_days(program: Program) -> None:
    made = program.json("person", "add", "Ana", "--role", "designer")
    days = ["--from", "2025-01-01", "--until", "2025-06-30"]

    program("person", "address", made["id"], "ana@alfa.example", *days)

    [known] = program.json("person", "list")["people"]
    assert (known["side"], known["role"]) == ("provider", "designer")
    assert known["addresses"] == [
        {
            "address": "ana@alfa.example",
            "from": "2025-01-01",
            "until": "2025-06-30",
        }
    ]


def test_an_address_that_is_none_is_refused(program: Program) -> None:
    words = ["--client", "Ines", "--address", "ines at home"]

    assert program.fails(2, "person", "add", "Ines", *words) == (
        "“ines at home” is no e-mail address."
    )
