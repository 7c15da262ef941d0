"""What readers take away: links, citations, decision records, and how a page is cited."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision.project import Project
from decision.tree.states import Leaf, paths
from tests.browser.accessible import faults
from tests.browser.clipboard import clipboard, may_copy, selected
from tests.browser.flowchart import shows, visit
from tests.browser.opened import opened, still, tells, too_wide
from tests.built import SITE_URL, Site
from tests.machine.browser.places import DEEPEST, LEAF, TEAMS

KINDS = ("link", "citation", "record", "short record", "as Mermaid")
COPIED = "Copied."
BY_HAND = "Could not copy. The text is selected: copy it by hand."
NOT_LOADED = "The record could not be loaded. Try its link."

#: A page of every kind.
CITED = (
    *("", "decide/", f"decide/{TEAMS}", f"decide/{LEAF}", "decide/table/", "changes/"),
    *("guide/questions/scaling/", "outcomes/services/", "use-cases/ticket-shop/"),
)

OUTCOME = "outcomes/services/"


def test_every_copy_is_what_the_files_and_the_address_of_the_leaf_say(
    browser: Browser, address: str, site: Site, project: Project
) -> None:
    with opened(browser) as (page, heard):
        may_copy(page)
        page.goto(f"{address}decide/{LEAF}")
        for kind, text in expected(site, LEAF).items():
            copy(page, kind)
            tells(told(page), COPIED)
            assert clipboard(page) == text, kind
        # In place, the same.
        page.goto(f"{address}decide/")
        for leaf in some(project):
            visit(page, f"?{urlencode(leaf.path)}")
            shows(page, leaf.url)
            for kind, text in expected(site, leaf.url).items():
                copy(page, kind)
                tells(told(page), COPIED)
                assert clipboard(page) == text, (leaf.url, kind)
                expect(page.locator("state-actions textarea")).to_be_hidden()
        assert heard.said == []


def test_what_happened_is_told_in_a_live_region_that_was_there_before(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        may_copy(page)
        page.goto(f"{address}decide/{LEAF}")
        region = told(page)
        assert region.evaluate("e => e.checkVisibility()")
        tells(region, "")
        copy(page, "link")
        tells(region, COPIED)
        # The same words again are read out only if they were gone in between.
        region.evaluate(
            """region => new MutationObserver(() => region.dataset.silent ??= region.innerText)
                .observe(region, { subtree: true, attributeFilter: ["hidden"] })"""
        )
        copy(page, "record")
        expect(region).to_have_attribute("data-silent", "")
        tells(region, COPIED)


@pytest.mark.parametrize("in_place", [True, False])
def test_where_the_clipboard_is_refused_the_text_is_selected_and_the_reader_told(
    browser: Browser, address: str, site: Site, in_place: bool
) -> None:
    with opened(browser, 360) as (page, heard):
        may_copy(page, allowed=False)
        page.goto(f"{address}decide/{f'?{urlencode(DEEPEST)}' if in_place else LEAF}")
        for kind, text in expected(site, LEAF).items():
            copy(page, kind)
            tells(told(page), BY_HAND)
            assert selected(page) == text, kind
            assert not too_wide(page)
        # In the text, the keys are those of a text: Escape takes no answer back.
        before = page.evaluate("location.href")
        page.keyboard.press("Escape")
        assert page.evaluate("location.href") == before
        assert heard.said == []


def test_without_network_the_link_is_copied_and_a_record_is_said_not_to_load(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        may_copy(page)
        page.goto(f"{address}decide/{LEAF}")
        still(page, heard)
        page.context.set_offline(True)
        for kind in KINDS[1:]:
            copy(page, kind)
            tells(told(page), NOT_LOADED)
            expect(page.locator("state-actions textarea")).to_be_hidden()
        expect(page.get_by_role("link", name="Download record")).to_be_visible()
        copy(page, "link")
        tells(told(page), COPIED)
        assert heard.errors == []
        page.context.set_offline(False)
        copy(page, "record")
        tells(told(page), COPIED)


@pytest.mark.parametrize("allowed", [True, False])
def test_from_a_folder_the_link_is_that_of_the_site_and_a_record_points_to_its_file(
    browser: Browser, site: Site, allowed: bool
) -> None:
    with opened(browser) as (page, heard):
        may_copy(page, allowed=allowed)
        page.goto((site.folder / "decide" / LEAF / "index.html").as_uri())
        copy(page, "link")
        tells(told(page), COPIED if allowed else BY_HAND)
        link = clipboard(page) if allowed else selected(page)
        assert link == f"{SITE_URL}decide/{LEAF}"
        copy(page, "record")
        tells(told(page), NOT_LOADED)
        assert heard.errors == []


def test_without_script_no_dead_button_is_shown_and_the_records_download(
    browser: Browser, address: str, site: Site
) -> None:
    with opened(browser, 360, script=False) as (page, _):
        for url in ("decide/compare/", f"decide/{LEAF}"):
            page.goto(address + url)
            assert page.locator("article button:visible").count() == 0
            assert "opied" not in page.locator("article").inner_text()
        for name, file, saved in (
            ("record", "record.md", "carve-out-many-record.md"),
            ("short record", "record-nygard.md", "carve-out-many-record-short.md"),
        ):
            with page.expect_download() as started:
                page.get_by_role("link", name=f"Download {name}", exact=True).click()
            assert started.value.suggested_filename == saved
            assert started.value.path().read_text("utf-8") == record(site, LEAF, file)
        page.get_by_role("link", name="Compare with another").click()
        page.wait_for_url("**/decide/compare/**")
        expect(page.locator("article")).to_contain_text("needs JavaScript")


def test_a_leaf_with_all_it_offers_fits_every_screen_and_is_accessible(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        may_copy(page, allowed=False)
        page.goto(f"{address}decide/{LEAF}")
        copy(page, "record")
        tells(told(page), BY_HAND)
        assert [*faults(page)] == []


def test_every_page_says_how_to_cite_it_and_copies_it(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, heard):
        may_copy(page)
        page.clock.install(time=0)
        for hour, url in enumerate(CITED, 1):
            page.goto(address + url)
            page.clock.pause_at(3600 * hour)
            cited = page.locator(".cite__text").inner_text()
            assert cited.endswith(f"). {SITE_URL}{url}")
            assert f"Tree version {project.tree.version} (SHA-256 {project.digest[:12]})" in cited
            page.locator("page-cite").get_by_role("button", name="Copy citation").click()
            tells(foot(page), "Citation copied.")
            assert clipboard(page) == cited
            # What went well is told for a moment.
            page.clock.run_for(4000)
            tells(foot(page), "")
            page.clock.resume()
        assert heard.said == []


def test_the_sign_beside_a_heading_copies_the_address_of_its_section(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        may_copy(page)
        page.clock.install(time=0)
        page.goto(f"{address}decide/?people=one-team#keys")
        page.clock.pause_at(3600)
        page.locator("h2#keys .headerlink").click()
        tells(foot(page), "Link to this section copied.")
        assert clipboard(page) == f"{SITE_URL}decide/#keys"
        # Opened in a new tab, the section is read there: nothing is copied.
        page.evaluate("navigator.clipboard.writeText('before')")
        with page.context.expect_page():
            page.locator("h2#keys .headerlink").click(modifiers=["ControlOrMeta"])
        page.bring_to_front()
        assert clipboard(page) == "before"


def test_where_the_clipboard_is_refused_the_citation_is_selected(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        may_copy(page, allowed=False)
        page.goto(address + OUTCOME)
        page.locator("page-cite").get_by_role("button").click()
        tells(foot(page), "Could not copy. The citation is selected: copy it by hand.")
        assert selected(page) == page.locator(".cite__text").inner_text()
        assert [*faults(page)] == []
        page.locator("h1").click()
        tells(foot(page), "")
        page.locator("h2 .headerlink").first.click()
        tells(foot(page), "Could not copy. The address bar holds the link.")
        assert urlsplit(page.evaluate("location.href")).fragment


def test_without_script_the_citation_is_there_to_read(browser: Browser, address: str) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(address + OUTCOME)
        expect(page.locator(".cite__text")).to_contain_text(f"{SITE_URL}{OUTCOME}")
        assert page.locator("page-cite button:visible").count() == 0


def some(project: Project) -> tuple[Leaf, ...]:
    """Return the first leaf, one on the way, the last, and the deepest."""
    found = [*paths(project.tree)]
    deepest = max(found, key=lambda leaf: len(leaf.path))
    return (found[0], found[len(found) // 2], found[-1], deepest)


def expected(site: Site, leaf: str) -> Mapping[str, str]:
    """Return what each button copies."""
    whole = record(site, leaf, "record.md")
    block = re.search(r"^```mermaid\n.*?^```$", whole, re.MULTILINE | re.DOTALL)
    cited = site.parse(site.folder / "decide" / leaf / "index.html").select_one(".cite__text")
    assert block
    assert cited
    texts = (
        f"{SITE_URL}decide/{leaf}",
        cited.get_text(),
        whole,
        record(site, leaf, "record-nygard.md"),
        block[0],
    )
    return dict(zip(KINDS, texts, strict=True))


def record(site: Site, leaf: str, name: str) -> str:
    return site.text(f"decide/{leaf}{name}")


def copy(page: Page, kind: str) -> None:
    actions = page.locator("state-actions")
    actions.get_by_role("button", name=f"Copy {kind}", exact=True).click()


def told(page: Page) -> Locator:
    """Return the live region of the actions, whatever it says now."""
    return page.locator("state-actions").get_by_role("status")


def foot(page: Page) -> Locator:
    return page.locator("page-cite").get_by_role("status")
