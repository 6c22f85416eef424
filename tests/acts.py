"""Acts that many tests need: invented mails, and what people do with a ledger."""

import io
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pysequoia import Tsk

from ledger.domain.contract import Term
from ledger.domain.document import Document
from ledger.domain.event import SealedEvent
from ledger.domain.point import PointGround
from ledger.domain.project import Project
from ledger.domain.project import Side
from ledger.domain.provision_rules import provision
from ledger.domain.revision import RevisionRound
from ledger.domain.rule import Match
from ledger.domain.source import Mailbox
from ledger.domain.source import Security
from ledger.domain.uids import Uids
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import authenticity
from ledger.services import certificates
from ledger.services import chatting
from ledger.services import classifying
from ledger.services import completeness
from ledger.services import confirming
from ledger.services import contracts
from ledger.services import dropping
from ledger.services import filing
from ledger.services import handing
from ledger.services import intake
from ledger.services import joints
from ledger.services import linking
from ledger.services import mailboxes
from ledger.services import merging
from ledger.services import people
from ledger.services import projects
from ledger.services import proposing
from ledger.services import pulls
from ledger.services import requests
from ledger.services import revisions
from ledger.services import rules
from ledger.services import source_adding
from ledger.services import sources
from ledger.services import spec_reading
from ledger.services import specifying
from ledger.services import statements
from ledger.services import supports
from ledger.services import terms
from ledger.services import working
from ledger.services.classifying import Classified
from ledger.services.mailboxes import Held
from ledger.services.passages import Words
from ledger.services.people import Changes
from ledger.services.projects import NewPerson
from ledger.services.requests import Place
from ledger.services.source_adding import About
from ledger.services.spec_entries import Asking
from ledger.services.spec_entries import Entry
from ledger.store import documents
from ledger.store import events
from ledger.store import tables
from ledger.wire.smtp import Letter

ACTOR = "u_2345678923456789"
CLIENT = "ines@client.example"
OURS = "max@studio.example"


def mail(
    number: int,
    *,
    sender: str = CLIENT,
    to: str = OURS,
    identifier: str | None = None,
    words: str = "",
    head: str = "",
) -> bytes:
    """Return an invented mail; ``head`` stands before all other fields."""
    named = f"m{number}@mail.example" if identifier is None else identifier
    message_id = f"Message-ID: <{named}>\n" if named else ""
    return (
        f"{head}From: Ines Invented <{sender}>\nTo: <{to}>\n"
        f"Subject: Wish number {number}\n{message_id}"
        f"Date: Mon, 2 Jun 2025 09:{number % 60:02d}:00 +0300\n\n"
        f"{words or f'Please make logo {number} bigger.'}\n"
    ).encode()


def mailbox(mails: Iterable[bytes]) -> bytes:
    """Return an mbox of mails."""
    return b"".join(
        b"From nobody Mon Jun  2 09:00:00 2025\n" + each + b"\n" for each in mails
    )


def letter(*, attached: bytes, boundary: str = "edge") -> bytes:
    """Return a mail to which another message is attached as it stands."""
    return (
        f"From: Ines Invented <{CLIENT}>\nTo: <{OURS}>\nSubject: See below\n"
        f"Message-ID: <letter-{boundary}@mail.example>\n"
        "Date: Mon, 2 Jun 2025 10:00:00 +0300\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'
        f"--{boundary}\nContent-Type: text/plain\n\nAs you wrote.\n"
        f"--{boundary}\nContent-Type: message/rfc822\n\n"
    ).encode() + b"%b\n--%b--\n" % (attached, boundary.encode())


def bring(
    ledger: Ledger, files: Mapping[str, bytes], project: Project | None = None
) -> str:
    """Bring files, let their receipt close, and return it; nothing is read yet."""
    receipt = intake.open_receipt(
        ledger,
        ACTOR,
        custodian="Max Invented",
        channel="test",
        project=project.id if project else None,
    )
    listed = [
        intake.File(name, lambda data=data: io.BytesIO(data))  # type: ignore[misc]
        for name, data in files.items()
    ]
    for _ in intake.receive(ledger, receipt, listed):
        pass
    intake.let_close(ledger, receipt)
    return receipt


