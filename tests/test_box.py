"""The box: whatever a file is, reading it ends in a reading, and in nothing else.

Crashes and endless work are made by a reader that exists for these tests alone: it is
laid beside the real ones in a copy of the program, and does what a file tells it.
"""

import io
import shutil
import threading
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from socket import create_server

import pytest
import typst

import ledger
from ledger.box import Box
from ledger.box import isolation
from ledger.box import Limits
from ledger.domain.errors import BoxError
from ledger.domain.errors import ReadersMissingError
from ledger.domain.mark import Mark
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from tests.formats.made_xls import cell
from tests.formats.made_xls import xls

MAIL = b"From: Client <client@shop.example>\nSubject: Logo\n\nMake it bigger.\n"
MARK = b"From client@shop.example Mon Mar  3 10:00:00 2025\n"

PUPPET = '''
"""Does what the file says. For tests of the box alone."""

import ctypes
import os
import socket
from pathlib import Path

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading

KIND = Kind.DOCUMENT
MEDIA_TYPES = ("application/x-puppet",)
SUFFIXES = frozenset({".puppet"})
PARSER = "puppet"
VERSION = 1


def sniff(source):
    return 100 if source.head.startswith(b"PUPPET ") else 0


def read(source):
    words = source.head.split()
    data = bytes(40 << 20) if words[1] == b"long" else b"good"
    yield Member(name="first", media_type="", place="1", data=data)
    yield Reading(
        parser=PARSER, version=1, kind=KIND, media_type="", text=act(*words[1:])
    )
    while words[1] == b"flood":
        os.write(3, bytes(1 << 16))


def act(what, *more):
    match what:
        case b"abort":
            os.abort()
        case b"segfault":
            ctypes.string_at(0)
        case b"exit":
            os._exit(0)
        case b"spin":
            while True:
                pass
        case b"sleep":
            import time
            time.sleep(3600)
        case b"eat":
            return str(len(bytearray(4 * 1024 ** 3)))
        case b"lie":
            os.write(3, b"\\xff" * 100)
        case b"print":
            os.write(1, b"no frame")
            print("no frame", flush=True)
            return "printed"
        case b"pid":
            return str(os.getpid())
        case b"network":
            with socket.socket() as line:
                line.settimeout(5)
                line.connect(("127.0.0.1", int(more[0])))
            return "connected"
        case b"look":
            return " ".join(sorted(os.listdir(more[0].decode())))
        case b"open":
            return Path(more[0].decode()).read_text()
        case b"write":
            with open(more[0].decode(), "w") as file:
                file.write("x" * 100)
            return "written"
        case b"environment":
            return " ".join(sorted(os.environ))
    return "nothing"
'''

LIMITS = Limits(cpu_seconds=1, seconds=4.0, memory=512 * 1024 * 1024)


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box(workers=2) as opened:
        yield opened


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program's inside of the box, with the puppet in it."""
    root = tmp_path_factory.mktemp("program")
    ours = Path(ledger.__file__).parent
    for name in ("domain", "formats"):
        shutil.copytree(ours / name, root / "ledger" / name)
    shutil.copy(ours / "__init__.py", root / "ledger")
    (root / "ledger" / "formats" / "puppet.py").write_text(PUPPET)
    return root


def works_here(shut_in: str) -> bool:
    """Tell whether readers start in an isolation."""
    with Box() as tried:
        return tried.isolation() == shut_in


@pytest.fixture(params=["bubblewrap", "limits only"])
def puppet(
    request: pytest.FixtureRequest, program: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Box]:
    """Return a box with the puppet in it, once for each kind of isolation."""
    if request.param == "bubblewrap" and not works_here("bubblewrap"):
        pytest.skip("Bubblewrap is not installed, or may not work here.")
    monkeypatch.setattr("ledger.box.isolation._root", lambda: program)
    only_this = (request.param,)
    monkeypatch.setattr("ledger.box.isolation.worth_trying", lambda: only_this)
    with Box(LIMITS, workers=1) as opened:
        yield opened


def only(items: Iterator[Member | Reading]) -> Reading:
    [reading] = items
    assert isinstance(reading, Reading)
    return reading


def done(box: Box, what: str) -> Reading:
    member, reading = box.read(io.BytesIO(b"PUPPET " + what.encode()), "x")
    assert isinstance(member, Member)
    assert member.data == b"good"
    assert isinstance(reading, Reading)
    return reading


def mailbox(count: int) -> bytes:
    return (MARK + MAIL + b"\n") * count


def test_a_mail_comes_out_as_one_reading(box: Box) -> None:
    reading = only(box.read(io.BytesIO(MAIL), "first.eml"))

    assert reading.kind is Kind.MAIL
    assert reading.title == "Logo"
    assert reading.text == "Make it bigger.\n"
    assert reading.problem is None


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 3_000_000])
def test_a_file_of_any_size_arrives_whole(box: Box, size: int) -> None:
    reading = only(box.read(io.BytesIO(b"x" * size), "a.txt"))

    assert len(reading.text) == size


