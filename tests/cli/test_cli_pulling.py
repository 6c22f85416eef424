"""A pull on the command line is whole, or it is not there and the log knows nothing."""

from pathlib import Path

import pytest

from tests.acts import mail
from tests.cli.running import Program


@pytest.fixture
def asked(program: Program, tmp_path: Path) -> str:
    """A request in a project."""
    path = tmp_path / "wish.eml"
    path.write_bytes(mail(1))
    program.json("project", "add", "NORD", "--client", "Nordwind", "--title", "Brand")
    [document] = program.json("take-in", path, "--project", "NORD")["documents"]
    words = ["--document", document["id"], "--quote", "make logo 1 bigger"]
    label: str = program.json("request", "add", "NORD", *words)["label"]
    return label


def events(program: Program) -> int:
    """Return how long the log is."""
    size: int = program.json("checkpoint")["size"]
    return size


def test_a_pull_says_what_is_in_it(
    program: Program, asked: str, tmp_path: Path
) -> None:
    before = events(program)
    target = tmp_path / "story.zip"

    told = program("pull", asked, "-o", target).out

    assert "originals/01-wish.eml" in told
    assert "fields withheld." in told
    assert events(program) == before + 1
    assert sorted(path.name for path in tmp_path.glob("story*")) == ["story.zip"]


def test_a_pull_that_cannot_be_written_leaves_the_older_one_and_no_event(
    program: Program, asked: str, tmp_path: Path
) -> None:
    target = tmp_path / "story.zip"
    target.write_bytes(b"an older one")
    (tmp_path / "story.zip.partial").mkdir()
    before = events(program)

    told = program.fails(1, "pull", asked, "-o", str(target))

    assert "could not be written" in told
    assert target.read_bytes() == b"an older one"
    assert events(program) == before


def test_a_pull_to_a_device_leaves_the_device_there(
    program: Program, asked: str
) -> None:
    target = Path("/dev/null")

    assert program("pull", asked, "-o", target).code == 0

    assert target.is_char_device()
