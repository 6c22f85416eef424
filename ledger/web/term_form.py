"""The form of a term: what its fields say, of the kind that was chosen."""

from collections.abc import Mapping

from flask_babel import gettext as _

from ledger.domain import provision_rules as rules
from ledger.domain.money import known_currency
from ledger.domain.money import Money
from ledger.domain.provision import Provision
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit
from ledger.domain.provision import UNLIMITED
from ledger.web.forms import Form


def provision(form: Form) -> Provision | None:
    """Return what the fields of the chosen kind of term say; None where it is wrong."""
    name = form.typed("name")
    if name == TermName.FURTHER_ROUND_RATE:
        return _price(form, name, "amount", form.typed("unit"))
    if name == TermName.FURTHER_ROUND_MINIMUM:
        return _price(form, name, "least", form.typed("measure"))
    if name == TermName.FREE_ROUNDS:
        number = UNLIMITED if form.typed("unlimited") else form.typed("number")
        with form.blame("number"):
            chosen = form.typed("counting") or None
            return rules.provision(name, number, form.typed("per"), counting=chosen)
        return None
    return _other(form, name)


def _other(form: Form, name: str) -> Provision | None:
    """Return what the one field of a kind says, with what belongs to that kind."""
    field = _FIELDS.get(name, "words")
    value = form.needed(field, _("Fill this in."))
    counted = name in _PERIODS and (name != TermName.PAYMENT_DAY or value.isdecimal())
    unit = form.typed("period") if counted else None
    due = form.day("due") if name == TermName.CLIENT_OBLIGATION else None
    limit = _limit(form) if name == TermName.AUTHORISED_PERSON else None
    with form.blame(field if name in set(TermName) else "name"):
        typed = _plain(value) if field in _NUMBERS else value
        found = rules.provision(name, typed, None, unit, due=due, limit=limit)
        return found if form.right else None
    return None


_NUMBERS = {"days", "step"}
_FIELDS: Mapping[str, str] = {
    TermName.ROUND_DEFINITION: "definition",
    TermName.REWORK: "rework",
    TermName.INPUT_COUNTS: "input",
    TermName.REVIEW_WINDOW: "days",
    TermName.DEEMED_ACCEPTANCE: "days",
    TermName.NOTICE_PERIOD: "days",
    TermName.FURTHER_ROUND_ROUNDING: "step",
    TermName.HOLIDAYS: "country",
}
"""In which field of the form the value of a kind stands, if not in ``words``."""

_PERIODS = {
    TermName.REVIEW_WINDOW,
    TermName.DEEMED_ACCEPTANCE,
    TermName.NOTICE_PERIOD,
    TermName.PAYMENT_DAY,
}


def _limit(form: Form) -> Money | None:
    """Return up to which cost a person may agree; None where no field says so."""
    amount = form.typed("limit").strip()
    if not amount:
        return None
    currency = form.typed("currency").strip().upper()
    with form.blame("currency"):
        known_currency(currency)
        with form.blame("limit"):
            return Money.parse(_plain(amount), currency)
    return None


def _price(form: Form, name: str, field: str, unit: str) -> Provision | None:
    hours = name == TermName.FURTHER_ROUND_MINIMUM and unit == Unit.HOUR
    currency = None if hours else form.typed("currency").strip().upper()
    if currency is not None:
        with form.blame("currency"):
            known_currency(currency)
    value = form.needed(field, _("Enter a number."))
    if form.error("currency") or not value:
        return None
    with form.blame(field):
        return rules.provision(name, _plain(value), None, unit, currency)
    return None


def _plain(number: str) -> str:
    """Return a number with a point where a comma parts its decimals."""
    return number.replace(",", ".") if number.count(",") == 1 else number
