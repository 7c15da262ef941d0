"""Places of the tree side by side: linked, listed, pasted, named, by keyboard, on paper."""

from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision.project import Project
from decision.tree.states import State, paths
from tests.browser.opened import (
    clipboard,
    may_copy,
    opened,
    selected,
    sheets,
    tells,
    too_wide,
    violations,
)
from tests.built import SITE_URL, Site

RAG = "need.facts/freshness.often/"
TUNE = "need.behaviour/baseline.falls-short/grounding.no/tunable.yes/team.ml/"
OPEN = "need.both/"
BOTH = "need.both/baseline.falls-short/both-systems.yes/tunable.yes/team.ml/"
FOUR = (RAG, TUNE, OPEN, BOTH)
HOSTILE = (
    "<img src=x onerror=alert(1)>&\"'{{7}} \U0001f469\u200d\U0001f4bb \u0646\u0627\u062f\u0631"
)


def test_an_address_shows_its_states_and_marks_the_answers_that_differ(
    browser: Browser, address: str, project: Project
) -> None:
    leaves = {leaf.url: leaf for leaf in paths(project.tree)}
    with opened(browser) as (page, heard):
        for first, second in ((RAG, TUNE), (TUNE, BOTH), (RAG, RAG)):
            page.goto(compare(address, first, second))
            assert shown(page) == [first, second]
            assert marked(page) == differing(project, leaves[first], leaves[second])
            cells = page.locator(".compare__table tbody tr").first.locator("td")
            for cell, url in zip(cells.all(), (first, second), strict=True):
                short = str(project.tree.outcomes[leaves[url].outcome].short)
                assert cell.inner_text().strip() == short
        assert said(heard) == []


def test_where_nothing_is_decided_yet_the_next_question_stands_in_its_place(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, _):
        page.goto(compare(address, OPEN, RAG))
        recommended = page.locator(".compare__table tbody tr").first.locator("td").first
        ask = str(project.tree.questions["baseline"].ask)
        assert recommended.inner_text() == f"Not decided yet. Next question: {ask}"
        rows = page.locator(".compare__table tbody tr:visible")
        assert "What speaks for it" in " ".join(rows.all_inner_texts())
        page.goto(compare(address, OPEN))
        assert "What speaks for it" not in " ".join(rows.all_inner_texts())


