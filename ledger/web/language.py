"""Which language a viewer reads, and its texts."""

from functools import cache

from babel.support import NullTranslations
from babel.support import Translations
from flask import request
from flask_babel import Domain
from flask_babel import get_locale

from ledger import i18n


class InMemory(Domain):  # type: ignore[misc]  # Flask-Babel is not typed
    """Catalogues that were compiled in memory, one for each language."""

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the viewer's language."""
        return _catalogues().get(str(get_locale()), NullTranslations())


def domain() -> Domain:
    """Return where Flask-Babel finds the texts."""
    return InMemory()


def chosen() -> str:
    """Return the language that the viewer's browser likes best of those there are."""
    return request.accept_languages.best_match(i18n.languages()) or i18n.SOURCE


@cache
def _catalogues() -> dict[str, Translations]:
    return i18n.load()
