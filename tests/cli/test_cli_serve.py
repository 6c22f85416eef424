"""Serve: a process that opens, answers, says what is wrong, and ends in order."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from tests.cli.running import Program

PATIENCE = 60.0


class Serving:
    """A running server."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self.queue: Queue[str | None] = Queue()
        self._reader = Thread(target=self._read)
        self._reader.start()
        self.port = self._port()

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the body of a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8")
        finally:
            connection.close()

    def stop(self) -> int:
        """Ask the process to end, and return with what code it did."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()
        return code

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.queue.put(line)
        self.queue.put(None)

    def _port(self) -> int:
        while line := self.queue.get(timeout=PATIENCE):
            self.lines.append(line)
            if found := re.search(r"open at http://127\.0\.0\.1:(\d+)/", line):
                return int(found[1])
        message = f"it did not open: {self.lines}"
        raise AssertionError(message)


@contextmanager
def serving(home: Path | None, *words: str, folder: Path) -> Iterator[Serving]:
    """Run a server for a while, its temporary files below a folder."""
    where = ["--home", str(home)] if home else []
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "ledger", *where, "serve", "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "TMPDIR": str(folder)},
    )
    try:
        server = Serving(process)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    try:
        yield server
    finally:
        server.stop()


def test_a_server_answers_and_signs_the_log_when_it_ends(
    program: Program, tmp_path: Path
) -> None:
    program("person", "add", "Ana")
    notes = program.home / "checkpoints.log"
    with serving(program.home, folder=tmp_path) as server:
        assert server.get("/ready")[0] == 200
        before = notes.read_text("utf-8") if notes.exists() else ""

        code = server.stop()

    assert code == 0
    signed = notes.read_text("utf-8")
    assert len(signed) > len(before)
    assert "\n1\n" in signed[len(before) :]
    assert program("audit", "--json").json["findings"] == []


def test_what_is_taken_in_beside_a_server_is_found(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("The banner is too small", "utf-8")
    with serving(program.home, folder=tmp_path) as server:
        answer = program.json("take-in", tmp_path / "note.txt")
        found = program.json("search", "banner")
        assert server.get("/ready")[0] == 200

    assert (answer["taken_in"], found["total"]) == (1, 1)
    assert program("audit", "--json").json["findings"] == []


def test_without_an_account_the_way_to_one_is_told(
    program: Program, tmp_path: Path
) -> None:
    with serving(program.home, folder=tmp_path) as server:
        line = server.queue.get(timeout=PATIENCE)

    assert line == (
        "No account yet; make one with: scope-ledger user add you@example.org\n"
    )


@pytest.mark.parametrize("words", [[], ["--demo"]])
def test_a_busy_port_is_one_sentence_before_anything_is_begun(
    program: Program, words: list[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        sentence = program.fails(1, "serve", "--port", str(port), *words)

    assert sentence == (
        f"Port {port} on 127.0.0.1 is in use by another program; "
        "choose another one with --port."
    )
    assert not program.home.exists()


def test_sample_data_fill_a_home_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    began = time.perf_counter()
    with serving(home, "--demo", folder=tmp_path) as server:
        sys.stderr.write(f"\nfilled in {time.perf_counter() - began:.1f} s\n")
        assert server.get("/")[0] == 200
    Program(home)("work", "--once")
    first = Program(home)("audit", "--json").json["events"]

    with serving(home, "--demo", folder=tmp_path) as server:
        page = server.get("/")[1]

    assert Program(home)("audit", "--json").json["events"] == first
    assert [
        each["key"] for each in Program(home).json("project", "list")["projects"]
    ] == [
        "NORD",
        "KLAS",
        "POLAR",
    ]
    assert "Maria Popescu" in page


def test_without_a_home_sample_data_go_when_it_ends(tmp_path: Path) -> None:
    with serving(None, "--demo", folder=tmp_path) as server:
        assert server.get("/")[0] == 200
        assert [each.name for each in tmp_path.glob("scope-ledger-*")]

        assert server.stop() == 0

    assert list(tmp_path.glob("scope-ledger-*")) == []


def test_sample_data_never_mix_with_ones_own(program: Program) -> None:
    program("project", "add", "BAN", "--client", "Ines", "--title", "Banner")

    ran = program("serve", "--demo", "--port", "0")

    assert ran.code == 2
    assert ran.err == (
        f"The ledger in {program.home} holds your own data; sample data go into a home "
        "of their own. Choose an empty folder with --home.\n"
    )
    assert len(program.json("project", "list")["projects"]) == 1


def test_the_server_says_nothing_that_is_no_news(
    program: Program, tmp_path: Path
) -> None:
    with serving(program.home, folder=tmp_path) as server:
        server.get("/ready")
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(PATIENCE)
        assert server.process.stderr
        said = server.process.stderr.read()

    assert said == ""
