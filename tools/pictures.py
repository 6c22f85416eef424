"""Make the pictures of the documentation, from the sample data, with a real browser.

Run ``.venv/bin/python tools/pictures.py`` after the look of the pages has changed.
The home is a temporary one that goes when the server ends.
"""
# ruff: noqa: INP001 - a script to run, not a package to import

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright
from playwright.sync_api import ViewportSize

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
WIDE: ViewportSize = {"width": 1360, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
MOST = 300_000
_COLOURS = 256

_SEARCH = "/search?q=логотипы"
_CONTRACT = "/search?q=revizie+kind:document+project:NORD"


def main() -> None:
    """Make every picture anew."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.exit("Chromium is not installed, so there is nothing to look with.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, _sample_ledger() as address:
        browser = playwright.chromium.launch(executable_path=program)
        with _page(browser, WIDE) as page:
            page.goto(f"{address}/projects/NORD")
            _keep(page, "project.png")
            page.goto(f"{address}{_SEARCH}")
            _keep(page, "search.png")
            page.goto(f"{address}{_CONTRACT}")
            page.locator("a[data-open]").first.click()
            _keep(page, "document.png")
        with _page(browser, PHONE) as page:
            page.goto(f"{address}/projects/NORD")
            _keep(page, "phone.png")
        browser.close()


@contextmanager
def _sample_ledger() -> Iterator[str]:
    """Serve the sample data, and yield the address of that."""
    command = [sys.executable, "-um", "ledger", "serve", "--demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own program
        try:
            said = "".join(_until_open(server))
            yield said[said.index("http://") :].strip().rstrip("/")
        finally:
            server.send_signal(signal.SIGTERM)


def _until_open(server: subprocess.Popen[str]) -> Iterator[str]:
    """Yield what a server says, up to where it is open."""
    assert server.stdout  # noqa: S101 - it was started with a pipe
    for line in server.stdout:
        yield line
        if re.search(r"http://\S+", line):
            return


@contextmanager
def _page(browser: Browser, size: ViewportSize) -> Iterator[Page]:
    """Open a page in the light, without anything that moves."""
    context = browser.new_context(
        viewport=size, color_scheme="light", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def _keep(page: Page, name: str) -> None:
    """Keep what is seen of a page as a small picture."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    seen = Image.open(BytesIO(page.screenshot()))
    path = PICTURES / name
    seen.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    size = path.stat().st_size
    if size > MOST:
        sys.exit(f"{name} has {size} bytes; {MOST} are the most.")
    sys.stdout.write(f"{name}: {size // 1000} kB\n")


if __name__ == "__main__":
    main()
