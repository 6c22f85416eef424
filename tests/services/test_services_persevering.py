"""A reader that breaks in the middle of a container costs one member, never the rest.

The readers are the real ones in their real box, in a copy of the program where a word
in what they read makes them crash, hang or fail at that very place.
"""

import io
import json
import os
import shutil
import signal
import time
import zipfile
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path

import pytest

import ledger as package
from ledger.box import isolation
from ledger.box import Limits
from ledger.domain.document import Document
from ledger.domain.errors import DiskFullError
from ledger.domain.receipt import Item
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import families
from ledger.services import persevering
from ledger.services import rebuilding
from ledger.services import receipts
from ledger.services import rereading
from ledger.services import working
from ledger.services.found import Found
from ledger.services.found import Left
from ledger.store.blobs import Batch
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import every_document
from tests.acts import mail
from tests.acts import mailbox
from tests.acts import take_in
from tests.acts import work

POISON = {
    "mbox.py": """

_read = read


def read(source):
    for item in _read(source):
        _act(getattr(item, "data", b""))
        yield item
""",
    "zip.py": """

_real = _unpacked


def _unpacked(found, entry, password):
    data, fate = _real(found, entry, password)
    _act((data or b"")[:20])
    return data, fate
""",
    "chats/entries.py": """

_real = _reading


def _reading(parser, version, entry):
    _act(entry.data)
    return _real(parser, version, entry)
""",
}

ACT = """

def _act(data):
    import os

    if b"POISON-crash" in data:
        os.abort()
    if b"POISON-memory" in data:
        raise MemoryError
    if b"POISON-fail" in data:
        raise LookupError
    while b"POISON-hang" in data:
        pass
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the inside of the box whose readers can be poisoned."""
    root = tmp_path_factory.mktemp("program")
    ours = Path(package.__file__).parent
    for name in ("domain", "formats"):
        shutil.copytree(ours / name, root / "ledger" / name)
    shutil.copy(ours / "__init__.py", root / "ledger")
    for name, more in POISON.items():
        with (root / "ledger" / "formats" / name).open("a") as file:
            file.write(ACT + more)
    return root


@pytest.fixture
def poisoned(ledger: Ledger, program: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    monkeypatch.setattr("ledger.box.isolation._root", lambda: program)
    weak = (isolation.LIMITS_ONLY,)
    monkeypatch.setattr("ledger.box.isolation.worth_trying", lambda: weak)
    ledger.box.limits = Limits(cpu_seconds=1, seconds=10.0)
    return ledger


def mails(count: int, **poison: Iterable[int]) -> list[bytes]:
    """Return mails; ``crash=(3,)`` makes the third of them a crash."""
    words = {number: f"POISON-{how}" for how, at in poison.items() for number in at}
    return [mail(number, words=words.get(number, "")) for number in range(1, count + 1)]


def packed(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def telegram(count: int, poison: int) -> bytes:
    messages = [
        {
            "id": number,
            "type": "message",
            "date": f"2025-03-03T10:{number % 60:02}:00",
            "date_unixtime": str(1_740_996_000 + number),
            "from": "Ines Invented",
            "from_id": "user1",
            "text": "POISON-crash" if number == poison else f"words {number}",
        }
        for number in range(1, count + 1)
    ]
    chat = {"name": "Site", "type": "personal_chat", "id": 7, "messages": messages}
    return json.dumps(chat, indent=1).encode()


def whatsapp(count: int, poison: int) -> bytes:
    lines = [
        f"[03/03/2025, 10:{number % 60:02}:00] Ines Invented: "
        + ("POISON-crash" if number == poison else f"words {number}")
        for number in range(1, count + 1)
    ]
    return "\n".join(lines).encode()


def places(ledger: Ledger, parent: Document) -> list[str]:
    return [each.place for each in every_document(ledger) if each.parent == parent.id]


def left(ledger: Ledger, receipt: str) -> list[Item]:
    """Return the lines of what was set aside, after the account was looked at."""
    account = receipts.account(ledger, receipt)
    assert account.receipt.closed_at
    return list(account.set_aside)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("crash", "It made its reader break off 3 times"),
        ("hang", "It took too long to read 3 times"),
        ("memory", "It needs more memory than a file may use"),
        ("fail", "It is damaged in a way that its reader does not understand"),
    ],
)
def test_one_message_that_breaks_its_reader_costs_no_other(
    poisoned: Ledger, how: str, why: str
) -> None:
    listed = mails(12, **{how: (7,)})

    receipt = take_in(poisoned, {"box.mbox": mailbox(listed)})

    box = every_document(poisoned)[0]
    at = mailbox(listed[:6])
    assert places(poisoned, box) == [f"message {n}" for n in range(1, 13) if n != 7]
    [line] = left(poisoned, receipt)
    assert line.path == "box.mbox › message 7"
    assert line.outcome is Outcome.SET_ASIDE
    assert line.reason is not None
    assert line.reason.startswith(why)
    assert f"at byte {len(at)}" in line.reason
    assert box.kind == "archive"
    assert box.problem is not None
    assert "1" in box.problem
    assert "members-left" in box.flags


