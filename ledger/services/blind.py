"""Blind copies: who may see to whom a message went without the others knowing of it.

An owner may; so may whoever wrote the message, got it blind, or brought the mailbox in
which this copy lay. Everybody else is told that there are such copies, and not to whom.
"""

from collections.abc import Iterable
from dataclasses import replace

from ledger.domain.account import Account
from ledger.domain.account import BlindCopiesError
from ledger.domain.account import Role
from ledger.domain.document import Document
from ledger.domain.reading import Participant
from ledger.opened import Ledger
from ledger.services import showing
from ledger.services.showing import Shown
from ledger.store import documents

BLIND = "bcc"
_INSIDERS = {"from", "sender", BLIND}


def may_see(
    account: Account, document: Document, people: Iterable[Participant]
) -> bool:
    """Tell whether somebody may see the blind copies of a message."""
    own = {account.email.casefold(), account.name.casefold()}
    insiders = {each.address for each in people if each.role in _INSIDERS}
    held = document.provenance.custodian.casefold() in own
    return account.role is Role.OWNER or held or bool(own & insiders)


def show(ledger: Ledger, account: Account, key: str) -> Shown:
    """Return a document with all that belongs to it, as somebody may see it.

    Raises:
        NotFoundError: there is none with that id.
    """
    found = showing.show(ledger, key)
    if may_see(account, found.document, found.people):
        return found
    left = tuple(each for each in found.people if each.role != BLIND)
    return replace(found, people=left, blind=len(found.people) - len(left))


def check(ledger: Ledger, account: Account, key: str) -> None:
    """Refuse somebody the bytes of a file that names blind copies he may not see.

    Raises:
        BlindCopiesError: it does, or a message inside it does.
        NotFoundError: there is no such document.
    """
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
        for each in documents.naming(tx, document.lineage, BLIND):
            people = documents.people_of(tx, [each.id])[each.id]
            if not may_see(account, each, people):
                raise BlindCopiesError


def named_in(ledger: Ledger, listed: Iterable[Document]) -> set[str]:
    """Return the documents that name blind copies, also in a message inside them."""
    with ledger.db.reading() as tx:
        return {each.id for each in listed if documents.naming(tx, each.lineage, BLIND)}
