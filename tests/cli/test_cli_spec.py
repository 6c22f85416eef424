"""The specification on the command line, from a document to a link that is suspect."""

from pathlib import Path

from tests.cli.running import Program
from tests.formats.made import docx
from tests.formats.made import para
from tests.formats.made import table

FIRST = docx(
    para("Specification of the site")
    + para("1. The home page")
    + para("1.1. Hero: one still photograph, no autoplay video.")
    + para("1.2. Headings: Inter.")
    + para("2. The order form")
    + para("2.1. The form has 5 fields.")
)
SECOND = docx(
    table(
        ["No", "Requirement"],
        ["1.1", "Hero: an autoplay video."],
        ["1.2", "Headings: Inter."],
        ["1.3", "A notice about cookies."],
    )
)
MAIL = (
    b"From: Ines <ines@client.example>\nTo: <max@studio.example>\nSubject: Video\n"
    b"Date: Tue, 4 Mar 2025 10:00:00 +0200\nMessage-ID: <v@client.example>\n\n"
    b"Please put an autoplay video into the hero.\n"
)


def test_a_specification_is_read_changed_compared_and_linked(
    program: Program, tmp_path: Path
) -> None:
    for name, data in {"1.docx": FIRST, "2.docx": SECOND, "v.eml": MAIL}.items():
        (tmp_path / name).write_bytes(data)
    program("project", "add", "NORD", "--client", "Nordhaven", "--title", "Site")
    took = program.json("take-in", tmp_path, "--project", "NORD")
    keys = {Path(each["path"]).name: each["id"] for each in took["documents"]}
    first, second = keys["1.docx"], keys["2.docx"]

    seen = program.json("spec", "import", "NORD", first, "--dry-run")
    assert [each["label"] for each in seen["items"]] == ["TS-1.1", "TS-1.2", "TS-2.1"]
    assert seen["items"][0]["heading"] == "1. The home page"
    assert seen["left"] == ["Specification of the site"]
    assert program.json("spec", "list", "NORD")["items"] == []
    assert "--from" in program.fails(2, "spec", "import", "NORD", first)

    program.json("spec", "import", "NORD", first, "--from", "2025-02-12")
    text = program.json("show", first)["text"]
    for item in program.json("spec", "list", "NORD")["items"]:
        said = " ".join(text[low:high] for low, high in item["pieces"])
        assert " ".join(said.split()) == item["words"]

    quote = "put an autoplay video into the hero"
    program.json(
        "request", "add", "NORD", "--document", keys["v.eml"], "--quote", quote
    )
    link = program.json("spec", "link", "R-1", "TS-1.1")
    assert (link["on"], link["suspect"]) == ("2025-03-04", False)

    program.json("spec", "import", "NORD", second, "--from", "2025-05-01")
    told = program.json(
        "spec", "diff", "NORD", "--from", "2025-03-04", "--to", "2025-06-01"
    )
    assert told["counts"] == {"changed": 1, "added": 1, "removed": 1}
    assert {each["label"]: each["change"] for each in told["changes"]} == {
        "TS-1.1": "changed",
        "TS-1.3": "added",
        "TS-2.1": "removed",
    }
    then = program.json("spec", "list", "NORD", "--on", "2025-03-04")
    assert then["items"][0]["words"].startswith("Hero: one still photograph")

    [now] = program.json("spec", "show", "TS-1.1")["links"]
    assert now["suspect"]
    assert not program.json("spec", "looked", link["id"])["suspect"]
    assert program.json("spec", "looked", link["id"], "--undo")["suspect"]

    given = ("--from", "2025-06-01", "--words", "No video.", "--request", "R-1")
    program.json("spec", "change", "TS-1.1", *given)
    assert "already" in program.fails(1, "spec", "change", "TS-1.1", *given)
    asked = program.json("spec", "show", "TS-1.1")["history"][-1]["asked"]
    assert asked["request"] == "R-1"
    assert program.json("rebuild", "--projections")["events"] > 0
    assert program.json("spec", "show", "TS-1.1")["words"] == "No video."
