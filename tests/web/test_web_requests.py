"""Requests: from words in a document to a story that is handed out."""

import html
import io
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from ledger.domain.document import Document
from ledger.domain.request import SupportKind
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import asking
from ledger.services import projects
from ledger.services import requests
from ledger.services import revisions
from ledger.services import supports
from ledger.services.passages import Words
from ledger.services.projects import NewPerson
from ledger.services.requests import Place
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.formats.made import inserted
from tests.formats.made import para
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

OLGA = "olga@nord.example"
US = "maria@lumen.example"
WISH = "Please make the logo twice as big."
ADVICE = "We advise against it: small sizes will suffer."
YES = "We want it anyway."
QUOTED = f"On Monday Maria wrote:\n> {ADVICE}\n\n{YES}"

Letters = dict[str, Document]


@pytest.fixture
def letters(ledger: Ledger) -> Letters:
    """A wish, our warning, the client's yes, and a paper, in a project."""
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    projects.add_person(
        ledger,
        ACTOR,
        NewPerson(name="Olga Ivanova", side="client", client="Nord", addresses=[OLGA]),
    )
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "The logo")
    projects.add_deliverable(ledger, ACTOR, "NORD", "PAGE", "Landing page")
    return take_in(
        ledger,
        {
            "wish.eml": mail(OLGA, "The logo", f"{WISH}\nAnd 😀 thanks.", "3 Mar 2025"),
            "advice.eml": mail(US, "Re: The logo", ADVICE, "4 Mar 2025"),
            "yes.eml": mail(OLGA, "Re: The logo", QUOTED, "5 Mar 2025"),
            "letter.txt": b"We want the logo twice as big. Signed: Olga Ivanova",
        },
        "NORD",
    )


@pytest.fixture
def asked(ledger: Ledger, letters: Letters) -> str:
    """The label of a request for a bigger logo."""
    return recorded(ledger, letters["wish.eml"], WISH, deliverable="LOGO")


def recorded(ledger: Ledger, document: Document, quote: str, **place: str) -> str:
    chosen = Words(document=document.id, quote=quote)
    return requests.record(ledger, ACTOR, "NORD", chosen, Place(**place)).label


def form_of(document: Document, **query: str) -> str:
    listed = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    return f"/documents/{document.id}/request?{listed}"


def led(answer: TestResponse) -> str:
    assert answer.status_code == 303, (answer.status, words(answer.text)[-800:])
    return answer.headers["Location"]


def test_a_document_leads_to_the_form_of_a_request(
    client: Browser, letters: Letters
) -> None:
    document = letters["wish.eml"]

    page = client.read(f"/documents/{document.id}")

    assert f'href="/documents/{document.id}/request"' in page
    assert 'data-start="0"' in page
    assert 'id="selection-bar"' in page


