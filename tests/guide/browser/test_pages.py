"""The site of the guide in a browser: every kind of page, on every screen and on paper."""

import gzip
import math
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from decision.project import Project
from decision.tree.states import paths
from tests.browser.accessible import faults
from tests.browser.flowchart import MOVING_KEYS, OTHER_KEYS
from tests.browser.opened import opened, sheets, still
from tests.browser.worksheet import break_evens, picture, results, served, variations
from tests.built import Site
from tests.guide.browser.kinds import kinds

#: What every site has.
LEAST = {"home", "decision-tree", "state that asks", "recommendation", "state-replay"}

#: How many paths the flowchart can have for each sheet of paper that it takes in print.
PATHS_A_SHEET = 25


def test_a_page_of_every_kind_is_quiet_self_contained_accessible_and_fits_every_screen(
    browser: Browser, address: str, site: Site, project: Project
) -> None:
    found = kinds(site, project)
    assert set(found) >= LEAST
    wrong: list[object] = []
    for kind, url in found.items():
        with opened(browser) as (page, heard):
            page.goto(address + url)
            still(page, heard)
            wrong += [(kind, url, *fault) for fault in faults(page)]
            wrong += [(kind, url, line) for line in heard.said]
            assert heard.hosts == {urlsplit(address).netloc}, (kind, url)
    assert wrong == []


def test_without_script_a_reader_clicks_from_the_first_question_to_a_recommendation(
    browser: Browser, address: str, project: Project
) -> None:
    leaf = max(paths(project.tree), key=lambda leaf: len(leaf.path))
    with opened(browser, 360, script=False) as (page, _):
        page.goto(address + "decide/")
        url = f"{address}decide/"
        for question, answer in leaf.path:
            url += f"{question}.{answer}/"
            page.locator(
                f'.panel__choice[data-state="{url.removeprefix(f"{address}decide/")}"]'
            ).click()
            page.wait_for_url(url)
        title = project.tree.outcomes[leaf.outcome].title
        expect(page.locator("h1")).to_contain_text(title)
        page.get_by_role("link", name="Start again").click()
        page.wait_for_url(f"{address}decide/")


def test_the_first_load_of_the_flowchart_stays_within_its_budget(
    browser: Browser, address: str, site: Site
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + "decide/")
        still(page, heard)
    files = site.files()
    names = [urlsplit(url).path.lstrip("/") for url in heard.requests]
    found = [files[name if name in files else f"{name}index.html"] for name in names]
    # Fonts are compressed already; what compresses is counted as a server sends it.
    size = sum(min(len(data), len(gzip.compress(data, 9))) for data in found)
    assert size <= 120 * 1024, f"{size} bytes gzipped"


def test_the_whole_tree_fits_a_wide_screen_and_few_sheets_of_paper(
    browser: Browser, address: str, project: Project
) -> None:
    leaves = [*paths(project.tree)]
    deepest = max(leaves, key=lambda leaf: len(leaf.path))
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        outside = """boxes => boxes.map((box) => box.getBoundingClientRect())
            .filter(({ left, right }) => left < 0 || right > innerWidth).length"""
        assert page.locator(".flowchart__box").evaluate_all(outside) == 0
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) <= math.ceil(len(leaves) / PATHS_A_SHEET)
        page.goto(f"{address}decide/{deepest.url}")
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) == 1


def test_the_keys_that_the_page_lists_are_those_that_the_flowchart_has(site: Site) -> None:
    page = site.parse(site.folder / "decide/index.html")
    cells = page.select("h2#keys ~ * td:first-child code")
    assert {cell.get_text() for cell in cells} <= {*MOVING_KEYS, *OTHER_KEYS}


def test_the_example_of_a_worksheet_is_what_its_script_computes(
    browser: Browser, address: str, site: Site
) -> None:
    for url in _worksheets(site):
        written, drawn = served(browser, address + url)
        with opened(browser) as (page, _):
            page.goto(address + url)
            expect(page.locator("cost-worksheet [data-cheapest]")).not_to_have_count(0)
            assert results(page) == written, f"{url}: take over what is computed"
            assert picture(page) == drawn, f"{url}: take the picture over as it is drawn"


def test_what_a_worksheet_says_of_another_number_is_what_the_link_to_it_shows(
    browser: Browser, address: str, site: Site
) -> None:
    for url in _worksheets(site):
        with opened(browser) as (page, _):
            page.goto(address + url)
            for query, stated, heading in variations(page):
                page.goto(address + url + query)
                assert stated in break_evens(page, heading), query
                expect(page.locator("[data-part=refused]")).not_to_be_visible()


def _worksheets(site: Site) -> list[str]:
    return [url for url, page in site.pages.items() if page.select_one("cost-worksheet")]
