"""The flowchart as an instrument: in place, by keyboard, by ear, on a phone, on paper."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision.project import Project
from decision.tree.states import address as url_of
from decision.tree.states import flips, paths, states
from tests.browser.opened import (
    clipboard,
    may_copy,
    opened,
    sheets,
    tells,
    too_wide,
    violations,
)
from tests.built import Site, build, served

DEEPEST = (
    ("need", "facts"),
    ("freshness", "rarely"),
    ("citations", "optional"),
    ("baseline", "falls-short"),
    ("latency", "sub-second"),
    ("team", "ml"),
    ("cost", "upfront"),
    ("tunable", "yes"),
)

#: What each key of the table on the page does: from which box, to which box or state.
KEYS = {
    "→": ("need.facts/", "ArrowRight", "need.facts/freshness.often/"),
    "←": ("need.facts/freshness.often/", "ArrowLeft", "need.facts/"),
    "↓": ("need.facts/", "ArrowDown", "need.behaviour/"),
    "↑": ("need.behaviour/", "ArrowUp", "need.facts/"),
    "Home": ("need.facts/freshness.often/", "Home", ""),
}
OTHER_KEYS = {"Tab", "Enter", "Esc", "+", "-", "0"}


def test_every_path_chosen_in_place_ends_as_the_tree_says(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + "decide/")
        page.wait_for_load_state("networkidle")
        loaded = len(heard)
        for leaf in paths(project.tree):
            for n in range(len(leaf.path)):
                chosen = url_of(leaf.path[: n + 1])
                panel(page).locator(f'.panel__choice[data-state="{chosen}"]').click()
            assert shown(page) == leaf.url
            assert in_address(page) == list(leaf.path)
            assert lit(page) == [url_of(leaf.path[:n]) for n in range(len(leaf.path) + 1)]
            assert project.tree.outcomes[leaf.outcome].title in title(page).inner_text()
            page.get_by_role("link", name="Start again").click()
            assert shown(page) == "" and lit(page) == []
        # Chromium asks for the icon of the page again whenever the address changes.
        assert [line for line in heard[loaded:] if "favicon" not in line] == []


def test_every_state_is_restored_from_its_address_and_gives_it_back(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, _):
        for state in states(project.tree):
            answers = list(reversed(state.path))
            page.goto(f"{address}decide/?{urlencode(answers)}")
            assert shown(page) == state.url
            if state.path:
                box(page, state.url).click()
                assert in_address(page) == list(state.path)


def test_back_forward_and_reload_keep_the_state(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        choose(page, "The facts")
        choose(page, "Rarely")
        page.go_back()
        assert shown(page) == "need.facts/"
        page.go_forward()
        assert shown(page) == "need.facts/freshness.rarely/"
        page.reload()
        assert shown(page) == "need.facts/freshness.rarely/"
        page.go_back()
        page.go_back()
        assert shown(page) == ""


def test_a_changed_answer_keeps_those_that_still_apply_and_names_the_others(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?{urlencode(DEEPEST)}")
        panel(page).get_by_role("link", name="change the answer to: How fast must").click()
        assert shown(page) == "need.facts/freshness.rarely/citations.optional/baseline.falls-short/"
        choose(page, "Under a second")
        assert shown(page).endswith("tunable.yes/"), "later answers are used again"
        panel(page).get_by_role("link", name="change the answer to: How often").click()
        choose(page, "Often")
        assert shown(page) == "need.facts/freshness.often/"
        dropped = page.locator("[data-part=dropped]")
        assert dropped.is_visible()
        assert "Must answers cite a source? Optional" in dropped.inner_text()
        assert "How often does the knowledge change?" not in dropped.inner_text()
        assert (
            "Must answers cite a source? Optional"
            in page.locator("decision-tree").get_by_role("status").all_inner_texts()[-1]
        )


def test_a_box_chosen_in_the_flowchart_stays_under_the_pointer(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        for state in ("need.both/baseline.falls-short/both-systems.no/", "need.both/"):
            box(page, state).scroll_into_view_if_needed()
            before = box(page, state).bounding_box()
            box(page, state).click()
            page.wait_for_timeout(100)
            after = box(page, state).bounding_box()
            assert before and after and after["y"] == pytest.approx(before["y"], abs=2)
            assert page.locator("[data-part=bar]").is_visible()


def test_a_flip_shows_the_path_it_speaks_of(
    browser: Browser, address: str, project: Project
) -> None:
    leaf = next(leaf for leaf in paths(project.tree) if leaf.path == DEEPEST)
    with opened(browser) as (page, _):
        for flip in flips(project.tree, leaf):
            page.goto(f"{address}decide/?{urlencode(DEEPEST)}")
            page.locator(f'.flips a[data-state="{flip.state.url}"]').click()
            assert shown(page) == flip.state.url


def test_answers_known_already_are_given_in_any_order_and_only_the_rest_is_asked(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        page.get_by_text("I know my answers already").click()
        for question, answer in (
            ("tunable", "yes"),
            ("team", "ml"),
            ("grounding", "no"),
            ("need", "behaviour"),
        ):
            page.locator(f'input[name="{question}"][value="{answer}"]').check()
        page.get_by_role("button", name="Show where this leads").click()
        assert shown(page) == "need.behaviour/"
        choose(page, "Falls short")
        expected = "need.behaviour/baseline.falls-short/grounding.no/tunable.yes/team.ml/"
        assert shown(page) == expected
        assert page.url.endswith(
            "?need=behaviour&baseline=falls-short&grounding=no&tunable=yes&team=ml"
        )


def test_the_keys_on_the_page_are_those_that_are_tested(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        listed = page.locator("h2#keys ~ * td:first-child").all_inner_texts()
        assert {key.strip() for key in listed} == set(KEYS) | OTHER_KEYS


@pytest.mark.parametrize("key", KEYS)
def test_arrow_keys_walk_the_tree(browser: Browser, address: str, key: str) -> None:
    start, pressed, end = KEYS[key]
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        box(page, start).focus()
        page.keyboard.press(pressed)
        assert focused(page) == end


def test_arrow_keys_follow_the_direction_of_the_text(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        page.evaluate("document.body.dir = 'rtl'")
        box(page, "need.facts/").focus()
        page.keyboard.press("ArrowLeft")
        assert focused(page) == "need.facts/freshness.often/"
        first, second = (box(page, url).bounding_box() for url in ("", "need.facts/"))
        assert first and second and first["x"] > second["x"]
        assert not too_wide(page)


def test_enter_chooses_escape_takes_back_and_focus_is_never_lost(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        box(page, "need.facts/").focus()
        page.keyboard.press("Enter")
        assert shown(page) == "need.facts/" and focused(page) == "need.facts/"
        page.keyboard.press("Escape")
        assert shown(page) == "" and focused(page) == ""


def test_the_keyboard_alone_goes_from_the_start_to_an_outcome(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        for n in range(len(DEEPEST)):
            wanted = "".join(f"{q}.{a}/" for q, a in DEEPEST[: n + 1])
            for _ in range(80):
                page.keyboard.press("Tab")
                if focused(page) == wanted:
                    break
            page.keyboard.press("Enter")
            assert shown(page) == wanted
            assert page.evaluate("document.activeElement.matches('.panel__title')")
        assert project.tree.outcomes["fine-tuning"].title in title(page).inner_text()


def test_keys_of_the_theme_still_work(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        page.wait_for_load_state("networkidle")
        box(page, "need.facts/").focus()
        page.keyboard.press("s")
        expect(page.locator("input[name=query]")).to_be_focused()


def test_zoom_changes_the_flowchart_and_never_the_width_of_the_page(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        start = width(box(page, ""))
        page.get_by_role("button", name="Larger").click()
        assert width(box(page, "")) > start * 1.2
        assert not too_wide(page)
        box(page, "").focus()
        page.keyboard.press("-")
        page.keyboard.press("-")
        assert width(box(page, "")) < start
        page.keyboard.press("0")
        assert width(box(page, "")) == pytest.approx(start, abs=1)
        page.keyboard.press("+")
        assert width(box(page, "")) > start * 1.2
        page.get_by_role("button", name="Fit").click()
        page.locator("[data-part=frame]").hover()
        page.keyboard.down("Control")
        page.mouse.wheel(0, -100)
        expect(page.locator(".flowchart")).to_have_attribute("style", re.compile("--zoom: ?1.25"))


def test_my_path_only_folds_the_rest_and_says_so(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?need=facts")
        assert box(page, "need.both/baseline.not-yet/").is_visible()
        fold = page.get_by_role("button", name="My path only")
        fold.click()
        assert fold.get_attribute("aria-pressed") == "true"
        assert not box(page, "need.both/baseline.not-yet/").is_visible()
        assert box(page, "need.both/").get_attribute("aria-expanded") == "false"
        assert box(page, "need.facts/").get_attribute("aria-expanded") == "true"
        fold.click()
        assert box(page, "need.both/").get_attribute("aria-expanded") is None


def test_what_is_seen_is_told_to_assistive_technology(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        choose(page, "The behaviour")
        choose(page, "Not measured")
        assert (
            page.locator("decision-tree")
            .get_by_role("status")
            .all_inner_texts()[-1]
            .startswith("Recommendation after 2 answers. Stay with prompting")
        )
        current = page.locator(".flowchart [aria-current=step]")
        assert current.count() == 1
        assert current.get_attribute("data-state") == "need.behaviour/baseline.not-yet/"
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        names = {
            (node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in tree
        }
        assert ("link", "Not measured Stay with prompting") in names
        assert ("heading", "Stay with prompting") in names
        assert sum(1 for node in tree if node["role"]["value"] == "list") > 20


def test_once_loaded_nothing_needs_the_network(browser: Browser, address: str) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + "decide/")
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        for answer in ("Both", "Falls short", "Not yet"):
            choose(page, answer)
        assert shown(page) == "need.both/baseline.falls-short/both-systems.no/"
        assert not [line for line in heard if line.startswith("error")]


def test_it_works_from_a_folder_without_a_server(browser: Browser, site: Site) -> None:
    with opened(browser) as (page, _):
        page.goto((site.folder / "decide/index.html").as_uri())
        for answer in ("Both", "Falls short", "Not yet"):
            choose(page, answer)
        assert shown(page) == "need.both/baseline.falls-short/both-systems.no/"
        page.reload()
        assert shown(page) == "need.both/baseline.falls-short/both-systems.no/"
        page.go_back()
        assert shown(page) == "need.both/baseline.falls-short/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 768, 320])
@pytest.mark.parametrize("answers", [DEEPEST[:2], DEEPEST])
def test_middle_and_outcome_are_accessible_and_fit_the_screen(
    browser: Browser, address: str, answers: tuple[tuple[str, str], ...], width: int, scheme: str
) -> None:
    with opened(browser, width, scheme) as (page, heard):
        page.goto(f"{address}decide/?{urlencode(answers)}")
        page.wait_for_load_state("networkidle")
        page.get_by_role("button", name="My path only").click()
        page.get_by_text("I know my answers already").click()
        page.wait_for_timeout(250)
        assert not too_wide(page)
        assert violations(page) == []
        assert not [line for line in heard if not line.startswith("request")]


def test_at_every_width_between_phone_and_wide_screen_the_tree_stays_whole(
    browser: Browser, address: str, project: Project
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?{urlencode(DEEPEST)}")
        frame = page.locator("[data-part=frame]")
        for width in range(320, 1921, 80):
            page.set_viewport_size({"width": width, "height": 800})
            # The theme's search box takes a moment to follow a change of width.
            assert settles(page, lambda: not too_wide(page)), width
            hidden = frame.evaluate("frame => frame.scrollWidth - frame.clientWidth")
            # From a tablet up, the frame itself may scroll; an outline never needs to.
            assert hidden <= (0 if width < 860 or width >= 1280 else 300), width


def test_motion_stops_when_the_reader_asks(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}decide/?need=facts")
        running = (
            "getComputedStyle(document.querySelector('.flowchart [aria-current]')).animationName"
        )
        assert page.evaluate(running) == "chosen"
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(running) == "none"


def test_with_forced_colours_the_path_is_told_by_lines(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.emulate_media(forced_colors="active")
        page.goto(f"{address}decide/?need=facts")
        current = page.locator(".flowchart [aria-current]")
        assert current.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        assert box(page, "").evaluate("e => getComputedStyle(e).borderTopWidth") == "4px"


def test_the_flowchart_prints_on_one_or_two_pages_and_a_state_on_one(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "decide/")
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) <= 2
        page.goto(address + "decide/" + "".join(f"{q}.{a}/" for q, a in DEEPEST))
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) == 1


HOSTILE = {
    "ask: How often does the knowledge change?": "ask: '<img src=x onerror=alert(1)> \"&'' {{7}}'",
    "label: Often": "label: '" + "Donaudampfschifffahrtsgesellschaft" + "'",
    "label: Rarely": "label: \U0001f469\u200d\U0001f4bb \u0646\u0627\u062f\u0631\u0627 <b>",
    "title: Start with RAG": "title: '</template></script><script>alert(2)</script>'",
}


@pytest.mark.parametrize("width", [1440, 360])
def test_a_hostile_tree_is_drawn_harmlessly(
    browser: Browser, copy: Path, tmp_path: Path, width: int
) -> None:
    tree = copy / "decision/trees/approach.yaml"
    text = tree.read_text(encoding="utf-8")
    for old, new in HOSTILE.items():
        assert old in text
        text = text.replace(old, new)
    tree.write_text(text.replace("version: 1.", "version: 9."), encoding="utf-8")
    done = build(tmp_path / "out", copy)
    assert done.returncode == 0, done.stderr
    with served(tmp_path / "out") as address, opened(browser, width) as (page, heard):
        page.goto(address + "decide/")
        panel(page).locator('.panel__choice[data-state="need.facts/"]').click()
        assert "<img src=x onerror=alert(1)>" in title(page).inner_text()
        panel(page).locator(".panel__choice").first.click()
        assert "</template></script><script>alert(2)" in title(page).inner_text()
        page.goto(address + "decide/need.facts/freshness.often/")
        assert not too_wide(page)
        may_copy(page)
        page.locator("state-actions").get_by_role("button", name="Copy citation").click()
        tells(page.locator("state-actions").get_by_role("status"), "Copied.")
        assert clipboard(page) == page.locator(".cite__text").inner_text()
        assert not [line for line in heard if not line.startswith("request")]


def settles(page: Page, true: Callable[[], bool]) -> bool:
    """Return whether something becomes true within five seconds."""
    for _ in range(50):
        if true():
            return True
        page.wait_for_timeout(100)
    return False


def panel(page: Page) -> Locator:
    return page.locator("decision-tree .panel")


def title(page: Page) -> Locator:
    return panel(page).locator(".panel__title")


def box(page: Page, state: str) -> Locator:
    return page.locator(f'.flowchart a[data-state="{state}"]')


def choose(page: Page, answer: str) -> None:
    panel(page).locator(".panel__choice", has=page.get_by_text(answer, exact=True)).click()


def shown(page: Page) -> str:
    return panel(page).get_attribute("data-state") or ""


def lit(page: Page) -> list[str]:
    """Return the states that the flowchart shows as chosen, from the root on."""
    found = page.locator(".flowchart__item--on > a")
    states: list[str] = found.evaluate_all("boxes => boxes.map((box) => box.dataset.state)")
    return states


def in_address(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def focused(page: Page) -> str | None:
    state: str | None = page.evaluate("document.activeElement.dataset.state")
    return state


def width(found: Locator) -> float:
    place = found.bounding_box()
    assert place
    return place["width"]
