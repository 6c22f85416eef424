"""Where the words of a query stand in a text.

Pure functions over our own analysis: hits, pages of a PDF and mails are marked alike.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from functools import lru_cache
from itertools import islice

from index import analysis
from index.analysis import Compound
from index.analysis import Piece
from index.analysis import Token
from index.beginnings import Beginnings
from index.beginnings import beginnings
from index.known import Known
from index.paragraphs import in_languages
from index.query import Fuzzy
from index.query import Near
from index.query import Phrase
from index.query import positive
from index.query import Prefix
from index.query import Said
from index.query import Tree
from index.query import Word
from index.slips import is_near
from index.windows import spans

Mark = tuple[int, int]
"""From the first letter to behind the last, in code points of the text."""

MOST_KNOWN = 1 << 14
"""Of how many words it is kept whether they are wanted."""


def marks(text: str, tree: Tree, language: str) -> list[Mark]:
    """Return where a text answers a query, in order, none over another.

    Args:
        text: of a document.
        tree: of the query; what it negates is never marked.
        language: of the document; empty where it is not known. A part of the text may
            be in another.
    """
    said = positive(tree)
    if not said:
        return []
    found: list[Mark] = []
    for low, high, spoken in in_languages(text, language):
        wanted = _wanted(tuple(said), spoken)
        marked, leads = _known(tuple(said), spoken)
        for chunk in analysis.chunks(text, low, high):
            word, at = chunk.group(), chunk.start()
            if there := marked[word]:
                found.extend([(at + start, at + end) for start, end in there])
            if wanted.longer and leads[word]:
                found.extend(wanted.beginning_at(text, at, word))
    for one in said:
        if isinstance(one, Near):
            found.extend(_near(text, one))
    return _apart(found)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be marked."""

    phrases: frozenset[tuple[str, ...]]
    longer: frozenset[tuple[str, ...]]
    """The phrases of more than one piece."""

    prefixes: tuple[str, ...]
    nearly: tuple[tuple[str, int], ...]
    """Words that may be spelled with so many slips."""

    stems: frozenset[str]
    clues: frozenset[str]
    """The stems, and the first words of the phrases."""

    beginnings: Beginnings | None
    """How what is to be marked begins; None where that may be any way."""

    language: str

    def leads(self, chunk: str) -> bool:
        """Tell whether a longer phrase may begin in a run of characters."""
        first = {phrase[0] for phrase in self.longer}
        return self._allows(chunk) and not first.isdisjoint(
            analysis.forms(analysis.compounds(chunk))
        )

    def inside(self, chunk: str) -> tuple[Mark, ...]:
        """Return what is marked of a run of characters without spaces, in itself."""
        if not self._allows(chunk) or not self._has_clue(chunk):
            return ()
        return tuple(self._marked(chunk))

    def _allows(self, chunk: str) -> bool:
        """Tell whether what is wanted may begin like a run of characters."""
        return self.beginnings is None or self.beginnings.allow(chunk)

    def _has_clue(self, chunk: str) -> bool:
        """Tell whether a run of characters has anything that is wanted."""
        return not self.clues.isdisjoint(_clues(chunk, self.language)) or (
            bool(self.prefixes or self.nearly) and self._looks_like_one(chunk)
        )

    def _looks_like_one(self, chunk: str) -> bool:
        """Tell whether a piece or a whole begins or is spelled as is wanted."""
        return any(
            any(map(self._may_be, found.whole))
            or any(self._may_be(p.text) for p in found.pieces)
            for found in analysis.compounds(chunk)
        )

    def _marked(self, chunk: str) -> Iterator[Mark]:
        for compound in analysis.compounds(chunk):
            for piece in compound.pieces:
                if (
                    (piece.text,) in self.phrases
                    or self._may_be(piece.text)
                    or self._sounds(piece, named=chunk[piece.start].isupper())
                ):
                    yield (piece.start, piece.end)
            if self._is_whole(compound) or self._is_form(compound):
                yield (compound.pieces[0].start, compound.pieces[-1].end)

    def beginning_at(self, text: str, start: int, chunk: str) -> Iterator[Mark]:
        """Yield the longer phrases that begin in the chunk that starts there."""
        inside = len(analysis.forms(analysis.compounds(chunk)))
        reach = inside + max(map(len, self.longer)) - 1
        here = list(islice(analysis.tokens(text, start), reach))
        for at, token in enumerate(here[:inside]):
            for phrase in self.longer:
                run = here[at : at + len(phrase)]
                if tuple(one.text for one in run) == phrase:
                    yield (token.start, run[-1].end)

    def _is_whole(self, compound: Compound) -> bool:
        """Tell whether a compound as a whole is wanted, or is like something wanted."""
        return any(
            self._may_be(whole) or (whole,) in self.phrases for whole in compound.whole
        )

    def _may_be(self, form: str) -> bool:
        """Tell whether a form begins as is wanted, or is spelled nearly so."""
        return form.startswith(self.prefixes) or any(
            is_near(form, word, slips) for word, slips in self.nearly
        )

    def _is_form(self, compound: Compound) -> bool:
        """Tell whether a word is a form of a wanted one."""
        if not self.stems:
            return False
        return not self.stems.isdisjoint(_stems(compound, self.language))

    def _sounds(self, piece: Piece, *, named: bool) -> bool:
        """Tell whether a piece is a form of a wanted word, in whatever letters."""
        alone = Compound((piece,), ())
        if not self.stems or self._is_form(alone):
            return bool(self.stems)
        sounds = analysis.document_sounds(alone, self.language, named=named)
        return not self.stems.isdisjoint(sounds)


