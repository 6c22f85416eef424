"""The log: canonical bodies, salted disclosures, one order, and nothing taken back."""

import hashlib
import json
import re
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ledger.domain import moment
from ledger.domain import seal
from ledger.domain.digest import Digest
from ledger.domain.errors import BadInputError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.event import SealedEvent
from ledger.opened import Ledger
from ledger.proof.checkpoint import SigningKey
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import rebuilding
from ledger.services import successions
from ledger.store import events
from ledger.store import tables
from tests.acts import ACTOR
from tests.acts import log_of
from tests.conftest import Clock

ROLES = {"raw", "reading", "source", "statement", "pdf", "csv"}
ALLOWED = {
    "v",
    "log",
    "position",
    "at",
    "kind",
    "subject",
    "projects",
    "actor",
    "sd",
    "blobs",
}
ID = r"[a-z]{1,2}_[a-z2-9]{16}"
FORMS = {
    "log": r"scope-ledger\.local/[0-9a-f]{16}(-[0-9]+-[0-9a-f]{8})?",
    "at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "kind": r"[a-z-]+\.[a-z-]+",
    "subject": ID,
    "actor": rf"{ID}|system",
}


def happening(name: str = "nothing", **fields: Json) -> Event:
    return Event(
        kind=EventKind.CLIENT_ADDED,
        subject="c_2345678923456789",
        actor=ACTOR,
        fields={"name": name, **fields},
    )


def sealed(ledger: Ledger, *happened: Event) -> list[SealedEvent]:
    """Append to the log alone: no rows are made of it."""
    with ledger.db.writing() as tx:
        return events.append(tx, ledger.origin, ledger.now(), happened)


def test_every_kind_of_event_has_a_body_that_names_ids_and_digests_alone(
    lived: Ledger,
) -> None:
    key = SigningKey.make(f"{lived.origin}-2-0123cdef")
    opening = successions.opening(
        lived.vkey, key.verifying, actor=ACTOR, why="a test", checkpoint="", lost=0
    )
    lived.begin_epoch(key, opening)
    log = log_of(lived)

    assert {event.kind for event in log} == set(EventKind)
    for event in log:
        body = json.loads(event.body)
        assert body.keys() == ALLOWED
        for name, form in FORMS.items():
            assert re.fullmatch(form, body[name]), f"{event.kind}: {name}"
        assert all(re.fullmatch(ID, each) for each in body["projects"])
        assert all(re.fullmatch("[0-9a-f]{64}", each) for each in body["sd"])
        for blob in body["blobs"]:
            assert blob.keys() == {"role", "sha256", "size"}
            assert blob["role"] in ROLES
            assert re.fullmatch("[0-9a-f]{64}", blob["sha256"])
        assert (body["v"], body["position"]) == (1, event.position)


def test_no_word_address_or_file_name_stands_in_any_body(lived: Ledger) -> None:
    bodies = b"\n".join(event.body for event in log_of(lived)).lower()

    # Digests and ids are random, so a short word may stand in one of them by chance.
    for word in ("ines@", "max@", "invented", "example", "nordwind", "contract.txt"):
        assert word.encode() not in bodies.replace(b"contract.recorded", b"")


def test_a_body_is_canonical_and_the_leaf_is_its_hash(lived: Ledger) -> None:
    for event in log_of(lived):
        assert rfc8785.dumps(json.loads(event.body)) == event.body
        assert event.leaf == seal.leaf_hash(event.body)


def test_each_field_is_a_disclosure_with_a_salt_of_its_own(ledger: Ledger) -> None:
    sealed(ledger, happening("Nordwind"), happening("Nordwind"))

    with ledger.db.reading() as tx:
        rows = tx.execute(tables.payloads.select()).all()

    digests = {hashlib.sha256(row.disclosures.encode()).hexdigest() for row in rows}
    assert len(digests) == 2
    for event, row in zip(log_of(ledger), rows, strict=True):
        body = json.loads(event.body)
        parts = row.disclosures.split("~")
        assert body["sd"] == sorted(events.digest_of(part) for part in parts)
        assert events.opened(parts[0]) == ("name", "Nordwind")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=6,
)


@given(texts, values)
def test_a_disclosure_gives_its_field_and_value_back(field: str, value: Json) -> None:
    written = events.disclosure(field, value)

    assert events.opened(written) == (field, value)
    assert re.fullmatch("[A-Za-z0-9_-]+", written)
    assert events.disclosure(field, value) != written


def test_sorted_digests_do_not_tell_the_order_of_the_fields(ledger: Ledger) -> None:
    fields: dict[str, Json] = {str(number): number for number in range(20)}

    [event] = sealed(ledger, happening("nothing", **fields))

    digests = json.loads(event.body)["sd"]
    assert digests == sorted(digests)
    assert len(digests) == 21


def test_text_that_no_database_can_hold_is_refused_with_a_sentence(
    ledger: Ledger,
) -> None:
    with pytest.raises(BadInputError, match=r"\.$"):
        sealed(ledger, happening("a lone half \udcff"))

    assert log_of(ledger) == []


