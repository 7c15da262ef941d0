"""Addresses that name no page: out of order, in a query, outdated, moved, or nonsense."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from decision.project import Project
from decision.render.title import title
from decision.tree.states import states
from tests.browser.opened import opened, too_wide, violations
from tests.built import build, served

STATE = "need.facts/freshness.often/"


def test_answers_in_any_order_lead_to_the_page_of_their_state(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        for url in (
            "decide/freshness.often/need.facts/",
            "decide/freshness.often/?need=facts",
            "decide/freshness.often/need.facts/record.md",
            "decide/freshness.often/need.facts/?gclid=123&utm_source=chat#what-speaks-for-it",
        ):
            page.goto(address)
            page.goto(address + url)
            page.wait_for_url(f"**/decide/{STATE}*")
            assert urlsplit(page.url).fragment == urlsplit(url).fragment
            assert page.locator("h1").inner_text().strip() == "Start with RAG"
            page.go_back()
            assert urlsplit(page.url).path == "/", "the address that was left is not gone back to"
        assert set(said(heard)) == {NOT_FOUND}


def test_where_an_answer_is_not_known_the_nearest_place_is_linked_and_the_rest_named(
    browser: Browser, address: str, project: Project
) -> None:
    titles = {state.url: title(project.tree, state) for state in states(project.tree)}
    with opened(browser, 320) as (page, heard):
        for url, nearest, left in (
            ("freshness.often/need.facts/colour.blue/", STATE, "colour.blue"),
            ("freshness.hourly/need.facts/", "need.facts/", "freshness.hourly"),
            ("freshness.often/need.facts/?team=ml", STATE, "team.ml"),
            ("colour.blue/", "", "colour.blue"),
        ):
            page.goto(f"{address}decide/{url}")
            assert page.url == f"{address}decide/{url}"
            lead, rest = page.locator("state-replay p").all()
            assert lead.get_by_role("link").inner_text() == titles[nearest]
            assert rest.inner_text().endswith(f": {left}")
            lead.get_by_role("link").click()
            assert urlsplit(page.url).path == f"/decide/{nearest}"
        assert set(said(heard)) == {NOT_FOUND}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_for_a_missing_address_is_accessible_and_fits(
    browser: Browser, address: str, scheme: str
) -> None:
    with opened(browser, 320, scheme) as (page, _):
        page.goto(f"{address}decide/need.facts/{'-'.join(['colour'] * 12)}.blue/")
        assert page.locator("state-replay p:visible").count() == 2
        assert not too_wide(page)
        assert violations(page) == []


def test_an_address_that_states_no_answer_is_told_nothing_about_answers(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        for url in ("nowhere/", "guide/v1.2/", "decide/%25/", "decide/nowhere/", "old.css"):
            page.goto(address + url)
            assert page.locator("h1").inner_text() == "There is no page at this address"
            assert page.locator("state-replay *:visible").count() == 0
            assert page.locator("article").get_by_role("link").count() == 3


def test_without_script_a_missing_address_lists_how_to_go_on(
    browser: Browser, address: str
) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(f"{address}decide/freshness.often/need.facts/")
        assert page.locator("state-replay *:visible").count() == 0
        links = page.locator("article").get_by_role("link")
        ends = [link.get_attribute("href") for link in links.all()]
        assert ends == ["/decide/", "/decide/table/", "/."]
        page.get_by_role("link", name="the table of all paths").click()
        assert page.locator("h1").inner_text().startswith("Every path as a table")


def test_what_a_query_states_is_used_kept_for_later_or_named(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(f"{address}decide/?need=facts&freshness=hourly&team=ml&fbclid=0f&utm_id=9")
        assert shown(page) == "need.facts/"
        dropped = page.locator("[data-part=dropped]")
        assert dropped.inner_text().endswith("left out: freshness=hourly")
        # The answer about the team waits until its question is met.
        for answer in ("Rarely", "Optional", "Falls short", "Under a second"):
            choice = page.locator("decision-tree .panel .panel__choice")
            choice.filter(has=page.get_by_text(answer, exact=True)).click()
            assert dropped.is_hidden()
        assert shown(page).endswith("latency.sub-second/team.ml/")
        # On a path that can never ask for it, it is named.
        page.goto(f"{address}decide/?need=facts&freshness=often&team=ml&need=both&colour=blue")
        assert shown(page) == "need.both/"
        page.goto(f"{address}decide/?need=facts&freshness=often&team=ml&colour=blue")
        assert shown(page) == STATE
        words = "left out: What can the team build and run? Training, MLOps; colour=blue"
        assert dropped.inner_text().endswith(words)
        page.goto(f"{address}decide/?%zz=%zz&need=%ff&__proto__=x")
        assert shown(page) == "" and dropped.is_hidden()
        assert said(heard) == []


def test_a_page_that_moved_leads_on_and_with_script_to_the_same_section(
    browser: Browser, copy: Path, tmp_path: Path
) -> None:
    config = copy / "mkdocs.yml"
    text = config.read_text("utf-8")
    moved = "  redirects: {old/place.md: outcomes/rag.md}\n"
    config.write_text(text.replace("  redirects: {}\n", moved), "utf-8")
    done = build(tmp_path / "out", copy)
    assert done.returncode == 0, done.stderr
    with served(tmp_path / "out") as address:
        for script in (True, False):
            with opened(browser, script=script) as (page, heard):
                page.goto(f"{address}old/place/#first-steps")
                page.wait_for_url(f"{address}outcomes/rag/*")
                expect(page.locator("h1")).to_contain_text("RAG")
                assert urlsplit(page.url).fragment == ("first-steps" if script else "")
                assert said(heard) == []


#: Chromium itself logs that the page came with the status 404.
NOT_FOUND = (
    "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
)


def said(heard: list[str]) -> list[str]:
    return [line for line in heard if not line.startswith("request")]


def shown(page: Page) -> str:
    return page.locator("decision-tree .panel").get_attribute("data-state") or ""
