"""Write every sample as a file, for somebody who wants to take them in by hand."""

from collections.abc import Iterator
from pathlib import Path

from ledger.samples import chats
from ledger.samples import scanned
from ledger.samples.contracts import pdf
from ledger.samples.mails import copies
from ledger.samples.mails import original
from ledger.samples.story import Story
from ledger.samples.told import load
from ledger.samples.told import tray

README = """\
Sample data of Scope Ledger.

Every person, company, contract and mail in this folder is invented.
The addresses end in .example and lead nowhere; each mail says "X-Sample-Data: yes".

contracts/        contracts, an amendment and specifications as PDF
scans/            papers as pictures of their pages
chats/<project>/  the group of a project, as Telegram exports it
letters/          what both sides sent as a paper: invoices, confirmations, a complaint
mail/<project>/   the mails of each project, in order of their dates;
                  "003-key.andrei.eml" is the same message from another mailbox
unfiled/          mails that belong to no project
"""


def write(folder: Path) -> None:
    """Write all samples below the folder; files of an earlier run are written over."""
    for name, data in files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def files() -> Iterator[tuple[str, bytes]]:
    """Yield each sample's path below the folder and its bytes, in a fixed order."""
    yield "README.txt", README.encode("ascii")
    for story in load():
        for paper in story.papers:
            yield f"contracts/{paper.filename}", pdf(paper)
        for letter in story.letters:
            yield f"letters/{letter.filename}", pdf(letter)
        yield from others(story)
        yield from _mails(story)
    yield from _mails(tray())


def others(story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield what came neither as a mail nor as a file of the agency: scans, chats."""
    yield from scanned.papers(story)
    yield from chats.exports(story)


def paths(story: Story) -> dict[str, str]:
    """Return the path of each mail of a story, in order of their dates."""
    folder = f"mail/{story.key}" if story.key else "unfiled"
    return {
        mail.key: f"{folder}/{number:03d}-{mail.key}.eml"
        for number, mail in enumerate(story.mails, start=1)
    }


def _mails(story: Story) -> Iterator[tuple[str, bytes]]:
    for mail in story.mails:
        path = paths(story)[mail.key]
        yield path, original(story, mail)
        for holder, data in copies(story, mail):
            yield f"{path.removesuffix('.eml')}.{holder}.eml", data
