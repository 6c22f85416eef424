"""The handbook: Markdown pages of our own, shown in the application.

They lie in ``ledger/help``; the first heading of a page is its title, the first
paragraph says what it is for, and the number before its name is its place in the list.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import escape
from markupsafe import Markup

FOLDER = Path(__file__).parent.parent / "help"
PICTURES = FOLDER / "pictures"

_TITLE = re.compile(r"\A# (.+)\n+((?:(?!\n\n)(?:.|\n))*)")
_CODE = re.compile(r"<td><code>([a-z][a-z0-9.-]*)</code></td>")
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>")
_LINK = re.compile(r'href="([0-9]+-)?([a-z-]+)\.md(#[^"]*)?"')
_PICTURE = re.compile(r'<img src="pictures/([a-z-]+\.png)" alt="([^"]*)" ?/?>')
_MARKS = re.compile(r"[*`]|<[^>]+>")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the handbook."""

    name: str
    title: str
    summary: str
    text: str


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return all pages, in their order."""
    return tuple(_chapter(path) for path in sorted(FOLDER.glob("*.md")))


def chapter(name: str) -> Chapter | None:
    """Return a page by its name; None where there is none."""
    return next((each for each in chapters() if each.name == name), None)


def html(found: Chapter, address: str, pictures: str) -> Markup:
    """Return a page as HTML.

    Args:
        found: the page.
        address: where pages are, with a slash at the end.
        pictures: where pictures are, with a slash at the end.
    """
    body = found.text.partition("\n")[2]
    made = _parser().render(body)
    made = _HEADING.sub(_with_anchor, made)
    made = _CODE.sub(r'<td id="\1"><code>\1</code></td>', made)
    made = _LINK.sub(rf'href="{escape(address)}\2\3"', made)
    made = _PICTURE.sub(
        rf'<a href="{escape(pictures)}\1"><img src="{escape(pictures)}\1" alt="\2" '
        r'loading="lazy"></a>',
        made,
    )
    made = made.replace("<table>", '<div class="scroll" tabindex="0"><table>')
    return Markup(made.replace("</table>", "</table></div>"))  # noqa: S704 - our own pages, in which HTML is off


def anchor(heading: str) -> str:
    """Return the name under which a heading can be linked to."""
    words = _MARKS.sub("", heading).lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")


def _chapter(path: Path) -> Chapter:
    text = path.read_text("utf-8")
    found = _TITLE.match(text)
    if found is None:
        message = f"{path.name} has no title"
        raise ValueError(message)
    summary = " ".join(_MARKS.sub("", found[2]).split())
    return Chapter(path.stem.partition("-")[2], found[1], summary, text)


def _with_anchor(found: re.Match[str]) -> str:
    level, words = found[1], found[2]
    return f'<h{level} id="{anchor(words)}">{words}</h{level}>'


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