def work(ledger: Ledger) -> None:
    """Read everything that waits."""
    working.run(ledger, lambda _number: None)


def take_in(
    ledger: Ledger, files: Mapping[str, bytes], project: Project | None = None
) -> str:
    """Bring files and read them; return their receipt."""
    receipt = bring(ledger, files, project)
    work(ledger)
    return receipt


def every_document(ledger: Ledger) -> list[Document]:
    """Return all documents in the order of the log."""
    with ledger.db.reading() as tx:
        rows = tx.execute(
            tables.documents.select().order_by(tables.documents.c.position)
        )
        return [documents.from_row(row) for row in rows]


def log_of(ledger: Ledger) -> list[SealedEvent]:
    """Return the whole log."""
    with ledger.db.reading() as tx:
        return list(events.since(tx, 0))


def nord(ledger: Ledger) -> Project:
    """Add a project with one person of the client and one of ours."""
    project = projects.add_project(
        ledger, ACTOR, "NORD", client="Nordwind Invented", title="Brand and web site"
    )
    client = NewPerson(
        name="Ines Invented",
        side="client",
        client="Nordwind Invented",
        addresses=[CLIENT],
    )
    projects.add_person(ledger, ACTOR, client)
    projects.add_person(
        ledger, ACTOR, NewPerson(name="Max", side="provider", addresses=[OURS])
    )
    return project


def whole_life(ledger: Ledger) -> Project:
    """Do everything that can be done with a ledger at least once."""
    accounts.add(ledger, "", "owner@studio.example", "Olga", "a long enough sentence")
    project = nord(ledger)
    take_in(
        ledger,
        {
            "contract.txt": b"Clause 4. Two revision rounds are free.",
            "empty.txt": b"",
            "first.eml": mail(1),
            "letter.eml": letter(attached=mail(2)),
            "box.mbox": mailbox(mail(number) for number in range(1, 6)),
        },
    )
    take_in(ledger, {"again.eml": mail(1)}, project)
    contract, first = every_document(ledger)[:2]
    term = provision("free-rounds", "2")
    agreed = contracts.add_term(
        ledger,
        ACTOR,
        "NORD",
        term,
        document_key=contract.id,
        words="Two revision rounds are free",
        from_day=date(2025, 1, 1),
        clause="4",
    )
    [offer] = proposing.read(ledger, contract.id)[1][:1]
    key = offer.proposal.key
    refused = proposing.refuse(ledger, ACTOR, "NORD", contract.id, key)
    proposing.offer_again(ledger, ACTOR, refused.id)
    proposing.refuse(ledger, ACTOR, "NORD", contract.id, key)
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "The logo")
    opened = revisions.open_round(
        ledger, ACTOR, "NORD", "LOGO", on=None, document_keys=[first.id], note="bigger"
    )
    revisions.exclude(ledger, ACTOR, opened.id, "we were late")
    revisions.reinstate(ledger, ACTOR, opened.id, "we were not")
    filing.unfile(ledger, ACTOR, [first.id], "NORD", "by mistake")
    filing.file(ledger, ACTOR, [first.id], "NORD", "it belongs there")
    _asked(ledger, contract, first)
    _counted(ledger, project, agreed, opened)
    _specified(ledger, project)
    _met(ledger)
    _talked(ledger, project)
    _checked(ledger, first)
    _kept_coming(ledger)
    _answered(ledger)
    return project


