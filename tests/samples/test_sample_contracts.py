"""Contracts, the amendment and the specification as PDF."""

import re
from dataclasses import replace
from unicodedata import normalize

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ledger.samples.contracts import pdf
from ledger.samples.story import Paper
from ledger.samples.story import PaperKind
from ledger.samples.story import Term
from ledger.samples.told import load

PAPERS = [paper for story in load() for paper in story.papers]
TERMS = [(paper, term) for paper in PAPERS for term in paper.terms]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", normalize("NFC", text)).strip()


def pages(paper: Paper) -> list[str]:
    with pypdfium2.PdfDocument(pdf(paper)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize(("paper", "term"), TERMS)
def test_the_quote_of_a_term_stands_in_its_clause(paper: Paper, term: Term) -> None:
    assert term.quote in paper.clause(term.clause)


@pytest.mark.parametrize(("paper", "term"), TERMS)
def test_the_quote_of_a_term_stands_in_the_pdf(paper: Paper, term: Term) -> None:
    assert folded(term.quote) in folded(" ".join(pages(paper)))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_clause_is_in_the_pdf_behind_its_number(paper: Paper) -> None:
    text = folded(" ".join(pages(paper)))

    for number, section in enumerate(paper.sections, start=1):
        for place, clause in enumerate(section.clauses, start=1):
            assert f"{number}.{place}. {folded(clause)}" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_contract_has_two_to_four_pages(paper: Paper) -> None:
    longest = 4 if paper.kind is PaperKind.CONTRACT else 1
    shortest = 2 if paper.kind is PaperKind.CONTRACT else 1

    assert shortest <= len(pages(paper)) <= longest


@pytest.mark.parametrize("paper", PAPERS)
def test_every_font_is_embedded(paper: Paper) -> None:
    with pypdfium2.PdfDocument(pdf(paper)) as document:
        for page in document:
            texts = [
                item
                for item in page.get_objects()
                if isinstance(item, pypdfium2.PdfTextObj)
            ]

            assert texts
            assert all(item.get_font().is_embedded for item in texts)


def test_words_are_never_read_as_markup() -> None:
    paper = PAPERS[0]
    hostile = '#read("story.toml") $x$ *b* #panic() \\ @x'

    text = folded(pages(replace(paper, opening=(hostile,)))[0])

    assert hostile in text


def test_an_amendment_takes_over_later_than_the_contract() -> None:
    [story] = [story for story in load() if story.key == "POLAR"]
    contract = {term.name: term for term in story.paper("contract").terms}

    for term in story.paper("amendment").terms:
        assert term.from_day > contract[term.name].from_day
        assert term.value != contract[term.name].value
