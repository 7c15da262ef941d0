"""The worksheet: its link, and what it promises to every reader."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.accessible import faults, violations
from tests.browser.clipboard import clipboard, may_copy
from tests.browser.opened import opened, query, resize, sheets, still, tells, too_wide
from tests.browser.worksheet import break_evens, picture, results, served, variations
from tests.built import SITE_URL, Site
from tests.machine.conftest import SERVICES

PAGE = SERVICES / "docs/guide/worksheet.md"
URL = "guide/worksheet/"
FIELDS: dict[str, dict[str, Any]] = {
    name: entry
    for groups in yaml.safe_load(PAGE.read_text("utf-8").split("---\n")[1])["worksheet"][
        "fields"
    ].values()
    for fields in groups.values()
    for name, entry in fields.items()
}
EXAMPLE = {name: entry["example"] for name, entry in FIELDS.items()}
NUMBERS = {
    name: entry for name, entry in FIELDS.items() if isinstance(entry["example"], int | float)
}

type Numbers = dict[str, Any]


def least(name: str) -> float:
    return float(FIELDS[name].get("least", 0))


def most(name: str) -> float:
    return float(FIELDS[name].get("most", 10**9))


numbers = st.fixed_dictionaries(
    {
        name: st.integers(int(least(name)), int(most(name)))
        if entry.get("whole")
        else st.one_of(
            st.integers(int(least(name)) + 1, min(int(most(name)), 100_000)),
            st.floats(least(name), most(name)).map(lambda number: round(number, 3)),
        )
        for name, entry in NUMBERS.items()
    }
).map(lambda chosen: {**EXAMPLE, **chosen})


def test_the_example_on_the_page_is_what_the_worksheet_computes(
    browser: Browser, address: str
) -> None:
    written, drawn = served(browser, address + URL)
    with opened(browser) as (page, _):
        page.goto(address + URL)
        # The script has run.
        expect(page.locator("cost-worksheet [data-cheapest]")).to_have_count(7)
        assert results(page) == written
        assert picture(page) == drawn


def test_every_variation_on_the_page_leads_to_the_break_even_it_states(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        found = variations(page)
        assert len(found) == 3
        for stated, month, heading in found:
            page.goto(address + URL + stated)
            assert break_evens(page, heading) == [month]
            expect(page.locator("[data-part=refused]")).not_to_be_visible()


def test_the_address_holds_what_differs_from_the_example_and_nothing_else(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + URL)
        assert query(page) == ""
        give(page, "requests", "1 000 000")
        give(page, "currency", "EUR")
        page.get_by_label("What must be there by then").select_option("last")
        assert query(page) == "requests=1000000&currency=EUR&moment=last"
        before = results(page)
        page.reload()
        expect(field(page, "requests")).to_have_value("1,000,000")
        assert results(page) == before
        expect(page.locator("cost-worksheet figcaption")).to_contain_text("EUR")
        give(page, "requests", "3,000,000")
        assert query(page) == "currency=EUR&moment=last"
        page.get_by_role("button", name="Start again").click()
        expect(field(page, "currency")).to_have_value("crowns")
        page.wait_for_function("() => location.search === ''")
        assert heard.said == []


def test_a_link_gives_back_every_number_it_was_made_from(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)

        @given(n=numbers)
        @settings(max_examples=20, deadline=None)
        def gives_back(n: Numbers) -> None:
            stated = urlencode({name: plain(value) for name, value in n.items()})
            values, refused, left = page.evaluate(
                """stated => {
                  const worksheet = document.querySelector("cost-worksheet");
                  history.replaceState(null, "", `?${stated}`);
                  worksheet.restore();
                  const { values, refused } = worksheet;
                  worksheet.settle();
                  return [values, !refused.hidden, location.search.slice(1)];
                }""",
                stated,
            )
            assert values == n
            assert not refused
            differing = {k: plain(v) for k, v in n.items() if v != EXAMPLE[k]}
            assert dict(parse_qsl(left)) == differing

        gives_back()


def test_what_a_link_states_wrongly_is_named_and_the_example_stands_in(
    browser: Browser, address: str
) -> None:
    hostile = '<img src=x onerror="document.title=1">'
    wrong = [
        *(("requests", "-5"), ("months", "7.5"), ("currency", hostile), ("moment", "never")),
        *(("speed", "0"), ("cached", "101"), ("no-such", "1"), ("__proto__", "1")),
        *(("input", "5"), ("answer", "9" * 1000)),
    ]
    # The search of the site marks its words with `h`; of two values for a field the first counts.
    stated = [("h", "word"), ("input", "4"), *wrong]
    with opened(browser, 320) as (page, heard):
        page.goto(f"{address}{URL}?{urlencode(stated)}")
        told = page.locator("[data-part=refused] strong")
        for name, value in wrong:
            expect(told).to_contain_text(f"{name}={value}"[:60])
        expect(told).not_to_contain_text("input=4")
        expect(told).not_to_contain_text("h=word")
        expect(field(page, "requests")).to_have_value("3,000,000")
        expect(field(page, "input")).to_have_value("4")
        assert not page.locator("cost-worksheet img").count()
        tools = page.locator("cost-worksheet state-actions")
        # A copied link repeats none of it.
        expect(tools).to_have_attribute("data-address", "?input=4")
        assert heard.said == []
        assert not too_wide(page)
        give(page, "requests", "5")
        assert parse_qsl(query(page)) == [("requests", "5"), ("input", "4")]


def test_a_mistake_is_told_at_its_field_and_the_result_keeps_the_last_good_number(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        before = results(page)
        months = field(page, "months")
        for text, told in {
            "7,5": "Write digits, with a point before decimals",
            "-3": "At least 6.",
            "121": "At most 120.",
            "7.5": "Write a whole number.",
            "": "Write digits",
        }.items():
            give(page, "months", text)
            expect(months).to_have_attribute("aria-invalid", "true")
            expect(months).to_have_accessible_description(re.compile(re.escape(told)))
            expect(months).to_have_accessible_description(
                re.compile(r"The result still uses 36\.$")
            )
            expect(months).to_have_value(text)
            assert results(page) == before
            assert query(page) == ""
        assert violations(page) == []
        give(page, "months", "24")
        expect(months).to_have_attribute("aria-invalid", "false")
        expect(months).to_have_accessible_description("")
        expect(page.locator("[data-part=totals] tbody tr").last.locator("td").first).to_have_text(
            "24"
        )


def test_results_follow_each_key_but_are_announced_once_the_number_is_given(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        status = page.locator("cost-worksheet [data-part=status]")
        expect(status).to_have_role("status")
        expect(status).to_have_text("")
        field(page, "requests").fill("")
        page.keyboard.type("20000")
        expect(break_even(page)).to_have_text("none")
        expect(status).to_have_text("")
        page.keyboard.press("Tab")
        expect(status).to_have_text("From month 0 the cheapest is Monolith")


def test_the_keyboard_alone_fills_in_the_worksheet(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        page.get_by_role("button", name="Print").focus()
        reached = []
        for _ in range(len(FIELDS)):
            page.keyboard.press("Tab")
            while page.evaluate("document.activeElement.matches('a')"):
                page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.name"))
            if reached[-1] == "tuned-output":
                page.keyboard.press("Control+a")
                page.keyboard.type("24.5")
                page.keyboard.press("Enter")
        assert reached == list(FIELDS)
        assert query(page) == "tuned-output=24.5"
        assert urlsplit(page.url).path == f"/{URL}"


def test_without_script_the_page_shows_the_example_and_no_dead_form(
    browser: Browser, address: str
) -> None:
    with opened(browser, 360, script=False) as (page, _):
        page.goto(address + URL)
        expect(page.get_by_text("this page needs JavaScript")).to_be_visible()
        article = page.locator("article")
        assert article.locator("input:visible, select:visible, button:visible").count() == 0
        told = article.inner_text()
        for entry in FIELDS.values():
            assert entry["label"] in told
        assert "3,000,000" in told
        assert "21.8, 24 and 31.6" in told
        expect(page.locator("cost-worksheet svg")).to_be_visible()
        # The sign behind a footnote may reach into the margin by a part of a pixel.
        assert article.evaluate("article => article.scrollWidth <= article.clientWidth + 1")
    with opened(browser) as (page, _):
        page.goto(address + URL)
        expect(page.get_by_text("this page needs JavaScript")).not_to_be_visible()


def test_the_largest_numbers_fit_every_screen_and_are_accessible(
    browser: Browser, address: str
) -> None:
    stated = {name: plain(most(name)) for name in NUMBERS} | {"hits": "0", "currency": "W" * 8}
    with opened(browser) as (page, _):
        page.goto(f"{address}{URL}?{urlencode(stated)}")
        expect(page.locator("[data-part=refused]")).not_to_be_visible()
        expect(page.locator("cost-worksheet")).not_to_contain_text("NaN")
        svg = page.locator("cost-worksheet svg")
        assert "NaN" not in str(svg.evaluate("svg => svg.outerHTML"))
        for width in (640, 768, 1220, 1920):
            resize(page, width)
            assert not too_wide(page), width
        assert [*faults(page)] == []
        left = "all => Math.min(...all.map((e) => e.getBBox().x))"
        assert svg.locator("text").evaluate_all(left) >= 0


def test_lines_are_told_apart_by_more_than_colour(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        lines = page.locator("svg [data-plot=line]")
        dashes = lines.evaluate_all("all => all.map((e) => getComputedStyle(e).strokeDasharray)")
        labels = page.locator("svg [data-plot=label]").all_text_contents()
        assert labels == ["Monolith", "One service", "Modules", "Services"]
        assert len(set(dashes)) == len(labels)
        ends = "all => all.map((e) => e.getBBox()).map((box) => box.x + box.width)"
        svg = page.locator("cost-worksheet svg")
        width = float((svg.get_attribute("viewBox") or "").split()[2])
        assert max(page.locator("svg [data-plot=label]").evaluate_all(ends)) <= width


def test_it_works_without_a_network_and_from_a_folder(
    browser: Browser, address: str, site: Site
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + URL)
        still(page, heard)
        page.context.set_offline(True)
        give(page, "requests", "20000")
        expect(break_even(page)).to_have_text("none")
        assert heard.errors == []
    with opened(browser) as (page, heard):
        page.goto((site.folder / URL / "index.html").as_uri())
        give(page, "requests", "20000")
        expect(break_even(page)).to_have_text("none")
        page.reload()
        expect(field(page, "requests")).to_have_value("20,000")
        assert heard.errors == []


def test_the_copied_link_holds_the_numbers(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        may_copy(page)
        page.goto(address + URL)
        give(page, "requests", "20000")
        page.get_by_role("button", name="Copy link").click()
        told = page.locator("cost-worksheet state-actions").get_by_role("status")
        tells(told, "Copied.")
        assert clipboard(page) == f"{SITE_URL}{URL}?requests=20000"
        give(page, "requests", "30000")
        # The link that was copied is another one now.
        tells(told, "")


def test_the_worksheet_prints_with_its_numbers_and_without_its_buttons(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}{URL}?requests=20000")
        page.emulate_media(media="print")
        expect(field(page, "requests")).to_be_visible()
        expect(page.get_by_role("button", name="Copy link")).not_to_be_visible()
        for paper in ("A4", "Letter"):
            assert sheets(page, paper) <= 6


def break_even(page: Page) -> Locator:
    """Return the cell that says when the first and the third line meet."""
    row = page.locator("[data-part=pairs] tr", has=page.get_by_text("Monolith, modules"))
    return row.locator("td").nth(2)


def field(page: Page, name: str) -> Locator:
    return page.locator(f"cost-worksheet [name={name}]")


def give(page: Page, name: str, text: str) -> None:
    """Type into a field and leave it."""
    field(page, name).fill(text)
    field(page, name).blur()


def plain(value: float | str) -> str:
    """Return a number as an address states it."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
