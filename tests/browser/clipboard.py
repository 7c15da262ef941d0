"""The clipboard of a browser, granted and refused, and what a reader would copy by hand."""

from playwright.sync_api import Page


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
