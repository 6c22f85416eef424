"""How the program is called: its options, its settings, its errors, its help."""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

from ledger import __version__
from ledger.cli import scope_ledger
from ledger.cli.door import Progress
from ledger.store.database import Database
from tests.cli.running import Program
from tests.cli.running import run

NOBODY = 65534
PROGRAM = [sys.executable, "-m", "ledger"]


def apart(
    *words: str | Path, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, *words],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )


def commands(
    command: click.Command = scope_ledger, name: str = "scope-ledger"
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name, groups before their members."""
    yield name, command
    if isinstance(command, click.Group):
        for key, member in command.commands.items():
            yield from commands(member, f"{name} {key}")


EVERY = list(commands())


@pytest.mark.parametrize(
    "words",
    [
        ["--home", "{home}", "--json", "project", "list"],
        ["--json", "project", "list", "--home", "{home}"],
        ["project", "list", "--home={home}", "--json"],
        ["project", "--json", "--home", "{home}", "list"],
    ],
)
def test_the_home_and_json_may_stand_anywhere(tmp_path: Path, words: list[str]) -> None:
    home = tmp_path / "somewhere" / "deep"

    ran = run([word.replace("{home}", str(home)) for word in words])

    assert (ran.code, ran.json) == (0, {"projects": []})
    assert (home / "ledger.db").is_file()


def test_the_home_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCOPE_LEDGER_HOME", str(tmp_path / "home"))

    assert run(["project", "list"]).code == 0
    assert (tmp_path / "home" / "ledger.db").is_file()


def test_the_option_outranks_the_environment(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCOPE_LEDGER_HOME", str(tmp_path / "other"))

    assert program("project", "list").code == 0
    assert not (tmp_path / "other").exists()


def test_a_tilde_is_the_folder_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    assert run(["project", "list", "--home=~/mine"]).code == 0
    assert (tmp_path / "mine" / "ledger.db").is_file()


def test_an_empty_setting_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCOPE_LEDGER_LIMIT_MB", "")

    assert Program(tmp_path / "home")("project", "list").code == 0


def test_a_home_without_a_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = run(["--home", "", "project", "list"])

    assert ran.code == 2
    assert "The name of the data folder is empty" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_what_follows_two_dashes_is_no_option(program: Program) -> None:
    ran = program("project", "show", "--", "--json")

    assert ran.code == 1
    assert ran.err == "There is no project “--json” in this ledger.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nonsense"], "No such command 'nonsense'. Try: scope-ledger --help"),
        (["--nope"], "No such option '--nope'."),
        (["project", "add"], "Missing argument 'KEY'. Try: scope-ledger project add"),
        (["take-in"], "Missing argument 'PATHS...'."),
        (["search"], "Missing argument 'WORDS...'."),
        (["search", "logo", "--limti", "3"], "No such option '--limti'."),
        (["search", "x", "--sort", "worst"], "Invalid value for '--sort'"),
        (["revisions", "X", "--on", "tomorrow"], "“tomorrow” is no day; write it as"),
        (["audit", "--since", "-1"], "Invalid value for '--since'"),
        (["user", "add", "nobody"], "“nobody” is no e-mail address."),
        (
            ["user", "add", "a@b.example", "--password", "short"],
            "A password has 12 to 256 characters.",
        ),
        (
            ["project", "add", "a b", "--client", "C", "--title", "T"],
            "“a b” is no key; it has letters, no spaces and no / ? #.",
        ),
        (
            ["project", "add", "A", "--client", "C", "--title", "T", "--zone", "Moon"],
            "“Moon” is no time zone; write one such as Europe/Chisinau.",
        ),
        (["serve", "--port", "70000"], "Invalid value for '--port': 70000"),
        (["serve", "--port", "0", "--host", "no.invalid"], "Nothing can listen on"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(
    program: Program, words: list[str], sentence: str
) -> None:
    assert program.fails(2, *words).startswith(sentence)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "d_none"], "There is no document “d_none” in this ledger."),
        (["raw", "d_none"], "There is no document “d_none” in this ledger."),
        (["thread", "d_none"], "There is no document “d_none” in this ledger."),
        (["project", "show", "X"], "There is no project “X” in this ledger."),
        (["contract", "terms", "X"], "There is no project “X” in this ledger."),
        (["revisions", "X"], "There is no project “X” in this ledger."),
        (["search", "x", "--project", "X"], "There is no project “X” in this ledger."),
        (
            ["take-in", "x", "--project", "X"],
            "There is no project “X” in this ledger.",
        ),
        (
            ["round", "exclude", "r_none", "--why", "x"],
            "There is no round “r_none” in this ledger.",
        ),
        (
            ["user", "password", "a@b.example", "--password", "a long sentence"],
            "There is no account “a@b.example” in this ledger.",
        ),
        (
            ["audit", "--checkpoint", "nowhere"],
            "“nowhere” could not be opened: No such file or directory.",
        ),
        (
            ["checkpoint", "-o", "no/such/folder"],
            "“no/such/folder” could not be written: No such file or directory.",
        ),
        (
            ["rebuild", "--dump", "no/such/folder"],
            "“no/such/folder” could not be written: No such file or directory.",
        ),
    ],
)
def test_a_failure_is_one_sentence_and_exit_1(
    program: Program, words: list[str], sentence: str
) -> None:
    assert program.fails(1, *words) == sentence


def test_a_failure_with_json_prints_no_half_of_a_document(program: Program) -> None:
    assert program.fails(1, "show", "d_none", "--json")


def test_a_name_that_is_taken_is_refused(program: Program) -> None:
    words = ["project", "add", "A", "--client", "C", "--title", "T"]
    program(*words)

    assert program.fails(1, *words) == (
        "There is already a project “A”; choose another name."
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "many", "The setting SCOPE_LEDGER_PORT is wrong: "),
        ("LIMIT_MB", "0", "The setting SCOPE_LEDGER_LIMIT_MB is wrong: "),
        ("HOME", "~nobody-of-this-name/x", "The setting SCOPE_LEDGER_HOME is wrong: "),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"SCOPE_LEDGER_{name}", value)

    ran = run(["project", "list"])

    assert ran.code == 2
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")

    sentence = Program(tmp_path / "file").fails(1, "project", "list")

    assert sentence.endswith("is a file; choose a folder for the ledger with --home.")
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_home_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")

    sentence = Program(tmp_path / "file" / "home").fails(1, "project", "list")

    assert sentence.endswith("cannot be used: Not a directory.")


def test_a_home_of_a_newer_version_is_not_touched(program: Program) -> None:
    program("project", "list")
    path = program.home / "ledger.db"
    database = Database(path)
    with database.writing() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = path.read_bytes()

    sentence = program.fails(1, "project", "list")

    assert sentence == (
        f"The ledger in {program.home} was made by a newer version (schema 9999); "
        "install that version, or a newer one, to open it."
    )
    assert path.read_bytes() == before


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user without rights for a while; root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """Return a folder that every user of this machine may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_folder_that_cannot_be_written_is_named(open_to_all: Path) -> None:
    home = open_to_all / "home"
    home.mkdir(mode=0o555)

    with nobody():
        sentence = Program(home).fails(1, "project", "list")

    assert sentence == (
        f"The folder {home} cannot be written to; change its owner or mode."
    )
    assert list(home.iterdir()) == []


def test_the_version_is_told() -> None:
    assert run(["--version"]).out == f"scope-ledger, version {__version__}\n"


def test_without_a_command_the_help_is_shown() -> None:
    ran = run([])

    assert ran.code == 2
    assert ran.err.startswith("Usage: scope-ledger [OPTIONS] COMMAND [ARGS]...")


@pytest.mark.parametrize("name", [name for name, _command in EVERY])
def test_every_command_shows_its_help(name: str) -> None:
    ran = run([*name.split()[1:], "--help"])

    assert ran.code == 0
    assert ran.out.startswith(f"Usage: {name} ")


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_every_command_and_option_says_what_it_is_for(
    name: str, command: click.Command
) -> None:
    assert command.help, name
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name}"
            assert option.help.endswith((".", "…")), f"{name}: {option.help}"


