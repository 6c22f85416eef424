"""Write every sample as a file, for somebody who wants to take them in by hand."""

from collections.abc import Iterator
from pathlib import Path

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

contracts/        contracts, an amendment and a specification as PDF
mail/<project>/   the mails of each project, in order of their dates;
                  "03-key.andrei.eml" is the same message from another mailbox
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
        yield from _mails(f"mail/{story.key}", story)
    yield from _mails("unfiled", tray())


def _mails(folder: str, story: Story) -> Iterator[tuple[str, bytes]]:
    for number, mail in enumerate(story.mails, start=1):
        stem = f"{folder}/{number:02d}-{mail.key}"
        yield f"{stem}.eml", original(story, mail)
        for holder, data in copies(story, mail):
            yield f"{stem}.{holder}.eml", data
