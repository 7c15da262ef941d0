"""What a worksheet shows: as it was served, and as its script computes it."""

from playwright.sync_api import Browser, Locator, Page

from tests.browser.opened import opened


def results(page: Page) -> list[str]:
    """Return the texts of all results: each cell, and each item of the list."""
    found = "cost-worksheet :is([data-part] td, [data-part=cheapest] li)"
    return [text.strip() for text in page.locator(found).all_text_contents()]


def picture(page: Page) -> list[dict[str, str]]:
    """Return all that the plot draws: attributes and texts of its parts in their order."""
    parts: list[dict[str, str]] = page.locator("cost-worksheet svg *").evaluate_all(
        "all => all.map((e) => ({text: e.textContent, "
        "...Object.fromEntries([...e.attributes].map((a) => [a.name, a.value]))}))"
    )
    return parts


def break_evens(page: Page, heading: str = "") -> list[str]:
    """Return when each pair breaks even that a heading names, or each pair of all."""
    cells: dict[str, str] = {}
    for row in page.locator("[data-part=pairs] tbody tr").all():
        pair, _, month = row.locator("td").all_inner_texts()[:3]
        cells[pair.replace(", ", " and ")] = month
    return [month for pair, month in cells.items() if pair in heading] or [*cells.values()]


def variations(page: Page) -> list[tuple[str, str, str]]:
    """Return the links to the page with another number: query, what is said of it, and where."""
    links = page.locator("article td:first-child a[href*='?']")
    return [_variation(link) for link in links.all()]


def served(browser: Browser, url: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return the results and the picture of the example as they were written."""
    with opened(browser, script=False) as (page, _):
        page.goto(url)
        return results(page), picture(page)


def _variation(link: Locator) -> tuple[str, str, str]:
    href = link.get_attribute("href") or ""
    table = link.locator("xpath=ancestor::table")
    row = link.locator("xpath=ancestor::tr")
    heading = table.locator("th").last.inner_text()
    return href[href.index("?") :], row.locator("td").last.inner_text(), heading