@pytest.mark.parametrize("command", dict(EVERY).values(), ids=dict(EVERY))
def test_the_list_of_commands_cuts_no_sentence(command: click.Command) -> None:
    members = command.commands if isinstance(command, click.Group) else {}

    cut = [key for key in members if "..." in members[key].get_short_help_str(62)]

    assert cut == []


def test_the_program_runs_as_a_module(tmp_path: Path) -> None:
    ran = apart("--home", tmp_path / "home", "project", "list")

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == b"No projects yet; add one with: project add\n"


def test_a_reader_who_leaves_early_sees_no_trace() -> None:
    ran = subprocess.run(  # noqa: S602 - our own program
        f"{' '.join(PROGRAM)} --help | head -c 1",
        shell=True,
        capture_output=True,
        check=False,
    )

    assert (ran.stdout, ran.stderr) == (b"U", b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_json_stays_json_where_the_terminal_knows_few_letters(
    program: Program, encoding: str
) -> None:
    program("project", "add", "Б", "--client", "Клиент", "--title", "Сайт")

    ran = apart("--home", program.home, "project", "list", "--json", encoding=encoding)

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout.decode("ascii"))["projects"][0]["title"] == "Сайт"


def test_people_get_what_a_poor_terminal_can_show(program: Program) -> None:
    program("project", "add", "Б", "--client", "Клиент", "--title", "Site")

    ran = apart("--home", program.home, "project", "list", encoding="latin-1")

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == b"?  ??????  Site\n"


def test_words_from_outside_cannot_steer_the_terminal(program: Program) -> None:
    program("project", "add", "A", "--client", "C", "--title", "\x1b[31mred\x9b\r")

    ran = program("project", "list")

    assert ran.out == "A  C  ␛[31mred\N{REPLACEMENT CHARACTER}\n"


@pytest.mark.parametrize(
    ("raised", "sentence"),
    [
        (
            KeyboardInterrupt(),
            "Stopped. What was kept is safe; the same command goes on from there.\n",
        ),
        (
            OSError(5, "Input/output error"),
            (
                "The disk or the system refused something (Input/output error); what "
                "was said to be kept is safe. Look at the disk and run it again.\n"
            ),
        ),
        (
            RuntimeError("it fell"),
            (
                "Something failed that should not (RuntimeError: it fell). "
                "Nothing is lost.\n"
            ),
        ),
    ],
)
def test_whatever_happens_nobody_sees_a_trace(
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    sentence: str,
) -> None:
    def fall(*_words: object) -> None:
        raise raised

    monkeypatch.setattr("ledger.services.projects.every", fall)

    ran = program("project", "list")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.strip("\n") == sentence.strip("\n")


def test_progress_moves_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    monkeypatch.setattr(err, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", err)
    progress = Progress("file", "kept")

    for number in (1, 2):
        progress(number)
    progress.end()

    assert err.getvalue() == "\r1 file kept\r3 files kept\n"


def test_progress_elsewhere_is_a_line_for_each_thousand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    err = io.StringIO()
    monkeypatch.setattr(sys, "stderr", err)
    progress = Progress("seal", "checked")

    for number in (400, 1000, 1999, 2000, 1000):
        progress.reach(number)
    progress.end()

    assert err.getvalue() == (
        "1000 seals checked\n2000 seals checked\n1000 seals checked\n"
    )
