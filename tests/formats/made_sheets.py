"""Spreadsheets and slides as small as they can be, made of what a test wants."""

import io
import zipfile
from collections.abc import Mapping
from collections.abc import Sequence

from msoffcrypto.method.ecma376_agile import ECMA376Agile  # type: ignore[import-untyped]

from tests.formats.made import HEAD
from tests.formats.made import R
from tests.formats.made import RELATIONS
from tests.formats.made import zipped

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OPEN_XML = "application/vnd.openxmlformats-officedocument"
SPACES = f'xmlns="{S}" xmlns:r="{R}"'


def row(number: int, *cells: str, more: str = "") -> str:
    """Return a row; a cell is XML, or words that are put into one."""
    made = [
        cell
        if cell.startswith("<")
        else f'<c r="{"ABCDEFGH"[at]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells)
        if cell
    ]
    return f'<row r="{number}"{more}>{"".join(made)}</row>'


def relations(listed: Sequence[tuple[str, str, str]]) -> str:
    """Return a part of relations: (key, kind, target)."""
    made = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for key, kind, target in listed
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{made}</Relationships>'


def xlsx(
    *sheets: tuple[str, str],
    states: Mapping[str, str] | None = None,
    strings: str = "",
    styles: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    beside: Sequence[tuple[str, str, str]] = (),
    behind: Mapping[str, str] | None = None,
    date_1904: bool = False,
) -> bytes:
    """Return an Excel file of sheets: (name, rows).

    ``behind`` is what stands behind the rows of a sheet; ``beside`` are the relations
    of the first one.
    """
    named = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"'
        f' state="{(states or {}).get(name, "visible")}"/>'
        for at, (name, _) in enumerate(sheets, 1)
    )
    listed = [
        *((f"r{at}", "worksheet", f"worksheets/s{at}.xml") for at, _ in _told(sheets)),
        ("rs", "sharedStrings", "sharedStrings.xml"),
        ("rt", "styles", "styles.xml"),
        ("rp", "person", "persons/person.xml"),
    ]
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'content-types"><Override PartName="/xl/workbook.xml" ContentType='
            f'"{OPEN_XML}.spreadsheetml.sheet.main+xml"/></Types>'
        ),
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f"{HEAD}<workbook {SPACES}><workbookPr"
            f' date1904="{int(date_1904)}"/><sheets>{named}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(listed),
        "xl/sharedStrings.xml": f"{HEAD}<sst {SPACES}>{strings}</sst>",
        "xl/styles.xml": f"{HEAD}<styleSheet {SPACES}>{styles}</styleSheet>",
        "xl/worksheets/_rels/s1.xml.rels": relations(beside),
    }
    for at, (name, rows) in _told(sheets):
        after = (behind or {}).get(name, "")
        cols = "".join(part for part in rows.split("|")[:-1])
        body = rows.rsplit("|", maxsplit=1)[-1]
        made[f"xl/worksheets/s{at}.xml"] = (
            f"{HEAD}<worksheet {SPACES}>{cols}<sheetData>{body}</sheetData>"
            f"{after}</worksheet>"
        )
    return zipped(made | dict(parts or {}))


P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDE = f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"'


def shape(*paragraphs: str, place: str = "", hidden: bool = False) -> str:
    """Return a shape with words; ``place`` is that of a placeholder (``title``)."""
    made = "".join(
        each
        if each.startswith("<")
        else f"<a:p><a:r><a:rPr/><a:t>{each}</a:t></a:r></a:p>"
        for each in paragraphs
    )
    held = f'<p:nvPr><p:ph type="{place}"/></p:nvPr>' if place else ""
    named = f'<p:cNvPr id="1" name="x" hidden="{int(hidden)}"/>'
    return f"<p:sp><p:nvSpPr>{named}{held}</p:nvSpPr><p:txBody>{made}</p:txBody></p:sp>"


def pptx(
    *slides: str,
    hidden: Sequence[int] = (),
    parts: Mapping[str, str | bytes] | None = None,
    beside: Sequence[tuple[str, str, str]] = (),
    named: Sequence[tuple[str, str, str]] = (),
) -> bytes:
    """Return a PowerPoint file; ``beside`` are the relations of the first slide."""
    numbers = range(1, len(slides) + 1)
    listed = [(f"r{at}", "slide", f"slides/slide{at}.xml") for at in numbers]
    order = "".join(f'<p:sldId id="{255 + at}" r:id="r{at}"/>' for at in numbers)
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'content-types"><Override PartName="/ppt/presentation.xml" ContentType='
            f'"{OPEN_XML}.presentationml.presentation.main+xml"/></Types>'
        ),
        "_rels/.rels": relations([("r1", "officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": (
            f"{HEAD}<p:presentation {SLIDE}><p:sldIdLst>{order}</p:sldIdLst>"
            '<p:sldSz cx="9144000" cy="6858000"/></p:presentation>'
        ),
        "ppt/_rels/presentation.xml.rels": relations([*listed, *named]),
        "ppt/slides/_rels/slide1.xml.rels": relations(beside),
    }
    for at, slide in enumerate(slides, 1):
        show = ' show="0"' if at in hidden else ""
        made[f"ppt/slides/slide{at}.xml"] = (
            f"{HEAD}<p:sld {SLIDE}{show}><p:cSld><p:spTree>{slide}</p:spTree>"
            "</p:cSld></p:sld>"
        )
    return zipped(made | dict(parts or {}))


def locked(data: bytes, password: str) -> bytes:
    """Return an Office file that a password protects.

    It is made larger first: what writes it stumbles over very small files.
    """
    whole = io.BytesIO(data)
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("docProps/thumbnail.bin", bytes(range(256)) * 40)
    whole.seek(0)
    return bytes(ECMA376Agile.encrypt(password, whole))


def _told(sheets: Sequence[tuple[str, str]]) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(sheets, 1))
