"""Sentences for people: English here, in another language at the door that shows them.

A sentence knows the text it was made of and the values that were put into it, so that
a page can ask a catalogue for the text and put the same values into the translation.
Everywhere else it is a plain string, in English.
"""

from typing import Self


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
