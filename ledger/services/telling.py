"""How a story is told in words: a heading for each line, and what a round came to."""

from ledger.domain.request import Strength
from ledger.domain.revision import Ground
from ledger.domain.revision import Line
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.services.stories import Part
from ledger.services.stories import Scene

_HEADINGS = {
    Part.BEFORE: said("Before it, in the same thread"),
    Part.WORDS: said("What was asked for"),
    Part.WARNING: said("Our warning"),
    Part.ROUND: said("The revision round"),
    Part.AFTER: said("After it, in the same thread"),
}
_CONFIRMED = {
    Strength.SIGNED: said("Confirmed by a signed document"),
    Strength.SCANNED: said("Confirmed by a scan"),
    Strength.MAILED: said("Confirmed in a message"),
}
_FOR_NOTHING = {
    Ground.DEFECT: said("a defect of ours, so it does not count"),
    Ground.CHANGE_ORDER: said("a change order with a price of its own"),
    Ground.GOODWILL: said("goodwill, so it does not count"),
}
_WITHOUT_A_WISH = said("no request in it is a wish, so it does not count")


def heading(scene: Scene) -> Sentence:
    """Return what a line of a story is about."""
    if scene.support and scene.support.strength:
        return _CONFIRMED[scene.support.strength]
    return _HEADINGS[scene.part]


def round_told(line: Line) -> Sentence:
    """Return in a sentence how a round counts, and what it costs."""
    return said("Round %(number)s: %(how)s.", number=line.number, how=_how(line))


def _how(line: Line) -> Sentence:
    found = line.round
    if found.excluded is not None:
        return said("excluded from the count (%(why)s)", why=found.excluded)
    if not found.counts:
        return _FOR_NOTHING.get(found.ground, _WITHOUT_A_WISH)
    if line.free is None:
        return said("it counts; no term says how many rounds are free")
    return _free(line) if line.free else _paid(line)


def _free(line: Line) -> Sentence:
    allowed = line.allowance.number
    if allowed is None:
        return said("free; rounds are not limited")
    return counted(
        "%(n)s of %(num)s free round",
        "%(n)s of %(num)s free rounds",
        allowed,
        n=line.ordinal,
    )


def _paid(line: Line) -> Sentence:
    allowed = line.allowance.number or 0
    price = line.price
    if price is None or price.money is None:
        return counted(
            "paid, after %(num)s free round; its price is not known",
            "paid, after %(num)s free rounds; its price is not known",
            allowed,
        )
    if price.at_least:
        return counted(
            "paid, after %(num)s free round, at least %(price)s",
            "paid, after %(num)s free rounds, at least %(price)s",
            allowed,
            price=price.money,
        )
    return counted(
        "paid, after %(num)s free round, %(price)s",
        "paid, after %(num)s free rounds, %(price)s",
        allowed,
        price=price.money,
    )
