"""Layers: the words of a page lie where they stand, and say where they are from."""

import pytest
import typst

from ledger.domain.document import Document
from ledger.domain.errors import NotFoundError
from ledger.opened import Ledger
from ledger.services import layers
from ledger.services import requests
from ledger.services.passages import Words
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import nord
from tests.acts import take_in

PAGES = 90


@pytest.fixture
def paper(ledger: Ledger) -> Document:
    """A long paper: a wish with its number on every page."""
    nord(ledger)
    wishes = "\n#pagebreak()\n".join(
        f"Wish {number}: a bigger logo, notwithstanding acknowledgements."
        for number in range(1, PAGES + 1)
    )
    source = f"#set page(width: 160pt, height: 120pt)\n{wishes}"
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    take_in(ledger, {"wishes.pdf": made})
    [found] = every_document(ledger)
    return found


@pytest.mark.parametrize("number", [1, 42, PAGES])
def test_the_words_of_any_page_are_those_of_the_reading(
    ledger: Ledger, paper: Document, number: int
) -> None:
    assert paper.reading
    reading = ledger.readings(paper.reading)
    page = reading.pages[number - 1]

    for _again in range(2):
        layer = layers.of_page(ledger, paper.id, number)

        assert (layer.width, layer.height) == (page.width, page.height)
        assert [(w.start, w.end, w.x, w.y) for w in layer.words] == [
            (w.start, w.end, w.x0, w.y0) for w in page.words
        ]
        assert all(w.text == reading.text[w.start : w.end] for w in layer.words)
        assert layer.words[1].text == f"{number}:"


def test_the_words_of_pages_are_taken_apart_once_for_those_around(
    ledger: Ledger, paper: Document
) -> None:
    layers.of_page(ledger, paper.id, 2)
    assert paper.reading
    ledger.blobs.path(paper.reading).unlink()

    assert layers.of_page(ledger, paper.id, 40).words


def test_words_of_a_request_name_it_until_it_is_taken_back(
    ledger: Ledger, paper: Document
) -> None:
    words = Words(document=paper.id, quote="a bigger logo", near=0)
    label = requests.record(ledger, ACTOR, "NORD", words).label

    def used() -> set[str]:
        layer = layers.of_page(ledger, paper.id, 1)
        return {word.text for word in layer.words if word.used == label}

    assert used() == {"a", "bigger", "logo,"}
    requests.withdraw(ledger, ACTOR, label, "asked twice")
    assert used() == set()


@pytest.mark.parametrize("number", [0, PAGES + 1])
def test_a_page_that_is_not_there_is_not_found(
    ledger: Ledger, paper: Document, number: int
) -> None:
    with pytest.raises(NotFoundError):
        layers.of_page(ledger, paper.id, number)


def test_a_file_without_pages_has_no_page_of_words(ledger: Ledger) -> None:
    take_in(ledger, {"note.txt": b"A bigger logo."})
    [note] = every_document(ledger)

    with pytest.raises(NotFoundError):
        layers.of_page(ledger, note.id, 1)
