"""Work: what waits, who is at what, and what failed and may be tried again."""

from datetime import timedelta

from ledger.opened import Ledger
from ledger.services import workers
from ledger.store import jobs
from ledger.store import leases
from ledger.store.jobs import Priority
from tests.acts import bring
from tests.acts import every_document
from tests.acts import mail
from tests.acts import work
from tests.web.browser import Browser


def set_aside(ledger: Ledger) -> int:
    """Set a job aside, and return its number."""
    now = ledger.now()
    with ledger.db.writing() as tx:
        [job] = leases.lease(tx, workers.name(), now, now + timedelta(minutes=5), 1)
        jobs.set_aside(tx, job.id, now, "It <b>broke</b>.")
    return job.id


def test_an_idle_ledger_says_that_nothing_waits(client: Browser) -> None:
    page = client.read("/work")

    assert "Nothing waits" in page
    assert "hx-trigger" not in page.split('id="work"')[1].split(">")[0]


def test_it_says_how_much_waits_of_which_kind(ledger: Ledger, client: Browser) -> None:
    bring(ledger, {"one.eml": mail(1), "two.eml": mail(2)})

    page = client.read("/work")

    assert '<span>files to be read</span> <b class="num">2</b>' in page
    assert 'hx-trigger="every 2s"' in page


def test_it_says_who_is_at_what_and_how_far(ledger: Ledger, client: Browser) -> None:
    bring(ledger, {"one.eml": mail(1)})
    now = ledger.now()
    with ledger.db.writing() as tx:
        [job] = leases.lease(tx, workers.name(), now, now + timedelta(minutes=5), 1)
        jobs.save(tx, job, {"offset": 40, "size": 100})

    page = client.read("/work")

    assert workers.name() in page
    assert '<progress max="100" value="40"' in page


def test_what_was_set_aside_is_shown_with_the_reason_and_tried_again(
    ledger: Ledger, client: Browser
) -> None:
    bring(ledger, {"one.eml": mail(1)})
    key = set_aside(ledger)
    page = client.read("/work")
    assert "It &lt;b&gt;broke&lt;/b&gt;." in page
    assert "failed and was set aside" in client.read("/health")

    answer = client.submit("/work/retry", job=key)

    assert answer.status_code == 303
    assert "is tried again" in client.read("/work")
    work(ledger)
    assert every_document(ledger)[0].reading


def test_all_that_was_set_aside_is_tried_again_at_once(
    ledger: Ledger, client: Browser
) -> None:
    bring(ledger, {"one.eml": mail(1), "two.eml": mail(2)})
    set_aside(ledger)
    set_aside(ledger)

    client.submit("/work/retry")

    page = client.read("/work")
    assert "2 pieces of work are tried again" in page
    assert "Set aside" not in page


def test_a_job_that_is_not_there_is_said_so(client: Browser) -> None:
    answer = client.submit("/work/retry", job=99)

    assert answer.status_code == 404
    assert "99" in answer.text


def test_work_of_a_kind_that_nobody_here_knows_is_shown_by_its_code(
    ledger: Ledger, client: Browser
) -> None:
    with ledger.db.writing() as tx:
        jobs.add(tx, "from-the-future", ["x"], ledger.now(), priority=Priority.SLOW)
    work(ledger)

    assert "from-the-future" in client.read("/work")


def test_a_ledger_that_may_not_grow_tries_nothing_again(
    ledger: Ledger, client: Browser
) -> None:
    bring(ledger, {"one.eml": mail(1)})
    set_aside(ledger)
    ledger.read_only = "its signing key is missing."

    assert "Try again" not in client.read("/work")
    assert client.submit("/work/retry").status_code == 409
