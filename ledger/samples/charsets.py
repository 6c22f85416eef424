"""Make a text fit into the character set of an old mail program.

Such a program does what it can with a letter that its set lacks: it takes the form
with the cedilla for the Romanian one with the comma, a plain letter for an accented
one, plain signs for typographic ones, and a question mark where nothing is near.
"""

from unicodedata import normalize

NEAR = {
    "ș": "ş",
    "ț": "ţ",
    "Ș": "Ş",
    "Ț": "Ţ",
    "—": "-",
    "–": "-",
    "«": '"',
    "»": '"',
    "„": '"',
    "“": '"',
    "”": '"',
    "№": "N",
    "\N{NO-BREAK SPACE}": " ",
}


def fits(text: str, charset: str) -> bool:
    """Return whether the set has every letter of the text."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def fitted(text: str, charset: str) -> bytes:
    """Return the text in the set, with the nearest letters for those it lacks."""
    if fits(text, charset):
        return text.encode(charset)
    near = {ord(letter): _nearest(letter, charset) for letter in set(text)}
    return text.translate(near).encode(charset)


def kept(text: str, charset: str) -> str:
    """Return the text as it is read again once the set has done to it what it does."""
    return fitted(text, charset).decode(charset)


def _nearest(letter: str, charset: str) -> str:
    plain = normalize("NFD", letter)[0]
    choices = (letter, NEAR.get(letter, letter), plain)
    return next((choice for choice in choices if fits(choice, charset)), "?")
