"""What leaves the house with a pull: all that a story rests on, and nothing else."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from ledger.domain.document import Document
from ledger.domain.event import EventKind
from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import filing
from ledger.services import projects
from ledger.services import pulls
from ledger.services import recovering
from ledger.services import requests
from ledger.services import revisions
from ledger.services import stories
from ledger.services import supports
from ledger.services.passages import Words
from ledger.services.requests import Place
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import letter
from tests.acts import log_of
from tests.acts import mail
from tests.acts import nord
from tests.acts import OURS
from tests.acts import take_in
from tests.services.pulled import checked
from tests.services.pulled import everything_in
from tests.services.pulled import fields_of
from tests.services.pulled import manifest_of
from tests.services.pulled import unpacked

TERMS = (
    b"Clause 4. One revision round is free. A further round costs 65 EUR per hour, "
    b"at least 2 hours. All of it without VAT."
)


def named(ledger: Ledger) -> dict[str, Document]:
    """Return the documents by the names they came with."""
    return {each.name: each for each in every_document(ledger)}


def asked(ledger: Ledger, document: Document, quote: str, **place: str) -> str:
    """Record a request and return its label."""
    words = Words(document=document.id, quote=quote)
    return requests.record(ledger, ACTOR, "NORD", words, Place(**place)).label


def test_the_words_of_the_thread_stay_in_the_house(
    ledger: Ledger, tmp_path: Path
) -> None:
    nord(ledger)
    answer = {"head": "In-Reply-To: <m1@mail.example>\n", "sender": OURS}
    take_in(
        ledger,
        {
            "wish.eml": mail(1),
            "one.eml": mail(2, words="SECRET: he will pay anything.", **answer),
            "two.eml": mail(3, words="SECRET: so we ask for more.", **answer),
        },
    )
    asked(ledger, named(ledger)["wish.eml"], "make logo 1 bigger")

    folder = unpacked(ledger, tmp_path / "pull")

    assert "SECRET" not in everything_in(folder)
    page = (folder / "index.html").read_text("utf-8")
    assert "2 more messages of the thread are not in this folder." in page


def test_a_message_leaves_without_the_one_in_which_it_was_passed_on(
    ledger: Ledger, tmp_path: Path
) -> None:
    nord(ledger)
    cover = letter(attached=mail(7)).replace(b"As you wrote.", b"SECRET: look at him.")
    take_in(ledger, {"cover.eml": cover})
    [nested] = [each for each in every_document(ledger) if each.parent]
    asked(ledger, nested, "make logo 7 bigger")

    folder = unpacked(ledger, tmp_path / "pull")

    [only] = manifest_of(folder)["originals"]
    assert (folder / only["path"]).read_bytes().rstrip() == mail(7).rstrip()
    assert "SECRET" not in everything_in(folder)
    assert checked(folder)[0] == 0


def test_a_file_leaves_with_the_mail_it_was_attached_to(
    ledger: Ledger, tmp_path: Path
) -> None:
    nord(ledger)
    data = mail(1).replace(
        b"\n\nPlease",
        b'\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="edge"\n\n'
        b"--edge\nContent-Type: text/plain\n\nPlease",
    )
    data += (
        b"--edge\nContent-Type: text/plain\n"
        b'Content-Disposition: attachment; filename="wish.txt"\n\n'
        b"Make it blue.\n--edge--\n"
    )
    take_in(ledger, {"mail.eml": data})
    asked(ledger, named(ledger)["wish.txt"], "Make it blue")

    folder = unpacked(ledger, tmp_path / "pull")

    names = [each["name"] for each in manifest_of(folder)["originals"]]
    assert names == ["wish.txt", "mail.eml"]


def test_what_other_projects_did_with_a_document_stays_out(
    ledger: Ledger, tmp_path: Path
) -> None:
    project = nord(ledger)
    other = projects.add_project(ledger, ACTOR, "RIV", client="Rival Inc", title="R")
    take_in(ledger, {"theirs.eml": mail(1)}, other)
    document = named(ledger)["theirs.eml"]
    filing.file(ledger, ACTOR, [document.id], "NORD", "SECRET reason of filing")
    filing.unfile(ledger, ACTOR, [document.id], "RIV", "SECRET reason of the rival")
    asked(ledger, document, "make logo 1 bigger")

    folder = unpacked(ledger, tmp_path / "pull")

    listed = manifest_of(folder)["events"]
    bodies = [(folder / each["body"]).read_text("utf-8") for each in listed]
    foreign = [body for body in bodies if other.id in body]
    assert "SECRET" not in everything_in(folder)
    assert any(project.id in body for body in bodies)
    assert all(EventKind.DOCUMENT_TAKEN_IN in body for body in foreign)
    assert checked(folder)[0] == 0


def test_fields_that_only_the_house_needs_are_withheld_under_their_seal(
    ledger: Ledger, tmp_path: Path
) -> None:
    nord(ledger)
    take_in(
        ledger,
        {"SECRET folder/wish.eml": mail(1), "paper.txt": b"SECRET of somebody else."},
    )
    found = named(ledger)
    label = asked(ledger, found["wish.eml"], "make logo 1 bigger", note="SECRET first")
    requests.put(ledger, ACTOR, label, Place(note="SECRET second"))
    requests.put(ledger, ACTOR, label, Place(note="as agreed"))
    words = Words(document=found["paper.txt"].id, quote="SECRET of somebody")
    wrong = supports.warn(ledger, ACTOR, label, words, "SECRET note")
    supports.take_back(ledger, ACTOR, wrong.id, "the wrong paper")

    folder = unpacked(ledger, tmp_path / "pull")

    told = everything_in(folder)
    entries = manifest_of(folder)["events"]
    fields = [fields_of(folder, each) for each in entries]
    assert "SECRET" not in told
    assert "Max Invented" not in told
    assert {"note": "as agreed"}.items() <= fields[-3].items()
    assert sum("note" in each for each in fields) == 1
    code, printed = checked(folder)
    assert code == 0, printed
    made = pulls.make(ledger, label)
    made.file.close()
    number = made.withheld
    assert number > 0
    assert f"{number} fields of these events are withheld" in printed
    assert f"{number} fields\n  of these events are withheld" in told


def test_what_will_leave_is_told_before(lived: Ledger, tmp_path: Path) -> None:
    listed = pulls.originals(lived, stories.story(lived, "R-1"))

    inside = manifest_of(unpacked(lived, tmp_path / "pull"))["originals"]
    assert [each.name for each in listed] == [each["name"] for each in inside]


@pytest.fixture
def third(ledger: Ledger) -> str:
    """A request in the second round that counts, of three that were opened."""
    nord(ledger)
    take_in(ledger, {"terms.txt": TERMS, "parcel.txt": b"Opened.", "wish.eml": mail(1)})
    found = named(ledger)
    for name, value, quote, unit in (
        ("free-rounds", "1", "One revision round is free", None),
        ("further-round-rate", "65", "65 EUR per hour", "hour"),
        ("further-round-minimum", "2", "at least 2 hours", "hour"),
    ):
        currency = "EUR" if name.endswith("rate") else None
        contracts.add_term(
            ledger,
            ACTOR,
            "NORD",
            provision(name, value, unit=unit, currency=currency),
            document_key=found["terms.txt"].id,
            words=quote,
            from_day=date(2025, 1, 1),
        )
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "The logo")
    opened = [
        revisions.open_round(
            ledger,
            ACTOR,
            "NORD",
            "LOGO",
            on=date(2025, month, 1),
            document_keys=[found["parcel.txt"].id] if month == 4 else [],
        )
        for month in (2, 3, 4, 5)
    ]
    revisions.exclude(ledger, ACTOR, opened[1].id, "we were late")
    return asked(ledger, found["wish.eml"], "make logo 1 bigger", round=opened[2].id)


def test_the_count_and_the_price_of_a_round_are_evidenced(
    ledger: Ledger, third: str, tmp_path: Path
) -> None:
    folder = unpacked(ledger, tmp_path / "pull", third)

    manifest = manifest_of(folder)
    kinds = [each["kind"] for each in manifest["events"]]
    assert kinds.count(EventKind.ROUND_OPENED) == 3
    assert kinds.count(EventKind.ROUND_EXCLUDED) == 1
    assert kinds.count(EventKind.TERM_RECORDED) == 3
    assert all(each["proof"] for each in manifest["events"])
    names = {each["name"] for each in manifest["originals"]}
    assert names == {"wish.eml", "parcel.txt", "terms.txt"}
    page = (folder / "index.html").read_text("utf-8")
    assert "Round 3: paid, after 1 free round, at least" in page
    assert "The count rests on 3 rounds; their entries in the log are here" in page
    assert checked(folder)[0] == 0


def test_the_former_keys_of_a_log_are_named(lived: Ledger, tmp_path: Path) -> None:
    former = str(lived.vkey)
    before = unpacked(lived, tmp_path / "before")
    recovering.begin(lived, ACTOR, "SECRET: the key was lost")

    folder = unpacked(lived, tmp_path / "after")

    code, told = checked(folder)
    assert code == 0, told
    assert f"epoch.opened {former}" in told
    assert f"Key: {lived.vkey}" in told
    assert "epoch.opened" not in checked(before)[1]
    assert "SECRET" not in everything_in(folder)


def test_equal_contents_give_equal_bytes(lived: Ledger) -> None:
    digests = set()
    for _ in range(2):
        made = pulls.make(lived, "R-1")
        made.file.close()
        digests.add(made.digest)

    assert len(digests) == 1


def test_the_commands_of_the_readme_check_it_by_hand(
    lived: Ledger, tmp_path: Path
) -> None:
    tools = [shutil.which(name) for name in ("bash", "openssl", "sha256sum")]
    if None in tools:
        pytest.skip("This system lacks a tool that the README names.")
    folder = unpacked(lived, tmp_path / "pull")
    by_hand = (folder / "README.txt").read_text("utf-8").partition("BY HAND")[2]
    lines = [line for line in by_hand.splitlines() if line.startswith(" " * 7)]

    done = subprocess.run(  # noqa: S603 - the commands that we just wrote
        [str(tools[0]), "-euo", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    last = manifest_of(folder)["events"][-1]
    leaf = log_of(lived)[last["position"]].leaf.hex()
    assert done.returncode == 0, done.stderr
    assert "README.txt: OK" in done.stdout
    assert leaf in done.stdout
    assert "Signature Verified Successfully" in done.stdout
    assert checked(folder)[0] == 0