def test_members_come_in_order_and_then_the_reading(box: Box) -> None:
    *members, last = box.read(io.BytesIO(mailbox(300)), "a.mbox")

    assert [m.place for m in members if isinstance(m, Member)] == [
        f"message {number}" for number in range(1, 301)
    ]
    assert isinstance(last, Reading)
    assert last.facts["messages"] == "300"


def test_reading_goes_on_where_it_was_left(box: Box) -> None:
    source = io.BytesIO(mailbox(10))
    fourth = list(islice(box.read(source, "a.mbox"), 4))[-1]
    assert isinstance(fourth, Member)
    assert fourth.offset is not None
    source.seek(fourth.offset)

    *rest, last = box.read(source, "a.mbox", mark=Mark(fourth.offset, done=4))

    assert isinstance(rest[0], Member)
    assert rest[0].place == "message 5"
    assert len(rest) == 6
    assert isinstance(last, Reading)
    assert last.facts["messages"] == "10"


def test_a_mailbox_may_be_open_while_its_messages_are_read(box: Box) -> None:
    titles = [
        only(box.read(io.BytesIO(item.data), item.name)).title
        for item in box.read(io.BytesIO(mailbox(50)), "a.mbox")
        if isinstance(item, Member)
    ]

    assert titles == ["Logo"] * 50


def test_a_caller_who_stops_early_spoils_nothing(box: Box) -> None:
    for _ in range(3):
        items = box.read(io.BytesIO(mailbox(50_000)), "a.mbox")
        assert isinstance(next(items), Member)
        del items

        assert only(box.read(io.BytesIO(MAIL), "a.eml")).title == "Logo"


def test_many_threads_may_read_at_once(box: Box) -> None:
    mails = [MAIL.replace(b"Logo", b"Logo %d" % number) for number in range(200)]

    def title(mail: bytes) -> str:
        return only(box.read(io.BytesIO(mail), "a.eml")).title

    with ThreadPoolExecutor(6) as pool:
        titles = list(pool.map(title, mails))

    assert titles == [f"Logo {number}" for number in range(200)]


def test_a_worker_outlives_the_thread_that_asked_for_it() -> None:
    with Box(workers=1) as own:
        first = threading.Thread(target=lambda: list(own.read(io.BytesIO(MAIL), "a")))
        first.start()
        first.join()
        [worker] = own._idle  # noqa: SLF001 – the pool is what is tested
        time.sleep(0.2)

        only(own.read(io.BytesIO(MAIL), "a.eml"))

        assert own._idle == [worker]  # noqa: SLF001 – the pool is what is tested


