"""The sample ledger: filled by acts, whole, apart from anybody's own."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.errors import BadInputError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.request import SupportKind
from ledger.opened import Ledger
from ledger.samples import told
from ledger.services import asking
from ledger.services import audit
from ledger.services import history
from ledger.services import overview
from ledger.services import projects
from ledger.services import sampling
from ledger.services import searching
from ledger.services import showing
from ledger.services import stories
from ledger.services import trying
from ledger.services.asking import State
from ledger.services.overview import Matter
from ledger.services.stories import Part
from ledger.web.security import secret_key
from tests.acts import every_document
from tests.acts import nord


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The sample ledger, to be looked at only."""
    ledger = Ledger(Config(home=tmp_path_factory.mktemp("sampling") / "home", boxes=2))
    sampling.visitor(ledger)
    yield ledger
    ledger.close()


def test_every_mail_is_read_and_every_thread_is_joined(filled: Ledger) -> None:
    listed = every_document(filled)
    mails = [each for each in listed if each.kind == "mail" and not each.parent]

    assert [each.name for each in mails if each.problem] == []
    for story in told.load():
        known = {each.name.partition("-")[2]: each for each in mails}
        for mail in story.mails:
            if mail.answers and story.mail(mail.answers).identified:
                answer = known[f"{mail.key}.eml"]
                assert answer.thread is not None


def test_a_thread_of_the_story_is_a_thread_of_the_ledger(filled: Ledger) -> None:
    story = told.load()[0]
    chain = ("bigger-logo", "warning", "insists", "red-logo", "banner-file")
    subject = story.mail("bigger-logo").subject

    found = {
        each.thread
        for each in every_document(filled)
        if each.kind == "mail" and each.title.endswith(subject)
    }

    assert len(found) == 1
    assert all(story.mail(key).subject.endswith(subject) for key in chain)


def test_what_waits_is_what_the_stories_leave_open(filled: Ledger) -> None:
    whole = overview.whole(filled)

    assert whole.waiting == len(told.tray().mails)
    assert Counter(need.matter for need in whole.needs) == {
        Matter.UNCONFIRMED: 2,
        Matter.SUSPECT: 1,
        Matter.OVERDUE: 1,
        Matter.USED_UP: 2,
        Matter.UNFILED: 1,
    }


def test_every_request_of_the_stories_stands_at_its_words(filled: Ledger) -> None:
    for story in told.load():
        project = projects.find(filled, story.key)
        listed = asking.every(filled, project)

        states = Counter(each.state for each in listed)
        assert len(listed) == len(story.wishes)
        assert states[State.WITHDRAWN] == len([w for w in story.wishes if w.withdrawn])
        for each in listed:
            assert each.request.passage.quote
            assert each.writer


def test_each_point_of_the_complaint_has_its_evidence(filled: Ledger) -> None:
    steps = trying.steps(filled)
    assert steps
    told_of = {
        point.number: stories.story(filled, point.label) for point in steps.points
    }
    parts = {
        number: Counter(scene.part for scene in story.scenes)
        for number, story in told_of.items()
    }

    assert [point.right for point in steps.points] == [False, False, False, True]
    assert parts[1][Part.WARNING] == parts[1][Part.CONFIRMATION] == 1
    assert (parts[2][Part.WARNING], parts[2][Part.CONFIRMATION]) == (1, 2)
    supports = told_of[2].asked.request.standing(SupportKind.CONFIRMATION)
    assert "signed" in {each.strength for each in supports}
    fourth = told_of[3].asked.line
    assert fourth
    assert fourth.price
    later = " ".join(scene.words for scene in told_of[4].scenes if scene.at)
    assert "pe 29 aprilie" in later
    sent = [scene.at for scene in told_of[4].scenes if scene.part is Part.AFTER]
    assert "2025-05-06" in {f"{at:%Y-%m-%d}" for at in sent if at}


