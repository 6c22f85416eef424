"""Sentences for people: English here, in another language at the door that shows them.

A sentence knows the text it was made of and the values that were put into it, so that
a page can ask a catalogue for the text and put the same values into the translation.
Everywhere else it is a plain string, in English.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Self

_VALUE = re.compile(r"%\((\w+)\)s|%%")


class Sentence(str):
    """A sentence in English that can be said in another language.

    Examples:
        >>> told = said("There is no %(what)s “%(key)s”.", what="round", key="R-9")
        >>> str(told), told.template
        ('There is no round “R-9”.', 'There is no %(what)s “%(key)s”.')
    """

    __slots__ = ("number", "plural", "template", "values")

    template: str
    """The text before its values were put in (gettext's ``msgid``)."""

    plural: str
    """The same for another count than one; empty where nothing is counted."""

    number: int
    values: dict[str, object]

    @classmethod
    def of(
        cls,
        template: str,
        values: dict[str, object],
        plural: str = "",
        count: int = 1,
    ) -> Self:
        """Return a text with its values put in, ``%(name)s`` each."""
        chosen = plural if plural and count != 1 else template
        sentence = cls(chosen % values)
        sentence.template, sentence.values = template, values
        sentence.plural, sentence.number = plural, count
        return sentence


def said(template: str, **values: object) -> Sentence:
    """Return a sentence with its values; a value may be a sentence itself."""
    return Sentence.of(template, values)


def counted(one: str, many: str, count: int, **values: object) -> Sentence:
    """Return the sentence for a count, which is its value ``num``.

    Examples:
        >>> str(counted("%(num)s event", "%(num)s events", 2))
        '2 events'
    """
    return Sentence.of(one, {"num": count, **values}, many, count)


def to_say(template: str) -> str:
    """Return a text that is said later; catalogues collect it where it stands."""
    return template


def recognised(text: str, templates: Sequence[str]) -> str:
    """Return the sentence that a text was once, or the text as it stands.

    Texts that were sealed are English for ever; the templates they were made of bring
    back what can be said in a language. Only a value that is called ``why`` may be a
    sentence in its turn: the others are somebody else's words.

    Examples:
        >>> recognised("“x” is empty.", ["“%(name)s” is empty."]).values
        {'name': 'x'}
    """
    for template in templates:
        if found := _form(template).fullmatch(text):
            values: dict[str, object] = found.groupdict()
            if why := found.groupdict().get("why"):
                plain = [each for each in templates if "%(why)s" not in each]
                values["why"] = recognised(why, plain)
            return said(template, **values)
    return text


@cache
def _form(template: str) -> re.Pattern[str]:
    """Return what a text looks like that was made of a template."""
    parts: list[str] = []
    end = 0
    for found in _VALUE.finditer(template):
        parts.append(re.escape(template[end : found.start()]))
        parts.append(f"(?P<{found[1]}>.*)" if found[1] else "%")
        end = found.end()
    return re.compile("".join([*parts, re.escape(template[end:])]), re.DOTALL)
