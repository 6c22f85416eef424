"""The page of a document: its words marked, nothing active, its original safe."""

import io
import re
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies

from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import searching
from ledger.services import showing
from ledger.web import downloads
from ledger.web import passages
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in

OLGA = "Ольга Иванова <olga@nord.example>"
QUOTING = """Сделайте, пожалуйста, логотип больше.

On 13 Mar 2025, Maria wrote:
> Посмотрите наш вариант.
> Логотип стал шире.
"""


@pytest.fixture
def quoting(ledger: Ledger) -> Document:
    """A mail that quotes an earlier one."""
    return take_in(ledger, {"a.eml": mail(OLGA, "Логотип", QUOTING)})["a.eml"]


@pytest.fixture
def contract(full_ledger: Ledger) -> Document:
    """The contract of a sample project, a PDF of several pages."""
    found = searching.search(full_ledger, "runde kind:document").findings
    return found[0].document


def html_mail(body: str, name: str = "x.txt") -> bytes:
    message = EmailMessage()
    message["From"] = "olga@nord.example"
    message["Subject"] = "Logo"
    message.set_content("see the html part")
    message.add_alternative(body, subtype="html")
    message.add_attachment(b"hello", "text", "plain", filename=name)
    return message.as_bytes()


def test_a_mail_shows_who_when_and_what_was_written(
    client: Browser, quoting: Document
) -> None:
    page = client.read(f"/documents/{quoting.id}")

    assert "Ольга Иванова &lt;olga@nord.example&gt;" in page
    assert "14 Mar 2025, 16:20" in page
    assert "Сделайте, пожалуйста, логотип больше." in page
    assert "It does not show who wrote it." in page
    assert f"event {quoting.position} of the log" in page


def test_a_quote_is_folded_and_none_of_it_is_left_out(
    client: Browser, quoting: Document
) -> None:
    page = client.read(f"/documents/{quoting.id}")

    assert '<details class="quoted"> <summary>Quoted' in page
    assert "Логотип стал шире." in page


def test_a_quote_in_which_the_words_stand_is_open(
    client: Browser, quoting: Document
) -> None:
    page = client.read(f"/documents/{quoting.id}?q=шире")

    assert '<details class="quoted" open>' in page
    assert re.search(r'Логотип стал <mark id="h-\d+">шире</mark>', page)
    assert "found in 1 place" in page


def test_another_form_of_a_word_is_marked(client: Browser, quoting: Document) -> None:
    page = client.read(f"/documents/{quoting.id}?q=логотипы")

    assert "<mark>логотип</mark>" in page


def test_a_range_of_the_address_is_marked(client: Browser, quoting: Document) -> None:
    page = client.read(f"/documents/{quoting.id}?at=0-8")

    assert '<mark class="now" id="at">Сделайте</mark>' in page


@pytest.mark.parametrize("at", ["8-2", "x-y", "0-99999999", "-", "5"])
def test_a_range_that_is_none_marks_nothing(
    client: Browser, quoting: Document, at: str
) -> None:
    assert "<mark" not in client.read(f"/documents/{quoting.id}?at={at}")


def test_what_a_mail_strikes_or_hides_is_marked_on_its_page(
    ledger: Ledger, client: Browser
) -> None:
    message = EmailMessage()
    message["From"] = "olga@nord.example"
    struck = "<p>Make it <s>orange</s> green.</p>"
    message.set_content(f'{struck}<p style="display:none">unseen</p>', subtype="html")
    document = take_in(ledger, {"a.eml": message.as_bytes()})["a.eml"]

    page = client.read(f"/documents/{document.id}")

    assert "<s>orange</s>" in page
    assert 'data-who="hidden by the file"' in page


def test_html_of_strangers_is_shown_as_text(ledger: Ledger, client: Browser) -> None:
    body = mail("<script>x</script> <o@n.example>", "<script>t</script>", "<b>own</b>")
    name = '"><script>n.eml'
    document = take_in(ledger, {name: body})[name]

    page = client.read(f"/documents/{document.id}?q=own")

    assert "<script>x" not in page
    assert "<script>t" not in page
    assert "<script>n" not in page
    assert re.search(r'&lt;b&gt;<mark id="h-\d+">own</mark>&lt;/b&gt;', page)


def test_the_safe_view_has_nothing_active_and_may_do_nothing(
    ledger: Ledger, client: Browser
) -> None:
    body = (
        "<p onclick=alert(1)>Hello</p><script>alert(2)</script>"
        "<img src=https://tracker.example/x.png><iframe src=//evil.example></iframe>"
        '<form action="//evil.example"><input></form>'
        '<a href="javascript:alert(3)">go</a><meta http-equiv=refresh content="0">'
    )
    document = take_in(ledger, {"h.eml": html_mail(body)})["h.eml"]

    answer = client.get(f"/documents/{document.id}/safe")
    page = client.read(f"/documents/{document.id}?view=mail")

    assert "Hello" in answer.text
    for part in ("script", "onclick", "tracker", "evil", "javascript", "refresh"):
        assert part not in answer.text, part
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    frame = re.search(r"<iframe [^>]*>", page)
    assert frame
    assert " sandbox " in frame[0]
    assert f'src="/documents/{document.id}/safe"' in frame[0]
    assert "The evidence is the original" in page


