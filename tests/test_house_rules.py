"""Rules of the house that no linter knows, held over the syntax tree."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import nodes

ROOT = Path(__file__).resolve().parent.parent
MODULES = [
    path for name in ("ledger", "index") for path in sorted((ROOT / name).rglob("*.py"))
]
PAGES = sorted((ROOT / "templates").rglob("*.html"))

CLOCKS = {
    "now": "asks the clock",
    "utcnow": "asks the clock",
    "today": "asks the clock",
    "time": "asks the clock",
}
READS_THE_CLOCK = {
    "ledger/opened.py now": "the one place that asks for the moment",
    "ledger/store/blobs.py time": "how old a draft is, by the clock of the files",
}
CATCHES_ALL = {
    "ledger/cli/__init__.py": "a door: nobody gets a traceback",
    "ledger/formats/__init__.py": "the box is the place where readers may fail",
    "ledger/formats/chats/entries.py": "the box is the place where readers may fail",
    "ledger/formats/__main__.py": "the box is the place where readers may fail",
    "ledger/services/background.py": "a dead thread would end its duty",
    "ledger/services/fetching.py": "one source must not be asked for without end",
    "ledger/web/running.py": "the failure of a thread is raised again where its end "
    "is asked for",
    "ledger/services/working.py": "one poison file must not stop the rest",
}
SAFE: dict[str, str] = {}
"""Pages with ``|safe``, each with what makes it safe; none so far."""

GETTEXT = {"_", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext"}
PLURAL = {"ngettext", "lazy_ngettext"}

COMPUTED_TEXTS: set[str] = set()
"""Where gettext is handed a text that stands elsewhere; sentences are not."""

BRANDS = {"Scope Ledger", "Python", "SQLite"}
"""Names that are the same in every language."""


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def named(path: Path) -> str:
    """Return a path as it stands in a list of reasons."""
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield the calls in a module."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def asks_the_clock(call: ast.Call) -> str | None:
    """Return by which name a call asks for the time; None where it does not."""
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in CLOCKS:
        return None
    owner = function.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return function.attr if name in {"datetime", "date", "time"} else None


def catches_all(path: Path) -> bool:
    """Tell whether a module catches every exception and goes on."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            names = ast.unparse(node.type) if node.type else "BaseException"
            raises = isinstance(node.body[-1], ast.Raise) and not node.body[-1].exc
            if names in {"Exception", "BaseException"} and not raises:
                return True
    return False


def test_the_clock_is_asked_in_one_place() -> None:
    found = {
        f"{named(path)} {name}"
        for path in MODULES
        for call in calls(path)
        if (name := asks_the_clock(call))
    }

    assert found == set(READS_THE_CLOCK)


def test_every_exception_is_caught_only_at_the_box_and_the_doors() -> None:
    assert {named(path) for path in MODULES if catches_all(path)} == set(CATCHES_ALL)


def test_imports_are_plain() -> None:
    hidden = [
        named(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name | ast.alias)
        and "TYPE_CHECKING" in {getattr(node, "id", ""), getattr(node, "name", "")}
    ]

    assert hidden == []


RUNS_ALONE = "ledger/packing/check.py"
"""A script that is handed out: it has no door but its own output."""


def test_nothing_is_printed_past_the_door() -> None:
    printed = [
        named(path)
        for path in MODULES
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in {"print", "pprint"}
        if named(path) != RUNS_ALONE
    ]

    assert printed == []


def test_a_text_of_the_interface_is_a_constant() -> None:
    computed = {
        named(path)
        for path in MODULES
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in GETTEXT
        for text in call.args[: 2 if call.func.id in PLURAL else 1]
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str))
    }

    assert computed == COMPUTED_TEXTS


@pytest.fixture(scope="module")
def environment() -> Environment:
    """The parser of the templates."""
    return Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )


@pytest.mark.parametrize("template", PAGES, ids=named)
def test_a_text_of_a_template_is_a_constant(
    environment: Environment, template: Path
) -> None:
    parsed = environment.parse(template.read_text("utf-8"))

    computed = [
        call.lineno
        for call in parsed.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
        for text in call.args[: 2 if call.node.name in PLURAL else 1]
        if not isinstance(text, nodes.Const)
    ]

    assert computed == []


def test_nothing_is_called_safe_without_a_reason(environment: Environment) -> None:
    called = {
        named(page)
        for page in PAGES
        for each in environment.parse(page.read_text("utf-8")).find_all(nodes.Filter)
        if each.name == "safe"
    }

    assert called == set(SAFE)


class Words(HTMLParser):
    """The words of a template that no expression and no gettext stands behind."""

    SPOKEN = frozenset({"title", "alt", "placeholder", "aria-label"})
    TYPED = frozenset({"code", "kbd", "samp", "style", "script"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._typed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at what a tag says to people; what they type is not translated."""
        self._typed += tag in self.TYPED
        for name, value in attrs:
            if name in self.SPOKEN:
                self.handle_data(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Note that what is typed has ended."""
        self._typed -= tag in self.TYPED

    def handle_data(self, data: str) -> None:
        """Note words that stand between tags."""
        rest = data.strip(" \n\t·…–—:,.()/")
        spoken = re.sub(r'\brequired\b|[\w-]+="[^"]*"', "", rest)
        if self._typed or rest in BRANDS:
            return
        if re.search(r"[^\W\d_]{2,}", spoken):
            self.found.append(rest)


def untranslated(text: str) -> list[str]:
    """Return the words of a template that stand outside of every expression."""
    plain = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    plain = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", plain, flags=re.DOTALL)
    plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", plain, flags=re.DOTALL)
    words = Words()
    words.feed(plain)
    words.close()
    return words.found


@pytest.mark.parametrize("template", PAGES, ids=named)
def test_every_text_of_a_template_goes_through_gettext(template: Path) -> None:
    assert untranslated(template.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p title="Hello">{{ _("Hello") }}</p>', ["Hello"]),
        ("<p>{% trans %}Hello{% endtrans %} · {{ number }} 12</p>", []),
        ("<p>Type <code>make run</code></p>", ["Type"]),
        ("{# Hello #}<p class='Hello'>{% if hello %}x{% endif %}</p>", []),
    ],
)
def test_the_rule_of_texts_finds_them(text: str, found: list[str]) -> None:
    assert untranslated(text) == found


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("datetime.now(UTC)", "now"),
        ("date.today()", "today"),
        ("datetime.datetime.utcnow()", "utcnow"),
        ("time.time()", "time"),
        ("ledger.now()", None),
        ("revisions.today(ledger, project)", None),
        ("datetime.fromisoformat(text)", None),
    ],
)
def test_the_rule_of_the_clock_knows_it(source: str, name: str | None) -> None:
    [call] = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)]

    assert asks_the_clock(call) == name
