"""How tests look at a page: as a person in three surroundings, and as a guard."""

from dataclasses import dataclass
from dataclasses import field
from urllib.parse import unquote

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage
from playwright.sync_api import Page
from playwright.sync_api import ViewportSize

from ledger.samples import told

WIDE: ViewportSize = {"width": 1360, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

_RUN = """rules => axe.run(document, {
  resultTypes: ["violations"],
  reporter: "no-passes",
  preload: false,
  ...(rules.length ? {runOnly: rules} : {}),
}).then(found => found.violations.map(
  each => `${each.id}: ${each.nodes.map(node => node.target).join(", ")}`
))"""
_COLOURS = ["color-contrast", "link-in-text-block"]
"""What can be wrong in the dark that was right in the light."""

_SIDEWAYS = """() => {
  const wide = [document.documentElement, ...document.querySelectorAll(".stack")]
    .filter(each => each.scrollWidth > each.clientWidth + 1)
    .map(each => `${each.tagName} ${each.className} is ${each.scrollWidth} wide`);
  const out = each => each.getBoundingClientRect().right > innerWidth + 1;
  const named = [...document.querySelectorAll("main *")].filter(out).slice(0, 3)
    .map(each => each.outerHTML.slice(0, 120));
  return wide.length ? [...wide, ...named] : [];
}"""


@dataclass
class Eye:
    """A page of the browser, and what it complained about since it was last asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{unquote(self.page.url)}: {message.text}")

    def open(self, address: str) -> None:
        """Open an address afresh, in the light and wide."""
        self.complaints.clear()
        self.page.emulate_media(color_scheme="light", media="screen")
        self.page.set_viewport_size(WIDE)
        self.page.goto(address)

    def barriers(self) -> list[str]:
        """Return what bars people in the light, in the dark and on a phone."""
        self.page.evaluate(Axe().axe_script)
        found = [f"light: {each}" for each in self._barriers([])]
        self.page.emulate_media(color_scheme="dark")
        found += [f"dark: {each}" for each in self._barriers(_COLOURS)]
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(PHONE)
        found += [f"phone: {each}" for each in self._barriers([])]
        return found

    def barriers_here(self) -> list[str]:
        """Return what bars people from the page as it stands."""
        self.page.evaluate(Axe().axe_script)
        return self._barriers([])

    def sideways(self) -> list[str]:
        """Return what is wider than its place on a phone."""
        self.page.set_viewport_size(PHONE)
        found: list[str] = self.page.evaluate(_SIDEWAYS)
        return found

    def _barriers(self, rules: list[str]) -> list[str]:
        found: list[str] = self.page.evaluate(_RUN, rules)
        return found


def quote_of(project: str, name: str) -> tuple[str, str]:
    """Return the file name of a sample contract and the words of a term in it."""
    [(paper, term)] = [
        (paper, term)
        for story in told.load()
        if story.key == project
        for paper in story.papers
        for term in paper.terms
        if term.name == name
    ]
    return paper.filename, term.quote
