"""Audit, checkpoint and rebuild by command: three verdicts, three exit codes."""

from pathlib import Path

import pytest

from tests.cli.running import Program


@pytest.fixture
def note(sample: Program) -> Path:
    """A checkpoint of the sample home, kept by somebody outside."""
    path = sample.home.parent / "note"
    assert sample("checkpoint", "-o", path).code == 0
    return path


def test_without_an_outside_checkpoint_the_verdict_is_unanchored(
    sample: Program,
) -> None:
    ran = sample("audit", "--json")

    assert (ran.code, ran.json["verdict"]) == (3, "unanchored")
    assert ran.json["findings"] == []
    assert ran.json["events"] > 200
    assert sample("audit").out.splitlines()[-1].startswith("Unanchored: ")


def test_with_an_outside_checkpoint_the_verdict_is_sound(
    sample: Program, note: Path
) -> None:
    ran = sample("audit", "--checkpoint", note, "--json")

    assert (ran.code, ran.json["verdict"], ran.json["findings"]) == (0, "sound", [])
    assert (
        sample("audit", "--checkpoint", note).out.splitlines()[-1].startswith("Sound: ")
    )


def test_a_log_that_grew_is_still_sound(sample: Program, note: Path) -> None:
    sample("project", "add", "NEW", "--client", "Ines", "--title", "Banner")

    ran = sample("audit", "--checkpoint", note, "--json")

    assert (ran.code, ran.json["verdict"]) == (0, "sound")


def test_several_checkpoints_are_all_heeded(
    sample: Program, note: Path, tmp_path: Path
) -> None:
    other = Program(tmp_path / "other")
    other("checkpoint", "-o", tmp_path / "strange")

    ran = sample("audit", "--checkpoint", note, "--checkpoint", tmp_path / "strange")

    assert ran.code == 1


def test_a_changed_original_breaks_the_record(sample: Program, note: Path) -> None:
    blob = max((sample.home / "blobs").rglob("*"), key=lambda path: path.stat().st_size)
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-1] + b"!")

    ran = sample("audit", "--checkpoint", note, "--json")

    assert (ran.code, ran.json["verdict"]) == (1, "broken")
    [finding] = ran.json["findings"]
    assert finding == {
        "what": "the original was changed",
        "where": f"blob {blob.name}",
        "broken": True,
    }
    lines = sample("audit").out.splitlines()
    assert f"blob {blob.name}: the original was changed" in lines
    assert lines[-1] == "Broken: something differs from what was sealed."


def test_an_old_copy_of_the_home_is_read_only(sample: Program, note: Path) -> None:
    old = (sample.home / "ledger.db").read_bytes()
    sample("project", "add", "NEW", "--client", "Ines", "--title", "Banner")
    sample("checkpoint", "-o", note)
    (sample.home / "ledger.db").write_bytes(old)

    words = ["project", "add", "NEXT", "--client", "Ines", "--title", "Banner"]
    sentence = sample.fails(1, *words)

    assert sentence.startswith("This ledger is read-only: the log ends at ")
    assert sample("audit", "--checkpoint", note).code == 1
    assert sample("search", "логотип").code == 0


def test_without_its_key_a_ledger_can_be_read(sample: Program) -> None:
    (sample.home / "keys" / "log.key").unlink()

    sentence = sample.fails(1, "checkpoint")

    assert sentence.startswith("This ledger is read-only: its signing key is missing;")
    assert sample("project", "list").code == 0


def test_a_checkpoint_goes_to_a_file_or_to_standard_output(
    sample: Program, note: Path
) -> None:
    printed = sample("checkpoint")
    answer = sample.json("checkpoint")

    assert printed.out == note.read_text("utf-8") == answer["note"]
    assert answer["size"] == sample("audit", "--json").json["events"]
    assert answer["vkey"].startswith("scope-ledger.local/")


def test_people_are_told_where_the_checkpoint_went(sample: Program) -> None:
    path = sample.home.parent / "told"

    out = sample("checkpoint", "-o", path).out

    assert out.startswith("Signed at ")
    assert out.endswith(f" events: {path}\n")


def test_one_event_is_one_event(program: Program) -> None:
    program("person", "add", "Ana")

    assert program("audit").out.startswith("1 event, 0 blobs.\n")


def test_a_file_that_is_no_checkpoint_is_said_to_be_none(
    sample: Program, tmp_path: Path
) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff\xe0 no note")

    ran = sample("audit", "--checkpoint", tmp_path / "holiday.jpg", "--json")

    assert ran.code == 2
    assert "This file is no signed checkpoint" in ran.err


def test_a_dump_is_equal_to_the_byte_before_and_after(
    sample: Program, tmp_path: Path
) -> None:
    first = sample.json("rebuild", "--index", "--dump", tmp_path / "before")
    second = sample.json("rebuild", "--dump", tmp_path / "after")
    third = sample.json("rebuild", "--projections", "--dump", tmp_path / "again")

    before = (tmp_path / "before").read_bytes()
    assert len(before) > 10_000
    assert (tmp_path / "after").read_bytes() == before
    assert (tmp_path / "again").read_bytes() == before
    assert first["rows"] == second["rows"] == third["rows"] == before.count(b"\n")
    assert first.keys() == {"indexed", "rows", "seconds"}
    assert third.keys() == {"events", "rows", "seconds"}


def test_an_index_built_anew_answers_the_same(sample: Program) -> None:
    words = ["search", "логотип", "--sort", "oldest"]
    before = [each["id"] for each in sample.json(*words)["hits"]]

    out = sample("rebuild", "--index").out

    assert out.startswith("indexed: ")
    assert [each["id"] for each in sample.json(*words)["hits"]] == before


def test_an_audit_may_begin_later(sample: Program, note: Path) -> None:
    ran = sample("audit", "--since", "100", "--checkpoint", note, "--json")

    assert (ran.code, ran.json["verdict"]) == (0, "sound")


def test_an_audit_from_past_the_end_on_is_refused(program: Program) -> None:
    program("project", "add", "A", "--client", "C", "--title", "T")
    size = program.json("checkpoint")["size"]

    told = program.fails(2, "audit", "--since", str(size + 1))

    assert told == f"The log has {size} events, so none comes after {size + 1}."
    assert program("audit", "--since", str(size)).code == 3
