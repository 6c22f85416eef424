"""The pages of chats: a day as it was said, and what is asked of an export."""

import re

from ledger.opened import Ledger
from ledger.services import chatting
from ledger.services import indexing
from ledger.services import requests
from ledger.services.passages import Words
from ledger.services.requests import Place
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import nord
from tests.formats import made_chats
from tests.web.browser import Browser
from tests.web.browser import take_in
from tests.web.browser import words

message = made_chats.telegram_message
TEXT = b"3/4/24, 21:45 - Anna: bigger\n3/4/24, 21:46 - Bo: ok\n"


def the_chat(ledger: Ledger) -> str:
    """Return the id of the only chat."""
    [told] = chatting.every(ledger)
    return told.chat.id


def test_without_a_chat_the_page_says_what_to_bring(client: Browser) -> None:
    assert "No chat is here yet" in client.read("/chats")


def test_a_day_shows_who_said_what_when_and_leads_to_its_neighbours(
    client: Browser, ledger: Ledger
) -> None:
    days = [message(1, "red <b>please</b>"), message(1500, "no, blue")]
    take_in(ledger, {"result.json": made_chats.telegram(days)})
    chat = the_chat(ledger)

    newest = client.get(f"/chats/{chat}", follow_redirects=True).text
    first = client.read(f"/chats/{chat}/2025-03-03")

    assert "no, blue" in newest
    assert f"/chats/{chat}/2025-03-03" in newest
    assert "red &lt;b&gt;please&lt;/b&gt;" in first
    told = words(first)
    assert "Monday, 3 March 2025" in told
    assert "Ann Lee" in told
    assert "12:01" in told
    assert "UTC+0300" in told
    assert client.get(f"/chats/{chat}/2025-03-09").status_code == 404


def test_a_hit_opens_the_day_at_the_message(client: Browser, ledger: Ledger) -> None:
    data = made_chats.telegram([message(1, "a bigger logo")])
    take_in(ledger, {"result.json": data})
    indexing.catch_up(ledger)
    [told] = client.read("/search?q=logo").split('data-open dir="auto"')[:1]
    address = told.rpartition('href="')[2].partition('"')[0]

    answer = client.get(address.replace("&amp;", "&"))

    key = address.partition("/chats/")[2].partition("?")[0]
    where = f"/2025-03-03?q=logo&hit=1&message={key}#m-{key}"
    assert answer.headers["Location"].endswith(where)
    day = client.read(answer.headers["Location"])
    assert f'id="m-{key}"' in day
    assert re.search(r'<mark id="h-\w+-\d+">logo</mark>', day)
    assert "1 of 1" in day
    assert "SHA-256" in day


def test_the_places_of_a_search_on_a_day_are_counted_and_listed(
    client: Browser, ledger: Ledger
) -> None:
    said = [message(1, "a bigger logo"), message(2, "ok"), message(3, "logo, logo")]
    take_in(ledger, {"result.json": made_chats.telegram(said)})
    day = f"/chats/{the_chat(ledger)}/2025-03-03"

    shown = client.read(f"{day}?q=logo")

    assert "“logo” is found in 3 places." in words(shown)
    listed = re.findall(r'href="#(h-[\w-]+)"', shown)
    assert len(set(listed)) == 3
    assert re.findall(r'<mark id="(h-[\w-]+)"', shown) == listed
    assert "is found in" not in words(client.read(f"{day}?q=kind:message"))
    assert "is found in" not in words(client.read(day))


def test_what_an_export_does_not_say_is_asked_at_home_and_where_it_is_shown(
    client: Browser, ledger: Ledger
) -> None:
    listed = take_in(ledger, {"WhatsApp Chat with Anna.txt": TEXT})
    export = listed["WhatsApp Chat with Anna.txt"].id

    assert "1 export of a chat needs an answer" in words(client.read("/"))
    assert "This export needs an answer" in words(client.read(f"/documents/{export}"))
    asked = words(client.read("/chats"))
    assert "In which order are its dates written?" in asked
    assert "3/4/24" in asked


def test_the_answer_dates_the_messages(client: Browser, ledger: Ledger) -> None:
    listed = take_in(ledger, {"WhatsApp Chat with Anna.txt": TEXT})
    export = listed["WhatsApp Chat with Anna.txt"].id

    refused = client.submit(f"/chats/answer/{export}", order="dmy", zone="Atlantis/X")
    assert "is no time zone" in client.read(refused.headers["Location"])
    client.submit(f"/chats/answer/{export}", order="dmy", zone="Europe/Berlin")

    day = words(client.read(f"/chats/{the_chat(ledger)}/2024-04-03"))
    assert "21:45" in day
    assert "UTC+0200" in day
    assert "needs an answer" not in words(client.read("/"))


