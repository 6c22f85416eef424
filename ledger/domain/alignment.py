"""Alignment: whether the domain that signed a mail is that of its sender.

Without a list of public suffixes: a domain is aligned with itself, with a domain above
it and with one below it, as long as the shorter of the two is no shelf on which many
owners stand (``com``, ``co.uk``). Two neighbours below one domain are not: nothing here
tells whether they have one owner.
"""

from enum import StrEnum

SHELVES = frozenset(
    {
        *("ac", "co", "com", "ed", "edu", "firm", "go", "gob", "gov", "gub", "gv"),
        *("id", "in", "info", "k12", "lg", "ltd", "me", "mil", "mod", "msk", "ne"),
        *("net", "nhs", "nic", "nom", "or", "org", "plc", "pp", "pro", "sch", "spb"),
        *("store", "web"),
    }
)
"""Words before a country's code below which anybody may have a domain."""

_COUNTRY = 2


class Alignment(StrEnum):
    """How the domain of a signature stands to that of the sender."""

    SAME = "same"
    ABOVE = "above"
    """It signs for a domain below it."""

    BELOW = "below"
    """It signs for a domain above it, as services of a company do."""

    NONE = "none"


def plain(domain: str) -> str:
    """Return a domain as it is compared: lower case, as the name servers have it."""
    domain = domain.strip().rstrip(".").lower()
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def domain_of(address: str) -> str:
    """Return the domain of an address, or nothing."""
    return plain(address.rpartition("@")[2]) if "@" in address else ""


def of(signer: str, sender: str) -> Alignment:
    """Tell how a signing domain stands to the domain of a sender.

    Examples:
        >>> str(of("client.example", "mail.client.example"))
        'above'
        >>> str(of("co.uk", "client.co.uk"))
        'none'
    """
    signer, sender = plain(signer), plain(sender)
    if not signer or not sender:
        return Alignment.NONE
    if signer == sender:
        return Alignment.NONE if is_shelf(signer) else Alignment.SAME
    if sender.endswith(f".{signer}") and not is_shelf(signer):
        return Alignment.ABOVE
    if signer.endswith(f".{sender}") and not is_shelf(sender):
        return Alignment.BELOW
    return Alignment.NONE


def is_shelf(domain: str) -> bool:
    """Tell whether anybody may have a domain below this one."""
    labels = domain.split(".")
    if len(labels) == 1:
        return True
    last_two = len(labels) == 2  # noqa: PLR2004 - "co.uk" is two words
    return last_two and len(labels[1]) == _COUNTRY and labels[0] in SHELVES
