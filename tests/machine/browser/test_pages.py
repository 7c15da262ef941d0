"""Pages as readers go through them: without script, by footnotes, in the ledger, by search."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from decision.project import Project
from decision.tree.states import paths
from tests.browser.opened import opened, query, still


def test_without_script_a_reader_clicks_from_home_to_a_recommendation(
    browser: Browser, address: str
) -> None:
    answers = ("Several teams", "Stable", "Together is fine", "One part stands out")
    with opened(browser, 360, script=False) as (page, _):
        page.goto(address)
        for answer in (*answers, "As many as we need"):
            page.locator(".panel__choice", has=page.get_by_text(answer, exact=True)).click()
        expect(page.locator("h1")).to_contain_text("One service beside the monolith")
        page.get_by_role("link", name="change the answer to: Do you know").click()
        expect(page.locator("h1")).to_have_text("Do you know where the parts begin and end?")
        page.get_by_role("link", name="Start again").click()
        page.wait_for_url(f"{address}decide/")


@pytest.mark.parametrize("script", [True, False])
def test_a_footnote_leads_to_its_entry_and_the_entry_back(
    browser: Browser, address: str, script: bool
) -> None:
    with opened(browser, 768, script=script) as (page, _):
        page.goto(address + "guide/questions/scaling/")
        page.locator(".footnote-ref").first.click()
        page.locator(".footnote li a[href*=evidence]").click()
        expect(page).to_have_url(address + "evidence/#muster-load-2022")
        entry = page.locator("#muster-load-2022")
        expect(entry).to_be_in_viewport()
        back = entry.get_by_role("link", name="Does one part need far more capacity?").first
        expect(back).to_be_visible()
        back.click()
        expect(page).to_have_url(address + "guide/questions/scaling/")


def test_an_entry_is_opened_and_closed_by_keyboard(
    browser: Browser, address: str, project: Project
) -> None:
    entry = project.ledger["muster-load-2022"]
    with opened(browser) as (page, _):
        page.goto(address + "evidence/")
        box = page.locator(f"#{entry.id}")
        figure = box.get_by_text(str(entry.figures[0]))
        expect(figure).to_be_hidden()
        box.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(figure).to_be_visible()
        expect(box.locator("summary")).to_have_css("outline-style", "solid")
        page.keyboard.press("Enter")
        expect(figure).to_be_hidden()


def test_without_script_the_table_is_complete_and_shows_no_dead_filter(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(address + "decide/table/")
        assert page.locator(".paths tbody tr:visible").count() == len([*paths(project.tree)])
        assert page.locator(".paths form:visible").count() == 0


def test_the_filter_of_the_table_can_be_linked_and_undone(
    browser: Browser, address: str, project: Project
) -> None:
    ends = [leaf for leaf in paths(project.tree) if leaf.outcome == "carve-out"]
    of_one = [leaf for leaf in ends if ("people", "one-team") in leaf.path]
    every = len([*paths(project.tree)])
    with opened(browser) as (page, _):
        page.goto(address + "decide/table/?outcome=carve-out")
        rows = page.locator(".paths tbody tr:visible")
        expect(rows).to_have_count(len(ends))
        expect(page.locator(".paths output")).to_have_text(f"{len(ends)} of {every} paths")
        page.get_by_label("How many teams change the system?").select_option("one-team")
        expect(rows).to_have_count(len(of_one))
        assert query(page) == "outcome=carve-out&people=one-team"
        page.get_by_role("button", name="Show all paths").click()
        expect(page.locator(".paths output")).to_have_text(f"{every} of {every} paths")
        assert query(page) == ""


def test_search_finds_a_page_and_asks_for_its_index_only_then(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address)
        still(page, heard)
        assert not any("search_index" in url for url in heard.requests)
        page.get_by_role("textbox", name="Search").click()
        page.keyboard.type("rented")
        found = page.locator(".md-search-result__link", has_text="Check also")
        expect(found).to_be_visible()
        assert sum("search_index" in url for url in heard.requests) == 1
        assert urlsplit(found.get_attribute("href") or "").fragment == "check-also"