def test_wherever_the_poison_is_the_rest_is_read(poisoned: Ledger) -> None:
    poison = (1, 5, 6, 12)
    receipt = take_in(poisoned, {"box.mbox": mailbox(mails(12, crash=poison))})

    box = every_document(poisoned)[0]
    rest = [f"message {n}" for n in range(1, 13) if n not in poison]
    assert places(poisoned, box) == rest
    assert [line.path for line in left(poisoned, receipt)] == [
        f"box.mbox › message {number}" for number in poison
    ]
    assert rebuilding.projections_anew(poisoned)
    assert [line.path for line in left(poisoned, receipt)] == [
        f"box.mbox › message {number}" for number in poison
    ]


def test_a_file_of_an_archive_that_breaks_its_reader_costs_no_other(
    poisoned: Ledger,
) -> None:
    files = {f"{name}.txt": name.encode() * 9 for name in "abcdef"}
    files |= {"c.txt": b"POISON-crash", "e.txt": b"POISON-memory"}

    receipt = take_in(poisoned, {"a.zip": packed(files)})

    archive = every_document(poisoned)[0]
    assert places(poisoned, archive) == ["a.txt", "b.txt", "d.txt", "f.txt"]
    assert [line.path for line in left(poisoned, receipt)] == [
        "a.zip › c.txt",
        "a.zip › e.txt",
    ]


@pytest.mark.parametrize("make", [telegram, whatsapp], ids=["telegram", "whatsapp"])
def test_a_message_of_a_chat_that_breaks_its_reader_costs_no_other(
    poisoned: Ledger, make: object
) -> None:
    name = "result.json" if make is telegram else "WhatsApp Chat with Ines.txt"
    data = telegram(9, 4) if make is telegram else whatsapp(9, 4)

    receipt = take_in(poisoned, {name: data})

    chat = every_document(poisoned)[0]
    assert places(poisoned, chat) == [f"message {n}" for n in range(1, 10) if n != 4]
    [line] = left(poisoned, receipt)
    assert line.path == f"{name} › message 4"


def test_a_chat_in_an_archive_loses_one_message_too(poisoned: Ledger) -> None:
    data = packed({"_chat.txt": whatsapp(9, 4), "photo.jpg": b"\xff\xd8\xff"})

    receipt = take_in(poisoned, {"WhatsApp Chat - Ines.zip": data})

    listed = every_document(poisoned)
    assert len([each for each in listed if each.kind == "chat"]) == 8
    assert "photo.jpg" in {each.name for each in listed}
    [line] = left(poisoned, receipt)
    assert line.path.endswith("_chat.txt › message 4")


def test_a_mailbox_inside_another_file_loses_one_message_too(poisoned: Ledger) -> None:
    inside = mailbox(mails(5, crash=(2,)))

    receipt = take_in(poisoned, {"a.zip": packed({"old/box.mbox": inside})})

    _archive, box = every_document(poisoned)[:2]
    assert places(poisoned, box) == ["message 1", "message 3", "message 4", "message 5"]
    [line] = left(poisoned, receipt)
    assert line.path == "a.zip › old/box.mbox › message 2"


