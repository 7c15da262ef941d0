"""A page in a browser, with everything that it says and asks for."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect


@contextmanager
def opened(
    browser: Browser, width: int = 1440, scheme: str = "light", *, script: bool = True
) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page and the list of everything that it says to the console or asks of a network."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda request: heard.append(f"request: {request.url}"))
    violated = "(e) => console.log('policy: ' + e.violatedDirective + ' ' + e.blockedURI)"
    page.add_init_script(f"addEventListener('securitypolicyviolation', {violated})")
    try:
        yield page, heard
    finally:
        context.close()


def may_copy(page: Page, *, allowed: bool = True) -> None:
    """Let the page use the clipboard, or refuse it as a reader or a company can."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"] if allowed else [])


def clipboard(page: Page) -> str:
    """Return the text that was copied last."""
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def selected(page: Page) -> str:
    """Return the text that the keys for copying would take."""
    text: str = page.evaluate(
        """() => {
            const { activeElement: field } = document;
            const { value, selectionStart, selectionEnd } = field;
            return value?.slice(selectionStart, selectionEnd) || getSelection().toString();
        }"""
    )
    return text


def tells(region: Locator, words: str) -> None:
    """Wait until a live region shows these words and no others."""
    expect(region).to_have_text(words, use_inner_text=True)


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds on the page: each rule with the elements that break it."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def too_wide(page: Page) -> bool:
    """Return whether the page scrolls sideways."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def sheets(page: Page, paper: str) -> int:
    """Return how many sheets of paper the page takes in print."""
    pdf = page.pdf(format=paper, prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
