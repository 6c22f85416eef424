"""What a document proposes: read from its newest text, judged by people, kept."""

from datetime import date

import pytest

from ledger.domain.clauses.proposal import Doubt
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.provision import TermName
from ledger.domain.quote_errors import QuoteDoubtfulError
from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import projects
from ledger.services import proposing
from ledger.services import terms
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import nord
from tests.acts import work
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.formats.made import para
from tests.scanned import ENGLISH
from tests.scanned import HOW
from tests.scanned import Reader
from tests.scanned import scan

DAY = date(2025, 2, 3)
FREE = "Three free rounds of revisions are granted for each deliverable."


def brought(ledger: Ledger, name: str, data: bytes) -> str:
    """Take a contract in and return its id."""
    bring(ledger, {name: data}, nord(ledger))
    work(ledger)
    return every_document(ledger)[0].id


def test_words_that_are_deleted_in_the_document_propose_nothing(
    ledger: Ledger,
) -> None:
    body = para("The price includes ", deleted("two"), "three rounds of revisions.")
    paper = brought(ledger, "changed.docx", docx(body + para(deleted(FREE))))

    _document, offers = proposing.read(ledger, paper)

    [offer] = offers
    assert (offer.proposal.name, offer.proposal.value) == (TermName.FREE_ROUNDS, "3")


def test_a_corrected_term_stands_for_its_proposal(ledger: Ledger) -> None:
    paper = brought(ledger, "contract.txt", FREE.encode())
    project = projects.find(ledger, "NORD")
    [offer] = proposing.read(ledger, paper)[1]

    made = proposing.accept(
        ledger, ACTOR, "NORD", paper, offer.proposal.key, from_day=DAY
    )

    judged = proposing.judged(ledger, project, paper)
    assert judged.waiting == []
    assert [term.id for _offer, term in judged.accepted] == [made.id]
    terms.withdraw(ledger, ACTOR, made.id, "read too fast")
    assert proposing.judged(ledger, project, paper).waiting == [offer]


def test_what_is_refused_in_one_project_is_offered_in_another(ledger: Ledger) -> None:
    paper = brought(ledger, "contract.txt", FREE.encode())
    other = projects.add_project(ledger, ACTOR, "OTH", client="Oth", title="Other")
    [offer] = proposing.read(ledger, paper)[1]

    proposing.refuse(ledger, ACTOR, "NORD", paper, offer.proposal.key)

    here = proposing.judged(ledger, projects.find(ledger, "NORD"), paper)
    assert (here.waiting, len(here.refused)) == ([], 1)
    assert proposing.judged(ledger, other, paper).waiting == [offer]


def test_the_log_says_what_was_refused_and_that_it_was_taken_back(
    ledger: Ledger,
) -> None:
    paper = brought(ledger, "contract.txt", FREE.encode())
    [offer] = proposing.read(ledger, paper)[1]

    made = proposing.refuse(ledger, ACTOR, "NORD", paper, offer.proposal.key)
    proposing.offer_again(ledger, ACTOR, made.id)

    refused, again = log_of(ledger)[-2:]
    assert (refused.kind, again.kind) == ("proposal.refused", "proposal.restored")
    assert refused.subject == again.subject == made.id
    assert refused.fields["quote"] == FREE
    with pytest.raises(NotFoundError):
        proposing.offer_again(ledger, ACTOR, made.id)


def test_a_proposal_of_no_key_is_no_proposal(ledger: Ledger) -> None:
    paper = brought(ledger, "contract.txt", FREE.encode())

    with pytest.raises(NotFoundError):
        proposing.refuse(ledger, ACTOR, "NORD", paper, "nothing")


def test_what_the_text_leaves_open_is_not_accepted(ledger: Ledger) -> None:
    text = "Three (5) free rounds of revisions are granted for each deliverable."
    paper = brought(ledger, "contract.txt", text.encode())
    [offer] = proposing.read(ledger, paper)[1]

    with pytest.raises(BadInputError, match="leaves this open"):
        proposing.accept(ledger, ACTOR, "NORD", paper, offer.proposal.key, from_day=DAY)


def test_doubtful_words_of_a_scan_are_looked_at_before_they_are_a_term(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader()
    reader.says = "4.2 Three free revision rounds per deliverable"
    monkeypatch.setattr(ledger.box, "recogniser", lambda: HOW)
    monkeypatch.setattr(ledger.box, "recognise", reader)
    paper = brought(ledger, "Scan.pdf", scan(ENGLISH))

    [offer] = proposing.read(ledger, paper)[1]

    found = offer.proposal
    assert (found.value, found.clause, found.page) == ("3", "4.2", 1)
    assert found.open
    assert offer.needs_looking
    assert Doubt.MISREAD in found.doubts
    assert offer.cutout is not None
    with pytest.raises(QuoteDoubtfulError):
        proposing.accept(ledger, ACTOR, "NORD", paper, found.key, from_day=DAY)
    proposing.accept(ledger, ACTOR, "NORD", paper, found.key, from_day=DAY, looked=True)
    [held] = contracts.terms(ledger, projects.find(ledger, "NORD"))
    assert held.term.quote == "Three free revision rounds per deliverable"


def test_figures_of_a_scan_are_looked_at_however_sure_they_seem(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader()
    reader.says = "2 free revisions"
    monkeypatch.setattr(ledger.box, "recogniser", lambda: HOW)
    monkeypatch.setattr(ledger.box, "recognise", reader)
    paper = brought(ledger, "Scan.pdf", scan(ENGLISH))

    [offer] = proposing.read(ledger, paper)[1]

    found = offer.proposal
    assert offer.cutout is not None
    assert offer.cutout.doubtful == ()
    assert (found.value, found.open, offer.needs_looking) == ("2", True, True)
    assert Doubt.FIGURES in found.doubts
    with pytest.raises(QuoteDoubtfulError, match="2"):
        proposing.accept(
            ledger, ACTOR, "NORD", paper, found.key, from_day=DAY, per="project"
        )