def _answered(ledger: Ledger) -> None:
    """Take in an answer with a quote, part it from its thread, and rule about it."""
    quoting = "Yes.\n\nOn Mon, Jun 2, 2025 at 9:01 AM Ines Invented wrote:\n"
    quoting += "> Please make logo 1 bigger.\n"
    head = "In-Reply-To: <m1@mail.example>\n"
    reply = mail(8, sender=OURS, to=CLIENT, words=quoting, head=head)
    take_in(ledger, {"reply.eml": reply})
    last = every_document(ledger)[-1]
    joints.part(ledger, ACTOR, last.id, "another matter")
    joints.rejoin(ledger, ACTOR, last.id)
    wanted = rules.Wanted(Match.DOMAIN, "client.example", files=False)
    rule = rules.add(ledger, ACTOR, "NORD", wanted)
    rules.remove(ledger, ACTOR, rule.id, "a trial")


def _talked(ledger: Ledger, project: Project) -> None:
    """Take in a chat whose dates may be read in two ways, and say in which."""
    said = b"3/4/24, 21:45 - Ines: a bigger logo\n3/4/24, 21:46 - Olga: yes\n"
    take_in(ledger, {"WhatsApp Chat with Ines.txt": said}, project)
    [asked] = chatting.asked(ledger)
    zone = "Europe/Chisinau"
    chatting.answer(ledger, ACTOR, asked.document.id, order="dmy", zone=zone)


def _checked(ledger: Ledger, first: Document) -> None:
    """Check who sent a message, by a certificate that comes and goes."""
    key = str(Tsk.generate("Ines Invented <ines@client.example>").extract_certificate())
    [kept] = certificates.add(ledger, ACTOR, key.encode(), CLIENT, "read out by phone")
    authenticity.check_now(ledger, [first.id])
    certificates.remove(ledger, ACTOR, kept.id, "she has another one")


def _kept_coming(ledger: Ledger) -> None:
    """Do with sources all that can be done without a server."""
    settings = Mailbox(
        host="imap.studio.example",
        port=993,
        security=Security.TLS,
        user=OURS,
        folders=("INBOX",),
    )
    source = source_adding.add(ledger, ACTOR, settings, About(name="Max"))
    settings = replace(settings, folders=("INBOX", "Sent"))
    sources.change(ledger, ACTOR, source.id, About(project="NORD"), settings)
    sources.pause(ledger, ACTOR, source.id)
    sources.resume(ledger, ACTOR, source.id)
    held = Held(folder="INBOX", validity=7, next=10, uids=Uids.parse("1:5,9"))
    mailboxes.record_snapshot(ledger, source, [held])
    uids = Uids.parse("7")
    completeness.explain(ledger, ACTOR, source, "INBOX", uids, "it was spam")
    box = source_adding.drop_box(ledger, ACTOR, "NORD", "drop.studio.example")
    letter = Letter(
        data=mail(7),
        sender=CLIENT,
        recipients=(box.place,),
        peer="192.0.2.7",
        hello="mx.client.example",
        encrypted=True,
    )
    assert dropping.take(ledger, letter).startswith("250")
    work(ledger)
    sources.remove(ledger, ACTOR, source.id)


def _met(ledger: Ledger) -> None:
    """Do with people all that can be done with them."""
    [ines] = [each for each in people.every(ledger) if each.side is Side.CLIENT]
    double = NewPerson(name="Inès I.", side="client", client="Nordwind Invented")
    other = projects.add_person(ledger, ACTOR, double)
    people.change(ledger, ACTOR, ines.id, Changes(role="marketing"))
    old, day = "ines.old@client.example", date(2025, 3, 1)
    people.add_address(ledger, ACTOR, other.id, old)
    people.add_address(ledger, ACTOR, other.id, old, date(2024, 1, 1))
    people.end_address(ledger, ACTOR, other.id, old, day)
    wrong = people.add_address(ledger, ACTOR, ines.id, "wrong@client.example")
    people.remove_address(ledger, ACTOR, wrong.person.id, "wrong@client.example")
    merging.tell_apart(ledger, ACTOR, ines.id, other.id)
    merging.merge(ledger, ACTOR, other.id, ines.id)
    merging.part(ledger, ACTOR, other.id)


