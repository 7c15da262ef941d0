"""Places of the tree side by side: linked, listed, pasted, named, by keyboard, on paper."""

from urllib.parse import parse_qs, quote, urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision.project import Project
from decision.tree.states import State, paths
from tests.browser.accessible import faults
from tests.browser.clipboard import clipboard, may_copy, selected
from tests.browser.opened import opened, query, resize, sheets, still, tells, too_wide
from tests.built import SITE_URL, Site
from tests.machine.browser.places import LEAF, MONOLITH, SERVICES, STABLE

FOUR = (MONOLITH, SERVICES, STABLE, LEAF)
HOSTILE = (
    "<img src=x onerror=alert(1)>&\"'{{7}} \U0001f469\u200d\U0001f4bb \u0646\u0627\u062f\u0631"
)


def test_an_address_shows_its_states_and_marks_the_answers_that_differ(
    browser: Browser, address: str, project: Project
) -> None:
    leaves = {leaf.url: leaf for leaf in paths(project.tree)}
    with opened(browser) as (page, heard):
        for first, second in ((MONOLITH, SERVICES), (SERVICES, LEAF), (LEAF, LEAF)):
            page.goto(compare(address, first, second))
            shows(page, first, second)
            assert marked(page) == differing(project, leaves[first], leaves[second])
            cells = page.locator(".compare__table tbody tr").first.locator("td")
            for cell, url in zip(cells.all(), (first, second), strict=True):
                expect(cell).to_have_text(str(project.tree.outcomes[leaves[url].outcome].short))
        assert heard.said == []


def test_where_nothing_is_decided_yet_the_next_question_stands_in_its_place(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, _):
        page.goto(compare(address, STABLE, MONOLITH))
        recommended = page.locator(".compare__table tbody tr").first.locator("td").first
        ask = str(project.tree.questions["shipping"].ask)
        expect(recommended).to_have_text(f"Not decided yet. Next question: {ask}")
        rows = page.locator(".compare__table tbody tr:visible")
        assert "What speaks for it" in " ".join(rows.all_inner_texts())
        page.goto(compare(address, STABLE))
        shows(page, STABLE)
        assert "What speaks for it" not in " ".join(rows.all_inner_texts())