def test_what_has_no_safe_view_says_so_in_the_frame(
    ledger: Ledger, client: Browser
) -> None:
    document = take_in(ledger, {"a.txt": b"only words"})["a.txt"]

    answer = client.get(f"/documents/{document.id}/safe")

    assert answer.status_code == 200
    assert "read it as text" in answer.text


def test_a_pdf_is_shown_as_pages_with_the_words_marked(
    full: Browser, contract: Document
) -> None:
    page = full.read(f"/documents/{contract.id}?q=runde&page=1")

    assert f'src="/documents/{contract.id}/pages/1.jpg"' in page
    assert re.search(r'<rect id="h-\d+" x="[\d.]+" y="[\d.]+" width="[\d.]+"', page)


def test_a_hit_on_a_later_page_is_where_the_document_opens(
    full_ledger: Ledger, full: Browser, contract: Document
) -> None:
    text = showing.show(full_ledger, contract.id).text
    number, _label, start, end, *_size = text.pages[-1]

    answer = full.get(f"/documents/{contract.id}?at={start}-{min(end, start + 5)}")

    assert answer.status_code == 302
    assert answer.location.endswith(f"&page={number}#at")


def test_a_page_is_a_picture_that_is_fetched_once(
    full: Browser, contract: Document
) -> None:
    first = full.get(f"/documents/{contract.id}/pages/1.jpg")
    again = full.get(
        f"/documents/{contract.id}/pages/1.jpg",
        headers={"If-None-Match": first.headers["ETag"]},
    )
    thumb = full.get(f"/documents/{contract.id}/pages/1.jpg?size=thumb")

    assert first.content_type == "image/jpeg"
    assert first.data.startswith(b"\xff\xd8\xff")
    assert "immutable" in first.headers["Cache-Control"]
    assert "private" in first.headers["Cache-Control"]
    assert again.status_code == 304
    assert len(thumb.data) < len(first.data)


def test_a_page_that_is_not_there_is_refused(full: Browser, contract: Document) -> None:
    assert full.get(f"/documents/{contract.id}/pages/999.jpg").status_code == 422


def test_the_original_leaves_byte_for_byte(client: Browser, quoting: Document) -> None:
    answer = client.get(f"/documents/{quoting.id}/original", buffered=True)

    assert answer.data == mail(OLGA, "Логотип", QUOTING)
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Length"] == str(quoting.size)


