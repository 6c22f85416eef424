"""What is said about the parts of a query that could not be understood."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """What of a query could not be understood."""

    sentence: str
    """With ``{part}`` where the part belongs, so that it can be translated."""

    part: str = ""

    def __str__(self) -> str:
        return self.sentence.replace("{part}", self.part)


NO_END = "The quotation mark after “{part}” is missing; it was taken to be at the end."
NO_FIELD = "There is no field “{part}:”; what follows was searched for."
NO_VALUE = "Nothing stands after “{part}”; it was left out."
NO_DATE = "“{part}” is not a date such as 2025-03-31, 2025-03 or 2025; it was left out."
NO_MATCH = "Nothing is known by the name “{part}”; it was left out."
NO_WORDS = "“{part}” has no letters or digits to search for."
NO_SENSE = "“{part}” has nothing to join here; it was left out."
SHORT_PREFIX = "“{part}” is too short: at least three letters must precede the *."
PARENTHESES = "The parentheses do not match; they were read as well as could be."
TOO_DEEP = "The parentheses are nested too deeply; the innermost were left out."
TOO_LONG = "The query is too long; only its first words were searched for."
NEARNESS = "“{part}” is not understood yet; it was left out."
