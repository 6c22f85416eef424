"""Sentences from behind the door, in the viewer's language.

What a service, an error or a finding says is a ``Sentence``: it knows the text that a
catalogue has, and the values that stand in it. Every page may hand one to its template
as it is; JSON and what is put together here go through ``translated``.
"""

from collections.abc import Callable
from typing import Any
from typing import cast

from flask import Flask
from flask_babel import get_domain
from jinja2 import pass_context
from jinja2.runtime import Context

from ledger.domain import oddity
from ledger.domain.sentence import Sentence
from ledger.web.visible import signs
from ledger.web.visible import visible


def register(app: Flask) -> None:
    """Let templates show sentences and visible signs; Babel has to be there already."""
    environment = app.jinja_env
    environment.finalize = shown
    environment.filters["signs"] = signs
    environment.filters["oddities"] = oddity.told
    for name in ("gettext", "ngettext"):
        call = cast("Callable[..., str]", environment.globals[name])
        environment.globals[name] = _told(call)


def shown(value: Any) -> Any:
    """Return what a template shows for a value; markup is what it is."""
    return translated(value) if isinstance(value, Sentence) else visible(value)


def translated(text: str) -> str:
    """Return a text in the viewer's language, its values visible to every sign.

    It is plain text: a template has to escape it. What is no sentence has no
    translation, and stands in the language of who wrote it.
    """
    if not isinstance(text, Sentence):
        return str(visible(text))
    catalogue = get_domain().get_translations()
    template = (
        catalogue.ngettext(text.template, text.plural, text.number)
        if text.plural
        else catalogue.gettext(text.template)
    )
    return str(template % {name: _value(each) for name, each in text.values.items()})


def _value(value: object) -> object:
    return value if isinstance(value, int) else translated(_text(value))


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _told(call: Callable[..., str]) -> Callable[..., str]:
    """Return a translation whose values are visible: what it makes is markup."""

    @pass_context
    def told(context: Context, *texts: Any, **values: Any) -> str:
        seen = {name: shown(value) for name, value in values.items()}
        return call(context, *texts, **seen)

    return told
