"""What is told behind the doors is made of texts that a catalogue can translate."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.domain import errors
from ledger.domain import filing
from ledger.domain import problems
from ledger.domain import receipt
from ledger.domain import things
from ledger.domain.sentence import recognised
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from tests.texts import behind_the_doors
from tests.texts import ROOT

INSIDE = ("services", "domain", "store", "box", "proof")
MODULES = [
    path for name in INSIDE for path in sorted((ROOT / "ledger" / name).rglob("*.py"))
]
MODULES.append(ROOT / "ledger" / "opened.py")
TOLD = {
    each.name
    for path in MODULES
    for each in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(each, ast.FunctionDef)
    and ast.unparse(each.returns or ast.Constant(None)) == "Sentence"
}
"""Functions that mypy knows to return a sentence."""

MAKERS = {"said", "counted", "said_of"} | TOLD
HELD = {"sentence", "read_only"}
"""Attributes that hold a sentence somebody else made."""

TALKATIVE = {
    name
    for name, kind in vars(errors).items()
    if inspect.isclass(kind)
    and issubclass(kind, errors.LedgerError)
    and kind.__init__ is errors.LedgerError.__init__
} | {"CheckpointError"}
"""Errors that are handed their whole sentence."""


def is_made(value: ast.expr, scope: ast.AST) -> bool:
    """Tell whether an expression is a sentence, as far as its function shows."""
    if isinstance(value, ast.Call):
        function = value.func
        name = getattr(function, "id", "") or getattr(function, "attr", "")
        return name in MAKERS
    if isinstance(value, ast.IfExp):
        return is_made(value.body, scope) and is_made(value.orelse, scope)
    if isinstance(value, ast.BoolOp):
        return all(is_made(each, scope) for each in value.values)
    if isinstance(value, ast.Attribute):
        return value.attr in HELD
    if isinstance(value, ast.Name):
        given = [
            each.value
            for each in ast.walk(scope)
            if isinstance(each, ast.Assign)
            and any(getattr(to, "id", "") == value.id for to in each.targets)
        ]
        return bool(given) and all(is_made(each, scope) for each in given)
    return False


def unsaid(source: str) -> list[int]:
    """Return the lines that build an error of words which nobody can translate."""
    parsed = ast.parse(source)
    found = []
    for scope in ast.walk(parsed):
        if not isinstance(scope, ast.FunctionDef):
            continue
        for call in ast.walk(scope):
            if isinstance(call, ast.Call) and call.args and speaks(call):
                found += [] if is_made(call.args[0], scope) else [call.lineno]
    return sorted(set(found))


def speaks(call: ast.Call) -> bool:
    """Tell whether a call hands an error its sentence."""
    name = getattr(call.func, "id", "")
    own = ast.unparse(call.func) == "super().__init__"
    return name in TALKATIVE or own


def texts_of(source: str) -> Iterator[tuple[int, ast.expr]]:
    """Yield the text that each sentence of a module is made of."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            if call.func.id in {"said", "to_say"}:
                yield call.lineno, call.args[0]
            elif call.func.id == "counted":
                yield from ((call.lineno, each) for each in call.args[:2])


def is_fixed(text: ast.expr) -> bool:
    """Tell whether a text is a constant, or one that stands in a table."""
    if isinstance(text, ast.Constant):
        return isinstance(text.value, str)
    return isinstance(text, ast.Name | ast.Attribute | ast.Subscript) or (
        isinstance(text, ast.Call) and ast.unparse(text.func).startswith("things.")
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_error_is_told_in_a_sentence(path: Path) -> None:
    assert unsaid(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_sentence_is_made_of_a_text_that_stands_still(path: Path) -> None:
    found = texts_of(path.read_text("utf-8"))

    assert [line for line, text in found if not is_fixed(text)] == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('raise BadInputError("No.")', True),
        ('raise BadInputError(f"No {x}.")', True),
        ("raise BadInputError(str(x))", True),
        ('why = f"No {x}."\n    raise BusyError(why)', True),
        ('why = said("No.")\n    raise BusyError(why)', False),
        ('raise BadInputError(said("No."))', False),
        ('raise NotFoundError("round", x)', False),
        ("raise BoxError(error.sentence)", False),
    ],
)
def test_the_rule_of_errors_finds_them(line: str, wrong: bool) -> None:  # noqa: FBT001 - a table of truth
    assert bool(unsaid(f"def act(x):\n    {line}\n")) is wrong


def named_things(error: str) -> Iterator[str]:
    """Yield what is said to be missing, or taken, anywhere in the house."""
    for path in sorted((ROOT / "ledger").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == error:
                yield ast.literal_eval(call.args[0])


def test_everything_that_may_be_missing_has_its_sentence() -> None:
    assert set(named_things("NotFoundError")) <= set(things.MISSING)
    assert set(named_things("AlreadyThereError")) <= set(things.TAKEN)


def test_every_problem_is_recognised() -> None:
    named = {
        value
        for name, value in vars(problems).items()
        if name.isupper() and isinstance(value, str)
    }

    assert named == set(problems.EVERY)


def test_a_stored_problem_is_a_sentence_again_with_its_values() -> None:
    stored = str(said(problems.LARGE_MESSAGES, count=3, limit="25 MB"))

    again = problems.said_of(stored)

    assert isinstance(again, Sentence)
    assert (again, again.template) == (stored, problems.LARGE_MESSAGES)
    assert again.values == {"count": "3", "limit": "25 MB"}


def test_a_text_that_nobody_knows_stays_as_it_stands() -> None:
    assert not isinstance(problems.said_of("Something else happened."), Sentence)


def test_only_the_reason_in_a_reason_is_a_sentence_in_its_turn() -> None:
    name = str(said(problems.EMPTY))
    stored = str(errors.UnreadableFileError(name, receipt.DAMAGED))

    again = receipt.said_of(stored)

    assert isinstance(again, Sentence)
    assert not isinstance(again.values["name"], Sentence)
    assert isinstance(again.values["why"], Sentence)


def test_a_percent_sign_of_a_template_is_one_sign_in_the_text() -> None:
    template = "%(name)s is 100%% sure."
    stored = str(said(template, name="50%"))

    assert recognised(stored, [template]) == stored == "50% is 100% sure."


@pytest.mark.parametrize("code", filing.Code)
def test_a_reason_comes_back_from_the_fields_it_was_sealed_in(
    code: filing.Code,
) -> None:
    reason = filing.Reason(code, "olga@nord.example", "Olga")

    again = filing.why_of(filing.fields_of(reason))

    assert isinstance(again, Sentence)
    assert again == reason.sentence


def test_words_of_somebody_are_never_taken_for_a_reason() -> None:
    for words in ("undone", '{"code": "undone"}', "same-message"):
        assert not isinstance(filing.why_of(filing.fields_of(words)), Sentence)
        assert filing.why_of(filing.fields_of(words)) == words


def test_a_reason_of_a_later_version_is_shown_by_its_code() -> None:
    assert filing.why_of({"reason": {"code": "by-moonlight"}}) == "by-moonlight"
    assert filing.why_of({"reason": {"what": 1}}) == ""


def test_translators_get_the_texts_behind_the_doors() -> None:
    texts = set(behind_the_doors())

    assert {*problems.EVERY, *receipt.REASONS, *filing.SENTENCES.values()} <= texts
    assert {*things.MISSING.values(), *things.TAKEN.values()} <= texts
