"""Pages for a reader without a ledger: one file each, that needs nothing around it."""

from datetime import datetime
from functools import cache
from typing import Any

from babel.dates import format_datetime
from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined

from ledger.paths import templates_folder


def render(template: str, **values: Any) -> str:
    """Return a page as HTML; every value is escaped."""
    return _environment(markup=True).get_template(template).render(values)


def render_text(template: str, **values: Any) -> str:
    """Return a plain text."""
    return _environment(markup=False).get_template(template).render(values)


@cache
def _environment(*, markup: bool) -> Environment:
    made = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=markup,  # noqa: S701 - off for plain text alone
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.filters["moment"] = _moment
    return made


def _moment(value: datetime) -> str:
    """Return a moment with its zone, as ``14 Mar 2025, 16:20 +0200``."""
    return format_datetime(value, "d MMM y, HH:mm Z", locale="en")