def test_states_are_added_from_the_list_and_by_any_address_without_a_request(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(f"{address}decide/compare/")
        page.wait_for_load_state("networkidle")
        loaded = len(heard)
        page.get_by_label("A recommendation").select_option(value=RAG)
        page.get_by_role("button", name="Add").click()
        for pasted in (
            f"https://docs.example.org/decide/{TUNE}",
            "/decide/?need=facts&freshness=often",
            f" {SITE_URL}decide/freshness.often/need.facts/index.html#what-speaks-for-it ",
        ):
            paste(page, pasted)
            expect(unknown(page)).to_be_hidden()
            expect(page.get_by_label("or the address")).to_have_value("")
        assert shown(page) == [RAG, TUNE, RAG, RAG]
        assert in_address(page) == shown(page)
        # Chromium asks for the icon of the page again whenever the address changes.
        assert [line for line in heard[loaded:] if "favicon" not in line] == []
        page.reload()
        assert shown(page) == [RAG, TUNE, RAG, RAG]


def test_what_is_not_known_in_an_address_is_named_and_nonsense_breaks_nothing(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(compare(address, TUNE))
        paste(page, "/decide/need.facts/freshness.often/?team=ml&colour=blue&fbclid=x")
        tells(unknown(page).locator("span"), "team.ml, colour.blue")
        assert shown(page) == [TUNE, RAG]
        for nonsense in ("http://", "%zz", "colour.blue", "<b>", "javascript:alert(1)"):
            before = page.evaluate("history.length")
            paste(page, nonsense)
            tells(unknown(page).locator("span"), nonsense)
            assert page.get_by_label("or the address").input_value() == nonsense
            assert shown(page) == [TUNE, RAG]
            assert page.evaluate("history.length") == before, "Back leads nowhere new"
        # The same in the address of the page itself.
        page.goto(compare(address, "http://", RAG, "need.gone/", names=("a", "b", "c")))
        assert shown(page) == [RAG] and names(page) == ["b"]
        assert unknown(page).inner_text().endswith("left out: http://, need.gone")
        assert said(heard) == []


def test_a_removed_state_leaves_the_focus_on_the_next_and_is_told(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(compare(address, *FOUR))
        tells(page.locator("compare-states").get_by_role("status").first, "Side by side: 4")
        for left in ([RAG, OPEN, BOTH], [RAG, BOTH], [RAG]):
            remove(page, min(1, len(left))).click()
            assert shown(page) == in_address(page) == left
            focused = page.locator("*:focus")
            assert focused.inner_text().startswith("Remove")
        tells(page.locator("compare-states").get_by_role("status").first, "Side by side: 1")
        remove(page, 0).click()
        assert shown(page) == [] and urlsplit(page.url).query == ""
        expect(page.get_by_label("A recommendation")).to_be_focused()
        expect(page.locator(".compare__frame")).to_be_hidden()


def test_back_and_forward_step_through_what_was_added_and_removed(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(compare(address, RAG))
        paste(page, TUNE)
        paste(page, BOTH)
        remove(page, 0).click()
        steps = [[RAG], [RAG, TUNE], [RAG, TUNE, BOTH], [TUNE, BOTH]]
        for step in reversed(steps[:-1]):
            page.go_back()
            assert shown(page) == step
        for step in steps[1:]:
            page.go_forward()
            assert shown(page) == step


def test_names_live_in_the_address_and_are_never_more_than_text(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(compare(address, RAG, RAG))
        field(page, 1).fill(HOSTILE)
        assert names(page) == ["", HOSTILE]
        page.reload()
        assert names(page) == ["", HOSTILE]
        paste(page, TUNE)
        remove(page, 0).click()
        assert names(page) == parse_qs(urlsplit(page.url).query, keep_blank_values=True)["name"]
        assert names(page) == [HOSTILE, ""]
        assert page.locator("compare-states img").count() == 0
        assert said(heard) == []


@pytest.mark.parametrize("allowed", [True, False])
def test_the_link_to_a_comparison_holds_all_of_it(
    browser: Browser, address: str, allowed: bool
) -> None:
    with opened(browser, 360) as (page, _):
        may_copy(page, allowed=allowed)
        page.goto(compare(address, RAG, TUNE))
        field(page, 0).fill("Support & sales")
        page.get_by_role("button", name="Copy link to this comparison").click()
        words = "Copied." if allowed else "Could not copy. The text is selected: copy it by hand."
        tells(page.locator("[data-part=tools]").get_by_role("status"), words)
        link = clipboard(page) if allowed else selected(page)
        assert link.startswith(f"{SITE_URL}decide/compare/?state={RAG}")
        assert not too_wide(page)
        page.goto(address + link.removeprefix(SITE_URL))
        assert shown(page) == [RAG, TUNE] and names(page) == ["Support & sales", ""]


def test_the_keyboard_alone_adds_names_and_removes(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/compare/")
        reach(page, "select[name=state]")
        page.keyboard.press("Tab")
        page.keyboard.type(TUNE)
        page.keyboard.press("Enter")
        assert shown(page) == [TUNE]
        page.keyboard.type(BOTH)
        page.keyboard.press("Enter")
        assert shown(page) == [TUNE, BOTH]
        reach(page, ".compare__frame")
        page.keyboard.press("Tab")
        page.keyboard.type("Tone")
        assert names(page) == ["Tone", ""]
        reach(page, "th:nth-of-type(2) button")
        page.keyboard.press("Space")
        assert shown(page) == [TUNE] and names(page) == ["Tone"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("states", [FOUR[:2], FOUR], ids=["two", "four"])
def test_a_comparison_is_accessible(
    browser: Browser, address: str, states: tuple[str, ...], width: int, scheme: str
) -> None:
    with opened(browser, width, scheme) as (page, heard):
        page.goto(compare(address, *states, "colour.blue"))
        expect(unknown(page)).to_be_visible()
        assert not too_wide(page)
        assert violations(page) == []
        assert said(heard) == []


def test_at_every_width_the_page_fits_and_all_columns_can_be_reached(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(compare(address, *FOUR, names=("w" * 60,) * 4))
        frame = page.locator(".compare__frame")
        for width in (320, 480, 768, 960, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(300)  # the theme moves its search box
            assert not too_wide(page), width
            frame.focus()
            for _ in range(20):
                page.keyboard.press("ArrowRight")
            page.wait_for_timeout(200)
            ends = frame.evaluate("f => f.scrollWidth - f.clientWidth - Math.abs(f.scrollLeft)")
            assert ends <= 1, width
            # What a row is about stays in view, however far its columns are scrolled.
            label = page.locator(".compare__table tbody th:visible").first.bounding_box()
            assert label and label["x"] >= 0, width


def test_a_comparison_prints_without_its_tools_and_with_every_column(
    browser: Browser, address: str
) -> None:
    with opened(browser, 1047) as (page, _):  # A4 across, less its margins
        page.goto(compare(address, *FOUR))
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) <= 2
        page.goto(compare(address, *FOUR, *FOUR))
        page.emulate_media(media="print")
        assert page.locator(".compare__form").is_hidden()
        assert page.locator("article button:visible").count() == 0
        assert not too_wide(page)


def test_without_script_the_page_says_what_it_needs_and_where_to_go_on(
    browser: Browser, address: str
) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(compare(address, RAG, TUNE))
        assert page.locator("compare-states :is(form, table, button, output):visible").count() == 0
        page.locator("compare-states").get_by_role("link", name="the table of all paths").click()
        assert urlsplit(page.url).path == "/decide/table/"


def test_a_recommendation_leads_to_its_comparison(browser: Browser, site: Site) -> None:
    with opened(browser) as (page, _):
        page.goto((site.folder / "decide" / RAG / "index.html").as_uri())
        target = page.get_by_role("link", name="Compare with another").get_attribute("href")
        assert target and target.endswith(f"compare/?state={RAG}")


def compare(address: str, *states: str, names: tuple[str, ...] = ()) -> str:
    pairs = [*(("state", state) for state in states), *(("name", name) for name in names)]
    return f"{address}decide/compare/?{urlencode(pairs, safe='/', quote_via=quote)}"


def differing(project: Project, first: State, second: State) -> list[str]:
    """Return the labels of the rows in which both states say something, and not the same."""
    ours, theirs = dict(first.path), dict(second.path)
    asked = {question for question in ours if question in theirs}
    found = ["Recommendation"] if first.outcomes != second.outcomes else []
    for question in project.tree.questions.values():
        if question.id in asked and ours[question.id] != theirs[question.id]:
            found.append(str(question.ask))
    return found


def marked(page: Page) -> list[str]:
    """Return the labels of the rows that are marked, and that say so in words."""
    rows = page.locator(".compare__table tbody tr.compare__row--differs th")
    words = [row.inner_text().split("\n") for row in rows.all()]
    assert all(said == "differs" for _, said in words)
    assert page.get_by_text("differs", exact=True).count() >= len(words)
    return [label for label, _ in words]


def shown(page: Page) -> list[str]:
    """Return the states of the columns, as their links say."""
    hrefs: list[str] = page.locator(".compare__table thead a").evaluate_all(
        "links => links.map((link) => new URL(link.href).pathname)"
    )
    return [href.removeprefix("/decide/") for href in hrefs]


def in_address(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("state", [])


def names(page: Page) -> list[str]:
    found: list[str] = page.locator(".compare__table thead input").evaluate_all(
        "fields => fields.map((field) => field.value)"
    )
    return found


def field(page: Page, column: int) -> Locator:
    return page.get_by_label("Name of the workload").nth(column)


def remove(page: Page, column: int) -> Locator:
    return page.locator(".compare__table").get_by_role("button", name="Remove").nth(column)


def paste(page: Page, text: str) -> None:
    page.get_by_label("or the address").fill(text)
    page.get_by_role("button", name="Add").click()


def unknown(page: Page) -> Locator:
    return page.locator("[data-part=unknown]")


def reach(page: Page, wanted: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate_all(
            f"found => found.some((e) => e.matches('{wanted}'))"
        ):
            return
    raise AssertionError(f"Tab does not reach {wanted}")


def said(heard: list[str]) -> list[str]:
    return [line for line in heard if not line.startswith("request")]
