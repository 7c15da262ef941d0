"""A page in a browser, with everything that it says and asks for."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Request, expect

#: How long anything is waited for, in milliseconds. Only what will never be takes as long.
PATIENCE = 60_000

#: What Chromium itself says where a page comes with the status 404.
NOT_FOUND = (
    "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
)

#: Fonts are there, what moves has arrived, and what that changed is drawn.
_STILL = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await document.fonts.ready;
  await frame();
  await frame();
  for (const motion of document.getAnimations())
    if (motion.effect.getComputedTiming().endTime !== Infinity) motion.finish();
  await frame();
}"""


@dataclass
class Heard:
    """What a page says to the console, and what it asks a network for."""

    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    pending: list[Request] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        """What no script caught, but for the search of the theme, which needs a server."""
        errors = [line for line in self.said if line.startswith("error: ")]
        return [line for line in errors if "search_index" not in line]

    @property
    def wanted(self) -> list[str]:
        """The requests but for the icon, which Chromium wants again where an address changes."""
        return [url for url in self.requests if "favicon" not in url]

    @property
    def hosts(self) -> set[str]:
        """The hosts that were asked."""
        return {urlsplit(url).netloc for url in self.requests}

    def clear(self) -> None:
        """Forget what was heard so far."""
        self.said.clear()
        self.requests.clear()

    def asked(self, request: Request) -> None:
        self.requests.append(request.url)
        self.pending.append(request)

    def answered(self, request: Request) -> None:
        if request in self.pending:
            self.pending.remove(request)


@contextmanager
def opened(
    browser: Browser, width: int = 1440, scheme: str = "light", *, script: bool = True
) -> Iterator[tuple[Page, Heard]]:
    """Yield a page and all that is heard of it."""
    expect.set_options(timeout=PATIENCE)
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    heard = Heard()
    page.on("console", lambda message: heard.said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.said.append(f"error: {error}"))
    page.on("request", heard.asked)
    page.on("requestfinished", heard.answered)
    page.on("requestfailed", heard.answered)
    violated = "(e) => console.log('policy: ' + e.violatedDirective + ' ' + e.blockedURI)"
    page.add_init_script(f"addEventListener('securitypolicyviolation', {violated})")
    try:
        yield page, heard
    finally:
        context.close()


def still(page: Page, heard: Heard | None = None) -> None:
    """Wait until nothing moves on the page and, of what was heard, nothing is on its way."""
    page.evaluate(_STILL)
    end = time.monotonic() + PATIENCE / 1000
    while heard and heard.pending:
        assert time.monotonic() < end, [request.url for request in heard.pending]
        page.evaluate("new Promise(requestAnimationFrame)")


def resize(page: Page, width: int, height: int = 800) -> None:
    """Give the window another size, and wait until the page has followed."""
    page.set_viewport_size({"width": width, "height": height})
    still(page)


def too_wide(page: Page) -> bool:
    """Return whether the page scrolls sideways."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def query(page: Page) -> str:
    """Return what the address states now; `page.url` is told of a change only later."""
    stated: str = page.evaluate("location.search.slice(1)")
    return stated


def tells(region: Locator, words: str) -> None:
    """Wait until a live region shows these words and no others."""
    expect(region).to_have_text(words, use_inner_text=True)


def sheets(page: Page, paper: str) -> int:
    """Return how many sheets of paper the page takes in print."""
    pdf = page.pdf(format=paper, prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
