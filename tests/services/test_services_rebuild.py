"""Rebuild: the rows made anew are the rows that were there, to the byte, anywhere."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine

from ledger.config import Config
from ledger.domain.errors import LedgerError
from ledger.domain.provision_rules import provision
from ledger.domain.reading import Kind
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import contracts
from ledger.services import filing
from ledger.services import merging
from ledger.services import overview
from ledger.services import people
from ledger.services import projects
from ledger.services import rebuilding
from ledger.services import revisions
from ledger.services.projects import NewPerson
from ledger.store import filing as filed
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import mail
from tests.acts import mailbox
from tests.acts import take_in
from tests.conftest import Clock

ELSEWHERE = """
import sys
from pathlib import Path
from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import rebuilding
ledger = Ledger(Config(home=Path(sys.argv[1]), boxes=1))
rebuilding.projections_anew(ledger)
rebuilding.dump_to(ledger, Path(sys.argv[2]))
ledger.close()
"""


def dump(ledger: Ledger) -> str:
    target = io.StringIO()
    rebuilding.dump(ledger, target)
    return target.getvalue()


def test_a_rebuild_gives_the_same_rows_to_the_byte(lived: Ledger) -> None:
    before = dump(lived)

    replayed = rebuilding.projections_anew(lived)

    assert replayed > 20
    assert dump(lived) == before
    assert before.count("\n") > 50


def test_a_rebuild_gives_the_same_accounts(lived: Ledger) -> None:
    before = overview.whole(lived)
    assert any(each.account.lines for p in before.projects for each in p.standings)

    rebuilding.projections_anew(lived)

    assert overview.whole(lived) == before


def test_every_table_that_is_made_from_the_log_is_in_the_dump(lived: Ledger) -> None:
    before = dump(lived)

    for name in ("happening", "document", "reading", "message", "filing", "term"):
        assert f'["{name}", ' in before
    for name in ("password", "session", "job"):
        assert f'["{name}", ' not in before


@pytest.mark.parametrize(
    ("seed", "zone", "locale"),
    [("0", "Pacific/Kiritimati", "C"), ("4711", "America/St_Johns", "tr_TR.UTF-8")],
)
def test_a_rebuild_elsewhere_gives_the_same_rows_to_the_byte(
    lived: Ledger, tmp_path: Path, seed: str, zone: str, locale: str
) -> None:
    before = dump(lived)
    lived.close()
    copy = tmp_path / "copy"
    shutil.copytree(lived.home, copy)
    out = tmp_path / "dump"

    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", ELSEWHERE, str(copy), str(out)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
        },
        check=True,
    )

    assert out.read_text("utf-8") == before


def test_a_rebuild_that_breaks_off_leaves_the_rows_as_they_were(
    lived: Ledger,
) -> None:
    before = dump(lived)
    read = next(each.reading for each in every_document(lived) if each.reading)
    lived.blobs.path(read).rename(lived.home / "away")

    with pytest.raises(LedgerError, match="missing"):
        rebuilding.projections_anew(lived)

    assert dump(lived) == before


def test_the_index_is_made_anew_from_the_log(lived: Ledger) -> None:
    position = rebuilding.index_anew(lived)

    with lived.db.reading() as tx:
        assert position == tx.exec_driver_sql("SELECT count(*) FROM event").scalar()


class Acts(RuleBasedStateMachine):
    """Whatever people do, in any order, the rows are those that the log makes."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
        self.ledger = Ledger(Config(home=self.home, boxes=1), Clock())
        self.number = 0

    def teardown(self) -> None:
        outside = checkpoints.sign(self.ledger)
        assert audit.audit(self.ledger, [outside]).verdict == "sound"
        self.same()
        self.ledger.close()
        shutil.rmtree(self.home)

    @initialize()
    def begin(self) -> None:
        self.project("A")
        self.mails([1, 2, 3])

    @rule(key=st.sampled_from("AB"))
    def project(self, key: str) -> None:
        self.attempt(
            lambda: projects.add_project(
                self.ledger, ACTOR, key, client=f"Client {key}", title="Work"
            )
        )
        self.attempt(
            lambda: projects.add_deliverable(self.ledger, ACTOR, key, "LOGO", "Logo")
        )

    @rule(key=st.sampled_from("AB"), sender=st.integers(0, 3))
    def person(self, key: str, sender: int) -> None:
        new = NewPerson(
            name=f"Person {sender}",
            side="client",
            client=f"Client {key}",
            addresses=[f"s{sender}@client.example"],
        )
        self.attempt(lambda: projects.add_person(self.ledger, ACTOR, new))

    @rule(first=st.integers(0, 9), second=st.integers(0, 9))
    def one_person(self, first: int, second: int) -> None:
        known = people.every(self.ledger)
        if known:
            one, other = known[first % len(known)].id, known[second % len(known)].id
            self.attempt(lambda: merging.merge(self.ledger, ACTOR, one, other))

    @rule(which=st.integers(0, 9))
    def two_people(self, which: int) -> None:
        merged = [key for each in people.every(self.ledger) for key in each.merged]
        if merged:
            merging.part(self.ledger, ACTOR, merged[which % len(merged)])

    @rule(which=st.integers(0, 9), day=st.integers(1, 9))
    def passed_on(self, which: int, day: int) -> None:
        using = [each for each in people.every(self.ledger) if each.addresses]
        if using:
            one = using[which % len(using)]
            address, until = one.addresses[0].address, date(2025, 6, day)
            self.attempt(
                lambda: people.end_address(self.ledger, ACTOR, one.id, address, until)
            )

    @rule(numbers=st.lists(st.integers(1, 9), min_size=1, max_size=3))
    def mails(self, numbers: list[int]) -> None:
        files = {
            f"{n}.eml": mail(n, sender=f"s{n % 4}@client.example") for n in numbers
        }
        take_in(self.ledger, files)

    @rule(upto=st.integers(1, 5), trace=st.booleans())
    def box(self, upto: int, *, trace: bool) -> None:
        head = "Received: by relay.example; Mon, 2 Jun 2025 07:00:00 +0000\n"
        mails = [mail(n, head=head if trace else "") for n in range(1, upto + 1)]
        take_in(self.ledger, {"box.mbox": mailbox(mails)})

    @rule(at=st.integers(0, 30), key=st.sampled_from("AB"), out=st.booleans())
    def moved(self, at: int, key: str, *, out: bool) -> None:
        listed = every_document(self.ledger)
        act = filing.unfile if out else filing.file
        chosen = listed[at % len(listed)].id
        self.attempt(lambda: act(self.ledger, ACTOR, [chosen], key, "by hand"))

    @rule(at=st.integers(0, 30), count=st.integers(0, 3), day=st.integers(0, 90))
    def term(self, at: int, count: int, day: int) -> None:
        listed = every_document(self.ledger)
        self.attempt(
            lambda: contracts.add_term(
                self.ledger,
                ACTOR,
                "A",
                provision("free-rounds", str(count)),
                document_key=listed[at % len(listed)].id,
                words="logo",
                from_day=date(2025, 1, 1) + timedelta(days=day),
            )
        )

    @rule(at=st.integers(0, 30), ground=st.sampled_from(["wish", "defect"]))
    def round(self, at: int, ground: str) -> None:
        listed = every_document(self.ledger)
        chosen = listed[at % len(listed)].id
        self.attempt(
            lambda: revisions.open_round(
                self.ledger,
                ACTOR,
                "A",
                "LOGO",
                on=None,
                ground=ground,
                document_keys=[chosen],
            )
        )

    @precondition(lambda self: self.rounds())
    @rule(at=st.integers(0, 9), out=st.booleans())
    def counted(self, at: int, *, out: bool) -> None:
        rounds = self.rounds()
        act = revisions.exclude if out else revisions.reinstate
        chosen = rounds[at % len(rounds)]
        self.attempt(lambda: act(self.ledger, ACTOR, chosen, "for a reason"))

    @invariant()
    def same(self) -> None:
        self.number += 1
        if self.number % 3 == 0:
            before = dump(self.ledger)
            rebuilding.projections_anew(self.ledger)
            assert dump(self.ledger) == before

    @invariant()
    def the_tray_holds_exactly_the_heads_that_belong_nowhere(self) -> None:
        listed = every_document(self.ledger)
        boxes = {x.id for x in listed if x.kind is Kind.ARCHIVE and not x.problem}
        heads = [x.id for x in listed if x.parent is None or x.parent in boxes]
        with self.ledger.db.reading() as tx:
            there = filed.projects_of(tx, heads)
        wanted = {x for x in heads if not there[x]} - boxes
        assert {x.id for x in filing.tray(self.ledger, 1000)} == wanted

    def rounds(self) -> list[str]:
        project = projects.find(self.ledger, "A")
        return [
            line.round.id
            for standing in revisions.standings(self.ledger, project)
            for line in standing.account.lines
        ]

    def attempt(self, act: object) -> None:
        """Do an act that may be refused with a sentence."""
        assert callable(act)
        try:
            act()
        except LedgerError as error:
            assert str(error).endswith(".")  # noqa: PT017 - refusing is allowed


TestActs = Acts.TestCase
TestActs.settings = settings(
    max_examples=5,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
