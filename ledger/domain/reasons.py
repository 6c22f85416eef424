"""Reasons: why a check came to its result, in words for people."""

from datetime import datetime
from datetime import UTC

from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.sentence import to_say
from ledger.domain.signatures import Reason

_LONGEST = len("99999999")


def of_reason(reason: Reason) -> Sentence:
    """Return a reason in words; one that nobody knows as its code."""
    code, value = reason
    text = _REASONS.get(code, _UNKNOWN)
    return said(text, code=code, value=_put(value))


def _put(value: str) -> str:
    """Return a value as people read it: seconds since 1970 are a day."""
    if value.isdecimal() and len(value) > _LONGEST:
        return datetime.fromtimestamp(int(value[:12]), UTC).date().isoformat()
    return value


_UNKNOWN = to_say("%(code)s: %(value)s")
_REASONS = {
    "blank-first-line": to_say(
        "Its first line is blank, so programs do not agree on what its "
        "head is: no signature is judged."
    ),
    "bare-cr": to_say(
        "Its head has bare carriage returns, so programs may read other lines: "
        "no signature is judged."
    ),
    "nul": to_say(
        "Its head has zero bytes, so programs may read other lines: no signature is "
        "judged."
    ),
    "head-too-large": to_say("Its head is too large: no signature is judged."),
    "strange-line": to_say(
        "A line of its head is no field, so programs do not agree on what "
        "the head is: no signature is judged."
    ),
    "not-judged": to_say("Checking it broke off; it can be tried again."),
    "malformed": to_say("It is not written as a signature is."),
    "too-many-signatures": to_say("There are %(value)s more than are looked at."),
    "body-changed": to_say("The text or what is attached changed after it was signed."),
    "head-changed": to_say(
        "A covered line of the head changed after it was signed, or the "
        "key is another one."
    ),
    "expired": to_say("It had expired when the message was received."),
    "expired-since": to_say(
        "It expired on %(value)s; it was judged as of the receipt, which "
        "servers on the way wrote down."
    ),
    "signed-later": to_say("It says that it was made after the message was received."),
    "tail": to_say(
        "From byte %(value)s on nothing is signed: anybody could have added it."
    ),
    "uncovered": to_say("It does not cover the line “%(value)s”."),
    "not-aligned": to_say("It is of %(value)s, not of the sender’s domain."),
    "doubled": to_say("The line “%(value)s” stands in its head more than once."),
    "sha1": to_say("It is made by a method that is no longer safe (%(value)s)."),
    "key-sha1": to_say("Its key is only for a method that is no longer safe (SHA-1)."),
    "testing": to_say("Its key says that its domain is only testing."),
    "short-key": to_say("Its key is too short (%(value)s bits)."),
    "resolvers-differ": to_say("There were %(value)s different answers for its key."),
    "mailbox-quoting": to_say(
        "It holds once the signs are taken away that the mailbox put "
        "before lines that begin with “From”."
    ),
    "from-not-signed": to_say("It does not cover the sender."),
    "no-key": to_say("There is no key at %(value)s."),
    "key-revoked": to_say("The key at %(value)s was taken back."),
    "key-unreadable": to_say("Its key cannot be read."),
    "key-not-for-mail": to_say("Its key is not for mail."),
    "key-other-hash": to_say("Its key is for another method."),
    "key-other-kind": to_say("Its key is of another kind."),
    "key-strict": to_say("Its key is only for addresses of the very domain."),
    "time-out": to_say("Nobody answered when %(value)s was asked for."),
    "failed": to_say("Asking for %(value)s failed."),
    "not-asked": to_say("Nobody was asked for %(value)s."),
    "encrypted": to_say("It is encrypted: what was signed inside cannot be seen here."),
    "not-understood": to_say("It is signed in a form that is not known here."),
    "key-unknown": to_say("Signed by key %(value)s, which is not known here."),
    "changed": to_say("What was signed changed since."),
    "other-address": to_say(
        "The signer’s addresses are others than the sender’s: %(value)s."
    ),
    "called-back": to_say("The key was called back by its owner."),
    "nobody-vouches": to_say("Nobody here vouches for the signer."),
    "not-called-back": to_say("Whether it was called back is not known here."),
}