def test_the_moment_never_goes_back_even_when_the_clock_does(
    ledger: Ledger, clock: Clock
) -> None:
    for hours in (5, -9, 2, -30, 40):
        clock.now += timedelta(hours=hours)
        sealed(ledger, happening())
        sealed(ledger, happening())

    moments = [event.at for event in log_of(ledger)]

    assert moments == sorted(moments)
    assert set(moments[1:8]) == {datetime(2025, 6, 2, 14, 0, 2, tzinfo=UTC)}
    assert moments[7] < moments[8] < moments[9]


def test_positions_have_no_gap_and_a_failed_act_leaves_none(ledger: Ledger) -> None:
    sealed(ledger, happening(), happening())
    with pytest.raises(BadInputError):
        sealed(ledger, happening(), happening("\udcff"))
    with pytest.raises(IntegrityError), ledger.db.writing() as tx:
        ledger.record(tx, happening("Nordwind"), happening("Nordwind"))
    sealed(ledger, happening())

    assert [event.position for event in log_of(ledger)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE event SET body = x'7b7d' WHERE position = 1", "never changed"),
        ("UPDATE event SET position = 9 WHERE position = 2", "never changed"),
        ("DELETE FROM event WHERE position = 2", "never removed"),
        ("DELETE FROM event", "never removed"),
        ("INSERT INTO event VALUES (4, x'00', x'00')", "no gaps"),
        ("INSERT INTO event VALUES (2, x'00', x'00')", "no gaps"),
        ("INSERT OR REPLACE INTO event VALUES (1, x'00', x'00')", "no gaps"),
    ],
)
def test_the_database_itself_refuses_to_change_the_log(
    ledger: Ledger, statement: str, sentence: str
) -> None:
    sealed(ledger, happening(), happening(), happening())

    with pytest.raises(IntegrityError, match=sentence), ledger.db.writing() as tx:
        tx.execute(text(statement))

    assert len(log_of(ledger)) == 3


def test_an_event_of_a_kind_that_is_not_known_here_survives(ledger: Ledger) -> None:
    later = Event(
        kind="pack.issued",  # type: ignore[arg-type]  # a word of a later version
        subject="k_2345678923456789",
        actor=ACTOR,
        blobs=(BlobRef("pack", Digest.of(b"pack"), 4),),
        fields={"number": 1},
    )

    with ledger.db.writing() as tx:
        ledger.record(tx, later, happening())
    rebuilding.projections_anew(ledger)

    [kept, _] = log_of(ledger)
    assert (kept.kind, kept.fields) == ("pack.issued", {"number": 1})
    ledger.blobs.put(_Bytes(b"pack"))
    note = checkpoints.sign(ledger)
    assert audit.audit(ledger, [note]).verdict == "sound"


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, size: int = -1, /) -> bytes:
        data, self.data = self.data, b""
        return data


def test_a_batch_seals_the_same_tree_as_one_event_after_another(
    ledger: Ledger,
) -> None:
    sealed(ledger, *[happening(str(number)) for number in range(7)])
    for number in range(6):
        sealed(ledger, happening(str(number)))
    sealed(ledger, *[happening(str(number)) for number in range(20)])

    leaves = [event.leaf for event in log_of(ledger)]
    nodes: dict[tuple[int, int], bytes] = {}
    for position, leaf in enumerate(leaves):
        for level, index, found in seal.completed(
            position, leaf, lambda *key: nodes[key]
        ):
            nodes[level, index] = found

    with ledger.db.reading() as tx:
        stored = {
            (row.level, row.idx): row.hash for row in tx.execute(tables.nodes.select())
        }
        roots = [events.root(tx, size) for size in range(len(leaves) + 1)]
    assert stored == nodes
    assert roots == [
        seal.root(size, lambda *key: nodes[key]) for size in range(len(leaves) + 1)
    ]


def test_a_connection_that_does_not_sync_is_not_written_to(ledger: Ledger) -> None:
    with ledger.db.reading() as tx:
        connection = tx.connection.driver_connection
    assert connection is not None
    connection.execute("PRAGMA synchronous = OFF")

    with pytest.raises(RuntimeError, match="does not sync"):
        sealed(ledger, happening())

    assert log_of(ledger) == []


def test_pages_of_the_log_join_without_a_seam(ledger: Ledger) -> None:
    sealed(ledger, *[happening(str(number)) for number in range(1201)])

    with ledger.db.reading() as tx:
        assert [x.position for x in events.since(tx, 3)] == list(range(3, 1201))
        assert [x.position for x in events.since(tx, 3, 7)] == [3, 4, 5, 6]
        assert list(events.since(tx, 0, 0)) == []
        assert events.at(tx, 1201) is None
        assert events.size(tx) == 1201


def test_a_moment_in_a_body_is_the_one_that_is_given_back(ledger: Ledger) -> None:
    [event] = sealed(ledger, happening())

    [kept] = log_of(ledger)

    assert json.loads(kept.body)["at"] == moment.written(event.at)
    assert (kept.at, kept.fields, kept.leaf) == (event.at, event.fields, event.leaf)