def readers() -> list[int]:
    """Return the readers of files that this process has started, and no other child."""
    folder = Path(f"/proc/{os.getpid()}/task")
    listed = (each / "children" for each in folder.iterdir())
    pids = [int(pid) for each in listed for pid in each.read_text("ascii").split()]
    return [pid for pid in pids if "ledger.formats" in command(pid)]


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text("utf-8")


def test_readers_that_are_killed_from_outside_cost_nothing(ledger: Ledger) -> None:
    listed = [mail(number) for number in range(1, 200)]
    receipt = bring(ledger, {"box.mbox": mailbox(listed)})
    killed: list[int] = []

    def kill(_number: int) -> None:
        if len(killed) < 2:
            killed.extend(readers())
            for pid in readers():
                os.kill(pid, signal.SIGKILL)

    working.run(ledger, kill)

    box, *members = every_document(ledger)
    assert killed
    assert [ledger.blobs.read(each.digest) for each in members] == listed
    assert [each.problem for each in (box, *members) if each.problem] == []
    assert left(ledger, receipt) == []


def test_a_member_on_which_the_program_itself_fails_is_set_aside(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = families.of_member

    def failing(
        ledger: Ledger,
        batch: Batch,
        container: Document,
        found: Found | Left,
        *more: object,
        **named: object,
    ) -> families.Family:
        if found.member.place == "message 70" and not found.member.left:
            raise LookupError
        return honest(ledger, batch, container, found, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(families, "of_member", failing)

    receipt = take_in(ledger, {"box.mbox": mailbox(mails(75))})

    box = every_document(ledger)[0]
    assert places(ledger, box) == [f"message {n}" for n in range(1, 76) if n != 70]
    [line] = left(ledger, receipt)
    assert line.path == "box.mbox › message 70"
    assert line.reason is not None
    assert line.reason.startswith("Reading it failed several times")


def test_a_disk_that_fills_while_the_next_batch_is_read_is_no_try(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    listed = [mail(number) for number in range(150)]
    receipt = bring(ledger, {"box.mbox": mailbox(listed)})
    honest = persevering.outcomes

    def slow(*rest: object, **more: object) -> Iterator[object]:
        for item in honest(*rest, **more):  # type: ignore[arg-type]  # as they were given
            time.sleep(0.005)
            yield item

    def full(*_rest: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as bad:
        bad.setattr(families, "log", full)
        bad.setattr(persevering, "outcomes", slow)
        with pytest.raises(DiskFullError):
            work(ledger)
    assert "a job failed" not in caplog.text
    work(ledger)

    _box, *members = every_document(ledger)
    assert [ledger.blobs.read(each.digest) for each in members] == listed
    assert left(ledger, receipt) == []


def test_what_was_set_aside_is_taken_out_when_it_is_read_again_and_goes_well(
    poisoned: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(poisoned, {"box.mbox": mailbox(mails(6, crash=(3,)))})
    box = every_document(poisoned)[0]
    real = Path(package.__file__).parent.parent
    monkeypatch.setattr("ledger.box.isolation._root", lambda: real)
    poisoned.box.close()
    del poisoned.__dict__["box"]

    again = rereading.read_again(poisoned, ACTOR, box.id)

    assert again.problem is None
    assert sorted(places(poisoned, box)) == [f"message {n}" for n in range(1, 7)]


def test_a_message_above_the_limit_is_kept_whole_and_its_head_is_read(
    ledger: Ledger,
) -> None:
    ledger.box.limits = Limits(most=64 * 1024)
    large = mail(2, words="many words \n" * 20_000)
    listed = [mail(1), large, mail(3)]

    receipt = take_in(ledger, {"box.mbox": mailbox(listed)})

    box, *members = every_document(ledger)
    assert [ledger.blobs.read(each.digest) for each in members] == listed
    assert members[1].title == "Wish number 2"
    assert members[1].problem is not None
    assert "is larger than" in members[1].problem
    assert box.problem is None
    assert left(ledger, receipt) == []
