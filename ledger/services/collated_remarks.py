"""What is to be known of a comparison: what was left out, and how words are known."""

from collections.abc import Iterator

from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.services.collated_texts import Paper


def not_compared(sent: Paper, returned: Paper) -> Iterator[Sentence]:
    """Yield what two papers hold that is not compared."""
    yield said(
        "Pictures, drawings, layout, fonts, signatures and handwriting are not "
        "compared."
    )
    for each in (sent, returned):
        title = each.document.title or each.document.name
        if each.wordless:
            yield counted(
                "“%(title)s” has %(num)s page without words: %(pages)s.",
                "“%(title)s” has %(num)s pages without words: %(pages)s.",
                len(each.wordless),
                title=title,
                pages=", ".join(map(str, each.wordless)),
            )
        if each.comments:
            yield counted(
                "“%(title)s” has %(num)s comment; it is not compared.",
                "“%(title)s” has %(num)s comments; they are not compared.",
                each.comments,
                title=title,
            )
    if bool(sent.beside) is not bool(returned.beside):
        yield said("Heads and feet of pages stand in one of the files alone.")


def remarks(sent: Paper, returned: Paper) -> Iterator[Sentence]:
    """Yield how the words of two papers are known."""
    for each in (sent, returned):
        title = each.document.title or each.document.name
        if each.scanned:
            yield said(
                "“%(title)s” was read from a scan by a program, which can misread.",
                title=title,
            )
    if returned.tracked or any(each.tracked for each in returned.tokens):
        yield said(
            "The file that came back marks changes itself; those that it does not mark "
            "stand first."
        )
    if sent.document.digest == returned.document.digest:
        yield said("Both are the same file, to the byte.")
