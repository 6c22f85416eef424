"""Scans: pages a minute, and how many letters are misread, on pages made up here."""

import io
import os
import resource
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle
from itertools import islice
from pathlib import Path
from random import Random

from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks.table import Row
from ledger.box import Box
from ledger.config import Config
from ledger.domain.scan import Recogniser
from ledger.formats.pictures import recognising
from ledger.formats.pictures.recognising import Sheet
from ledger.samples import scans
from ledger.samples.scans import Wear

_PAGES = 12
_LINES = 34
_BAR = 12
_SENTENCES = {
    "English": (
        "The logo is delivered in two drafts; each further draft is billed at 130 EUR.",
        "Silence of five working days after delivery counts as acceptance of the work.",
        "The client may ask for two rounds of changes at no cost, as set out in 4.2.",
        "Please make the mark bigger and move it to the left edge of the page.",
    ),
    "Russian": (
        "В цену входят две бесплатные правки логотипа, каждая новая стоит 130 евро.",
        "Молчание заказчика в течение пяти рабочих дней считается приёмкой работ.",
        "Исполнитель передаёт исходные файлы после полной оплаты по договору № 14.",
        "Пожалуйста, сделайте знак крупнее и сдвиньте его к левому краю страницы.",
    ),
    "Romanian": (
        "Prețul cuprinde două runde de modificări gratuite; fiecare nouă costă 130.",
        "Tăcerea clientului timp de cinci zile lucrătoare înseamnă acceptarea.",
        "Executantul predă fișierele sursă după plata integrală, conform 7.",
        "Vă rugăm să măriți sigla și să o mutați în partea stângă a paginii.",
    ),
    "Bulgarian": (
        "В цената влизат две безплатни редакции на логото, всяка следваща е 130 евро.",
        "Мълчанието на възложителя в срок от пет работни дни се счита за приемане.",
        "Изпълнителят предава изходните файлове след пълно плащане по договора.",
        "Моля, направете знака по-голям и го преместете към левия край на страницата.",
    ),
}
_WEARS = {
    "clean, 200 dpi": scans.CLEAN,
    "askew 2°, grain, faded": Wear(askew=2.0, dust=18, faded=0.3, blur=0.5),
    "upside down, grain": Wear(turned=180, dust=12),
    "on its side, askew 1°": Wear(turned=90, askew=1.0),
}


def run(folder: Path, number: int) -> list[Row]:  # noqa: ARG001 - as all parts are run
    """Measure speed and errors; one row says so where tesseract is missing."""
    with Box(workers=2) as box:
        program = box.recogniser()
        if program is None:
            return [Row("scans", "not measured", "", "tesseract is missing")]
        wanted = Config(home=folder).languages.split("+")
        how = replace(program, languages=program.of(wanted))
        return [_speed(box, how), _alone(how), *_errors(box, how)]


def _speed(box: Box, how: Recogniser) -> Row:
    """Recognise full pages of all languages, two at a time, as the background does."""
    chance = Random(1)  # noqa: S311 - dust on made-up pages
    names = list(islice(cycle(_SENTENCES), _PAGES))
    wear = Wear(askew=1.0, dust=10)
    made = [scans.worn(_page(name, _LINES), wear, chance) for name in names]
    data = scans.pdf(made)

    def one(page: int) -> None:
        box.recognise(io.BytesIO(data), page, how)

    with ThreadPoolExecutor(2) as threads:
        began = time.perf_counter()
        list(threads.map(one, range(1, _PAGES + 1)))
        took = time.perf_counter() - began
    busy = os.getloadavg()[0]
    note = f"{_PAGES} full A4 pages, 200 dpi, {'+'.join(how.languages)}, two at once"
    return Row(
        "scans, pages a minute",
        f"{_PAGES * 60 / took:.0f}",
        f"≥ {_BAR}",
        f"{note}; load {busy:.1f} on {os.cpu_count()} cores",
    )


def _alone(how: Recogniser) -> Row:
    """Recognise one full page here, and count the seconds of the processor alone."""
    chance = Random(1)  # noqa: S311 - dust on a made-up page
    worn = scans.worn(_page("Russian", _LINES), Wear(askew=1.0, dust=10), chance)
    page = Sheet(worn, 200, 595.0, 842.0)
    before = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    recognising.reading(page, 1, how)
    after = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    children = after[0].ru_utime + after[0].ru_stime
    children -= before[0].ru_utime + before[0].ru_stime
    took = children + after[1] - before[1]
    note = "whatever else the machine does; tesseract alone needs "
    return Row(
        "scans, seconds of the processor a page",
        f"{took:.1f} s",
        f"< {2 * 60 / _BAR:.0f} s",
        f"{note}{children:.1f} s",
    )


def _errors(box: Box, how: Recogniser) -> list[Row]:
    rows = []
    for worn, wear in _WEARS.items():
        for name in _SENTENCES:
            chance = Random(2)  # noqa: S311 - dust on made-up pages
            picture = scans.worn(_page(name, 8), wear, chance)
            found = _read(box, how, picture)
            said = scans.words_of(_paragraphs(name, 8))
            share = Levenshtein.normalized_distance(found, said)
            rows.append(
                Row(f"letters misread, {name}", f"{share:.2%}", "", f"page {worn}")
            )
    columns = scans.page(_paragraphs("English", 24), columns=2, size=10)
    share = Levenshtein.normalized_distance(
        _read(box, how, columns), scans.words_of(_paragraphs("English", 24))
    )
    return [*rows, Row("letters misread, two columns", f"{share:.2%}", "", "English")]


def _read(box: Box, how: Recogniser, picture: Image.Image) -> str:
    found = box.recognise(io.BytesIO(scans.pdf([picture])), 1, how).text
    return " ".join(found.replace("\u00ad\n", "").split())


def _paragraphs(name: str, lines: int) -> Sequence[str]:
    return list(islice(cycle(_SENTENCES[name]), lines))


def _page(name: str, lines: int) -> Image.Image:
    return scans.page(_paragraphs(name, lines), size=11)
