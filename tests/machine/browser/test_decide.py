"""The flowchart as an instrument: in place, by keyboard, by ear, on a phone, on paper."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, expect

from decision.project import Project
from decision.tree.states import address as url_of
from decision.tree.states import flips, paths, states
from tests.browser.accessible import faults
from tests.browser.flowchart import (
    MOVING_KEYS,
    OTHER_KEYS,
    box,
    choose,
    dropped,
    focused,
    in_address,
    lit,
    panel,
    shows,
    title,
    visit,
)
from tests.browser.opened import opened, resize, sheets, still, too_wide
from tests.built import Site
from tests.machine.browser.places import DEEPEST, LEAF, STABLE, TEAMS

ONE_TEAM = "people.one-team/"
MOVING = "people.several-teams/boundaries.moving/"

#: What each key of the table on the page does: from which box, to which box.
KEYS = {
    "→": (TEAMS, "ArrowRight", MOVING),
    "←": (MOVING, "ArrowLeft", TEAMS),
    "↓": (ONE_TEAM, "ArrowDown", TEAMS),
    "↑": (TEAMS, "ArrowUp", ONE_TEAM),
    "Home": (MOVING, "Home", ""),
}


def test_every_path_chosen_in_place_ends_as_the_tree_says(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + "decide/")
        still(page, heard)
        heard.clear()
        for leaf in paths(project.tree):
            for n in range(len(leaf.path)):
                chosen = url_of(leaf.path[: n + 1])
                panel(page).locator(f'.panel__choice[data-state="{chosen}"]').click()
            shows(page, leaf.url)
            assert in_address(page) == list(leaf.path)
            assert lit(page) == [url_of(leaf.path[:n]) for n in range(len(leaf.path) + 1)]
            expect(title(page)).to_contain_text(project.tree.outcomes[leaf.outcome].title)
            page.get_by_role("link", name="Start again").click()
            shows(page, "")
            assert lit(page) == []
            assert in_address(page) == []
        assert heard.wanted == []
        assert heard.said == []


def test_every_state_is_restored_from_its_address_and_gives_it_back(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?{urlencode(DEEPEST[::-1])}")
        shows(page, LEAF)
        for state in states(project.tree):
            visit(page, f"?{urlencode(state.path[::-1])}")
            shows(page, state.url)
            if state.path:
                box(page, state.url).click()
                assert in_address(page) == list(state.path)


def test_back_forward_and_reload_keep_the_state(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        choose(page, "Several teams")
        choose(page, "Stable")
        page.go_back()
        shows(page, TEAMS)
        page.go_forward()
        shows(page, STABLE)
        page.reload()
        shows(page, STABLE)
        page.go_back()
        shows(page, TEAMS)
        page.go_back()
        shows(page, "")


def test_a_changed_answer_keeps_those_that_still_apply_and_names_the_others(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?{urlencode(DEEPEST)}")
        panel(page).get_by_role("link", name="change the answer to: Must parts").click()
        shows(page, STABLE)
        choose(page, "Together is fine")
        shows(page, LEAF)  # later answers are used again
        panel(page).get_by_role("link", name="change the answer to: Do you know").click()
        choose(page, "Still moving")
        shows(page, f"{MOVING}shipping.together/")
        left = "Does one part need far more capacity? One part stands out"
        expect(dropped(page)).to_be_visible()
        expect(dropped(page)).to_contain_text(left)
        expect(dropped(page)).not_to_contain_text("Do you know where the parts begin and end?")
        expect(page.locator("decision-tree [data-part=status]")).to_contain_text(left)


def test_a_box_chosen_in_the_flowchart_stays_under_the_pointer(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        resize(page, 1440, 420)
        page.goto(address + "decide/")
        for state in (LEAF, f"{STABLE}shipping.together/"):
            box(page, state).scroll_into_view_if_needed()
            still(page)
            before = _top(box(page, state))
            box(page, state).click()
            shows(page, state)
            expect(page.locator("[data-part=bar]")).to_be_visible()
            still(page)
            assert _top(box(page, state)) == pytest.approx(before, abs=2)


def test_a_flip_shows_the_path_it_speaks_of(
    browser: Browser, address: str, project: Project
) -> None:
    leaf = next(leaf for leaf in paths(project.tree) if leaf.path == DEEPEST)
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        found = [flip.state.url for flip in flips(project.tree, leaf)]
        assert len(found) > 1
        for url in found:
            visit(page, f"?{urlencode(DEEPEST)}")
            page.locator(f'.flips a[data-state="{url}"]').click()
            shows(page, url)


def test_answers_known_already_are_given_in_any_order_and_only_the_rest_is_asked(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        page.get_by_text("I know my answers already").click()
        for question, answer in reversed([pair for pair in DEEPEST if pair[0] != "boundaries"]):
            page.locator(f'input[name="{question}"][value="{answer}"]').check()
        page.get_by_role("button", name="Show where this leads").click()
        shows(page, TEAMS)
        choose(page, "Stable")
        shows(page, LEAF)
        assert in_address(page) == list(DEEPEST)


def test_the_keys_on_the_page_are_those_that_are_tested(site: Site) -> None:
    page = site.parse(site.folder / "decide/index.html")
    cells = page.select("h2#keys ~ * td:first-child code")
    assert {cell.get_text() for cell in cells} == {*MOVING_KEYS, *OTHER_KEYS} - {"Tab"}
    assert set(KEYS) == set(MOVING_KEYS)


def test_arrow_keys_walk_the_tree(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        for key, (start, pressed, end) in KEYS.items():
            box(page, start).focus()
            page.keyboard.press(pressed)
            assert focused(page) == end, key


def test_arrow_keys_follow_the_direction_of_the_text(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        page.evaluate("document.body.dir = 'rtl'")
        still(page)
        box(page, TEAMS).focus()
        page.keyboard.press("ArrowLeft")
        assert focused(page) == MOVING
        page.keyboard.press("ArrowRight")
        assert focused(page) == TEAMS
        first, second = (box(page, url).bounding_box() for url in ("", TEAMS))
        assert first
        assert second
        assert first["x"] > second["x"]
        assert not too_wide(page)


def test_enter_chooses_escape_takes_back_and_focus_is_never_lost(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        box(page, TEAMS).focus()
        page.keyboard.press("Enter")
        shows(page, TEAMS)
        expect(box(page, TEAMS)).to_be_focused()
        page.keyboard.press("Escape")
        shows(page, "")
        expect(box(page, "")).to_be_focused()


def test_the_keyboard_alone_goes_from_the_start_to_an_outcome(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        for n in range(len(DEEPEST)):
            wanted = url_of(DEEPEST[: n + 1])
            for _ in range(80):
                page.keyboard.press("Tab")
                if focused(page) == wanted:
                    break
            page.keyboard.press("Enter")
            shows(page, wanted)
            expect(title(page)).to_be_focused()
        expect(title(page)).to_contain_text(project.tree.outcomes["carve-out"].title)


def test_keys_of_the_theme_still_work(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        box(page, TEAMS).focus()
        page.keyboard.press("s")
        expect(page.locator("input[name=query]")).to_be_focused()


def test_zoom_changes_the_flowchart_and_never_the_width_of_the_page(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        start = _width(box(page, ""))
        page.get_by_role("button", name="Larger").click()
        assert _width(box(page, "")) > start * 1.2
        assert not too_wide(page)
        box(page, "").focus()
        page.keyboard.press("-")
        page.keyboard.press("-")
        assert _width(box(page, "")) < start
        page.keyboard.press("0")
        assert _width(box(page, "")) == pytest.approx(start, abs=1)
        page.keyboard.press("+")
        assert _width(box(page, "")) > start * 1.2
        page.get_by_role("button", name="Fit").click()
        page.locator("[data-part=frame]").hover()
        page.keyboard.down("Control")
        page.mouse.wheel(0, -100)
        expect(page.locator(".flowchart")).to_have_attribute("style", re.compile("--zoom: ?1.25"))


def test_my_path_only_folds_the_rest_and_says_so(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?people=several-teams")
        other = box(page, f"{ONE_TEAM}boundaries.moving/")
        expect(other).to_be_visible()
        fold = page.get_by_role("button", name="My path only")
        fold.click()
        expect(fold).to_have_attribute("aria-pressed", "true")
        expect(other).not_to_be_visible()
        expect(box(page, ONE_TEAM)).to_have_attribute("aria-expanded", "false")
        expect(box(page, TEAMS)).to_have_attribute("aria-expanded", "true")
        fold.click()
        assert box(page, ONE_TEAM).get_attribute("aria-expanded") is None


def test_what_is_seen_is_told_to_assistive_technology(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        choose(page, "One team")
        choose(page, "Still moving")
        status = page.locator("decision-tree [data-part=status]")
        expect(status).to_have_role("status")
        expect(status).to_contain_text("Recommendation after 2 answers. One well-kept monolith")
        current = page.locator(".flowchart [aria-current=step]")
        expect(current).to_have_count(1)
        expect(current).to_have_attribute("data-state", f"{ONE_TEAM}boundaries.moving/")
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        names = {
            (node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in tree
        }
        assert ("link", "Still moving Monolith") in names
        assert ("heading", "One well-kept monolith") in names
        assert sum(1 for node in tree if node["role"]["value"] == "list") > 10


def test_once_loaded_nothing_needs_the_network(browser: Browser, address: str) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + "decide/")
        still(page, heard)
        page.context.set_offline(True)
        for answer in ("Several teams", "Stable", "On their own"):
            choose(page, answer)
        shows(page, f"{STABLE}shipping.apart/")
        assert heard.errors == []


def test_it_works_from_a_folder_without_a_server(browser: Browser, site: Site) -> None:
    with opened(browser) as (page, _):
        page.goto((site.folder / "decide/index.html").as_uri())
        for answer in ("Several teams", "Stable", "On their own"):
            choose(page, answer)
        shows(page, f"{STABLE}shipping.apart/")
        page.reload()
        shows(page, f"{STABLE}shipping.apart/")
        page.go_back()
        shows(page, STABLE)


@pytest.mark.parametrize("answers", [DEEPEST[:1], DEEPEST], ids=["middle", "outcome"])
def test_middle_and_outcome_with_all_that_opens_are_accessible_and_fit_the_screen(
    browser: Browser, address: str, answers: tuple[tuple[str, str], ...]
) -> None:
    with opened(browser) as (page, heard):
        page.goto(f"{address}decide/?{urlencode(answers)}")
        page.get_by_role("button", name="My path only").click()
        page.get_by_text("I know my answers already").click()
        assert [*faults(page)] == []
        assert heard.said == []


def test_at_every_width_between_phone_and_wide_screen_the_tree_stays_whole(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?{urlencode(DEEPEST)}")
        frame = page.locator("[data-part=frame]")
        for width in range(320, 1921, 80):
            resize(page, width)
            assert not too_wide(page), width
            hidden = frame.evaluate("frame => frame.scrollWidth - frame.clientWidth")
            # From a tablet up, the frame itself may scroll; an outline never needs to.
            assert hidden <= (0 if width < 860 or width >= 1280 else 300), width


def test_motion_stops_when_the_reader_asks(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?people=several-teams")
        current = page.locator(".flowchart [aria-current]")
        expect(current).to_have_css("animation-name", "chosen")
        page.emulate_media(reduced_motion="reduce")
        expect(current).to_have_css("animation-name", "none")


def test_with_forced_colours_the_path_is_told_by_lines(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.emulate_media(forced_colors="active")
        page.goto(f"{address}decide/?people=several-teams")
        current = page.locator(".flowchart [aria-current]")
        expect(current).to_have_css("outline-style", "solid")
        expect(box(page, "")).to_have_css("border-top-width", "4px")


def test_the_flowchart_prints_on_one_or_two_pages_and_a_state_on_one(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) <= 2
        page.goto(f"{address}decide/{LEAF}")
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) == 1


def _top(found: Locator) -> float:
    place = found.bounding_box()
    assert place
    return place["y"]


def _width(found: Locator) -> float:
    place = found.bounding_box()
    assert place
    return place["width"]
