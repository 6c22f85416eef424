"""A contract that was scanned askew, with a figure that a hand wrote over."""

from datetime import date
from functools import cache
from random import Random

import pytest
from PIL import Image
from PIL import ImageChops
from PIL import ImageDraw

from ledger.domain import paper
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.contract import Term
from ledger.domain.errors import BadInputError
from ledger.domain.provision import TermName
from ledger.domain.provision_rules import provision
from ledger.domain.quote_errors import QuoteDoubtfulError
from ledger.opened import Ledger
from ledger.samples import scans
from ledger.samples.scans import Wear
from ledger.services import contracts
from ledger.services import projects
from ledger.services import proposing
from ledger.services import searching
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import every_document
from tests.acts import nord
from tests.acts import work
from tests.scanned import needs_tesseract

pytestmark = needs_tesseract
PAPER = (420, 260)
CLAUSE = "4.2 The price includes {} free rounds of revisions for each deliverable."
FIRST = "This agreement is made between the agency and the client."
LAST = "Правки принимаются списком в течение пяти рабочих дней."
ASKEW = Wear(dpi=200, askew=2.5, blur=0.4, faded=0.1)
DAY = date(2025, 2, 3)


def plain(words: str) -> Image.Image:
    return scans.page([words], size=12, paper=PAPER, dpi=200)


def altered() -> Image.Image:
    """Return the page of the clause: its 3 made a 5 in ink, and initials beside it."""
    page = plain(CLAUSE.format(3))
    box = ImageChops.difference(page, plain(CLAUSE.format(8))).getbbox()
    assert box is not None
    left, top, right, bottom = box[0] - 3, box[1] - 5, box[0] + 17, box[1] + 27
    pen = ImageDraw.Draw(page)
    middle = (top + bottom) // 2
    five = [
        *((right, top), (left, top), (left, middle), (right - 3, middle)),
        *((right, bottom - 6), (left + 3, bottom), (left - 2, bottom - 4)),
    ]
    pen.line(five, fill=40, width=4, joint="curve")
    for number, x in enumerate(range(0, 60, 12)):
        pen.line([(800 + x, 300), (812 + x, 270 + number * 5)], fill=60, width=3)
    return page


@cache
def scan(pages: int = 3) -> bytes:
    """Return the contract; the clause is on its second page, the last is Russian."""
    listed = [plain(FIRST), altered(), *[plain(FIRST)] * (pages - 3), plain(LAST)]
    chance = Random(3)  # noqa: S311 - dust on a made-up page
    return scans.pdf([scans.worn(each, ASKEW, chance) for each in listed], dpi=200)


def record(ledger: Ledger, found: Proposal, key: str, *, looked: bool) -> Term:
    """Record what somebody sees on the paper: five rounds, and whose hand it was."""
    return contracts.add_term(
        ledger,
        ACTOR,
        "NORD",
        provision("free-rounds", "5", "deliverable"),
        document_key=key,
        words=found.quote,
        from_day=DAY,
        clause=found.clause,
        looked=looked,
        remark=paper.BY_ONE,
    )


def test_an_altered_figure_is_no_term_until_somebody_looked_and_said_what_was_seen(
    ledger: Ledger,
) -> None:
    bring(ledger, {"Contract.pdf": scan()}, nord(ledger))
    work(ledger)
    [document] = every_document(ledger)
    project = projects.find(ledger, "NORD")

    offers = proposing.read(ledger, document.id)[1]
    [offer] = [each for each in offers if each.proposal.name is TermName.FREE_ROUNDS]
    found = offer.proposal

    assert (found.page, found.clause, found.open) == (2, "4.2", True)
    assert offer.cutout is not None
    assert offer.cutout.page == 2
    with pytest.raises((QuoteDoubtfulError, BadInputError)):
        proposing.accept(ledger, ACTOR, "NORD", document.id, found.key, from_day=DAY)
    with pytest.raises(QuoteDoubtfulError):
        record(ledger, found, document.id, looked=False)
    assert contracts.terms(ledger, project) == []

    made = record(ledger, found, document.id, looked=True)

    judged = proposing.judged(ledger, project, document.id)
    assert (made.provision.value, made.remark) == ("5", paper.BY_ONE)
    assert [term.id for _offer, term in judged.accepted] == [made.id]
    assert document.reading not in {None, document.digest}
    for words, page in (("revisions", 2), ("правка", 3)):
        [hit] = searching.search(ledger, words).findings
        assert (hit.document.id, hit.page) == (document.id, page)
