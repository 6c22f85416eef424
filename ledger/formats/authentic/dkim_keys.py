"""DKIM: the verdict on each signature of a domain, per header that it covers.

That a signature is mathematically right is not that the client's server sent what
is shown: a second subject put before the first, words behind the signed length, or the
domain of a stranger verify just as well. So the verdict is made of all of it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from typing import Any

import dkim
from dkim.util import InvalidTagValueList
from dkim.util import parse_tag_value

from ledger.domain import alignment
from ledger.domain.alignment import Alignment
from ledger.domain.signatures import Asked
from ledger.domain.signatures import DomainSignature
from ledger.domain.signatures import Reason
from ledger.domain.signatures import Result
from ledger.formats.authentic import coverage
from ledger.formats.authentic import keys
from ledger.formats.authentic.keys import Answers
from ledger.formats.authentic.raw import MOST_SIGNATURE
from ledger.formats.authentic.raw import MOST_SIGNATURES
from ledger.formats.authentic.raw import Raw

FIELD = "dkim-signature"
NEEDED = ("a", "b", "bh", "d", "h", "s")
MAILBOX_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)

BROKEN = (
    dkim.DKIMException,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
)
"""What the verifier raises on signatures and keys that nobody should have made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One message to judge, with what is known from elsewhere."""

    raw: Raw
    answers: Answers
    at: datetime
    """The moment of receipt."""

    now: datetime
    unquote: bool = False
    """Whether it came out of a mailbox that may have written ``>From``."""


def names(raw: Raw) -> Iterator[str]:
    """Yield the names under which the keys of a message's signatures are kept."""
    for value in raw.all(FIELD)[:MOST_SIGNATURES]:
        found = tags_of(value)
        if found and found.get("s") and found.get("d"):
            yield f"{found['s']}._domainkey.{found['d']}"


def verdicts(case: Case) -> list[DomainSignature]:
    """Return the verdict on every signature, the topmost first."""
    values = case.raw.all(FIELD)
    found = [_verdict(case, at) for at in range(min(len(values), MOST_SIGNATURES))]
    if len(values) > MOST_SIGNATURES:
        left = ("too-many-signatures", str(len(values) - MOST_SIGNATURES))
        none = DomainSignature(
            domain="", selector="", result=Result.NOT_CHECKED, reasons=(left,)
        )
        found.append(none)
    return found


@contextmanager
def at_time(moment: datetime) -> Iterator[None]:
    """Let the verifier believe that it is another time: it asks the clock itself."""
    known: Any = dkim
    before = known.time
    known.time = _Stopped(int(moment.timestamp()))
    try:
        yield
    finally:
        known.time = before


class _Stopped:
    def __init__(self, seconds: int) -> None:
        self.seconds = seconds

    def time(self) -> int:
        """Return the moment that was set."""
        return self.seconds


def tags_of(value: bytes) -> dict[str, str] | None:
    """Return the tags of a signature; None where it is none."""
    if len(value) > MOST_SIGNATURE:
        return None
    try:
        found = parse_tag_value(re.sub(rb"\r?\n(?=[ \t])", b"", value))
    except InvalidTagValueList:
        return None
    return {
        name.decode("utf-8", "replace"): each.decode("utf-8", "replace")
        for name, each in found.items()
    }


def _verdict(case: Case, index: int) -> DomainSignature:
    tags = tags_of(case.raw.all(FIELD)[index])
    if tags is None or not all(tags.get(name) for name in NEEDED):
        return DomainSignature(
            domain=(tags or {}).get("d", ""),
            selector=(tags or {}).get("s", ""),
            result=Result.FAIL,
            reasons=(("malformed", ""),),
        )
    known = _described(case.raw, tags)
    if case.raw.refused:
        return replace(known, result=Result.REFUSED, reasons=case.raw.refused)
    missing = _without_key(case, known)
    if missing:
        result, reason = missing
        return replace(known, result=result, reasons=(reason,))
    return _tried(case, index, known, tags)


def _described(raw: Raw, tags: dict[str, str]) -> DomainSignature:
    """Return what a signature says of itself."""
    listed = tuple(keys.words(tags["h"]))
    covers = coverage.of(raw, listed)
    return DomainSignature(
        domain=tags["d"].lower(),
        selector=tags["s"],
        result=Result.NOT_CHECKED,
        algorithm=tags["a"].lower(),
        canonical=tags.get("c", "simple/simple"),
        headers=listed[: coverage.MOST_NAMES],
        covered=covers.covered,
        uncovered=covers.uncovered,
        oversigned=covers.oversigned,
        length=_number(tags.get("l")),
        signed_at=_number(tags.get("t")),
        expires=_number(tags.get("x")),
        alignment=_alignment(raw, tags["d"]),
    )


def _alignment(raw: Raw, domain: str) -> Alignment:
    """Return how a domain stands to the senders, the farthest where there are more."""
    found = [alignment.of(domain, each) for each in raw.sender_domains]
    ranked = list(Alignment)
    return max(found, key=ranked.index, default=Alignment.NONE)