@lru_cache(maxsize=1 << 16)
def _clues(chunk: str, language: str) -> tuple[str, ...]:
    """Return stems, pieces and wholes of a chunk; no stem looks like another kind."""
    stems = (term for term, _weight in analysis.chunk_stems(chunk, language))
    found = analysis.compounds(chunk)
    wholes = (whole for compound in found for whole in compound.whole)
    return (*stems, *analysis.forms(found), *wholes)


@lru_cache(maxsize=1 << 12)
def _stems(compound: Compound, language: str) -> frozenset[str]:
    """Return the stems of a word that looks like a wanted one."""
    return analysis.document_stems(compound, language)


@lru_cache(maxsize=1 << 7)
def _known(
    said: tuple[Said, ...], language: str
) -> tuple[Known[tuple[Mark, ...]], Known[bool]]:
    """Return what is marked of runs of characters, and where longer phrases begin."""
    wanted = _wanted(said, language)
    return Known(wanted.inside, MOST_KNOWN), Known(wanted.leads, MOST_KNOWN)


@lru_cache(maxsize=1 << 7)
def _wanted(said: tuple[Said, ...], language: str) -> _Wanted:
    """Gather what the words of a query are marked by."""
    prefixes = tuple(analysis.fold(one.text) for one in said if isinstance(one, Prefix))
    nearly = tuple(
        (analysis.fold(one.text), one.slips) for one in said if isinstance(one, Fuzzy)
    )
    phrases, stems = _phrases(said), _stems_of(said, language)
    first = frozenset(phrase[0] for phrase in phrases)
    return _Wanted(
        phrases,
        frozenset(phrase for phrase in phrases if len(phrase) > 1),
        prefixes,
        nearly,
        stems,
        first | stems,
        None if nearly else beginnings([*first, *prefixes], stems, language),
        language,
    )


def _phrases(said: Sequence[Said]) -> frozenset[tuple[str, ...]]:
    """Return the exact forms, one after the other, by which words are marked."""
    phrases: set[tuple[str, ...]] = set()
    for one in said:
        compounds = analysis.words(one.text)
        match one:
            case Phrase():
                phrases.add(analysis.forms(compounds))
            case Word():
                for compound in compounds:
                    phrases.add(analysis.forms([compound]))
                    phrases.update((whole,) for whole in compound.whole)
                    phrases.update(map(_forms, analysis.spellings(compound)))
    return frozenset(filter(None, phrases))


def _stems_of(said: Sequence[Said], language: str) -> frozenset[str]:
    """Return the stems by which words of a document are marked."""
    stems: set[str] = set()
    for one in said:
        if isinstance(one, Word):
            for compound in analysis.words(one.text):
                stems |= analysis.query_stems(compound, frozenset((language,)))
    return frozenset(stems)


def _near(text: str, near: Near) -> Iterator[Mark]:
    """Yield the words of a text that stand near each other as is asked."""
    pieces = analysis.forms(analysis.words(near.text))
    wanted = frozenset(pieces)
    listed = list(_tokens_of(text, wanted))
    places: dict[str, list[int]] = {}
    for token in listed:
        places.setdefault(token.text, []).append(token.position)
    windows = spans(places, pieces, near.apart)
    begun, reach = 0, -1
    for token in listed:
        while begun < len(windows) and windows[begun][0] <= token.position:
            reach = max(reach, windows[begun][1])
            begun += 1
        if token.position <= reach:
            yield (token.start, token.end)


def _tokens_of(text: str, wanted: frozenset[str]) -> Iterator[Token]:
    """Yield the pieces of a text that are wanted, in their places."""
    pieces = _pieces_in()
    position = 0
    for chunk in analysis.chunks(text):
        there = pieces[chunk.group()]
        if not wanted.isdisjoint(there):
            for token in islice(analysis.tokens(text, chunk.start()), len(there)):
                if token.text in wanted:
                    yield replace(token, position=position + token.position)
        position += len(there)


@cache
def _pieces_in() -> Known[tuple[str, ...]]:
    """Return the exact forms of the pieces of each run of characters."""
    return Known(lambda chunk: analysis.forms(analysis.compounds(chunk)), MOST_KNOWN)


def _forms(compound: Compound) -> tuple[str, ...]:
    return analysis.forms([compound])


def _apart(found: list[Mark]) -> list[Mark]:
    """Return marks in order, those that touch or lie over each other joined."""
    apart: list[Mark] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart
