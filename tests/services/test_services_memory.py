"""Memory: what is large is held once, by one thread, and not longer than it must."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from benchmarks.material import heavy
from ledger.domain.digest import Digest
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.opened import Ledger
from ledger.services import families
from ledger.services import indexing
from ledger.services import intake
from ledger.services import working
from ledger.services.walking import walk
from ledger.store.readings import Readings

LARGE = 8 << 20
TEXT = Reading(parser="x", version=1, kind=Kind.NOTE, media_type="text/plain")


def members(count: int) -> Iterator[Member | Reading]:
    for number in range(count):
        data = number.to_bytes() * LARGE
        yield Member(name="blob", media_type="", place=str(number), data=data)
        del data
    yield TEXT


def test_the_members_of_a_file_are_held_one_at_a_time(ledger: Ledger) -> None:
    tracemalloc.start()
    with ledger.blobs.batch() as batch:
        family = families.read(ledger, batch, "d-1", members(8))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert family is not None
    assert len(family.documents) == 9
    assert peak < 3 * LARGE


def test_a_mailbox_of_long_mails_is_read_within_what_one_of_them_needs(
    ledger: Ledger, tmp_path: Path
) -> None:
    size = 6 << 20
    path = heavy(tmp_path, 4, size)
    receipt = intake.open_receipt(ledger, "x", custodian="", channel="x")
    for _number in intake.receive(ledger, receipt, walk([path], ledger.home)):
        pass
    intake.let_close(ledger, receipt)

    tracemalloc.start()
    working.run(ledger, lambda _number: None)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert indexing.lag(ledger)
    assert peak < 10 * size
    assert not ledger.readings.held


def test_readings_at_hand_are_bounded_by_their_bytes(ledger: Ledger) -> None:
    readings = Readings(ledger.blobs)
    kept = []
    for number in range(40):
        reading = Reading(
            parser="x",
            version=number,
            kind=Kind.NOTE,
            media_type="text/plain",
            text="я" * (1 << 20),
        )
        data = reading.to_bytes()
        blob = ledger.blobs.put(BytesIO(data))
        readings.remember(blob.digest, reading, blob.size)
        kept.append((blob.digest, reading))

        assert readings.held <= 24 << 20

    assert all(readings(digest) == reading for digest, reading in kept)
    assert not readings.held


def test_a_reading_larger_than_the_bound_is_at_hand_until_it_is_asked_for(
    ledger: Ledger,
) -> None:
    readings = Readings(ledger.blobs)
    digest = Digest("ab" * 32)

    readings.remember(digest, TEXT, 1 << 30)

    assert readings(digest) is TEXT
    assert not readings.held