def _specified(ledger: Ledger, project: Project) -> None:
    """Record a specification, and do with its items all that can be done."""
    words = b"1. The hero is one still photograph.\n2. The order form has 5 fields.\n"
    take_in(ledger, {"specification.txt": words}, project)
    paper, day = every_document(ledger)[-1], date(2025, 2, 12)
    spec_reading.record(ledger, ACTOR, "NORD", paper.id, day)
    second = spec_reading.record(ledger, ACTOR, "NORD", paper.id, date(2025, 5, 12))
    specifying.take_back(ledger, ACTOR, second.id, "recorded twice")
    link = linking.link(ledger, ACTOR, "R-1", "TS-1").link.id
    asked = Asking(request="R-1", note="on the phone")
    video = Entry(from_day=date(2025, 5, 1), words="The hero is a video.", asked=asked)
    specifying.change(ledger, ACTOR, "TS-1", video)
    linking.look(ledger, ACTOR, link)
    linking.unlook(ledger, ACTOR, link)
    linking.unlink(ledger, ACTOR, link, "another item")
    added = specifying.add(ledger, ACTOR, "NORD", Entry(from_day=day, words="Inter."))
    specifying.rename(ledger, ACTOR, added.id, "TS-18")
    specifying.remove(ledger, ACTOR, "TS-18", Entry(from_day=date(2025, 6, 1)))
    entry = specifying.newest_entry(ledger, added.id)
    specifying.take_back(ledger, ACTOR, str(entry), "it stays")


def _counted(
    ledger: Ledger, project: Project, term: Term, opened: RevisionRound
) -> None:
    """Hand over, confirm, say what a request is, end a term, issue a statement."""
    day = date(2025, 6, 1)
    handed = handing.record(ledger, ACTOR, "NORD", "LOGO", on=day)
    handing.withdraw(ledger, ACTOR, handed.id, "a slip of the pen")
    handing.restore(ledger, ACTOR, handed.id, "it was right")
    revisions.worked(ledger, ACTOR, opened.id, "2.5", "time sheet")
    mails = [each for each in every_document(ledger) if each.kind == "mail"]
    other = next(each for each in mails if "4" in each.title)
    words = Words(document=other.id)
    fixed = confirming.fix_by_id(
        ledger, ACTOR, project, opened.id, words, date(2025, 6, 2)
    )
    confirming.take_back(ledger, ACTOR, fixed.id, "he meant another list")
    kind = Classified(ground=PointGround.DEFECT)
    classifying.classify(ledger, ACTOR, "R-1", kind, "the specification says so")
    classifying.worked(ledger, ACTOR, "R-1", "1.5", "time sheet")
    terms.remark(ledger, ACTOR, term.id, "not initialled", "seen on the paper")
    terms.choose_counting(ledger, ACTOR, term.id, "free", "as it was meant")
    terms.end(ledger, ACTOR, term.id, date(2025, 12, 31), "a new contract follows")
    terms.resume(ledger, ACTOR, term.id, "it does not")
    terms.withdraw(ledger, ACTOR, term.id, "entered twice")
    terms.restore(ledger, ACTOR, term.id, "no, once")
    statements.issue(ledger, ACTOR, project.key, date(2024, 1, 1), date(2024, 1, 31))


def _asked(ledger: Ledger, contract: Document, first: Document) -> None:
    """Record a request with all that can be done to it."""
    words = Words(document=first.id, quote="make logo 1 bigger")
    made = requests.record(ledger, ACTOR, "NORD", words, Place(deliverable="LOGO"))
    requests.put(ledger, ACTOR, made.id, Place(deliverable="LOGO", note="again"))
    requests.withdraw(ledger, ACTOR, made.id, "asked twice")
    requests.restore(ledger, ACTOR, made.id, "no, once")
    paper = Words(document=contract.id)
    for attach in (supports.warn, supports.confirm):
        support = attach(ledger, ACTOR, made.id, paper)
        supports.take_back(ledger, ACTOR, support.id, "the wrong paper")
    supports.confirm(ledger, ACTOR, made.id, paper, "signed")
    pulled = pulls.make(ledger, made.id)
    pulls.tell(ledger, ACTOR, pulled)
    pulled.file.close()