def test_the_first_search_finds(filled: Ledger) -> None:
    found = searching.search(filled, trying.WORDS)

    assert found.total >= 3
    assert not found.lag


def test_the_log_is_sound(filled: Ledger) -> None:
    assert audit.audit(filled).findings == ()


def test_a_filling_that_broke_off_goes_on_and_a_second_one_adds_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("ledger.services.reenacting.supports.confirm", fail)
        with pytest.raises(KeyboardInterrupt):
            sampling.visitor(ledger)
    sampling.visitor(ledger)
    size = history.size(ledger)
    sampling.visitor(ledger)

    assert history.size(ledger) == size == sampling.filled_up_to(ledger)
    wishes = sum(len(story.wishes) for story in told.load())
    assert len(asking.every(ledger)) == wishes


def test_ones_own_ledger_is_never_filled_with_samples(ledger: Ledger) -> None:
    nord(ledger)
    size = history.size(ledger)

    with pytest.raises(BadInputError, match="holds your own data"):
        sampling.visitor(ledger)

    assert history.size(ledger) == size
    assert not sampling.is_sample(ledger)


def test_a_mark_alone_does_not_make_ones_own_a_sample(ledger: Ledger) -> None:
    nord(ledger)
    (ledger.home / "SAMPLE-DATA").write_text("filled 2 1\n")

    with pytest.raises(BadInputError, match="holds your own data"):
        sampling.visitor(ledger)


def test_a_sample_home_without_its_mark_is_still_one(filled: Ledger) -> None:
    assert sampling.is_sample(filled)
    with pytest.raises(BadInputError, match="holds sample data"):
        sampling.must_be_own(filled)


def test_only_what_is_the_samples_own_is_removed(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere" / "00"
    digest = "0" * 64
    made = (
        "ledger.db",
        "ledger.db-wal",
        "SAMPLE-DATA",
        f"blobs/ab/{digest}",
        f"cache/pages/{digest}/1-1.5.jpg",
        "index/v1/MAIN_abc.trm",
        "index/v1.lock",
        "keys/forms.key",
        "tried/point-1",
    )
    mine = (
        "blobs/my letter.txt",
        "cache/2025/photo.jpg",
        "cache/notes.txt",
        "index/index.html",
        "keys/house.key",
        "ledger.db of last year",
        "my letter.txt",
        "tried/recipe.txt",
        "uploads/site/index.html",
    )
    for name in (*made, *mine):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x")
    elsewhere.mkdir(parents=True)
    (elsewhere / digest).write_text("x")
    (home / "blobs" / "00").symlink_to(elsewhere)

    sampling.remove(home)

    left = [path for path in home.rglob("*") if path.is_file()]
    assert sorted(path.relative_to(home).as_posix() for path in left) == list(mine)
    assert (elsewhere / digest).exists()


def test_a_sample_home_that_was_used_goes_as_a_whole(ledger: Ledger) -> None:
    sampling.visitor(ledger)
    paged = next(each for each in every_document(ledger) if each.name.endswith(".pdf"))
    showing.page_image(ledger, paged.id, 1)
    trying.saw_document(ledger, paged.id, trying.WORDS, "")
    trying.saw_rounds(ledger, trying.PROJECT)
    for each in asking.every(ledger):
        trying.saw_request(ledger, each.request.id)
    trying.close(ledger)
    secret_key(ledger.home)
    ledger.close()

    sampling.remove(ledger.home)

    assert not ledger.home.exists()


@pytest.mark.parametrize("name", ["a.eml", "cache/mine.txt", "keys/door.txt", ".git"])
def test_a_folder_with_somebodys_own_files_becomes_no_home(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(HomeBrokenError, match="holds other files"):
        Ledger(Config(home=tmp_path))

    assert sorted(tmp_path.rglob("*")) == before


def test_a_home_that_is_no_sample_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("x")

    with pytest.raises(BadInputError, match="nothing was removed"):
        sampling.remove(tmp_path)

    assert (tmp_path / "ledger.db").exists()
