"""What axe finds on a page, on a wide and a narrow screen, light and dark."""

from collections.abc import Iterator, Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.opened import resize, still, too_wide

WIDTHS = (1440, 320)

#: The rules that look at colours: all that another scheme can break.
_COLOURS = ("color-contrast", "link-in-text-block")

_RUN = """rules => axe.run({
  resultTypes: ["violations"],
  ...(rules.length ? { runOnly: rules } : {}),
}).then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map((n) => n.html)]))"""


def violations(page: Page, rules: Sequence[str] = ()) -> list[list[str]]:
    """Return each rule, of those named or of all, with the elements that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[list[str]] = page.evaluate(_RUN, list(rules))
    return found


def faults(page: Page) -> Iterator[tuple[int, str, object]]:
    """Yield what is wrong with the page as it stands, each with the width and the scheme.

    The page is loaded once. What is dark has the same structure as what is light, and so only its
    colours are looked at.
    """
    for width in WIDTHS:
        resize(page, width)
        if too_wide(page):
            yield width, "any", "scrolls sideways"
        for scheme, rules in (("light", ()), ("dark", _COLOURS)):
            _switch(page, scheme)
            if found := violations(page, rules):
                yield width, scheme, found


def _switch(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    theme = "slate" if scheme == "dark" else "default"
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", theme)
    still(page)