def test_a_source_that_fails_is_the_callers_own_and_spoils_nothing(box: Box) -> None:
    class Broken(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        list(box.read(Broken(), "a.mbox"))

    assert only(box.read(io.BytesIO(MAIL), "a.eml")).title == "Logo"


def test_a_page_is_shown_and_a_page_that_is_not_there_refused(box: Box) -> None:
    data = typst.compile(b"One page.", format="pdf")
    assert isinstance(data, bytes)

    picture = box.render(io.BytesIO(data), 1, 1.0)

    assert picture.data.startswith(b"\xff\xd8\xff")
    assert (picture.media_type, picture.width) == ("image/jpeg", 596)
    with pytest.raises(BoxError, match="This file has no page 2"):
        box.render(io.BytesIO(data), 2, 1.0)
    with pytest.raises(BoxError, match="cannot be shown"):
        box.render(io.BytesIO(b"no pdf"), 1, 1.0)


def test_a_locked_workbook_is_opened_where_there_is_no_disk(box: Box) -> None:
    data = xls(("Prices", False, cell(0, 0, "Logo")), password="fish")  # noqa: S106 - no secret

    reading = only(
        box.read(io.BytesIO(data), "prices.xls", options={"password": "fish"})
    )

    assert reading.text == "Prices\nLogo"


def test_a_mail_is_made_safe_to_show(box: Box) -> None:
    assert box.sanitise(io.BytesIO(MAIL)) == "<pre>Make it bigger.\n</pre>"


def test_a_box_says_how_it_is_shut(box: Box) -> None:
    assert box.isolation() in isolation.worth_trying()
    assert box.isolation() in {"bubblewrap", "limits only"}


def test_warm_workers_read_what_comes() -> None:
    with Box(workers=2) as own:
        own.warm(2)
        waiting = {worker.pid for worker in own._idle}  # noqa: SLF001 - the pool
        only(own.read(io.BytesIO(MAIL), "a.eml"))

        assert len(waiting) == 2
        assert {worker.pid for worker in own._idle} == waiting  # noqa: SLF001


def test_the_worker_that_tells_how_it_is_shut_reads_the_first_file() -> None:
    with Box(workers=1) as own:
        own.isolation()
        [first] = own._idle  # noqa: SLF001 - the pool is what is tested
        only(own.read(io.BytesIO(MAIL), "a.eml"))

        assert own._idle == [first]  # noqa: SLF001 - the same
        assert first.files == 1


def test_without_bubblewrap_there_are_the_limits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with Box(workers=1) as own:
        assert own.isolation() == "limits only"
        assert only(own.read(io.BytesIO(MAIL), "a.eml")).title == "Logo"


def test_bubblewrap_that_does_not_work_is_not_relied_upon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/bin/false")

    with Box(workers=1) as own:
        assert own.isolation() == "limits only"


@pytest.mark.parametrize("what", ["abort", "segfault", "exit", "lie"])
def test_a_crash_spoils_that_file_alone(puppet: Box, what: str) -> None:
    reading = done(puppet, what)

    assert reading.problem == (
        "This file made its reader break off; the original is kept."
    )
    assert reading.kind is Kind.DOCUMENT
    assert done(puppet, "nothing").problem is None


@pytest.mark.parametrize("what", ["spin", "sleep"])
def test_a_file_that_takes_too_long_is_given_up(puppet: Box, what: str) -> None:
    begun = time.monotonic()

    reading = done(puppet, what)

    assert reading.problem == "This file took too long to read; the original is kept."
    assert time.monotonic() - begun < 20
    assert done(puppet, "nothing").problem is None


def test_a_file_that_eats_memory_is_given_up(puppet: Box) -> None:
    reading = done(puppet, "eat")

    assert reading.problem == (
        "This file needs more memory than a file may use; the original is kept."
    )


def test_what_is_sent_after_the_last_answer_is_not_gathered(puppet: Box) -> None:
    file = io.BytesIO(b"PUPPET flood " + bytes(4 << 20))

    tracemalloc.start()
    *_members, reading = puppet.read(file, "x")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(reading, Reading)
    assert reading.problem
    assert peak < 16 << 20


def test_a_long_answer_is_held_once(puppet: Box) -> None:
    long = 40 << 20
    tracemalloc.start()
    member, _reading = puppet.read(io.BytesIO(b"PUPPET long"), "x")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(member, Member)
    assert len(member.data) == long
    assert peak < 1.3 * long


def test_each_file_has_its_own_seconds(puppet: Box) -> None:
    """One worker may use more time than a file may, over several files."""
    pids = {done(puppet, "pid").text for _ in range(3)}

    assert len(pids) == 1


def test_what_a_library_prints_is_no_answer(puppet: Box) -> None:
    assert done(puppet, "print").text == "printed"
    assert done(puppet, "nothing").problem is None


def test_a_worker_is_retired_after_its_files(puppet: Box) -> None:
    puppet.limits = replace(LIMITS, files_per_worker=2)

    done(puppet, "nothing")
    [first] = puppet._idle  # noqa: SLF001 – the pool is what is tested
    done(puppet, "nothing")

    assert first.process.poll() is not None
    assert done(puppet, "nothing").problem is None


def test_nothing_is_written_and_no_environment_seen(
    puppet: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "x")
    target = tmp_path / "written"

    reading = done(puppet, f"write {target}")

    assert reading.problem is not None
    assert not target.exists() or target.stat().st_size == 0
    assert "SECRET" not in done(puppet, "environment").text


def test_behind_bubblewrap_there_is_no_network_and_no_file_of_ours(
    puppet: Box, tmp_path: Path
) -> None:
    if puppet.isolation() != "bubblewrap":
        pytest.skip("This is what bubblewrap is for.")
    (tmp_path / "secret").write_text("x")

    assert done(puppet, f"open {tmp_path / 'secret'}").problem is not None
    assert done(puppet, "open /etc/passwd").problem is not None
    assert "home" not in done(puppet, "look /").text.split()
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert done(puppet, f"network {port}").problem is not None


def test_closing_leaves_no_process_behind() -> None:
    own = Box(workers=2)
    only(own.read(io.BytesIO(MAIL), "a.eml"))
    [worker] = own._idle  # noqa: SLF001 – the pool is what is tested

    own.close()

    assert worker.process.poll() is not None
    deadline = time.monotonic() + 5
    while Path(f"/proc/{worker.pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker.pid}").exists()


def test_where_no_reader_starts_nothing_is_called_unreadable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ledger.box.isolation.START", "import nothing_of_this_name")

    with Box() as box, pytest.raises(ReadersMissingError, match="waits"):
        list(box.read(io.BytesIO(b"words"), "words.txt"))
