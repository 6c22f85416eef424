"""ARC: what servers on the way say that they saw, each sealing those before it."""

import re
from collections.abc import Iterator

import dkim

from ledger.domain.signatures import Chain
from ledger.formats.authentic import dkim_keys
from ledger.formats.authentic.dkim_keys import BROKEN
from ledger.formats.authentic.dkim_keys import Case
from ledger.formats.authentic.raw import Raw

SEAL = "arc-seal"
MESSAGE = "arc-message-signature"
RESULTS = "arc-authentication-results"
ED25519 = "ed25519-sha256"
"""Right in a chain as well, and unknown there to the library."""

INSTANCE = re.compile(rb"(?:^|[;\s])i\s*=\s*([0-9]{1,4})", re.IGNORECASE)
MOST_INSTANCES = 50
MOST_CLAIM = 2000
FEW_WORDS = {dkim.CV_Pass: "pass", dkim.CV_Fail: "fail", dkim.CV_None: "none"}


def names(raw: Raw) -> Iterator[str]:
    """Yield the names under which the keys of a chain are kept."""
    values = [*raw.all(SEAL)[:MOST_INSTANCES], *raw.all(MESSAGE)[:MOST_INSTANCES]]
    for value in values:
        found = dkim_keys.tags_of(value)
        if found and found.get("s") and found.get("d"):
            yield f"{found['s']}._domainkey.{found['d']}"


def check(case: Case) -> Chain | None:
    """Return what a chain is worth; None where a message has none."""
    raw = case.raw
    if not raw.count(SEAL) and not raw.count(MESSAGE):
        return None
    sealers, claims = tuple(_sealers(raw)), tuple(_claims(raw))
    if raw.refused or raw.count(SEAL) > MOST_INSTANCES:
        return Chain(result="not-checked", why="refused", sealers=sealers)
    if any(_unknown(value) for value in (*raw.all(SEAL), *raw.all(MESSAGE))):
        why = f"{ED25519} is not checked in a chain here"
        return Chain(result="not-checked", why=why, sealers=sealers, claims=claims)
    case.answers.unanswered.clear()
    try:
        with dkim_keys.at_time(case.at):
            state, _data, why = dkim.arc_verify(raw.data, dnsfunc=case.answers.look_up)
    except BROKEN as error:
        return Chain(result="fail", why=str(error), sealers=sealers, claims=claims)
    result = "ended" if state is None else FEW_WORDS.get(state, "fail")
    if case.answers.unanswered and result != "none":
        result, why = "not-checked", ", ".join(sorted(case.answers.unanswered))
    return Chain(result=result, why=str(why), sealers=sealers, claims=claims)


def _unknown(value: bytes) -> bool:
    """Tell whether a seal is by an algorithm that is right and not known here."""
    return (dkim_keys.tags_of(value) or {}).get("a", "").strip().lower() == ED25519


def _numbered(raw: Raw, name: str) -> list[bytes]:
    """Return the fields of a name by the number they give themselves."""
    found = [(INSTANCE.search(value), value) for value in raw.all(name)]
    numbered = [(int(at[1]), value) for at, value in found if at]
    return [value for _at, value in sorted(numbered)[:MOST_INSTANCES]]


def _sealers(raw: Raw) -> Iterator[str]:
    for value in _numbered(raw, SEAL):
        tags = dkim_keys.tags_of(value)
        yield (tags or {}).get("d", "").lower()


def _claims(raw: Raw) -> Iterator[str]:
    for value in _numbered(raw, RESULTS):
        text = " ".join(value.decode("utf-8", errors="replace").split())
        yield text[:MOST_CLAIM]
