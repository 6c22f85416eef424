"""Office files as small as they can be, made of what a test wants to be in them."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:x-shapes"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KINDS = ("styles", "numbering", "comments", "footnotes", "endnotes", "header", "footer")


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip of these parts; a ``mimetype`` stands in it as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            packed = None if name != "mimetype" else zipfile.ZIP_STORED
            archive.writestr(name, content, packed)
    return out.getvalue()


def unpacked(data: bytes) -> bytes:
    """Return the same zip with nothing in it packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def docx(
    body: str, parts: Mapping[str, str | bytes] | None = None, links: str = ""
) -> bytes:
    """Return a Word file; parts are named as in ``word/`` (``comments``, ``header1``).

    A part of a known kind is given its root element and its relation.
    """
    named: dict[str, str | bytes] = {}
    relations = [links]
    for name, content in (parts or {}).items():
        kind = name.rstrip("0123456789")
        if kind not in KINDS or not isinstance(content, str):
            named[name] = content
            continue
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        named[f"word/{name}.xml"] = f"{HEAD}<w:{root} {SPACES}>{content}</w:{root}>"
        relations.append(
            f'<Relationship Id="r_{name}" Type="{R}/{kind}" Target="{name}.xml"/>'
        )
    return zipped(
        {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="urn:x-types"><Override '
            f'PartName="/word/document.xml" ContentType="{CONTENT}.document.main+xml"'
            "/></Types>",
            "_rels/.rels": f'{HEAD}<Relationships xmlns="{RELATIONS}"><Relationship '
            f'Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{body}</w:body>"
            "</w:document>",
            "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{RELATIONS}">'
            f"{''.join(relations)}</Relationships>",
            **named,
        }
    )


def link(key: str, address: str, kind: str = "hyperlink") -> str:
    """Return a relation to an address outside."""
    return (
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{address}"'
        ' TargetMode="External"/>'
    )


def run(words: str, looks: str = "") -> str:
    """Return a run of words."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def para(*runs: str, about: str = "") -> str:
    """Return a paragraph of runs, or of plain words."""
    inside = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{about}</w:pPr>{inside}</w:p>"


def by(author: str, at: str = "2025-03-01T10:00:00Z") -> str:
    """Return the attributes that say who did it, and when."""
    return f'w:id="7" w:author="{author}" w:date="{at}"'


def inserted(words: str, author: str = "Anna") -> str:
    """Return a run that was inserted."""
    return f"<w:ins {by(author)}>{run(words)}</w:ins>"


def deleted(words: str, author: str = "Anna") -> str:
    """Return a run that was deleted."""
    return (
        f"<w:del {by(author)}><w:r>"
        f'<w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'
    )


def table(*rows: list[str]) -> str:
    """Return a table; a cell is words, or paragraphs and tables of its own."""

    def cell(content: str) -> str:
        inside = content if content.startswith("<") else para(content)
        return f"<w:tc>{inside}</w:tc>"

    listed = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{listed}</w:tbl>"


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_SPACES = (
    " ".join(
        f'xmlns:{name}="{ODF}{name}:1.0"'
        for name in ("office", "text", "table", "style", "form", "meta", "manifest")
    )
    + f' xmlns:draw="{ODF}drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt(
    body: str,
    styles: str = "",
    pages: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return an OpenDocument text; ``pages`` goes into its ``styles.xml``."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{HEAD}<office:document-content {ODF_SPACES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"{HEAD}<office:document-styles {ODF_SPACES}>{pages}"
            "</office:document-styles>",
            **(parts or {}),
        }
    )


def region(key: str, kind: str, author: str, inside: str = "") -> str:
    """Return a tracked change of an OpenDocument text."""
    return (
        f'<text:changed-region xml:id="{key}" text:id="{key}"><text:{kind}>'
        f"<office:change-info><dc:creator>{author}</dc:creator>"
        f"<dc:date>2025-03-01T10:00:00</dc:date></office:change-info>{inside}"
        f"</text:{kind}></text:changed-region>"
    )