def test_states_are_added_from_the_list_and_by_any_address_without_a_request(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(f"{address}decide/compare/")
        still(page, heard)
        heard.clear()
        page.get_by_label("A recommendation").select_option(value=MONOLITH)
        page.get_by_role("button", name="Add").click()
        for pasted in (
            f"https://docs.example.org/decide/{SERVICES}",
            "/decide/?people=one-team&boundaries=moving",
            f" {SITE_URL}decide/boundaries.moving/people.one-team/index.html#what-speaks-for-it ",
        ):
            paste(page, pasted)
            expect(unknown(page)).to_be_hidden()
            expect(page.get_by_label("or the address")).to_have_value("")
        shows(page, MONOLITH, SERVICES, MONOLITH, MONOLITH)
        assert heard.wanted == []
        page.reload()
        shows(page, MONOLITH, SERVICES, MONOLITH, MONOLITH)


def test_what_is_not_known_in_an_address_is_named_and_nonsense_breaks_nothing(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(compare(address, SERVICES))
        paste(page, f"/decide/{MONOLITH}?operations=many&colour=blue&fbclid=x")
        tells(unknown(page).locator("span"), "operations.many, colour.blue")
        shows(page, SERVICES, MONOLITH)
        for nonsense in ("http://", "%zz", "colour.blue", "<b>", "javascript:alert(1)"):
            before = page.evaluate("history.length")
            paste(page, nonsense)
            tells(unknown(page).locator("span"), nonsense)
            expect(page.get_by_label("or the address")).to_have_value(nonsense)
            shows(page, SERVICES, MONOLITH)
            assert page.evaluate("history.length") == before, "Back leads nowhere new"
        # The same in the address of the page itself.
        page.goto(compare(address, "http://", MONOLITH, "people.gone/", names=("a", "b", "c")))
        expect(columns(page)).to_have_count(1)
        assert names(page) == ["b"]
        expect(unknown(page)).to_contain_text("left out: http://, people.gone")
        assert heard.said == []


def test_a_removed_state_leaves_the_focus_on_the_next_and_is_told(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(compare(address, *FOUR))
        count = page.locator("compare-states").get_by_role("status").first
        tells(count, "Side by side: 4")
        for left in ([MONOLITH, STABLE, LEAF], [MONOLITH, LEAF], [MONOLITH]):
            remove(page, min(1, len(left))).click()
            shows(page, *left)
            expect(page.locator("*:focus")).to_contain_text("Remove")
        tells(count, "Side by side: 1")
        remove(page, 0).click()
        shows(page)
        assert query(page) == ""
        expect(page.get_by_label("A recommendation")).to_be_focused()
        expect(page.locator(".compare__frame")).to_be_hidden()


def test_back_and_forward_step_through_what_was_added_and_removed(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(compare(address, MONOLITH))
        paste(page, SERVICES)
        paste(page, LEAF)
        remove(page, 0).click()
        steps = [[MONOLITH], [MONOLITH, SERVICES], [MONOLITH, SERVICES, LEAF], [SERVICES, LEAF]]
        for step in reversed(steps[:-1]):
            page.go_back()
            shows(page, *step)
        for step in steps[1:]:
            page.go_forward()
            shows(page, *step)


def test_names_live_in_the_address_and_are_never_more_than_text(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(compare(address, MONOLITH, MONOLITH))
        field(page, 1).fill(HOSTILE)
        assert names(page) == ["", HOSTILE]
        page.reload()
        shows(page, MONOLITH, MONOLITH)
        assert names(page) == ["", HOSTILE]
        paste(page, SERVICES)
        remove(page, 0).click()
        shows(page, MONOLITH, SERVICES)
        assert names(page) == parse_qs(query(page), keep_blank_values=True)["name"]
        assert names(page) == [HOSTILE, ""]
        assert page.locator("compare-states img").count() == 0
        assert heard.said == []


@pytest.mark.parametrize("allowed", [True, False])
def test_the_link_to_a_comparison_holds_all_of_it(
    browser: Browser, address: str, allowed: bool
) -> None:
    with opened(browser, 360) as (page, _):
        may_copy(page, allowed=allowed)
        page.goto(compare(address, MONOLITH, SERVICES))
        field(page, 0).fill("Shop & search")
        page.get_by_role("button", name="Copy link to this comparison").click()
        words = "Copied." if allowed else "Could not copy. The text is selected: copy it by hand."
        tells(page.locator("[data-part=tools]").get_by_role("status"), words)
        link = clipboard(page) if allowed else selected(page)
        assert link.startswith(f"{SITE_URL}decide/compare/?state={MONOLITH}")
        assert not too_wide(page)
        page.goto(address + link.removeprefix(SITE_URL))
        shows(page, MONOLITH, SERVICES)
        assert names(page) == ["Shop & search", ""]


def test_the_keyboard_alone_adds_names_and_removes(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/compare/")
        reach(page, "select[name=state]")
        page.keyboard.press("Tab")
        page.keyboard.type(SERVICES)
        page.keyboard.press("Enter")
        shows(page, SERVICES)
        page.keyboard.type(LEAF)
        page.keyboard.press("Enter")
        shows(page, SERVICES, LEAF)
        reach(page, ".compare__frame")
        page.keyboard.press("Tab")
        page.keyboard.type("Search")
        assert names(page) == ["Search", ""]
        reach(page, "th:nth-of-type(2) button")
        page.keyboard.press("Space")
        shows(page, SERVICES)
        assert names(page) == ["Search"]


@pytest.mark.parametrize("states", [FOUR[:2], FOUR], ids=["two", "four"])
def test_a_comparison_is_accessible_and_fits_the_screen(
    browser: Browser, address: str, states: tuple[str, ...]
) -> None:
    with opened(browser) as (page, heard):
        page.goto(compare(address, *states, "colour.blue"))
        expect(unknown(page)).to_be_visible()
        assert [*faults(page)] == []
        assert heard.said == []


def test_at_every_width_the_page_fits_and_all_columns_can_be_reached(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(compare(address, *FOUR, names=("w" * 60,) * 4))
        frame = page.locator(".compare__frame")
        for width in (320, 480, 768, 960, 1280, 1920):
            resize(page, width)
            assert not too_wide(page), width
            frame.focus()
            # Each press of a key scrolls by some 40 px, and smoothly.
            for _ in range(frame.evaluate("f => (f.scrollWidth - f.clientWidth) / 30 + 2 | 0")):
                page.keyboard.press("ArrowRight")
            page.wait_for_function(
                """() => {
                  const frame = document.querySelector(".compare__frame");
                  return frame.scrollWidth - frame.clientWidth - Math.abs(frame.scrollLeft) <= 1;
                }"""
            )
            # What a row is about stays in view, however far its columns are scrolled.
            label = page.locator(".compare__table tbody th:visible").first.bounding_box()
            assert label
            assert label["x"] >= 0, width


def test_a_comparison_prints_without_its_tools_and_with_every_column(
    browser: Browser, address: str
) -> None:
    with opened(browser, 1047) as (page, _):  # A4 across, less its margins
        page.goto(compare(address, *FOUR))
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) <= 2
        page.goto(compare(address, *FOUR, *FOUR))
        page.emulate_media(media="print")
        expect(page.locator(".compare__form")).to_be_hidden()
        assert page.locator("article button:visible").count() == 0
        still(page)
        assert not too_wide(page)


def test_without_script_the_page_says_what_it_needs_and_where_to_go_on(
    browser: Browser, address: str
) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(compare(address, MONOLITH, SERVICES))
        assert page.locator("compare-states :is(form, table, button, output):visible").count() == 0
        page.locator("compare-states").get_by_role("link", name="the table of all paths").click()
        page.wait_for_url(f"{address}decide/table/")


def test_a_recommendation_leads_to_its_comparison(site: Site) -> None:
    page = site.parse(site.folder / "decide" / MONOLITH / "index.html")
    [link] = [a for a in page.select("state-actions a") if "Compare with" in a.get_text()]
    assert str(link["href"]).endswith(f"compare/?state={MONOLITH}")


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
    return [label for label, _ in words]


def columns(page: Page) -> Locator:
    """Return the links to the states of the columns."""
    return page.locator(".compare__table thead a")


def shows(page: Page, *states: str) -> None:
    """Wait until these states are the columns, as the address then says."""
    expect(columns(page)).to_have_count(len(states))
    for number, state in enumerate(states):
        expect(columns(page).nth(number)).to_have_js_property("pathname", f"/decide/{state}")
    stated = parse_qs(query(page)).get("state", [])
    assert [state for state in stated if state in states] == [*states]


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
        if page.evaluate(f"document.activeElement.matches('{wanted}')"):
            return
    raise AssertionError(f"Tab does not reach {wanted}")
