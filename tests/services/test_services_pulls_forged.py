"""A forged pull is found out by its own script, whatever the forger listed anew."""

import ast
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.opened import Ledger
from ledger.packing import check
from tests.services.pulled import checked
from tests.services.pulled import manifest_of
from tests.services.pulled import relisted
from tests.services.pulled import unpacked

Forge = Callable[[Path, Any], None]
"""What is done to a folder and its manifest, which is written back afterwards."""


@pytest.fixture
def folder(lived: Ledger, tmp_path: Path) -> Path:
    """An unpacked pull of a request of which everything happened."""
    return unpacked(lived, tmp_path / "pull")


def bytes_of_an_original(folder: Path, manifest: Any) -> None:
    path = folder / manifest["originals"][0]["path"]
    path.write_bytes(path.read_bytes() + b"Forged words.\r\n")


def bytes_and_their_digest(folder: Path, manifest: Any) -> None:
    bytes_of_an_original(folder, manifest)
    each = manifest["originals"][0]
    data = (folder / each["path"]).read_bytes()
    each["sha256"], each["size"] = hashlib.sha256(data).hexdigest(), len(data)


def one_more_original(folder: Path, _manifest: Any) -> None:
    (folder / "originals" / "99-extra.eml").write_bytes(b"From: x\r\n\r\nforged")


def one_more_original_that_is_listed(folder: Path, manifest: Any) -> None:
    one_more_original(folder, manifest)
    data = (folder / "originals" / "99-extra.eml").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    manifest["originals"].append(
        {"path": "originals/99-extra.eml", "sha256": digest, "documents": []}
    )


def the_same_original_twice(_folder: Path, manifest: Any) -> None:
    manifest["originals"].append(manifest["originals"][0])


def two_paths_swapped(_folder: Path, manifest: Any) -> None:
    one, two = manifest["originals"][:2]
    one["path"], two["path"] = two["path"], one["path"]


def two_documents_swapped(_folder: Path, manifest: Any) -> None:
    one, two = manifest["originals"][:2]
    one["documents"], two["documents"] = two["documents"], one["documents"]


def an_original_that_is_gone(folder: Path, manifest: Any) -> None:
    (folder / manifest["originals"][0]["path"]).unlink()


def an_original_that_is_gone_from_the_list(folder: Path, manifest: Any) -> None:
    (folder / manifest["originals"].pop(0)["path"]).unlink()


def a_path_out_of_the_folder(folder: Path, manifest: Any) -> None:
    path = folder / manifest["originals"][0]["path"]
    (folder.parent / "outside.eml").write_bytes(path.read_bytes())
    manifest["originals"][0]["path"] = "../outside.eml"


def a_path_from_the_root(folder: Path, manifest: Any) -> None:
    each = manifest["originals"][0]
    each["path"] = str(folder / each["path"])


def an_event_made_up(folder: Path, manifest: Any) -> None:
    stem = "proof/events/00000001"
    body = {
        "position": 1,
        "kind": "request.recorded",
        "at": "2020",
        "log": "x",
        "subject": "q",
        "sd": [],
        "blobs": [],
    }
    (folder / f"{stem}.body.json").write_text(json.dumps(body), "utf-8")
    (folder / f"{stem}.fields.txt").write_text("", "utf-8")
    manifest["events"].append(
        {"position": 1, "kind": "request.recorded", "proof": None}
    )


def every_event_twice(_folder: Path, manifest: Any) -> None:
    manifest["events"] *= 2


def two_kinds_swapped(_folder: Path, manifest: Any) -> None:
    one, two = manifest["events"][0], manifest["events"][-1]
    one["kind"], two["kind"] = two["kind"], one["kind"]


def no_originals(_folder: Path, manifest: Any) -> None:
    manifest["originals"] = []


def no_events(_folder: Path, manifest: Any) -> None:
    manifest["events"] = []


def nothing_at_all(folder: Path, manifest: Any) -> None:
    for path in (folder / "originals").iterdir():
        path.unlink()
    manifest["events"], manifest["originals"] = [], []


def an_empty_manifest(_folder: Path, manifest: Any) -> None:
    manifest.clear()


def no_proofs(_folder: Path, manifest: Any) -> None:
    for each in manifest["events"]:
        each["proof"] = None


def a_torn_proof(folder: Path, _manifest: Any) -> None:
    path = min(folder.glob("proof/events/*.proof.txt"))
    path.write_text("c2sp.org/tlog-proof@v1\nindex\n", "utf-8")


def a_lost_body(folder: Path, _manifest: Any) -> None:
    min(folder.glob("proof/events/*.body.json")).unlink()


def another_moment(folder: Path, _manifest: Any) -> None:
    path = min(folder.glob("proof/events/*.body.json"))
    path.write_bytes(path.read_bytes().replace(b'"at":"2025', b'"at":"2024'))


