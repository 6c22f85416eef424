"""What makes a round, where a contract defines it."""

from collections.abc import Iterator

from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.statement import Statement
from ledger.domain.provision import RoundDefinition
from ledger.domain.provision import TermName

_ENTRIES = {
    RoundDefinition.CONSOLIDATED_LIST: "consolidated",
    RoundDefinition.EACH_MESSAGE: "each_message",
    RoundDefinition.EACH_DELIVERY: "each_delivery",
}


def definitions(statement: Statement) -> Iterator[Draft]:
    """Yield what a sentence says that one round is."""
    rounds = statement.has("round", "revision_round")
    if not rounds or statement.has("hypothetical", "third"):
        return
    if not statement.has("means"):
        return
    said = [kind for kind, entry in _ENTRIES.items() if _says(statement, entry)]
    if len(said) == 1:
        sure = statement.has("revision", "revision_round") or statement.has("client")
        doubts = () if sure else (Doubt.CARRIED,)
        yield Draft(name=TermName.ROUND_DEFINITION, value=str(said[0]), doubts=doubts)


def _says(statement: Statement, entry: str) -> bool:
    """Tell whether a sentence says so somewhere without denying it there."""
    return any(
        not statement.denied(*statement.piece(each.start()))
        for each in statement.find(entry)
    )
