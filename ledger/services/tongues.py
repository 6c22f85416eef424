"""Tongues: what is said to a client in a language, from a file of its sentences.

Numbers and names stand after their noun there, so that no language has to bend them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date

LANGUAGES = ("en", "ru", "ro", "bg")
_LOCALES = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for a person to read, change and send."""

    language: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language with its sentences."""

    language: str
    words: Mapping[str, str]

    def say(self, name: str, **values: object) -> str:
        """Return what is said under a name, with days as the language writes them."""
        told = {
            key: self.day(value) if isinstance(value, date) else value
            for key, value in values.items()
        }
        said = self.words[name].format(**told)
        return said.removesuffix(".") if said.endswith("..") else said

    def day(self, value: date, form: str = "long") -> str:
        """Return a day as the language writes it; ``full`` says its weekday too."""
        locale = _LOCALES.get(self.language, self.language)
        return format_date(value, form, locale=locale)


def tongue(beside: str, language: str) -> Tongue:
    """Return a language with the sentences that stand beside a module."""
    words = tomllib.loads(Path(beside).with_suffix(".toml").read_text("utf-8"))
    return Tongue(language, words[language])
