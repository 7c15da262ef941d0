"""Addresses that name no page: out of order, in a query, outdated, moved, or nonsense."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from decision.project import Project
from decision.render.title import title
from decision.tree.states import states
from tests.browser.accessible import faults
from tests.browser.flowchart import choose, dropped, shows
from tests.browser.opened import NOT_FOUND, opened
from tests.machine.browser.places import MONOLITH, SERVICES, TEAMS

STATE = "people.several-teams/boundaries.moving/shipping.apart/"
SHUFFLED = "shipping.apart/people.several-teams/boundaries.moving/"


def test_answers_in_any_order_lead_to_the_page_of_their_state(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        for url in (
            f"decide/{SHUFFLED}",
            "decide/shipping.apart/people.several-teams/?boundaries=moving",
            f"decide/{SHUFFLED}record.md",
            f"decide/{SHUFFLED}?gclid=123&utm_source=chat#what-speaks-for-it",
        ):
            page.goto(address)
            page.goto(address + url)
            page.wait_for_url(f"**/decide/{STATE}*")
            assert urlsplit(page.url).fragment == urlsplit(url).fragment
            expect(page.locator("h1")).to_contain_text("A monolith of modules")
            page.go_back()
            # The address that was left is not gone back to.
            page.wait_for_url(address)
        assert set(heard.said) == {NOT_FOUND}


def test_where_an_answer_is_not_known_the_nearest_place_is_linked_and_the_rest_named(
    browser: Browser, address: str, project: Project
) -> None:
    titles = {state.url: title(project.tree, state) for state in states(project.tree)}
    with opened(browser, 320) as (page, heard):
        for url, nearest, left in (
            (f"{SHUFFLED}colour.blue/", STATE, "colour.blue"),
            ("boundaries.fixed/people.several-teams/", TEAMS, "boundaries.fixed"),
            (f"{SHUFFLED}?operations=many", STATE, "operations.many"),
            ("colour.blue/", "", "colour.blue"),
        ):
            page.goto(f"{address}decide/{url}")
            expect(page).to_have_url(f"{address}decide/{url}")
            lead, rest = page.locator("state-replay p").all()
            expect(lead.get_by_role("link")).to_have_text(titles[nearest])
            expect(rest).to_contain_text(f": {left}")
            lead.get_by_role("link").click()
            page.wait_for_url(f"{address}decide/{nearest}")
        assert set(heard.said) == {NOT_FOUND}


def test_the_page_for_a_missing_address_is_accessible_and_fits(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/{TEAMS}{'-'.join(['colour'] * 12)}.blue/")
        expect(page.locator("state-replay p:visible")).to_have_count(2)
        assert [*faults(page)] == []


def test_an_address_that_states_no_answer_is_told_nothing_about_answers(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        for url in ("nowhere/", "guide/v1.2/", "old.css"):
            page.goto(address + url)
            expect(page.locator("h1")).to_have_text("There is no page at this address")
            assert page.locator("state-replay *:visible").count() == 0
            assert page.locator("article").get_by_role("link").count() == 3


def test_without_script_a_missing_address_lists_how_to_go_on(
    browser: Browser, address: str
) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(f"{address}decide/{SHUFFLED}")
        assert page.locator("state-replay *:visible").count() == 0
        links = page.locator("article").get_by_role("link")
        ends = [link.get_attribute("href") for link in links.all()]
        assert ends == ["/decide/", "/decide/table/", "/."]
        page.get_by_role("link", name="the table of all paths").click()
        expect(page.locator("h1")).to_contain_text("Every path as a table")


def test_what_a_query_states_is_used_kept_for_later_or_named(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        teams, later = "people=several-teams", "operations=many"
        page.goto(f"{address}decide/?{teams}&boundaries=fixed&{later}&fbclid=0f&utm_id=9")
        shows(page, TEAMS)
        expect(dropped(page)).to_contain_text("left out: boundaries=fixed")
        assert dropped(page).inner_text().endswith("boundaries=fixed")
        # The answer about operations waits until its question is met.
        for answer in ("Stable", "On their own"):
            choose(page, answer)
            expect(dropped(page)).to_be_hidden()
        shows(page, SERVICES)
        # On a path that can never ask for it, it is named.
        one = f"people=one-team&boundaries=moving&{later}"
        page.goto(f"{address}decide/?{one}&{teams}&colour=blue")
        shows(page, "people.several-teams/boundaries.moving/")
        page.goto(f"{address}decide/?{one}&colour=blue")
        shows(page, MONOLITH)
        words = "left out: How many services can you run? As many as we need; colour=blue"
        expect(dropped(page)).to_contain_text(words)
        page.goto(f"{address}decide/?%zz=%zz&people=%ff&__proto__=x")
        shows(page, "")
        expect(dropped(page)).to_contain_text("left out: proto=x; people=\ufffd")
        assert heard.said == []


def test_a_page_that_moved_leads_on_and_with_script_to_the_same_section(
    browser: Browser, address: str
) -> None:
    for script in (True, False):
        with opened(browser, script=script) as (page, heard):
            page.goto(f"{address}guide/questions/tables/#why-it-matters")
            page.wait_for_url(f"{address}guide/questions/boundaries/*")
            expect(page.locator("h1")).to_contain_text("begin and end")
            assert urlsplit(page.url).fragment == ("why-it-matters" if script else "")
            assert heard.said == []
