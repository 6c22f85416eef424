"""A pull of a request whose round nobody opened: the contract makes it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import handing
from ledger.services import projects
from ledger.services import requests
from ledger.services.passages import Words
from ledger.services.requests import Place
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import mail
from tests.acts import nord
from tests.acts import take_in
from tests.services.pulled import checked
from tests.services.pulled import everything_in
from tests.services.pulled import fields_of
from tests.services.pulled import manifest_of
from tests.services.pulled import unpacked

PAPER = (
    b"Each message with changes is one round. Two rounds are free.\n"
    b"Changes are named within ten working days."
)
TERMS = (
    (provision("round-definition", "each-message"), "Each message with changes"),
    (provision("free-rounds", "2"), "Two rounds are free"),
    (provision("review-window", "10", None, "working-day"), "within ten working days"),
)
FIRST, SECOND = "Please make the logo bigger.", "And the background red."


@pytest.fixture
def folder(ledger: Ledger, tmp_path: Path) -> Path:
    """An unpacked pull of the request that made the second round."""
    project = nord(ledger)
    files = {
        "contract.txt": PAPER,
        "draft.txt": b"The logo, draft one.",
        "first.eml": mail(1, words=FIRST),
        "second.eml": mail(2, words=SECOND),
    }
    take_in(ledger, files, project)
    named = {each.name: each.id for each in every_document(ledger)}
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "The logo")
    for said, words in TERMS:
        contracts.add_term(
            ledger,
            ACTOR,
            "NORD",
            said,
            document_key=named["contract.txt"],
            words=words,
            from_day=date(2025, 1, 1),
        )
    handing.record(
        ledger,
        ACTOR,
        "NORD",
        "LOGO",
        on=date(2025, 5, 30),
        document_keys=[named["draft.txt"]],
        note="between us",
    )
    for name, words in (("first.eml", FIRST), ("second.eml", SECOND)):
        passage = Words(document=named[name], quote=words)
        made = requests.record(
            ledger, ACTOR, "NORD", passage, Place(deliverable="LOGO")
        )
    return unpacked(ledger, tmp_path / "pull", made.label)


def shown(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the events of a pull with the fields that are shown."""
    listed = manifest_of(folder)["events"]
    return [(each["kind"], fields_of(folder, each)) for each in listed]


def test_the_terms_that_lay_the_round_are_there(folder: Path) -> None:
    told = [fields["name"] for kind, fields in shown(folder) if kind == "term.recorded"]

    assert sorted(told) == ["free-rounds", "review-window", "round-definition"]


def test_the_delivery_that_the_round_answers_is_there_without_our_note(
    folder: Path,
) -> None:
    [handed] = [fields for kind, fields in shown(folder) if kind == "delivery.recorded"]

    assert handed["on"] == "2025-05-30"
    assert "note" not in handed
    assert "draft one" in everything_in(folder)
    assert "between us" not in everything_in(folder)


def test_the_request_that_made_the_round_before_it_is_there_without_its_words(
    folder: Path,
) -> None:
    asked = [fields for kind, fields in shown(folder) if kind == "request.recorded"]

    assert [each.get("quote") for each in asked] == [None, SECOND]
    assert [each["label"] for each in asked] == ["R-1", "R-2"]
    assert FIRST not in everything_in(folder)


def test_its_script_finds_it_intact(folder: Path) -> None:
    code, told = checked(folder)

    assert code == 0, told
