"""From sample data to one's own, with a real server; neither is opened as the other."""

import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import build_opener
from urllib.request import HTTPCookieProcessor
from urllib.request import ProxyHandler
from urllib.request import Request

import pytest

from tests.cli.running import Program
from tests.cli.test_cli_serve import serving

PASSWORD = "walking the first mile"  # noqa: S105 - of a ledger that the test makes
_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


class Visitor:
    """Somebody with a browser that keeps cookies."""

    def __init__(self, port: int) -> None:
        self._root = f"http://127.0.0.1:{port}"
        keep = HTTPCookieProcessor(CookieJar())
        self._opener = build_opener(keep, ProxyHandler({}))

    def read(self, place: str, **fields: str) -> str:
        """Return a page; with fields, what a form leads to."""
        data = urlencode(fields).encode() if fields else None
        asked = Request(f"{self._root}{place}", data)  # noqa: S310 - our own server
        with self._opener.open(asked, timeout=60) as answer:
            return str(answer.read().decode("utf-8"))


def test_one_click_removes_the_sample_and_opens_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "temporary"
    folder.mkdir()
    with serving(None, "--demo", folder=folder) as server:
        visitor = Visitor(server.port)
        page = visitor.read("/start-with-my-own")
        token = _TOKEN.search(page)
        assert token
        assert str(tmp_path / "scope-ledger") in page
        assert not (tmp_path / "scope-ledger").exists()

        page = visitor.read(
            "/start-with-my-own",
            csrf_token=token[1],
            name="Ana",
            email="ana@lumen.example",
            password=PASSWORD,
        )
        people = visitor.read("/people")

        assert "Sample data" not in page
        assert "Make a project" in page
        assert "You: Ana" in page
        assert "vantuldenord" not in people
        assert list(folder.glob("scope-ledger-*")) == []
        assert server.stop() == 0

    own = Program(tmp_path / "scope-ledger")
    assert own.json("project", "list")["projects"] == []
    report = own("audit", "--json").json
    assert (report["findings"], report["events"]) == ([], 1)


def test_ones_own_that_is_there_already_is_opened_and_asks_to_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Program
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "mine"))
    own = Program(tmp_path / "mine" / "scope-ledger")
    own("user", "add", "ana@lumen.example", "--name", "Ana", "--password", PASSWORD)
    own("project", "add", "BAN", "--client", "Ines", "--title", "Banner")
    with serving(sample.home, "--demo", folder=tmp_path) as server:
        visitor = Visitor(server.port)
        token = _TOKEN.search(visitor.read("/start-with-my-own"))
        assert token

        page = visitor.read("/start-with-my-own", csrf_token=token[1])

        assert "Sign in" in page
        assert "Banner" not in page
        assert not sample.home.exists()
        assert server.stop() == 0

    assert [each["key"] for each in own.json("project", "list")["projects"]] == ["BAN"]


def test_a_password_that_is_too_weak_removes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Program
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "mine"))
    with serving(sample.home, "--demo", folder=tmp_path) as server:
        visitor = Visitor(server.port)
        token = _TOKEN.search(visitor.read("/start-with-my-own"))
        assert token

        with pytest.raises(OSError, match="422"):
            visitor.read(
                "/start-with-my-own",
                csrf_token=token[1],
                name="Ana",
                email="ana@lumen.example",
                password="x",  # noqa: S106 - too weak, on purpose
            )

        assert "Try it in a few minutes" in visitor.read("/")
    assert len(sample.json("project", "list")["projects"]) == 3


@pytest.mark.parametrize(
    "words", [["serve", "--port", "0"], ["take-in", str(Path(__file__))]]
)
def test_a_sample_home_is_not_opened_as_ones_own(
    sample: Program, words: list[str]
) -> None:
    ran = sample(*words)

    assert ran.code == 2
    assert "holds sample data and is thrown away with them" in ran.err
    assert "--home" in ran.err


def test_what_is_recorded_among_sample_data_is_said_to_go_with_them(
    sample: Program, program: Program
) -> None:
    words = ("project", "add", "MINE", "--client", "Ines", "--title", "Banner")

    mixed, own = sample(*words), program(*words)
    looked = sample("project", "list")

    assert (mixed.code, own.code, looked.code) == (0, 0, 0)
    assert "what was recorded now goes away with them" in mixed.err
    assert (own.err, looked.err) == ("", "")


def test_a_folder_of_somebodys_own_files_is_not_filled_with_sample_data(
    tmp_path: Path,
) -> None:
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "a.eml").write_text("Subject: x\n\ny")

    told = Program(tmp_path / "mails").fails(1, "serve", "--demo", "--port", "0")

    assert "holds other files (a.eml) and no ledger" in told
    assert [each.name for each in (tmp_path / "mails").iterdir()] == ["a.eml"]


def test_a_sample_in_the_usual_place_leaves_ones_own_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Program
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "mine"))
    usual = tmp_path / "mine" / "scope-ledger"
    usual.parent.mkdir()
    sample.home.rename(usual)
    with serving(usual, "--demo", folder=tmp_path) as server:
        page = Visitor(server.port).read("/start-with-my-own")

    assert f"--home {usual}-own serve" in page