def _number(text: str | None) -> int | None:
    """Return a number of a tag that is small enough to be meant."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,15}", text) else None


def _without_key(case: Case, known: DomainSignature) -> tuple[Result, Reason] | None:
    """Return why a signature cannot be checked for want of its key; None if it can."""
    answer = case.answers.of(known.name)
    if answer.state is Asked.NO_SUCH_NAME:
        return Result.KEY_GONE, ("no-key", known.name)
    if answer.state is not Asked.ANSWERED:
        return Result.NOT_CHECKED, (answer.state, known.name)
    if all(keys.is_revoked(text) for text in answer.texts):
        return Result.KEY_GONE, ("key-revoked", known.name)
    return None


def _tried(
    case: Case, index: int, known: DomainSignature, tags: dict[str, str]
) -> DomainSignature:
    """Try every key that was answered; one that fits decides."""
    texts = case.answers.of(known.name).texts
    found = known
    for text in texts:
        case.answers.chosen[keys.plain_name(known.name)] = text
        found = _with_key(case, index, known, tags, text)
        if found.result is not Result.FAIL:
            break
    if len(texts) > 1 and found.result is not Result.FAIL:
        return _judged(case, found, [("resolvers-differ", str(len(texts)))])
    return found


def _with_key(
    case: Case, index: int, known: DomainSignature, tags: dict[str, str], record: str
) -> DomainSignature:
    forbidden = keys.forbids(
        record, known.algorithm, tags.get("i", f"@{known.domain}").lower(), known.domain
    )
    if "from" not in known.headers:
        forbidden.append(("from-not-signed", ""))
    if forbidden:
        return replace(known, result=Result.FAIL, reasons=tuple(forbidden))
    bits, reason = _verified(case, case.raw.data, index)
    notes: list[Reason] = []
    if reason and reason[0] == "body-changed" and case.unquote:
        head, body = case.raw.block, case.raw.data[case.raw.body_at :]
        unquoted = head + MAILBOX_QUOTED.sub(rb"\1", body)
        if unquoted != case.raw.data:
            bits, second = _verified(case, unquoted, index)
            notes = [] if second else [("mailbox-quoting", "")]
            reason = second and reason
    if reason:
        return replace(known, bits=bits, result=Result.FAIL, reasons=(reason,))
    notes += keys.weaknesses(record, known.algorithm, bits)
    return _judged(case, replace(known, bits=bits), notes)


def _verified(case: Case, data: bytes, index: int) -> tuple[int, Reason | None]:
    """Return the length of the key, and why the signature does not hold, if so."""
    verifier = dkim.DKIM(data, minkey=0)
    try:
        with at_time(case.at):
            holds = verifier.verify(idx=index, dnsfunc=case.answers.look_up)
    except BROKEN as error:
        return _bits(verifier), _why(error)
    bits = _bits(verifier)
    if holds:
        return bits, None
    return bits, ("head-changed" if bits else "key-unreadable", "")


def _bits(verifier: Any) -> int:
    size = getattr(verifier, "keysize", 0)
    return size if isinstance(size, int) else 0


def _why(error: Exception) -> Reason:
    text = str(error)
    if text.startswith("body hash mismatch"):
        return "body-changed", ""
    if text.startswith("x= value is past"):
        return "expired", ""
    if text.startswith("t= value is in the future"):
        return "signed-later", ""
    if isinstance(error, dkim.KeyFormatError | dkim.UnknownKeyTypeError):
        return "key-unreadable", ""
    return "malformed", ""


def _judged(case: Case, known: DomainSignature, notes: list[Reason]) -> DomainSignature:
    """Return what a signature that holds is worth."""
    reasons = [*known.reasons, *notes]
    found = known
    if known.length is not None and not known.has("tail"):
        end = coverage.tail(case.raw, known.length, known.canonical)
        if end:
            found = replace(known, tail_at=end[0], tail=end[1])
            reasons.append(("tail", str(end[0])))
    if known.expires is not None and known.expires < case.now.timestamp():
        reasons.append(("expired-since", str(known.expires)))
    missing = coverage.of(case.raw, known.headers).missing
    reasons += [("uncovered", name) for name in missing]
    if known.alignment is Alignment.NONE:
        reasons.append(("not-aligned", known.domain))
    reasons += [("doubled", name) for name in case.raw.doubled]
    unique = tuple(dict.fromkeys(reasons))
    return replace(found, result=_worth(unique), reasons=unique)


WEAKENING = frozenset(
    {
        *("tail", "uncovered", "sha1", "key-sha1", "testing", "short-key"),
        "resolvers-differ",
    }
)


def _worth(reasons: tuple[Reason, ...]) -> Result:
    codes = {code for code, _value in reasons}
    if "doubled" in codes:
        return Result.CONFLICTING
    if "not-aligned" in codes:
        return Result.NOT_ALIGNED
    return Result.WEAK if codes & WEAKENING else Result.PASS
