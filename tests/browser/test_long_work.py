"""Work that takes longer than a page should: the page says how far it is."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server
from tests.browser.looking import Eye

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def swollen(sample_server: Server) -> Iterator[Path]:
    """An original in whose place there is a file that takes seconds to hash."""
    place = next((sample_server.home / "blobs").glob("*/*"))
    beside = sample_server.home / "beside"
    place.rename(beside)
    with place.open("wb") as stream:
        os.truncate(stream.fileno(), 4 << 30)  # it holds nothing, and takes no room
    yield place
    beside.replace(place)


def test_a_long_audit_says_how_far_it_is_and_ends_in_its_report(
    eye: Eye, sample_server: Server, swollen: Path
) -> None:
    page = eye.page
    eye.open(f"{sample_server.address}/audit")

    page.get_by_role("button", name="Run the audit").click()

    running = page.get_by_role("status").filter(has_text="checked")
    expect(running).to_be_visible()
    expect(running.get_by_role("progressbar")).to_be_visible()
    assert eye.barriers_here() == []
    finding = page.get_by_role("row", name=f"blob {swollen.name}")
    expect(finding).to_contain_text("the original was changed")
    assert eye.complaints == []
