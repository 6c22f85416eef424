"""What stands on the paper of terms, as lines of the sheet of a statement."""

from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any

from ledger.domain.sentence import said


def rows(found: Mapping[str, Any]) -> Iterator[list[object]]:
    """Yield a row for each term on whose paper somebody saw more than its words say."""
    for term in found["terms"]:
        if term.get("remark"):
            told = str(said("on the paper: %(remark)s", remark=term["remark"]))
            head = ["", "", term["from"], "", "", "", "", told]
            yield [*head, term["clause"], "", "term", term["quote"], "", ""]
