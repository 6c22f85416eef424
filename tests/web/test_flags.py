"""Every oddity that a reader of files can note is told in a sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

from flask import Flask

from ledger.domain.oddity import told

_ROOT = Path(__file__).parents[2] / "ledger"
_CODE = re.compile(r"[a-z]+(-[a-z]+)+|encrypted")
_GIVEN = {"flag", "append", "extend"}


def _constants(node: ast.AST | None) -> Iterator[str]:
    """Yield the codes in a value itself, not in what is called or compared for it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _CODE.fullmatch(node.value):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_constants(node.body), *_constants(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (code for each in node.values for code in _constants(each))
    elif isinstance(node, ast.BinOp):
        yield from (*_constants(node.left), *_constants(node.right))
    elif isinstance(node, ast.List | ast.Tuple | ast.Starred):
        for each in ast.iter_child_nodes(node):
            yield from _constants(each)


def _noted(path: Path) -> Iterator[str]:
    """Yield the codes that a module notes, gives to a list of them, or returns."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in _GIVEN:
                yield from (code for each in node.args for code in _constants(each))
            for keyword in node.keywords:
                if keyword.arg == "flags":
                    yield from _constants(keyword.value)
        elif isinstance(node, ast.Tuple | ast.List) and _continues(node):
            yield from _constants(node)
        elif isinstance(node, ast.Return | ast.Assign | ast.AugAssign):
            yield from _constants(node.value)


def _continues(node: ast.Tuple | ast.List) -> bool:
    """Tell whether a list of flags is continued: ``(*head.flags, "another")``."""
    return any("flags" in ast.unparse(each) for each in node.elts)


def _codes() -> set[str]:
    """Return every code; the names of header lines look like one and are none."""
    modules = [
        path
        for path in (_ROOT / "formats").rglob("*.py")
        if path.parent.name != "authentic"  # its codes are reasons, told elsewhere
    ]
    modules.append(_ROOT / "store" / "documents.py")
    modules.append(_ROOT / "services" / "persevering.py")
    return {code for path in modules for code in _noted(path)} - {"reply-to"}


def test_the_codes_are_found_where_they_are_noted() -> None:
    assert {
        "bare-cr",
        "charset-guessed",
        "damaged-page",
        "date-impossible",
        "date-without-zone",
        "encrypted",
        "head-without-end",
        "members-left",
        "messages-too-large",
        "unknown-encoding",
        "wrong-charset",
    } <= _codes()


def test_every_code_has_a_sentence() -> None:
    scan = {"read-from-a-scan", "waits-for-recognition"}

    assert [code for code in _codes() - scan if told([code]) == [code]] == []


def test_a_code_of_another_version_is_shown_as_it_is() -> None:
    assert told(["from-elsewhere"]) == ["from-elsewhere"]


def test_a_page_tells_each_oddity_and_who_claims_the_same_message_id(
    app: Flask,
) -> None:
    template = app.jinja_env.get_template("documents/flags.html")
    document = SimpleNamespace(flags=("bare-cr", "bad-base64", "bad-uuencode"))

    with app.test_request_context():
        page = template.render(document=document, namesakes=("d_other",))

    assert page.count("<li>") == 3, "two oddities have one sentence"
    assert "bare carriage returns" in page
    assert "/documents/d_other" in page
