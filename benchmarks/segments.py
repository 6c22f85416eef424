"""How often whose words they are is told right, in mail that nobody here wrote.

Takes the folder of samples with their facts (``reply`` and ``forward`` in it, each with
what is to be found). One half, by the digest of each text, is there to build with; the
other is measured once. Prints a line a collection, and on demand what was wrong.
"""

import argparse
import csv
import io
import json
import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from hashlib import sha256
from pathlib import Path

from ledger.domain.reading import Reading
from ledger.domain.reading import Segment
from ledger.formats import eml
from ledger.formats import html_text
from ledger.formats.mail.quotes import segments
from ledger.formats.source import Source

Facts = dict[str, object]

LABEL = re.compile(r"(?m)^#(sig|reply)#")
SAID = ("own", "signature")
MOST = 100_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """A text with what is to be found in it."""

    name: str
    collection: str
    data: bytes
    facts: Facts
    names: tuple[str, ...] = ()
    digit: int = 15
    """Which digit of its digest says to which half it belongs."""

    @property
    def built_with(self) -> bool:
        """Whether it is of the half that may be looked at."""
        return int(sha256(self.data).hexdigest()[self.digit], 16) % 2 == 0


@dataclass(slots=True)
class Tally:
    """How many texts of a collection were told right."""

    cases: int = 0
    right: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def main() -> None:
    """Measure one half and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.segments")
    parser.add_argument("folder", type=Path, help="the folder with MANIFEST.tsv")
    parser.add_argument("--half", choices=("build", "measure"), default="build")
    parser.add_argument("--wrong", action="store_true", help="name what was wrong")
    chosen = parser.parse_args()
    found: dict[str, Tally] = {}
    for case in cases(chosen.folder):
        if case.built_with == (chosen.half == "build"):
            _add(found.setdefault(case.collection, Tally()), case)
    print(table(found))  # noqa: T201 - the table is what it is for
    if chosen.wrong:
        wrong = [name for tally in found.values() for name in tally.wrong]
        print("\n".join(wrong))  # noqa: T201 - as above


def table(found: dict[str, Tally]) -> str:
    """Return the figures, a line a collection and one for all."""
    lines = [f"{'collection':<24}{'texts':>7}{'right':>7}{'':>8}{'lost':>6}"]
    for name, each in sorted(found.items()):
        lines.append(_line(name, each.cases, each.right, each.lost))
    both = [found[name] for name in found]
    totals = (sum(t.cases for t in both), sum(t.right for t in both))
    lines.append(_line("all", *totals, sum(t.lost for t in both)))
    return "\n".join(lines)


def _line(name: str, number: int, right: int, lost: int) -> str:
    share = f"{100 * right / number:.1f} %" if number else ""
    return f"{name:<24}{number:>7}{right:>7}{share:>8}{lost:>6}"


def cases(folder: Path) -> Iterator[Case]:
    """Yield the texts of the collections that say what is to be found."""
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        facts = {row["file"]: row["expected_facts (JSON)"] for row in rows}
    for name, told in facts.items():
        if name.startswith("reply/") and not name.endswith(".jsonl"):
            known = json.loads(told)
            if _tells(known):
                collection = name.split("/")[1]
                yield Case(name, collection, (folder / name).read_bytes(), known)
    for each in json.loads((folder / "forward/expected.json").read_text("utf-8")):
        data = (folder / "forward" / each["body_file"]).read_bytes()
        yield Case(each["body_file"], "forward", data, each["expected"])
    with (folder / "reply/signature_forge.jsonl").open(encoding="utf-8") as stream:
        for each in map(json.loads, stream):
            yield Case(
                f"signature_forge {each['id']}",
                "signatures",
                each["body"].encode(),
                {"labelled": True},
                (each["sender"],),
                digit=-1,
            )


def _tells(facts: Facts) -> bool:
    return bool(
        facts.get("peer_checks")
        or facts.get("visible_text")
        or facts.get("visible_text_ignoring_whitespace")
    )


def _add(tally: Tally, case: Case) -> None:
    text, found = _segments(case)
    tally.cases += 1
    if "".join(text[each.start : each.end] for each in found) != text:
        tally.lost += 1
    if _is_right(case, text, found):
        tally.right += 1
    else:
        tally.wrong.append(case.name)


def _segments(case: Case) -> tuple[str, Sequence[Segment]]:
    if case.name.endswith(".eml"):
        rest = io.BytesIO()
        source = Source(head=case.data, rest=rest, media_type="message/rfc822")
        reading = next(e for e in eml.read(source) if isinstance(e, Reading))
        return reading.text, reading.segments
    text = case.data.decode("utf-8", errors="replace").replace("\r\n", "\n")
    if case.name.endswith(".html"):
        page = html_text.read(text)
        quoted = (*page.quoted, *page.nested)
        return page.text, segments(page.text, quoted, opened=page.opened)
    if case.facts.get("labelled"):
        text = LABEL.sub("", text)
    return text, segments(text, names=case.names)


def _is_right(case: Case, text: str, found: Sequence[Segment]) -> bool:
    facts = case.facts
    if "labelled" in facts:
        return _labels_agree(case.data.decode(), found)
    if "forwarded" in facts:
        return _forward_agrees(facts, text, found)
    seen = facts.get("visible_text", facts.get("visible_text_ignoring_whitespace"))
    if isinstance(seen, str) and not _is_seen(seen, text, found):
        return False
    checks = facts.get("peer_checks", [])
    return isinstance(checks, list) and all(
        _check_agrees(each, text, found) for each in checks
    )


def _check_agrees(check: Facts, text: str, found: Sequence[Segment]) -> bool:
    own = [text[s.start : s.end] for s in found if s.kind == "own"]
    filled = [words for words in own if words.strip()]
    first = filled[0] if filled else ""
    for name, expected in check.items():
        if name == "visible_text":
            right = _is_seen(str(expected), text, found)
        elif name == "first_fragment":
            right = _flat(str(expected)) == _flat(first)
        elif name == "first_fragment_matches":
            right = re.search(str(expected), first) is not None
        else:
            kinds = {s.kind for s in found if text[s.start : s.end].strip()}
            right = (kinds <= {"own", "signature"}) == (expected == 1)
        if not right:
            return False
    return True


def _is_seen(seen: str, text: str, found: Sequence[Segment]) -> bool:
    """Tell whether these are the sender's words; some count his signature as one."""
    kinds = (("own",), SAID)
    return any(_flat(seen) == _flat(_words(text, found, *each)) for each in kinds)


