"""Things that are asked for by a name, each with its sentences where that fails.

They are whole sentences, one for each thing: other languages bend the words.
"""

from ledger.domain.sentence import to_say

MISSING = {
    "account": to_say("There is no account “%(key)s” in this ledger."),
    "client": to_say("There is no client “%(key)s” in this ledger."),
    "certificate": to_say("There is no certificate “%(key)s” in this ledger."),
    "chat": to_say("There is no chat “%(key)s” in this ledger."),
    "day of the chat": to_say("Nothing was said in this chat on “%(key)s”."),
    "deliverable": to_say("There is no deliverable “%(key)s” in this ledger."),
    "delivery": to_say("There is no delivery “%(key)s” in this ledger."),
    "document": to_say("There is no document “%(key)s” in this ledger."),
    "entry of an obligation": to_say(
        "There is no entry “%(key)s” of an obligation in this ledger."
    ),
    "day that was entered": to_say(
        "There is no day “%(key)s” that was entered in this ledger."
    ),
    "obligation": to_say("There is no obligation “%(key)s” in this ledger."),
    "slip": to_say("There is no slip “%(key)s” in this ledger."),
    "event": to_say("There is no event “%(key)s” in this ledger."),
    "event about": to_say("There is no event about “%(key)s” in this ledger."),
    "item of a specification": to_say(
        "There is no item “%(key)s” in a specification of this ledger."
    ),
    "job": to_say("There is no job “%(key)s” that was set aside in this ledger."),
    "link": to_say("There is no link “%(key)s” in this ledger."),
    "filing rule": to_say("There is no filing rule “%(key)s” in this ledger."),
    "page": to_say("There is no page “%(key)s” in this ledger."),
    "person": to_say("There is no person “%(key)s” in this ledger."),
    "project": to_say("There is no project “%(key)s” in this ledger."),
    "proposal": to_say(
        "The text of the document proposes nothing called “%(key)s” any more."
    ),
    "receipt": to_say("There is no receipt “%(key)s” in this ledger."),
    "refused proposal": to_say("Nothing that is refused is called “%(key)s”."),
    "request": to_say("There is no request “%(key)s” in this ledger."),
    "round of a deliverable": to_say(
        "%(deliverable)s has no round %(key)s; it has %(count)s."
    ),
    "round": to_say("There is no round “%(key)s” in this ledger."),
    "saved search": to_say("There is no saved search “%(key)s” in this ledger."),
    "specification": to_say("There is no specification “%(key)s” in this ledger."),
    "wording": to_say("There is no wording “%(key)s” in this ledger."),
    "folder": to_say("There is no folder “%(key)s” in this ledger."),
    "source": to_say("There is no source “%(key)s” in this ledger."),
    "statement": to_say("There is no statement “%(key)s” in this ledger."),
    "term": to_say("There is no term “%(key)s” in this ledger."),
    "upload": to_say("There is no upload “%(key)s” in this ledger."),
    "warning or confirmation": to_say(
        "There is no warning or confirmation “%(key)s” in this ledger."
    ),
}
"""What is not there, each as a whole sentence: other languages bend the words."""

TAKEN = {
    "filing rule": to_say("There is already such a rule for “%(key)s”."),
    "account": to_say("There is already an account “%(key)s”; choose another name."),
    "certificate": to_say("The certificate of the key %(key)s is here already."),
    "day that was entered": to_say("Something is entered for %(key)s already."),
    "deliverable": to_say(
        "There is already a deliverable “%(key)s”; choose another name."
    ),
    "project": to_say("There is already a project “%(key)s”; choose another name."),
    "item of a specification": to_say(
        "There is already an item “%(key)s”; choose another label."
    ),
    "source": to_say("There is already a source “%(key)s”; choose another name."),
    "saved search": to_say(
        "There is already a saved search “%(key)s”; choose another name."
    ),
}
"""What has its name already."""

_MISSING = to_say("There is no %(what)s “%(key)s” in this ledger.")
_TAKEN = to_say("There is already a %(what)s “%(key)s”; choose another name.")


def missing(what: str) -> str:
    """Return what is said where a thing is not there."""
    return MISSING.get(what, _MISSING)


def taken(what: str) -> str:
    """Return what is said where the name of a thing is taken."""
    return TAKEN.get(what, _TAKEN)
