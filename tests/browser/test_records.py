"""What readers take away: links, citations, decision records, and how a page is cited."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import pytest
from decision.render.record import Publication, citation
from playwright.sync_api import Browser, Locator, Page, expect

from decision.project import Project
from decision.tree.states import Leaf, paths
from tests.browser.opened import (
    clipboard,
    may_copy,
    opened,
    selected,
    tells,
    too_wide,
    violations,
)
from tests.built import SITE_URL, Site

KINDS = ("link", "citation", "record", "short record", "as Mermaid")
COPIED = "Copied."
BY_HAND = "Could not copy. The text is selected: copy it by hand."
NOT_LOADED = "The record could not be loaded. Try its link."

#: A page of every kind.
CITED = (
    *("", "decide/", "decide/need.facts/", "decide/need.facts/freshness.often/"),
    *("decide/table/", "guide/questions/cost/", "outcomes/rag/", "use-cases/medical/", "changes/"),
)


def test_every_copy_is_what_the_files_and_the_address_of_the_leaf_say(
    browser: Browser, address: str, site: Site, project: Project
) -> None:
    with opened(browser) as (page, heard):
        may_copy(page)
        for leaf in some(project):
            in_place = f"decide/?{urlencode(leaf.path)}"
            for url in (
                (f"decide/{leaf.url}", in_place) if leaf == deepest(project) else (in_place,)
            ):
                page.goto(address + url)
                for kind, text in expected(site, project, leaf).items():
                    copy(page, kind)
                    tells(told(page), COPIED)
                    assert clipboard(page) == text, (url, kind)
                    expect(page.locator("state-actions textarea")).to_be_hidden()
        assert [line for line in heard if not line.startswith("request")] == []


def test_a_citation_is_one_line_with_title_version_digest_and_address(
    site: Site, project: Project
) -> None:
    for leaf in some(project):
        cited = expected(site, project, leaf)["citation"]
        page = site.parse(site.folder / "decide" / leaf.url / "index.html")
        title = page.select_one('meta[property="og:title"]')
        assert title and f"“{title['content']}”" in cited
        assert f"Tree version {project.tree.version} (SHA-256 {project.digest[:12]})" in cited
        assert cited.endswith(f"{SITE_URL}decide/{leaf.url}")
        assert cited.isprintable()


def test_what_happened_is_told_in_a_live_region_that_was_there_before(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, _):
        may_copy(page)
        page.goto(f"{address}decide/{deepest(project).url}")
        region = told(page)
        assert region.evaluate("e => e.checkVisibility()") and region.inner_text() == ""
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
    browser: Browser, address: str, site: Site, project: Project, in_place: bool
) -> None:
    leaf = deepest(project)
    with opened(browser, 360) as (page, heard):
        may_copy(page, allowed=False)
        page.goto(f"{address}decide/{f'?{urlencode(leaf.path)}' if in_place else leaf.url}")
        for kind, text in expected(site, project, leaf).items():
            copy(page, kind)
            tells(told(page), BY_HAND)
            assert selected(page) == text, kind
            assert not too_wide(page)
        # In the text, the keys are those of a text: Escape takes no answer back.
        before = page.url
        page.keyboard.press("Escape")
        assert page.url == before
        assert [line for line in heard if not line.startswith("request")] == []


def test_without_network_the_link_is_copied_and_a_record_is_said_not_to_load(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, heard):
        may_copy(page)
        page.goto(f"{address}decide/{deepest(project).url}")
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        for kind in KINDS[1:]:
            copy(page, kind)
            tells(told(page), NOT_LOADED)
            expect(page.locator("state-actions textarea")).to_be_hidden()
        assert page.get_by_role("link", name="Download record").is_visible()
        copy(page, "link")
        tells(told(page), COPIED)
        assert not [line for line in heard if line.startswith("error")]
        page.context.set_offline(False)
        copy(page, "record")
        tells(told(page), COPIED)


@pytest.mark.parametrize("allowed", [True, False])
def test_from_a_folder_the_link_is_that_of_the_site_and_a_record_points_to_its_file(
    browser: Browser, site: Site, project: Project, allowed: bool
) -> None:
    leaf = deepest(project)
    with opened(browser) as (page, heard):
        may_copy(page, allowed=allowed)
        page.goto((site.folder / "decide" / leaf.url / "index.html").as_uri())
        copy(page, "link")
        tells(told(page), COPIED if allowed else BY_HAND)
        link = clipboard(page) if allowed else selected(page)
        assert link == f"{SITE_URL}decide/{leaf.url}"
        copy(page, "record")
        tells(told(page), NOT_LOADED)
        # The theme looks for the index of its search, which no browser loads from a folder.
        assert not [line for line in heard if line.startswith("error") and "search" not in line]


def test_without_script_no_dead_button_is_shown_and_the_records_download(
    browser: Browser, address: str, site: Site, project: Project
) -> None:
    leaf = deepest(project)
    first = f"{leaf.outcome}-{leaf.path[-1][1]}"
    names = {"record.md": f"{first}-record", "record-nygard.md": f"{first}-record-short"}
    with opened(browser, 360, script=False) as (page, _):
        for url in ("decide/compare/", f"decide/{leaf.url}"):
            page.goto(address + url)
            assert page.locator("article button:visible").count() == 0
            assert "opied" not in page.locator("article").inner_text()
        for name, file in (("record", "record.md"), ("short record", "record-nygard.md")):
            with page.expect_download() as started:
                page.get_by_role("link", name=f"Download {name}", exact=True).click()
            assert started.value.suggested_filename == f"{names[file]}.md"
            assert started.value.path().read_text("utf-8") == record(site, leaf, file)
        page.get_by_role("link", name="Compare with another").click()
        assert urlsplit(page.url).path == "/decide/compare/"
        assert "needs JavaScript" in page.locator("article").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_leaf_with_all_it_offers_fits_every_screen_and_is_accessible(
    browser: Browser, address: str, project: Project, scheme: str
) -> None:
    with opened(browser, 1440, scheme) as (page, _):
        may_copy(page, allowed=False)
        page.goto(f"{address}decide/{deepest(project).url}")
        copy(page, "record")
        tells(told(page), BY_HAND)
        assert violations(page) == []
        for width in (360, 1440, 320):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(300)  # the theme moves its search box
            assert not too_wide(page), width
        assert violations(page) == []


def test_every_page_says_how_to_cite_it_and_copies_it(
    browser: Browser, address: str, site: Site, project: Project
) -> None:
    of = published(project)
    with opened(browser) as (page, heard):
        may_copy(page)
        for url in CITED:
            page.goto(address + url)
            cited = page.locator(".cite__text").inner_text()
            assert cited.endswith(f"). {SITE_URL}{url}")
            assert f"Tree version {of.tree.version} (SHA-256 {of.digest[:12]})" in cited
            page.locator("page-cite").get_by_role("button", name="Copy citation").click()
            tells(foot(page), "Citation copied.")
            assert clipboard(page) == cited
        assert [line for line in heard if not line.startswith("request")] == []


def test_the_sign_beside_a_heading_copies_the_address_of_its_section(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        may_copy(page)
        page.goto(f"{address}decide/?need=facts#keys")
        page.locator("h2#keys .headerlink").click()
        tells(foot(page), "Link to this section copied.")
        assert clipboard(page) == f"{SITE_URL}decide/#keys"
        # Opened in a new tab, the section is read there: nothing is copied.
        page.evaluate("navigator.clipboard.writeText('before')")
        page.locator("h2#keys .headerlink").click(modifiers=["ControlOrMeta"])
        page.wait_for_timeout(100)
        assert clipboard(page) == "before"


def test_where_the_clipboard_is_refused_the_citation_is_selected(
    browser: Browser, address: str
) -> None:
    with opened(browser, 360) as (page, _):
        may_copy(page, allowed=False)
        page.goto(f"{address}outcomes/rag/")
        page.locator("page-cite").get_by_role("button").click()
        tells(foot(page), "Could not copy. The citation is selected: copy it by hand.")
        assert selected(page) == page.locator(".cite__text").inner_text()
        assert not too_wide(page) and violations(page) == []
        page.locator("h1").click()
        tells(foot(page), "")
        page.locator("h2 .headerlink").first.click()
        tells(foot(page), "Could not copy. The address bar holds the link.")
        assert urlsplit(page.url).fragment


def test_without_script_the_citation_is_there_to_read(browser: Browser, address: str) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(f"{address}outcomes/rag/")
        assert page.locator(".cite__text").inner_text().endswith(f"{SITE_URL}outcomes/rag/")
        assert page.locator("page-cite button:visible").count() == 0


def some(project: Project) -> tuple[Leaf, ...]:
    """Return the first leaf, one on the way, the last, and the deepest."""
    found = [*paths(project.tree)]
    return (found[0], found[len(found) // 2], found[-1], deepest(project))


def deepest(project: Project) -> Leaf:
    return max(paths(project.tree), key=lambda leaf: len(leaf.path))


def expected(site: Site, project: Project, leaf: Leaf) -> Mapping[str, str]:
    """Return what each button copies."""
    whole = record(site, leaf, "record.md")
    block = re.search(r"^```mermaid\n.*?^```$", whole, re.MULTILINE | re.DOTALL)
    assert block
    texts = (
        f"{SITE_URL}decide/{leaf.url}",
        citation(published(project), leaf),
        whole,
        record(site, leaf, "record-nygard.md"),
        block[0],
    )
    return dict(zip(KINDS, texts, strict=True))


def published(project: Project) -> Publication:
    return Publication(project.tree, project.digest, project.ledger, lambda url: SITE_URL + url)


def record(site: Site, leaf: Leaf, name: str) -> str:
    return site.text(f"decide/{leaf.url}{name}")


def copy(page: Page, kind: str) -> None:
    actions = page.locator("state-actions")
    actions.get_by_role("button", name=f"Copy {kind}", exact=True).click()


def told(page: Page) -> Locator:
    """Return the live region of the actions, whatever it says now."""
    return page.locator("state-actions").get_by_role("status")


def foot(page: Page) -> Locator:
    return page.locator("page-cite").get_by_role("status")
