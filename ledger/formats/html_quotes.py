"""What elements of a page say of quoting: by their names in mail programs.

A ``blockquote`` is a quote, unless a program only indents with it; so is what The Bat!
puts beside a stripe, below a line that says who wrote. Other elements begin a message
of others: a head stands in them, or a line that says who wrote.
"""

import re

from selectolax.lexbor import LexborNode

INDENT = re.compile(
    r"margin\s*:\s*0(?:px)?\s+0(?:px)?\s+0(?:px)?\s+40px", re.IGNORECASE
)
BORDERLESS = re.compile(r"border\s*:\s*(?:none|0(?:px)?\b)", re.IGNORECASE)
"""How Gmail, Outlook and Apple's Mail indent one's own words."""

CLASSES = re.compile(
    r"(?:^|\s)(?:gmail_attr|moz-cite-prefix|moz-forward-container|yahoo_quoted"
    r"|moz-email-headers-table|protonmail_quote|tutanota_quote|zmail_extra|hs_reply"
    r"|OutlookMessageHeader|ms-outlook-mobile-reference-message)(?:$|\s)"
)
IDS = re.compile(
    r"(?:x_|yiv\d{1,12})*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION"
    r"|stopSpelling|mail-editor-reference-message-container|reply-intro|zwchr"
    r"|isReplyContent|isForwardContent)"
)
TIMED = re.compile(r".*\d\D{0,20}\d{1,2}[:.]\d\d(?!\d).*[:：]")
"""A line that says when somebody wrote."""

LONGEST = 300
THIN = re.compile(r"\s*[1-4](?:px)?\s*")
MARKER = re.compile(r"__(?:QUOTED_TEXT|HEADERS|DIVIDER)__")


def quotes(node: LexborNode) -> bool:
    """Tell whether the words in an element are quoted."""
    if node.tag != "blockquote":
        return False
    said = node.attributes
    if said.get("type") == "cite" or said.get("cite"):
        return True
    style = said.get("style") or ""
    return not (INDENT.search(style) and BORDERLESS.search(style))


def striped(node: LexborNode, above: str) -> bool:
    """Tell whether a table is a quote beside a stripe, by the line above it."""
    if not TIMED.fullmatch(above[-LONGEST:]):
        return False
    row = node.css_first("tr")
    cells = [each for each in row.iter() if each.tag == "td"] if row else []
    if len(cells) != len(("stripe", "words")) or cells[0].text(strip=True):
        return False
    said = cells[0].attributes
    return (
        bool(said.get("bgcolor"))
        and THIN.fullmatch(said.get("width") or "") is not None
    )


def opens(node: LexborNode) -> bool:
    """Tell whether a message of others begins with an element."""
    said = node.attributes
    name = said.get("id")
    if name and IDS.fullmatch(name):
        return True
    names = said.get("class")
    if names and CLASSES.search(names):
        return True
    return bool(MARKER.fullmatch(said.get("data-marker") or ""))
