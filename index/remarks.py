"""What is said about the parts of a query that could not be understood."""

from dataclasses import dataclass


def to_say(sentence: str) -> str:
    """Return a sentence that is said later; catalogues collect it where it stands."""
    return sentence


@dataclass(frozen=True, slots=True)
class Remark:
    """What of a query could not be understood."""

    sentence: str
    """With ``%(part)s`` where the part belongs, so that it can be translated."""

    part: str = ""

    def __str__(self) -> str:
        return self.sentence % {"part": self.part}


NO_END = to_say(
    "The quotation mark after “%(part)s” is missing; it was taken to be at the end."
)
LONE_QUOTE = to_say("A quotation mark has nothing after it; it was left out.")
NO_FIELD = to_say("There is no field “%(part)s:”; what follows was searched for.")
NO_VALUE = to_say(
    "Nothing stands right after “%(part)s”, without a space; it was left out."
)
NO_DATE = to_say(
    "“%(part)s” is not a date such as 2025-03-31, March 2025 or last week; "
    "it was left out."
)
NO_DAY = to_say(
    "The dates exclude each other: no day is in all of them, so nothing is found."
)
NO_MATCH = to_say("Nothing is known by the name “%(part)s”; it was left out.")
NOBODY = to_say("Nobody is known by the name “%(part)s”.")
NO_WORDS = to_say("“%(part)s” has no letters or digits to search for.")
NO_SENSE = to_say("“%(part)s” has nothing to join here; it was left out.")
SHORT_PREFIX = to_say(
    "“%(part)s” is too short: at least three letters must precede the *."
)
STAR_INSIDE = to_say(
    "“%(part)s”: * stands for letters at the end of a word only; "
    "the rest was searched for."
)
PARENTHESES = to_say(
    "The parentheses do not match; they were read as well as could be."
)
TOO_DEEP = to_say("The parentheses are nested too deeply; the innermost were left out.")
TOO_LONG = to_say("The query is too long; only its first words were searched for.")
TOO_FAR = to_say("“%(part)s” is too far; at most 100 other words may stand in between.")
SHORT_FUZZY = to_say(
    "“%(part)s” is too short for other spellings: at least three letters are needed."
)
MANY_SLIPS = to_say("“%(part)s” is too much; at most two letters may be otherwise.")
ROUGH = to_say(
    "“%(part)s”: so many words so far apart are compared two by two; "
    "some of what is found may have them farther apart."
)