def a_field_of_another_event(folder: Path, _manifest: Any) -> None:
    one, *_, two = sorted(folder.glob("proof/events/*.fields.txt"))
    two.write_bytes(two.read_bytes() + one.read_bytes())


def a_field_twice(folder: Path, _manifest: Any) -> None:
    path = min(folder.glob("proof/events/*.fields.txt"))
    path.write_bytes(path.read_bytes() * 2)


def words_withheld(folder: Path, manifest: Any) -> None:
    [each] = [e for e in manifest["events"] if e["kind"] == "request.recorded"]
    (folder / each["fields"]).write_text("", "utf-8")


def a_larger_checkpoint(folder: Path, _manifest: Any) -> None:
    path = folder / "proof" / "checkpoint.txt"
    name, size, rest = path.read_text("utf-8").split("\n", 2)
    path.write_text(f"{name}\n{int(size) + 1}\n{rest}", "utf-8")


def a_checkpoint_of_junk(folder: Path, _manifest: Any) -> None:
    (folder / "proof" / "checkpoint.txt").write_bytes(b"\xff\n")


def a_key_of_junk(folder: Path, _manifest: Any) -> None:
    (folder / "proof" / "key.txt").write_text("x", "utf-8")


def a_key_of_another_name(folder: Path, _manifest: Any) -> None:
    path = folder / "proof" / "key.txt"
    path.write_text("other" + path.read_text("utf-8"), "utf-8")


FORGERIES = [
    bytes_of_an_original,
    bytes_and_their_digest,
    one_more_original,
    one_more_original_that_is_listed,
    the_same_original_twice,
    two_paths_swapped,
    two_documents_swapped,
    an_original_that_is_gone,
    an_original_that_is_gone_from_the_list,
    a_path_out_of_the_folder,
    a_path_from_the_root,
    an_event_made_up,
    every_event_twice,
    two_kinds_swapped,
    no_originals,
    no_events,
    nothing_at_all,
    an_empty_manifest,
    no_proofs,
    a_torn_proof,
    a_lost_body,
    another_moment,
    a_field_of_another_event,
    a_field_twice,
    words_withheld,
    a_larger_checkpoint,
    a_checkpoint_of_junk,
    a_key_of_junk,
    a_key_of_another_name,
]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda each: each.__name__)
def test_what_was_forged_is_not_intact(folder: Path, forge: Forge) -> None:
    manifest = manifest_of(folder)
    forge(folder, manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    relisted(folder)

    code, told = checked(folder)

    assert code == 1
    assert "NOT INTACT" in told
    assert "Intact:" not in told
    assert "Traceback" not in told


def test_an_event_that_is_newer_than_the_checkpoint_is_counted_apart(
    folder: Path,
) -> None:
    manifest = manifest_of(folder)
    size = int((folder / "proof/checkpoint.txt").read_text("utf-8").split("\n")[1])
    an_event_made_up(folder, manifest)
    for path in folder.glob("proof/events/00000001.*"):
        text = path.read_text("utf-8").replace('"position": 1', f'"position": {size}')
        path.unlink()
        path.with_name(path.name.replace("00000001", f"{size:08d}")).write_text(text)
    manifest["events"][-1]["position"] = size
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    relisted(folder)

    code, told = checked(folder)

    assert code == 0, told
    assert "1 newer than the checkpoint, not proven" in told
    assert f"and {len(manifest['events']) - 1} events under" in told


def test_a_forged_page_and_forged_titles_are_exposed_by_what_is_printed(
    folder: Path,
) -> None:
    page = folder / "index.html"
    page.write_text(page.read_text("utf-8").replace("bigger", "smaller"), "utf-8")
    manifest = manifest_of(folder)
    manifest["title"] = manifest["originals"][0]["title"] = "Make it smaller"
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    relisted(folder)

    code, told = checked(folder)

    assert code == 0, told
    assert "R-1: “make logo 1 bigger” in originals/01-first.eml" in told
    assert "smaller" not in told
    assert "Not proven: index.html, and titles and names in manifest.json" in told


def test_files_that_are_not_listed_right_are_named_first(folder: Path) -> None:
    listed = folder / "manifest-sha256.txt"
    text = listed.read_text("utf-8")
    (folder / "manifest.json").write_text("{", "utf-8")
    (folder / "more").symlink_to("/")

    first = checked(folder)[1].splitlines()
    listed.write_text(text + text.splitlines()[0] + "\n", "utf-8")
    twice = checked(folder)[1]
    listed.write_text("", "utf-8")
    code, nothing = checked(folder)

    assert first[0] == "manifest.json was changed"
    assert first[1] == "more does not belong here"
    assert "listed twice" in twice
    assert code == 1
    assert "README.txt does not belong here" in nothing


def test_the_script_runs_on_an_old_python() -> None:
    source = Path(check.__file__).read_text("utf-8")

    ast.parse(source, feature_version=(3, 8))

    assert len(source.splitlines()) <= 300
