"""The page of the flowchart as a reader sees and uses it."""

from urllib.parse import parse_qsl

from playwright.sync_api import Locator, Page, expect

from tests.browser.opened import query

#: What each key of the table on the page does to the focus; the others choose, leave and zoom.
MOVING_KEYS = ("→", "←", "↓", "↑", "Home")
OTHER_KEYS = ("Tab", "Enter", "Esc", "+", "-", "0")


def panel(page: Page) -> Locator:
    """Return the question or the recommendation that is shown."""
    return page.locator("decision-tree .panel")


def title(page: Page) -> Locator:
    """Return its heading."""
    return panel(page).locator(".panel__title")


def box(page: Page, state: str) -> Locator:
    """Return the box of a state in the flowchart."""
    return page.locator(f'.flowchart a[data-state="{state}"]')


def dropped(page: Page) -> Locator:
    """Return the line that names the answers which were left out."""
    return page.locator("[data-part=dropped]")


def choose(page: Page, answer: str) -> None:
    """Choose an answer in the panel, by its words."""
    panel(page).locator(".panel__choice", has=page.get_by_text(answer, exact=True)).click()


def shows(page: Page, state: str) -> None:
    """Wait until a state is shown."""
    expect(panel(page)).to_have_attribute("data-state", state)


def lit(page: Page) -> list[str]:
    """Return the states that the flowchart shows as chosen, from the root on."""
    found = page.locator(".flowchart__item--on > a")
    states: list[str] = found.evaluate_all("boxes => boxes.map((box) => box.dataset.state)")
    return states


def in_address(page: Page) -> list[tuple[str, str]]:
    """Return the answers that the address states."""
    return parse_qsl(query(page))


def visit(page: Page, stated: str) -> None:
    """Go to another query as Back and Forward do, without loading the page again."""
    page.evaluate(
        """stated => {
          history.replaceState(null, "", location.pathname + stated);
          dispatchEvent(new PopStateEvent("popstate"));
        }""",
        stated,
    )


def focused(page: Page) -> str | None:
    """Return the state of the link that has the focus."""
    state: str | None = page.evaluate("document.activeElement.dataset.state")
    return state