def _forward_agrees(facts: Facts, text: str, found: Sequence[Segment]) -> bool:
    """Tell whether the words of both are told apart, and by whom the others are."""
    others = [s for s in found if s.kind in {"quote", "unassigned", "forwarded"}]
    if not facts["forwarded"]:
        return not [s for s in others if s.kind == "forwarded"]
    message = _flat(str(facts.get("message") or ""))
    if message != _flat(_words(text, found, *SAID)):
        return False
    body = re.sub(r"(?m)^(?:[ \t]*>)+", "", _words(text, found, "quote", "unassigned"))
    wanted = _flat(str(facts.get("body") or ""))
    if not _flat(body).endswith(wanted) or len(_flat(body)) > len(wanted) + 200:
        return False
    sender = facts.get("from")
    if not isinstance(sender, dict):
        return True
    who = str(sender.get("address") or sender.get("name") or "").casefold()
    named = {(s.author or "").casefold() for s in others if s.author}
    return not who or named == {who}


def _labels_agree(labelled: str, found: Sequence[Segment]) -> bool:
    """Tell whether each line with words is of the kind that a person gave to it."""
    at = 0
    for line in labelled.split("\n"):
        label = LABEL.match(line)
        words = line[label.end() :] if label else line
        here, at = at, at + len(words) + 1
        if not words.strip():
            continue
        kind = next(each.kind for each in found if each.start <= here < each.end)
        wanted = {"sig": {"signature"}, "reply": {"quote", "forwarded", "unassigned"}}
        if kind not in (wanted[label[1]] if label else {"own"}):
            return False
    return True


def _words(text: str, found: Sequence[Segment], *kinds: str) -> str:
    return "\n".join(text[s.start : s.end] for s in found if s.kind in kinds)


def _flat(words: str) -> str:
    return " ".join(words.replace("\ufeff", "").split())


if __name__ == "__main__":
    main()