def test_the_form_shows_the_words_their_writer_their_day_and_a_guess(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    page = client.read(form_of(letters["wish.eml"], quote=WISH, at="0"))

    told = words(page)
    assert WISH in told
    assert "letters 1 to 34" in told
    assert f"Written by {OLGA} They are the own words of a message" in told
    assert "3 Mar 2025" in told
    [logo, _page] = projects.deliverables(ledger, projects.find(ledger, "NORD"))
    assert f'value="{logo.id}" selected' in page
    assert "The message names it." in told


def test_a_request_is_saved_at_its_words_and_can_be_undone(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    document = letters["wish.eml"]
    project = projects.find(ledger, "NORD")

    answer = client.submit(
        f"/documents/{document.id}/request",
        quote="make the  logo",
        at="7",
        project=project.id,
        note="by phone too",
    )

    assert led(answer) == "/requests/R-1"
    page = client.read("/requests/R-1")
    assert "R-1 is recorded." in page
    undo = re.search(r'action="(/requests/R-1/withdraw\?[^"]+)"', page)
    assert undo
    found = asking.find(ledger, "R-1").request
    assert (found.passage.start, found.passage.quote) == (7, "make the logo")
    assert found.note == "by phone too"
    led(client.submit(html.unescape(undo[1])))
    assert asking.find(ledger, "R-1").request.withdrawn == "Taken back at once."


def test_without_words_the_form_asks_for_them_and_shows_the_text(
    client: Browser, letters: Letters
) -> None:
    page = client.read(form_of(letters["wish.eml"]))

    assert '<textarea class="input said" id="f-quote"' in page
    assert WISH in words(page)
    assert "Save the request" not in page


def test_words_that_are_not_there_are_refused_at_their_field(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    document = letters["wish.eml"]

    looked = client.read(form_of(document, quote="make it smaller"))
    sent = client.submit(
        f"/documents/{document.id}/request", quote="make it smaller", project="NORD"
    )

    for page in (looked, sent.text):
        assert 'id="e-quote"' in page
        assert "make it smaller</textarea>" in page
    assert sent.status_code == 422
    assert asking.listed(ledger) == []


def test_words_of_several_writers_cannot_be_saved(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    document = letters["yes.eml"]
    both = f"{ADVICE}\n\n{YES}".replace("small sizes", "small\u00a0sizes")
    both = f"suffer.\n\n{YES}"

    looked = words(client.read(form_of(document, quote=both)))
    sent = client.submit(
        f"/documents/{document.id}/request", quote=both, project="NORD"
    )

    assert "These are words of several writers" in looked
    assert "Save the request" not in looked
    assert sent.status_code in {200, 422}
    assert asking.listed(ledger) == []


def test_a_paper_that_names_nobody_asks_who_asked(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    document = letters["letter.txt"]
    [olga] = [each for each in projects.people(ledger) if each.name == "Olga Ivanova"]
    page = client.read(form_of(document, quote="the logo twice as big"))
    assert f'<option value="{olga.id}">Olga Ivanova</option>' in page

    led(
        client.submit(
            f"/documents/{document.id}/request",
            quote="the logo twice as big",
            project="NORD",
            by=olga.id,
        )
    )

    assert asking.find(ledger, "R-1").writer == "Olga Ivanova"
    mails = client.read(form_of(letters["wish.eml"], quote=WISH))
    assert "Who asked" not in mails


def test_what_a_document_says_of_its_words_is_told_before_they_are_saved(
    client: Browser, ledger: Ledger, asked: str
) -> None:
    body = para("Make it ", deleted("red"), inserted("green"), " please.")
    [paper] = take_in(ledger, {"a.docx": docx(body)}, "NORD").values()

    page = words(client.read(form_of(paper, quote="red")))
    confirming = f"/documents/{paper.id}/confirmation?quote=red"
    again = words(client.read(form_of(_of(ledger, asked), quote=WISH)))

    told = "These words are deleted in the document. The file says: Anna, 2025-03-01"
    assert told in page
    assert told in words(client.read(confirming))
    assert f"The same words are recorded as {asked} already." in again


def _of(ledger: Ledger, label: str) -> Document:
    return asking.find(ledger, label).document


def test_a_yes_of_our_own_people_leaves_a_request_open(
    client: Browser, ledger: Ledger, letters: Letters, asked: str
) -> None:
    ours = NewPerson(name="Maria", side="provider", addresses=[US])
    projects.add_person(ledger, ACTOR, ours)
    supports.confirm(ledger, ACTOR, asked, Words(document=letters["advice.eml"].id))

    page = words(client.read(f"/requests/{asked}"))

    assert "Open: no written yes" in page
    assert "written by Maria, who is one of our own people; it does not count" in page
    assert f"{asked} " in words(client.read("/"))


def test_a_round_of_another_project_is_refused_at_its_field(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    projects.add_project(ledger, ACTOR, "OTHER", client="Other", title="Other")
    projects.add_deliverable(ledger, ACTOR, "OTHER", "APP", "App")
    other = revisions.open_round(
        ledger,
        ACTOR,
        "OTHER",
        "APP",
        on=date(2025, 3, 1),
        document_keys=[],
    )

    answer = client.submit(
        f"/documents/{letters['wish.eml'].id}/request",
        quote=WISH,
        project="NORD",
        round=other.id,
    )

    assert answer.status_code == 422
    assert "This round is one of another project." in words(answer.text)
    assert 'id="e-round"' in answer.text


def test_a_document_says_in_which_requests_it_is_used_and_marks_the_words(
    client: Browser, letters: Letters, asked: str
) -> None:
    page = client.read(f"/documents/{letters['wish.eml'].id}")

    assert f'<u class="wish">{WISH}</u>' in page
    assert f'<a class="asked-in" href="/requests/{asked}"' in page
    assert "Used in" in page
    paper = letters["letter.txt"].id
    other = client.read(f"/documents/{paper}")
    assert "No request rests on this document." in other
    assert f'href="/documents/{paper}/confirmation"' in other


def test_a_warning_and_a_confirmation_are_attached_from_their_documents(
    client: Browser, ledger: Ledger, letters: Letters, asked: str
) -> None:
    advice, paper = letters["advice.eml"], letters["letter.txt"]

    looked = client.read(f"/documents/{advice.id}/warning?quote={quote(ADVICE)}&at=0")
    assert f'value="{asked}" checked' in looked
    led(client.submit(f"/documents/{advice.id}/warning", request=asked, quote=ADVICE))
    told = words(client.read(f"/documents/{paper.id}/confirmation"))
    assert "The signature is not checked here." in told
    led(
        client.submit(
            f"/documents/{paper.id}/confirmation",
            request=asked,
            strength="signed",
            note="by courier",
        )
    )

    found = asking.find(ledger, asked).request
    [warning] = found.standing(SupportKind.WARNING)
    [confirmation] = found.standing(SupportKind.CONFIRMATION)
    assert warning.passage.quote == ADVICE
    assert (confirmation.strength, confirmation.note) == ("signed", "by courier")
    page = words(client.read(f"/requests/{asked}"))
    assert "Confirmed, signed" in page
    assert "Warned" in page
    assert "no written yes" not in page


def test_a_warning_is_attached_from_the_page_of_the_request(
    client: Browser, ledger: Ledger, letters: Letters, asked: str
) -> None:
    address = f"/requests/{asked}/warning"
    assert letters["advice.eml"].id in client.read(address)

    nothing = client.submit(address)
    wrong = client.submit(address, document=letters["advice.eml"].id, quote="nowhere")
    led(client.submit(address, other=f"http://x/documents/{letters['advice.eml'].id}"))

    assert 'id="e-document"' in nothing.text
    assert 'id="e-quote"' in wrong.text
    assert asking.find(ledger, asked).request.standing(SupportKind.WARNING)


def test_the_words_of_a_request_do_not_confirm_it(
    client: Browser, letters: Letters, asked: str
) -> None:
    answer = client.submit(
        f"/documents/{letters['wish.eml'].id}/confirmation",
        request=asked,
        quote=WISH,
        strength="mailed",
    )

    assert answer.status_code == 422
    assert "These are the words of the request itself" in words(answer.text)


def test_a_story_opens_each_source_at_its_words(
    client: Browser, letters: Letters, asked: str
) -> None:
    client.submit(
        f"/documents/{letters['advice.eml'].id}/warning", request=asked, quote=ADVICE
    )
    client.submit(
        f"/documents/{letters['yes.eml'].id}/confirmation", request=asked, quote=YES
    )

    page = client.read(f"/requests/{asked}")

    story = page.partition('<ol class="tl">')[2].partition("</ol>")[0]
    order = [story.index(each) for each in (WISH, "Our warning", "Confirmed in a")]
    assert order == sorted(order)
    links = re.findall(r'data-open dir="auto" href="([^"#]+)#at"', story)
    assert len(links) == 3
    for link, quoted in zip(links, (WISH, ADVICE, YES), strict=True):
        shown = client.read(html.unescape(link))
        assert f'<mark class="now" id="at">{quoted}</mark>' in shown


def test_what_is_missing_is_said_as_also_true(client: Browser, asked: str) -> None:
    page = words(client.read(f"/requests/{asked}"))

    assert "Also true" in page
    assert "No warning to the client is recorded." in page
    assert "Open: no written yes" in page


def test_a_request_is_put_elsewhere_and_back(
    client: Browser, ledger: Ledger, asked: str
) -> None:
    led(client.submit(f"/requests/{asked}/place", deliverable="PAGE", note="moved"))
    page = client.read(f"/requests/{asked}")
    undo = re.search(rf'action="(/requests/{asked}/place\?[^"]+)"', page)
    assert undo
    place = asking.find(ledger, asked)
    assert place.deliverable
    assert place.deliverable.key == "PAGE"

    led(client.submit(html.unescape(undo[1])))

    back = asking.find(ledger, asked)
    assert back.deliverable
    assert (back.deliverable.key, back.request.note) == ("LOGO", "")


def test_a_request_is_taken_back_with_a_reason_and_restored(
    client: Browser, ledger: Ledger, asked: str
) -> None:
    empty = client.submit(f"/requests/{asked}/withdraw", why=" ")
    led(client.submit(f"/requests/{asked}/withdraw", why="asked twice"))

    page = words(client.read(f"/requests/{asked}"))
    assert empty.status_code == 422
    assert "Taken back" in page
    assert "asked twice" in page
    again = client.submit(f"/requests/{asked}/withdraw", why="again")
    assert again.status_code == 422
    led(client.submit(f"/requests/{asked}/restore", why="no, once"))
    assert asking.find(ledger, asked).request.withdrawn is None


def test_a_warning_is_taken_back_with_a_reason(
    client: Browser, ledger: Ledger, letters: Letters, asked: str
) -> None:
    client.submit(f"/documents/{letters['advice.eml'].id}/warning", request=asked)
    [warning] = asking.find(ledger, asked).request.supports

    empty = client.submit(f"/supports/{warning.id}/take-back", why="")
    led(client.submit(f"/supports/{warning.id}/take-back", why="another one"))

    assert empty.status_code == 422
    assert "Say why" in words(empty.text)
    assert asking.find(ledger, asked).request.standing(SupportKind.WARNING) == []
    assert "another one" in client.read(f"/requests/{asked}")


def test_a_story_is_pulled_and_checks_itself(
    client: Browser, asked: str, tmp_path: Path
) -> None:
    before = client.read(f"/requests/{asked}").partition("Hand it out")[2]
    answer = client.submit(f"/requests/{asked}/pull")

    assert "These originals leave the house with it:" in before
    assert before.index("<li dir=") < before.index("Pull the story")
    assert answer.status_code == 200
    assert answer.content_type == "application/zip"
    assert f"NORD-{asked}.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        packed.extractall(tmp_path / "pulled")
    answer.close()
    [check] = (tmp_path / "pulled").rglob("check.py")
    done = subprocess.run(  # noqa: S603 - the program that we just wrote
        [sys.executable, "-I", check.name],
        cwd=check.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_list_narrows_by_what_its_address_says(
    client: Browser, ledger: Ledger, letters: Letters, asked: str
) -> None:
    other = recorded(ledger, letters["yes.eml"], YES, deliverable="PAGE")
    client.submit(f"/documents/{letters['advice.eml'].id}/warning", request=asked)
    [olga] = [each for each in projects.people(ledger) if each.name == "Olga Ivanova"]

    def labels(query: str) -> set[str]:
        page = client.read(f"/projects/NORD/requests?{query}")
        return set(re.findall(r'data-open href="/requests/([^"]+)"', page))

    assert labels("") == {asked, other}
    assert labels("deliverable=LOGO") == {asked}
    assert labels("warned=yes") == {asked}
    assert labels("warned=no") == {other}
    assert labels("q=logos") == {asked}
    assert labels(f"person={olga.id}&state=open") == {asked, other}
    assert labels("state=confirmed") == set()
    page = words(client.read("/projects/NORD/requests?state=confirmed"))
    assert "2 requests stand without them." in page


def test_all_projects_are_in_one_list(client: Browser, asked: str) -> None:
    page = client.read("/requests")

    assert f'href="/requests/{asked}"' in page
    assert 'href="/projects/NORD/requests"' in page
    assert 'aria-current="page"' in page.partition("<nav")[2].partition("</nav>")[0]


def test_an_empty_list_says_how_to_begin(client: Browser, letters: Letters) -> None:
    assert letters
    page = words(client.read("/projects/NORD/requests"))

    assert "No request yet" in page
    assert "select the words" in page


def test_htmx_gets_the_list_alone(client: Browser, asked: str) -> None:
    page = client.read("/requests?q=logo", headers={"HX-Request": "true"})

    assert page.strip().startswith('<div class="stack" id="asked">')
    assert asked in page


@pytest.mark.parametrize(
    "address",
    [
        "/requests/R-99",
        "/requests/R-99/warning",
        "/projects/NONE/requests",
        "/documents/d_none/request",
        "/documents/d_none/warning",
        "/documents/d_none/pages/1/words",
    ],
)
def test_what_is_not_there_is_not_found(
    client: Browser, letters: Letters, address: str
) -> None:
    assert letters
    assert client.get(address).status_code == 404


def test_words_of_others_are_never_markup(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    assert letters
    hostile = "<script>alert(1)</script> \u202egpj.exe & more"
    found = take_in(ledger, {"bad.eml": mail(OLGA, "Bad", hostile)}, "NORD")
    label = recorded(ledger, found["bad.eml"], hostile)

    for address in (
        f"/requests/{label}",
        "/requests",
        "/projects/NORD",
        f"/documents/{found['bad.eml'].id}",
        form_of(found["bad.eml"], quote=hostile),
        f"/documents/{found['bad.eml'].id}/warning?quote={quote(hostile)}",
        f"/requests/{label}/confirmation",
    ):
        page = client.read(address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_round_says_how_many_requests_are_in_it(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    opened = revisions.open_round(
        ledger,
        ACTOR,
        "NORD",
        "LOGO",
        on=None,
        document_keys=[letters["wish.eml"].id],
    )
    label = recorded(ledger, letters["wish.eml"], WISH, round=opened.id)
    recorded(ledger, letters["yes.eml"], YES, deliverable="LOGO")

    rounds = client.read("/projects/NORD/rounds")

    listed = f"/projects/NORD/requests?round={opened.id}"
    assert "<summary>1 request<" in rounds
    assert f'<a href="/requests/{label}">{label}</a>' in rounds
    page = client.read(listed)
    assert re.findall(r'data-open href="/requests/([^"]+)"', page) == [label]
    story = words(client.read(f"/requests/{label}"))
    assert "Round 1: it counts; no term says how many rounds are free." in story


def test_a_round_that_was_opened_from_the_thread_is_proposed(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    opened = revisions.open_round(
        ledger,
        ACTOR,
        "NORD",
        "PAGE",
        on=None,
        document_keys=[letters["wish.eml"].id],
    )

    page = client.read(form_of(letters["wish.eml"], quote=WISH))

    assert f'value="{opened.id}" selected' in page
    assert "A round was opened from this message" in words(page)


def test_a_project_shows_its_newest_requests(client: Browser, asked: str) -> None:
    page = client.read("/projects/NORD")

    block = page.partition('id="asked-for"')[2].partition("</section>")[0]
    assert f'href="/requests/{asked}"' in block
    assert 'href="/projects/NORD/requests"' in block
    assert "1 request" in block


def test_home_says_which_requests_wait_for_a_yes_and_how_long(
    client: Browser, ledger: Ledger, letters: Letters, asked: str
) -> None:
    days = (ledger.now() - letters["wish.eml"].sorted_at).days

    for address in ("/", "/projects/NORD"):
        page = words(client.read(address))
        assert f"“{WISH}” has no written yes, {days} days" in page
    client.submit(f"/documents/{letters['letter.txt'].id}/confirmation", request=asked)
    assert "has no written yes" not in client.read("/")


def test_home_tells_few_of_many_requests_those_against_advice_first(
    client: Browser, ledger: Ledger, letters: Letters, asked: str
) -> None:
    client.submit(f"/documents/{letters['advice.eml'].id}/warning", request=asked)
    for quote_ in ("We", "want it", "anyway", "want"):
        recorded(ledger, letters["yes.eml"], quote_)

    page = words(client.read("/"))

    assert page.count("has no written yes, ") == 3
    assert f"“{WISH}” has no written yes" in page
    assert "2 more requests have no written yes" in page


def test_what_happened_leads_to_the_request(client: Browser, asked: str) -> None:
    page = client.read("/audit")

    assert f'<a href="/requests/{asked}">{asked}</a>' in page


def test_a_list_of_many_has_pages(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    for _number in range(26):
        recorded(ledger, letters["wish.eml"], WISH)

    first, second = (client.read(f"/requests?page={page}") for page in (1, 2))

    assert len(re.findall(r"data-open href=", first)) == 25
    assert re.findall(r'data-open href="/requests/([^"]+)"', second) == ["R-1"]
    assert "26 requests" in first


def test_a_citation_never_credits_words_to_who_only_quotes_them(
    client: Browser, ledger: Ledger, letters: Letters
) -> None:
    quoted = recorded(ledger, letters["yes.eml"], ADVICE)
    own = recorded(ledger, letters["yes.eml"], YES)

    def citation(label: str) -> str:
        page = client.read(f"/requests/{label}")
        found = re.search(rf'data-copy="({label}: [^"]+)"', page)
        assert found
        return html.unescape(found[1])

    assert OLGA in citation(own)
    assert OLGA not in citation(quoted)
    assert "as it stands in: " in citation(quoted)


def test_a_ledger_that_is_read_only_refuses_with_a_sentence(
    client: Browser, ledger: Ledger, letters: Letters, asked: str
) -> None:
    ledger.read_only = said("it is being looked after.")
    paper = letters["letter.txt"].id
    acts: dict[str, dict[str, object]] = {
        f"/documents/{paper}/request": {"quote": "the logo", "project": "NORD"},
        f"/documents/{paper}/confirmation": {"request": asked},
        f"/requests/{asked}/warning": {"document": paper},
        f"/requests/{asked}/place": {"note": "x"},
        f"/requests/{asked}/withdraw": {"why": "x"},
    }

    for address, fields in acts.items():
        answer = client.submit(address, **fields)
        assert answer.status_code == 422, address
        blamed = answer.text.partition('<div class="note bad" role="alert">')[2]
        assert "it is being looked after." in blamed.partition("</div>")[0], address
    assert len(asking.listed(ledger)) == 1
