"""Which engine searches, and how another one takes over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import TANTIVY
from index import WHOOSH
from index.lock import lock_of
from index.lock import WriterLock
from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import engines
from ledger.services import health
from ledger.services import indexing
from ledger.services import searching
from tests.acts import take_in


@pytest.fixture
def grown(ledger: Ledger) -> Ledger:
    """A ledger with three texts, searched by Whoosh."""
    take_in(ledger, {f"{n}.txt": f"a logo, {n}".encode() for n in range(3)})
    indexing.catch_up(ledger)
    return ledger


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one step read two events of the log."""
    monkeypatch.setattr(indexing, "_EVENTS", 2)


def with_engine(ledger: Ledger, engine: str) -> Ledger:
    """Open the same home again with another setting."""
    ledger.close()
    return Ledger(ledger.config.model_copy(update={"engine": engine}), ledger.now)


@pytest.fixture
def chosen(grown: Ledger) -> Iterator[Ledger]:
    """The same, with tantivy chosen by hand."""
    opened = with_engine(grown, TANTIVY)
    yield opened
    opened.close()


def folders(ledger: Ledger) -> list[str]:
    return sorted(each.name for each in (ledger.home / "index").glob("*v*/"))


def found(ledger: Ledger) -> int:
    return searching.search(ledger, "logo").total


def test_a_small_archive_is_searched_by_whoosh(grown: Ledger) -> None:
    assert not engines.advance(grown)
    assert engines.look(grown).in_use == WHOOSH
    assert not engines.look(grown).changing


def test_an_archive_that_has_outgrown_whoosh_goes_over_by_itself(
    grown: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "OUTGROWN", 2)

    while engines.advance(grown):
        assert found(grown) == 3

    assert engines.look(grown).in_use == TANTIVY
    assert len(folders(grown)) == 1
    assert folders(grown)[0].startswith(TANTIVY)
    assert found(grown) == 3
    monkeypatch.setattr(engines, "OUTGROWN", 20)
    assert engines.wanted(grown) == TANTIVY


@pytest.mark.usefixtures("small_steps")
def test_the_old_one_searches_while_the_new_one_is_built(
    chosen: Ledger,
) -> None:
    engines.advance(chosen)
    seen = engines.look(chosen)

    assert (seen.in_use, seen.wanted) == (WHOOSH, TANTIVY)
    assert 0 < seen.percent < 100
    assert found(chosen) == 3
    take_in(chosen, {"late.txt": b"another logo"})
    indexing.catch_up(chosen)
    while engines.advance(chosen):
        assert found(chosen) == 4
    assert engines.look(chosen).in_use == TANTIVY
    assert found(chosen) == 4


@pytest.mark.usefixtures("small_steps")
def test_what_is_built_goes_on_after_a_stop_where_it_was(
    chosen: Ledger,
) -> None:
    engines.advance(chosen)
    engines.advance(chosen)
    before = engines.look(chosen).position

    again = with_engine(chosen, TANTIVY)

    assert engines.look(again).position == before > 0
    while engines.advance(again):
        pass
    assert engines.look(again).in_use == TANTIVY
    again.close()


def test_an_index_of_an_older_form_goes_when_the_new_one_has_caught_up(
    grown: Ledger,
) -> None:
    older = [grown.home / "index" / name for name in ("v0", "tantivy-v0")]
    for folder in older:
        folder.mkdir()
        (folder / "words").write_bytes(b"of an older form")
    take_in(grown, {"late.txt": b"another logo"})

    engines.advance(grown)
    assert all(folder.exists() for folder in older)
    indexing.catch_up(grown)
    writer = WriterLock(lock_of(older[0]))
    writer.acquire()
    engines.advance(grown)
    assert older[0].exists()
    writer.release()
    engines.advance(grown)

    assert len(folders(grown)) == 1
    assert found(grown) == 4


def test_it_goes_back_in_the_same_way(chosen: Ledger) -> None:
    while engines.advance(chosen):
        pass

    back = with_engine(chosen, WHOOSH)
    assert engines.look(back).in_use == TANTIVY
    while engines.advance(back):
        assert found(back) == 3

    assert engines.look(back).in_use == WHOOSH
    assert len(folders(back)) == 1
    back.close()


def test_another_process_notices_that_an_engine_took_over(
    chosen: Ledger,
) -> None:
    other = Ledger(chosen.config, chosen.now)
    assert found(other) == 3

    while engines.advance(chosen):
        pass

    assert other.indexes.in_use == TANTIVY
    assert found(other) == 3
    other.close()


def test_an_engine_that_is_not_installed_is_told_of_and_whoosh_goes_on(
    chosen: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    while engines.advance(chosen):
        pass
    for module in ("index.keeping", "ledger.services.engines"):
        monkeypatch.setattr(f"{module}.installed", lambda name: name == WHOOSH)

    seen = engines.look(chosen)

    assert seen.in_use == WHOOSH
    assert "pip install 'scope-ledger[fast]'" in seen.warning
    indexing.catch_up(chosen)
    assert found(chosen) == 3
    assert not engines.advance(chosen)
    monkeypatch.undo()
    assert chosen.indexes.in_use == WHOOSH


def test_a_new_home_begins_with_the_engine_that_was_chosen(
    config: Config, tmp_path: Path
) -> None:
    new = {"home": tmp_path / "new", "engine": TANTIVY}
    ledger = Ledger(config.model_copy(update=new))

    indexing.catch_up(ledger)

    assert engines.look(ledger).in_use == TANTIVY
    assert not engines.advance(ledger)
    assert len(folders(ledger)) == 1
    ledger.close()


def test_building_anew_stays_with_the_engine(chosen: Ledger) -> None:
    while engines.advance(chosen):
        pass

    indexing.begin_anew(chosen)
    indexing.catch_up(chosen)

    assert engines.look(chosen).in_use == TANTIVY
    assert found(chosen) == 3


def test_an_engine_that_there_is_none_of_is_refused(config: Config) -> None:
    with pytest.raises(ValueError, match="is no engine"):
        Config(home=config.home, engine="xapian")


def test_health_says_which_engine_searches(grown: Ledger) -> None:
    seen = health.look(grown)

    assert seen.engine
    assert seen.engine.in_use == WHOOSH
    assert TANTIVY in dict(seen.libraries)
