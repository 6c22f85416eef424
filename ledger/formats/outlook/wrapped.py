"""The words of a mail that stand in what Outlook attached to it, and nowhere else."""

from ledger.formats.mail import parts
from ledger.formats.outlook import letter
from ledger.formats.outlook import tnef


def body(members: list[parts.Part], budget: parts.Budget) -> list[parts.Part]:
    """Return the body that a ``winmail.dat`` brings, in the form to be read."""
    for part in members:
        if _is_wrapped(part):
            data = part.data(parts.Budget())
            if data.startswith(tnef.MARK):
                found, _ = letter.forms(tnef.item(data).properties, budget)
                return [*found[:1]]
    return []


def _is_wrapped(part: parts.Part) -> bool:
    named = part.file_name.lower() == "winmail.dat"
    return named or part.media_type.endswith(("/ms-tnef", "/vnd.ms-tnef"))
