"""What every page rests on: vendored files, icons, the meter; nothing inline."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined

import ledger
from ledger.domain.contract import Term
from ledger.domain.provision_rules import provision
from ledger.domain.revision import Account
from ledger.domain.revision import account
from ledger.domain.revision import Ground
from ledger.domain.revision import RevisionRound

STATIC = Path(ledger.__file__).parent / "static"
TEMPLATES = Path(ledger.__file__).parent.parent / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))


@pytest.fixture
def pages() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals["static_url"] = "/static/{}".format
    return environment


def test_a_vendored_file_has_the_digest_that_is_listed() -> None:
    listed = re.findall(
        r"^\| `(\S+)` .*`([0-9a-f]{64})` \|$",
        (STATIC / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )

    found = {name: (STATIC / name).read_bytes() for name, _ in listed}

    assert len(listed) == 10
    for name, digest in listed:
        assert hashlib.sha256(found[name]).hexdigest() == digest, name


def test_every_licence_that_is_named_is_there() -> None:
    named = re.findall(r"\((licences/\S+)\)", (STATIC / "README.md").read_text("utf-8"))

    assert named
    assert all((STATIC / name).is_file() for name in named)


def test_a_font_is_fetched_by_the_digest_of_its_bytes() -> None:
    sheet = (STATIC / "fonts.css").read_text("utf-8")
    fonts = re.findall(r'url\("([^?]+)\?v=([0-9a-f]{12})"\)', sheet)

    assert len(fonts) == 8
    for name, version in fonts:
        digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
        assert digest.startswith(version), name


def test_every_icon_of_the_pages_is_in_the_sprite() -> None:
    sprite = (STATIC / "icons.svg").read_text("utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = set()
    for page in PAGES:
        used |= set(re.findall(r"""icon\(\s*["']([a-z0-9-]+)["']""", page.read_text()))

    assert used
    assert used <= drawn


OWN_STYLE = {
    "documents/safe.html": "a frame apart, whose policy allows its own style",
    "pull/page.html": "a file that is handed out and has nothing around it",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_no_style_and_no_script_inside(page: Path) -> None:
    text = page.read_text("utf-8")

    assert not re.search(r"""\s(style|on[a-z]+|hx-on\S*)=["']""", text)
    if page.relative_to(TEMPLATES).as_posix() not in OWN_STYLE:
        assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


def standing(free: str | None, wishes: int) -> Account:
    """Return the account after some wishes, with an allowance or with no term."""
    day = date(2025, 3, 14)
    rounds = [
        RevisionRound(
            id=f"r{number}",
            project="p",
            deliverable="logo",
            opened_on=day,
            ground=Ground.WISH,
            position=number,
        )
        for number in range(wishes)
    ]
    terms = [] if free is None else [term(free, day)]
    return account("logo", terms, rounds, day)


def term(free: str, day: date) -> Term:
    return Term(
        id="t",
        project="p",
        provision=provision("free-rounds", free),
        from_day=day,
        document="d",
        quote="three rounds",
        start=0,
        end=12,
        page=1,
        clause="4.2",
        position=1,
    )


@pytest.mark.parametrize(
    ("free", "wishes", "sentence"),
    [
        ("3", 0, "3 free left"),
        ("3", 1, "2 free left"),
        ("3", 3, "0 free left"),
        ("3", 4, "0 free left · 1 paid"),
        ("0", 2, "0 free left · 2 paid"),
        ("unlimited", 2, "2 used, no limit"),
        (None, 1, "Free rounds not entered yet"),
    ],
)
def test_the_meter_says_in_words_what_is_left(
    pages: Environment, free: str | None, wishes: int, sentence: str
) -> None:
    macros = pages.get_template("macros/meter.html").make_module()

    said = macros.left(standing(free, wishes))  # type: ignore[attr-defined]

    assert re.search(rf">{re.escape(sentence)}</p>", said)


@pytest.mark.parametrize(
    ("free", "wishes", "used", "paid", "left"),
    [("3", 1, 1, 0, 2), ("3", 4, 3, 1, 0), ("0", 1, 0, 1, 0), (None, 2, 2, 0, 0)],
)
def test_the_meter_draws_a_segment_for_each_round(
    pages: Environment, free: str | None, wishes: int, used: int, paid: int, left: int
) -> None:
    macros = pages.get_template("macros/meter.html").make_module()

    drawn = macros.segments(standing(free, wishes))  # type: ignore[attr-defined]

    assert drawn.count('class="u"') == used
    assert drawn.count('class="x"') == paid
    assert drawn.count("free, not used") == left


def test_what_somebody_wrote_cannot_become_markup(pages: Environment) -> None:
    macros = pages.get_template("macros/timeline.html").make_module()

    said = macros.said("<img src=x onerror=alert(1)>")  # type: ignore[attr-defined]

    assert "&lt;img" in said
    assert "<img" not in said
