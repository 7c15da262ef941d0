"""The site in a real browser: quiet, self-contained, accessible, with and without script."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.opened import opened, too_wide, violations
from tests.built import Site

PAGES = (
    "",
    "decide/",
    "decide/need.facts/freshness.rarely/",
    "decide/need.both/baseline.falls-short/both-systems.yes/tunable.yes/team.ml/",
    "decide/table/",
    "decide/compare/",
    "changes/",
    "evidence/",
    "claims/",
    "guide/questions/cost/",
    "outcomes/rag/",
    "reference/checks/",
    "use-cases/medical/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_quiet_self_contained_accessible_and_as_wide_as_the_screen(
    browser: Browser, address: str, url: str, width: int, scheme: str
) -> None:
    with opened(browser, width, scheme) as (page, heard):
        page.goto(address + url)
        page.wait_for_load_state("networkidle")
        assert [line for line in heard if not line.startswith("request: ")] == []
        hosts = {urlsplit(line.removeprefix("request: ")).netloc for line in heard}
        assert hosts == {urlsplit(address).netloc}
        assert not too_wide(page)
        assert violations(page) == []


def test_without_script_a_reader_clicks_from_home_to_a_recommendation(
    browser: Browser, address: str
) -> None:
    with opened(browser, 360, script=False) as (page, _):
        page.goto(address)
        for answer in ("The behaviour", "Falls short", "No", "Yes", "Training, MLOps"):
            page.locator(".panel__choice", has=page.get_by_text(answer, exact=True)).click()
        assert page.locator("h1").inner_text().strip() == "Fine-tune"
        page.get_by_role("link", name="change the answer to: Is a measured prompt").click()
        assert page.locator("h1").inner_text() == "Is a measured prompt good enough?"
        page.get_by_role("link", name="Start again").click()
        assert urlsplit(page.url).path == "/decide/"


@pytest.mark.parametrize("script", [True, False])
def test_a_footnote_leads_to_its_entry_and_the_entry_back(
    browser: Browser, address: str, script: bool
) -> None:
    with opened(browser, 768, script=script) as (page, _):
        page.goto(address + "guide/questions/latency/")
        page.locator(".footnote-ref").first.click()
        page.locator(".footnote li a", has_text="OpenAI 2025").click()
        expect(page).to_have_url(address + "evidence/#openai-prompt-caching")
        entry = page.locator("#openai-prompt-caching")
        expect(entry).to_be_in_viewport()
        back = entry.get_by_role("link", name="How fast must a response be?").first
        expect(back).to_be_visible()
        back.click()
        expect(page).to_have_url(address + "guide/questions/latency/")


def test_an_entry_is_opened_and_closed_by_keyboard(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "evidence/")
        entry = page.locator("#hu-2021-lora")
        figure = entry.get_by_text("10,000x fewer trainable parameters")
        expect(figure).to_be_hidden()
        entry.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(figure).to_be_visible()
        outline = "(found) => getComputedStyle(found).outlineStyle"
        assert entry.locator("summary").evaluate(outline) == "solid"
        page.keyboard.press("Enter")
        expect(figure).to_be_hidden()


def test_without_script_the_table_is_complete_and_shows_no_dead_filter(
    browser: Browser, address: str
) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(address + "decide/table/")
        assert page.locator(".paths tbody tr:visible").count() == 29
        assert page.locator(".paths form:visible").count() == 0


def test_the_filter_of_the_table_can_be_linked_and_undone(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/table/?outcome=fine-tuning")
        rows = page.locator(".paths tbody tr:visible")
        assert rows.count() == 3
        assert page.locator(".paths output").inner_text() == "3 of 29 paths"
        page.get_by_label("What must change about the answers?").select_option("facts")
        assert rows.count() == 1
        assert urlsplit(page.url).query == "outcome=fine-tuning&need=facts"
        page.get_by_role("button", name="Show all paths").click()
        expect(page.locator(".paths output")).to_have_text("29 of 29 paths")
        assert urlsplit(page.url).query == ""


def test_search_finds_a_page_and_asks_for_its_index_only_then(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert not any("search_index" in line for line in heard)
        page.get_by_role("textbox", name="Search").click()
        page.keyboard.type("distractor")
        page.locator(".md-search-result__link", has_text="Remove what does not pay").wait_for()
        assert sum("search_index" in line for line in heard) == 1


def test_the_first_load_of_the_flowchart_stays_within_its_budget(
    browser: Browser, address: str, site: Site
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + "decide/")
        page.wait_for_load_state("networkidle")
    files = site.files()
    names = [urlsplit(line.removeprefix("request: ")).path.lstrip("/") for line in heard]
    found = [files[name if name in files else f"{name}index.html"] for name in names]
    # Fonts are compressed already; what compresses is counted as a server sends it.
    size = sum(min(len(data), len(gzip.compress(data, 9))) for data in found)
    assert size <= 120 * 1024, f"{size} bytes gzipped"


def test_the_whole_tree_fits_a_wide_screen_without_scrolling_sideways(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        for box in page.locator(".flowchart__box").all():
            place = box.bounding_box()
            assert place and place["x"] >= 0 and place["x"] + place["width"] <= 1440
