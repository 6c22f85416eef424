"""Searching within a thread and a client, a stretch of time, and long lists."""

import re

import pytest

from ledger.opened import Ledger
from ledger.services import projects
from ledger.services import searching
from ledger.services.narrowing import Narrowed
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

OLGA = "Olga <olga@nord.example>"
ANSWER = b"In-Reply-To: <first@mail.example>\r\n"


@pytest.fixture
def thread(ledger: Ledger) -> str:
    """A letter, its answer, and a letter of another thread; return the first one."""
    first = mail(OLGA, "Logo", "the logo is small")
    first = re.sub(rb"Message-ID: <.*?>", b"Message-ID: <first@mail.example>", first)
    answer = ANSWER + mail("Maria <maria@lumen.example>", "Re: Logo", "a bigger logo")
    other = mail(OLGA, "Van", "the logo on the van", "1 Jul 2023")
    files = {"1.eml": first, "2.eml": answer, "3.eml": other}
    return take_in(ledger, files)["1.eml"].id


def test_a_search_is_held_to_a_thread(client: Browser, thread: str) -> None:
    page = words(client.read(f"/search?q=logo&thread={thread}"))

    assert "2 results for “logo”" in page
    assert "Within: Logo" in page
    assert "Van" not in page


def test_beyond_a_thread_the_page_says_where_there_is_more(
    client: Browser, thread: str
) -> None:
    page = client.read(f"/search?q=van&thread={thread}")

    assert "1 elsewhere" in page
    assert 'href="/search?q=van"' in page


def test_the_page_of_a_message_searches_its_thread(
    client: Browser, thread: str
) -> None:
    page = client.read(f"/documents/{thread}")

    assert f'<input type="hidden" name="thread" value="{thread}">' in page


def test_a_typed_thread_and_a_chosen_one_are_the_same(
    ledger: Ledger, thread: str
) -> None:
    typed = searching.search(ledger, f"logo in:{thread}")
    chosen = searching.search(ledger, "logo", Narrowed(thread=(thread,)))

    assert typed.total == chosen.total == 2
    assert [e.document.id for e in typed.findings] == [
        each.document.id for each in chosen.findings
    ]


def test_a_thread_that_is_not_there_is_not_found(client: Browser) -> None:
    assert client.get("/search?q=logo&thread=d_nothing").status_code == 404
    assert client.get("/search?q=logo&client=c_nothing").status_code == 404


def test_a_search_is_held_to_the_projects_of_a_client(full: Browser) -> None:
    page = full.read("/people")
    link = re.search(r'href="(/search\?client=c_\w+)"', page)
    assert link

    found = words(full.read(f"{link[1]}&q=логотип"))

    assert "Client: " in found


def test_a_stretch_of_time_is_chosen_by_its_ends(full: Browser) -> None:
    answer = full.get("/search?q=логотип&since=2025-04&until=2025-03&kind=mail")
    assert answer.status_code == 303
    page = words(full.read(answer.location))

    assert answer.location.endswith("kind=mail&month=2025-03..2025-04")
    assert "When: Mar 2025 – Apr 2025" in page
    months = [
        full.read(f"/search?q=логотип&kind=mail&month={m}")
        for m in ("2025-03", "2025-04")
    ]
    numbers = [int(re.search(r"(\d+) results? for", one)[1]) for one in (page, *months)]  # type: ignore[index]
    assert numbers[0] == numbers[1] + numbers[2]


def test_years_open_into_their_months(client: Browser, ledger: Ledger) -> None:
    files = {
        f"{year}.eml": mail(OLGA, "Logo", f"logo of {year}", f"3 Mar {year}")
        for year in range(2015, 2026)
    }
    take_in(ledger, files)

    whole = client.read("/search?q=logo")
    opened = client.read("/search?q=logo&month=2020")

    assert 'data-month="2020"' in whole
    assert 'data-month="2020-03"' not in whole
    assert 'data-month="2020-03"' in opened
    assert 'aria-label="Results by month"' in opened


def test_a_long_list_of_values_can_be_looked_through(
    client: Browser, ledger: Ledger
) -> None:
    for number in range(30):
        projects.add_project(
            ledger, "u_tests", f"P{number}", client="Nord", title=f"Project {number}"
        )
        take_in(
            ledger,
            {f"{number}.eml": mail(OLGA, f"Logo {number}", f"logo {number}")},
            project=f"P{number}",
        )

    page = client.read("/search?q=logo")

    assert "22 more" in page
    assert "data-sift" in page


def test_a_page_behind_the_last_one_leads_to_the_last_one(
    client: Browser, thread: str
) -> None:
    answer = client.get(f"/search?q=logo&thread={thread}&page=7")

    assert answer.status_code == 303
    assert answer.location == f"/search?q=logo&thread={thread}"
    assert "Nothing was found" in client.read("/search?q=zzyzx&page=7")


def test_the_keyboard_goes_to_the_facets_without_passing_every_hit(
    client: Browser, thread: str
) -> None:
    page = client.read(f"/search?q=logo&thread={thread}")

    main = page.partition("<main")[2]
    assert main.index('href="#facets"') < main.index('class="res ')
    assert 'id="facets"' in main
