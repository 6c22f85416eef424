"""A mail's HTML for display: nothing active, nothing remote, its own images inside.

What comes out is a fragment: the page that shows it brings the frame and the policy.
"""

import io
import re
import warnings
from base64 import b64encode
from collections.abc import Iterator
from html import escape

import nh3
from PIL import Image

from ledger.formats import charset
from ledger.formats import sniff
from ledger.formats.mail import body
from ledger.formats.mail import opaque
from ledger.formats.mail import parts
from ledger.formats.outlook import compound
from ledger.formats.outlook import letter
from ledger.formats.outlook import stored
from ledger.formats.outlook import tnef
from ledger.formats.source import Source
from ledger.formats.text import tidied

MOST_LETTERS = 2 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_IMAGE_BYTES = 10 * 1024 * 1024
SHOWN_EDGE = 2000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
BOMBS = (Image.DecompressionBombError, OverflowError, EOFError, IndexError, KeyError)

TAGS = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdo big blockquote br caption center cite code col colgroup dd del"
        " div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol"
        " p pre q s samp small span strike strong sub sup table tbody td tfoot th"
        " thead tr tt u ul var wbr",
    )
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height", "title"},
    "td": {"colspan", "rowspan", "align", "valign", "width"},
    "th": {"colspan", "rowspan", "align", "valign", "width"},
    "table": {"align", "border", "cellpadding", "cellspacing", "width"},
    "tr": {"align", "valign"},
    "ol": {"start", "type"},
    "li": {"value"},
    "p": {"align", "dir"},
    "div": {"align", "dir"},
    "bdo": {"dir"},
    "span": {"dir"},
}


def sanitise(data: bytes) -> str:
    """Return the body of a mail, or a page of HTML, made safe to show."""
    source = Source(head=data, rest=io.BytesIO())
    if sniff.is_web_page(source):
        return _cleaned(tidied(charset.guess(data)), {})
    budget = parts.Budget()
    root = _root(data, budget)
    images = _images(root, budget)
    shown = [_shown(part, images, budget) for part in body.display(root)]
    return "\n<hr>\n".join(shown)


def _root(data: bytes, budget: parts.Budget) -> parts.Part:
    """Return the parts of a mail, in whatever file it came."""
    if data.startswith(sniff.OLE):
        return letter.letter(stored.item(compound.read(data)), budget).root
    if data.startswith(tnef.MARK):
        return letter.letter(tnef.item(data), budget).root
    return parts.parse(data, budget)


def _shown(part: parts.Part, images: dict[str, str], budget: parts.Budget) -> str:
    text = body.decoded(part, budget)
    if part.media_type != "text/html" or len(text) > MOST_LETTERS:
        return f"<pre>{escape(text)}</pre>"
    return _cleaned(text, images)


def _cleaned(html: str, images: dict[str, str]) -> str:
    def keep(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) != ("img", "src"):
            return value
        return images.get(value.strip().removeprefix("cid:").strip())

    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags={"script", "style", "title", "template"},
        attributes=ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        strip_comments=True,
        link_rel="noopener noreferrer nofollow",
    )


def _images(root: parts.Part, budget: parts.Budget) -> dict[str, str]:
    found: dict[str, str] = {}
    left = MOST_IMAGE_BYTES
    for part in _leaves(root):
        if not part.content_id or not part.media_type.startswith("image/"):
            continue
        picture = _encoded_anew(part.data(budget))
        if picture and len(picture) <= left:
            found[part.content_id] = picture
            left -= len(picture)
    return found


def _leaves(root: parts.Part) -> Iterator[parts.Part]:
    """Yield all leaves, those inside a signature too."""
    for part in root.leaves():
        yield part
        if (inside := opaque.signed(part)) is not None:
            yield from _leaves(inside)


def _encoded_anew(data: bytes) -> str | None:
    """Return an image as a ``data:`` address, written anew; None if it is none."""
    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                image.thumbnail((SHOWN_EDGE, SHOWN_EDGE))
                image.convert("RGBA").save(out, format="PNG")
    except (OSError, ValueError, SyntaxError, Warning, *BOMBS):
        return None
    return "data:image/png;base64," + b64encode(out.getvalue()).decode("ascii")