def test_a_handle_is_given_to_a_person_on_the_page(
    client: Browser, ledger: Ledger
) -> None:
    take_in(ledger, {"result.json": made_chats.telegram([message(1, "a logo")])})
    client.submit(
        "/people", name="Anna Li", side="client", client="Nord Invented", addresses=""
    )
    page = client.read("/chats")
    person = page.partition('<option value="s_')[2].partition('"')[0]

    answer = client.submit("/chats/who", handle="user77@telegram", person=f"s_{person}")

    assert "is Anna Li" in words(client.read(answer.headers["Location"]))
    assert "Anna Li" in words(client.read(f"/chats/{the_chat(ledger)}/2025-03-03"))


def test_a_whole_chat_is_filed_from_its_page(client: Browser, ledger: Ledger) -> None:
    take_in(ledger, {"result.json": made_chats.telegram([message(1, "a logo")])})
    client.submit("/new-project", key="NORD", client="Nord Invented", title="Site")
    chat = the_chat(ledger)

    client.submit(f"/chats/{chat}/file", project="NORD", day="2025-03-03")

    page = words(client.read(f"/chats/{chat}/2025-03-03"))
    assert "This chat belongs to no project yet" not in page


def test_a_forwarded_an_edited_and_a_missing_message_say_so(
    client: Browser, ledger: Ledger
) -> None:
    first = [message(number) for number in range(1, 6)]
    take_in(ledger, {"a/result.json": made_chats.telegram(first)})
    later = [
        message(1),
        message(2, "other words", edited_unixtime="1741078800"),
        message(4),
        message(5),
        message(6, "do it", forwarded_from="The Boss"),
    ]
    take_in(ledger, {"b/result.json": made_chats.telegram(later)})

    page = words(client.read(f"/chats/{the_chat(ledger)}/2025-03-03"))

    assert "an earlier version" in page
    assert "a later version" in page
    assert "edited 2025-03-04 12:00 UTC+0300" in page
    assert page.count("missing from the export of") == 1
    assert "Forwarded: the words of The Boss, and not of the sender." in page


def test_the_receipt_of_an_export_asks_what_it_does_not_say(
    client: Browser, ledger: Ledger
) -> None:
    listed = take_in(ledger, {"WhatsApp Chat with Anna.txt": TEXT})
    export = listed["WhatsApp Chat with Anna.txt"]
    other = take_in(ledger, {"notes.txt": b"words"})["notes.txt"]
    place = f"/receipts/{export.provenance.receipt}"
    leads = f'href="/chats#a-{export.id}"'

    asked = client.read(place)
    elsewhere = client.read(f"/receipts/{other.provenance.receipt}")
    client.submit(f"/chats/answer/{export.id}", order="dmy", zone="Europe/Berlin")

    assert leads in asked
    assert leads not in elsewhere
    assert leads not in client.read(place)


def test_a_request_leads_to_the_day_of_its_chat_at_its_words(
    client: Browser, ledger: Ledger
) -> None:
    nord(ledger)
    data = made_chats.telegram([message(1, "a bigger logo, please"), message(2, "no")])
    take_in(ledger, {"result.json": data}, "NORD")
    key = next(each.id for each in every_document(ledger) if each.kind == "chat")
    wanted = Words(document=key, quote="bigger logo")
    made = requests.record(ledger, ACTOR, "NORD", wanted, Place())
    address = f"/chats/{key}?at=2-13"

    pages = [client.read(f"/requests/{made.label}"), client.read("/requests")]
    day = client.get(address, follow_redirects=True)

    for page in pages:
        assert f'href="{address}"' in page
    assert f"/2025-03-03?message={key}&at=2-13" in day.request.url
    assert day.text.count('<mark class="now" id="at">bigger logo</mark>') == 1


def test_an_edit_is_told_by_the_clock_of_the_chat(
    client: Browser, ledger: Ledger
) -> None:
    soon = {"edited_unixtime": "1740992640", "edited": "2025-03-03T12:04:00"}
    later = {"edited_unixtime": "1741161840", "edited": "2025-03-05T11:04:00"}
    data = made_chats.telegram([message(1, "so", **soon), message(2, "no", **later)])
    take_in(ledger, {"result.json": data})

    page = words(client.read(f"/chats/{the_chat(ledger)}/2025-03-03"))

    assert "edited 12:04" in page
    assert "edited 2025-03-05 11:04 UTC+0300" in page


def test_a_chat_without_a_name_is_called_by_its_file(
    client: Browser, ledger: Ledger
) -> None:
    take_in(ledger, {"desk-of-anna.txt": TEXT})

    assert "desk-of-anna.txt" in words(client.read("/chats").split("All chats")[1])
