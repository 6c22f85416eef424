"""The pictures of the handbook show the program as it is, and are made by this test.

``make pictures`` keeps them anew after the look of the pages has changed; every other
run goes to the same places and sees that each picture is there and has its size.
"""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from ledger.web import handbook
from tests.browser.conftest import Server

pytestmark = pytest.mark.xdist_group("browser")

Scene = Callable[[Page, str], None]
SIZE = (1360, 900)
MOST = 300_000
COLOURS = 256
KEEP = os.environ.get("SCOPE_LEDGER_PICTURES")


def project(page: Page, address: str) -> None:
    page.goto(f"{address}/projects/NORD")


def receipt(page: Page, address: str) -> None:
    page.goto(f"{address}/receipts")
    page.locator("main a[href^='/receipts/']").first.click()


def search(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=логотипы")


def request(page: Page, address: str) -> None:
    page.goto(f"{address}/requests")
    page.locator("main a[href^='/requests/R-']").first.click()


def rounds(page: Page, address: str) -> None:
    page.goto(f"{address}/projects/NORD/rounds")


def person(page: Page, address: str) -> None:
    page.goto(f"{address}/people")
    page.locator("main a[href^='/people/']").first.click()


SCENES: list[Scene] = [project, receipt, search, request, rounds, person]


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_of_the_handbook_can_be_made(
    scene: Scene, page: Page, sample_server: Server
) -> None:
    page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    path = handbook.PICTURES / f"{scene.__name__}.png"

    _at(page, sample_server.address, scene)
    seen = Image.open(BytesIO(page.screenshot()))
    if KEEP:
        _keep(seen, path)

    assert page.locator("h1").count() == 1
    with Image.open(path) as kept:
        assert kept.size == seen.size == SIZE
    assert path.stat().st_size < MOST


def test_every_picture_has_a_scene() -> None:
    names = {scene.__name__ for scene in SCENES}

    assert {path.stem for path in handbook.PICTURES.glob("*")} == names


def _at(page: Page, address: str, scene: Scene) -> None:
    """Go where a scene is, the way its steps say."""
    scene(page, address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    assert page.url.startswith(address)


def _keep(seen: Image.Image, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    small = seen.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