def test_only_what_its_bytes_confirm_keeps_its_type() -> None:
    kind = downloads.media_type

    assert kind("application/pdf", b"%PDF-1.7") == "application/pdf"
    assert kind("application/pdf", b"<html>") == downloads.OCTETS
    assert kind("text/plain", b"words") == "text/plain"
    assert kind("text/plain", "слова".encode()[:-1]) == "text/plain"
    assert kind("text/plain", "слова".encode("cp1251")) == downloads.OCTETS
    assert kind("text/plain", b" <script>") == downloads.OCTETS
    assert kind("text/html", b"<html>") == downloads.OCTETS
    assert kind("image/svg+xml", b"<svg") == downloads.OCTETS


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Договор.pdf", "Договор.pdf"),
        ('a"; filename=evil.exe', "a__ filename=evil.exe"),
        ("a\r\nSet-Cookie: x=1", "aSet-Cookie_ x=1"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("con.txt", "_con.txt"),
        ("", "original"),
        ("...", "original"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_a_hostile_name_is_made_harmless(name: str, safe: str) -> None:
    assert downloads.safe_name(name) == safe


@given(strategies.text(max_size=400))
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = downloads.disposition(name)

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert len(downloads.safe_name(name)) <= 150


def test_a_name_with_line_breaks_does_not_reach_the_headers(
    ledger: Ledger, client: Browser
) -> None:
    name = "a\r\nX-Evil: 1\u202etxt.exe"
    document = take_in(ledger, {name: b"words"})[name]

    answer = client.get(f"/documents/{document.id}/original", buffered=True)

    assert "X-Evil" not in answer.headers
    assert "\u202e" not in answer.headers["Content-Disposition"]


def test_what_waits_to_be_read_says_so_and_can_be_downloaded(
    ledger: Ledger, client: Browser
) -> None:
    receipt = intake.open_receipt(ledger, "u", custodian="M", channel="upload")
    file = intake.File("a.txt", lambda: io.BytesIO(b"words"))
    assert list(intake.receive(ledger, receipt, [file])) == [1]
    page = client.read(f"/receipts/{receipt}")
    [key] = set(re.findall(r"/documents/(d_\w+)", page))

    assert "This file waits to be read" in client.read(f"/documents/{key}")
    assert client.get(f"/documents/{key}/original", buffered=True).data == b"words"


def test_what_cannot_be_read_says_why(ledger: Ledger, client: Browser) -> None:
    document = take_in(ledger, {"x.7z": b"7z\xbc\xaf\x27\x1c" + bytes(40)})["x.7z"]

    page = client.read(f"/documents/{document.id}")

    assert "Archives cannot be opened yet; the original is kept." in page
    assert "Cannot be read yet" in page


def test_a_member_leads_to_what_it_came_in_and_back(
    ledger: Ledger, client: Browser
) -> None:
    parent = take_in(ledger, {"h.eml": html_mail("<p>x</p>", "note.txt")})["h.eml"]
    page = client.read(f"/documents/{parent.id}")
    [child] = set(re.findall(r"/documents/(d_\w+)", page)) - {parent.id}

    inside = client.read(f"/documents/{child}")

    assert f'href="/documents/{parent.id}"' in inside
    assert "hello" in inside


def test_a_document_is_filed_by_hand_and_the_act_undone(
    full_ledger: Ledger, full: Browser
) -> None:
    name = {"a.txt": b"some words that nobody knows"}
    document = take_in(full_ledger, name)["a.txt"]

    answer = full.submit(f"/documents/{document.id}/file", project="NORD")
    page = full.read(answer.location)
    undone = full.submit(f"/documents/{document.id}/unfile", project="NORD")

    assert answer.status_code == 303
    assert "Filed to Rebranding" in page
    assert "chosen by hand" in page
    assert "project=NORD" in page
    assert "It belongs to no project yet." in full.read(undone.location)


def test_its_history_tells_every_act(full: Browser, contract: Document) -> None:
    page = full.read(f"/documents/{contract.id}?page=1")

    assert "took in" in page
    assert "was read" in page
    assert "to <a href" in page


def test_a_thread_says_what_is_missing(ledger: Ledger, client: Browser) -> None:
    reply = mail(OLGA, "Re: Logo", "yes").replace(
        b"Subject:", b"In-Reply-To: <lost@nord.example>\r\nSubject:"
    )
    document = take_in(ledger, {"r.eml": reply})["r.eml"]

    page = client.read(f"/documents/{document.id}")

    assert "Not in the ledger" in page
    assert "lost@nord.example" in page


def test_a_very_long_text_comes_in_parts_that_together_are_all_of_it() -> None:
    words = "слово " * (passages.MOST // 4)
    text = Text(words, (("own", 0, 10, None), ("quote", 10, len(words), "A")), ())

    part = passages.stretch(text, 0)
    shown = ""
    while True:
        found = passages.passages(text, part, [], None)
        shown += "".join(piece.text for each in found for piece in each.pieces)
        if part.after is None:
            break
        part = passages.stretch(text, part.after)

    assert shown == words


def test_the_rest_of_a_very_long_text_is_linked(
    ledger: Ledger, client: Browser
) -> None:
    long = ("word " * (passages.MOST // 4) + "the end").encode()
    document = take_in(ledger, {"long.txt": long})["long.txt"]

    page = client.read(f"/documents/{document.id}")

    assert f'href="/documents/{document.id}?from={passages.MOST}"' in page
    assert "the end" in client.read(f"/documents/{document.id}?from={passages.MOST}")


def test_an_unknown_document_is_not_found(client: Browser) -> None:
    for address in ("", "/original", "/safe", "/pages/1.jpg"):
        assert client.get(f"/documents/d_nothing{address}").status_code == 404


def test_nothing_of_a_document_is_shown_to_a_stranger(
    stranger: Browser, quoting: Document
) -> None:
    for address in ("", "/original", "/safe", "/pages/1.jpg"):
        assert stranger.get(f"/documents/{quoting.id}{address}").status_code == 302


def test_filing_without_the_token_of_the_page_is_refused(
    full: Browser, contract: Document
) -> None:
    answer = full.post(f"/documents/{contract.id}/file", data={"project": "KLAS"})

    assert answer.status_code == 400


def test_a_mail_without_words_says_so(ledger: Ledger, client: Browser) -> None:
    sent = mail("Olga <olga@nord.example>", "Nothing", "")
    found = take_in(ledger, {"empty.eml": sent})["empty.eml"]

    page = client.read(f"/documents/{found.id}")

    assert "This message has no text of its own." in page


def test_behind_the_end_of_a_long_text_stands_its_last_part(
    client: Browser, ledger: Ledger
) -> None:
    text = "All is said here. " * 12_000 + "The end."
    found = take_in(ledger, {"long.txt": text.encode()})["long.txt"]

    page = client.read(f"/documents/{found.id}?from=99999999")

    assert "letters 200001 to 216008 of 216008 are shown" in page
    assert "The end." in page


def test_behind_the_last_page_stands_the_last_page(
    full: Browser, contract: Document
) -> None:
    answer = full.get(f"/documents/{contract.id}?go=999&q=runde")

    number = answer.location.rpartition("#page-")[2]
    assert f"page={number}" in answer.location
    assert f'id="page-{number}"' in full.read(answer.location)
