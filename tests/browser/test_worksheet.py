"""The worksheet: its link, and what it promises to every reader."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.opened import opened, too_wide, violations
from tests.built import ROOT, Site

PAGE = ROOT / "docs/guide/worksheet.md"
URL = "guide/worksheet/"
APPROACHES = ("prompting", "rag", "fine-tuning", "hybrid")
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
    with opened(browser, script=False) as (page, _):
        page.goto(address + URL)
        served_, drawn = written(page), picture(page)
    with opened(browser) as (page, _):
        page.goto(address + URL)
        assert page.locator("cost-worksheet [data-cheapest]").count() == 7, "the script has run"
        assert written(page) == served_, "docs/guide/worksheet.md: take over what is computed"
        assert picture(page) == drawn, "docs/pictures/worksheet.svg: take over what is computed"


def test_every_variation_on_the_page_leads_to_the_break_even_it_states(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        found = page.locator("#what-one-number-does ~ * tbody tr").filter(has=page.locator("a"))
        rows = [
            (row.locator("a").get_attribute("href") or "", row.locator("td").last.inner_text())
            for row in found.all()
            if "?" in (row.locator("a").first.get_attribute("href") or "")
        ]
        assert len(rows) == 5
        for link, stated in rows:
            page.goto(address + URL + link[link.index("?") :])
            assert pair(page, "Prompting, fine-tuning").inner_text() == stated, link
            assert not page.locator("[data-part=refused]").is_visible()


def test_the_address_holds_what_differs_from_the_example_and_nothing_else(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + URL)
        assert in_address(page) == ""
        give(page, "Requests per month", "1 000 000")
        give(page, "Currency", "EUR")
        page.get_by_label("What must be there by then").select_option("last")
        assert in_address(page) == "requests=1000000&currency=EUR&moment=last"
        before = written(page)
        page.reload()
        assert field(page, "Requests per month").input_value() == "1,000,000"
        assert written(page) == before
        assert page.locator(".plot figcaption").inner_text().startswith("Cumulative cost in EUR")
        give(page, "Requests per month", "200,000")
        assert in_address(page) == "currency=EUR&moment=last"
        page.get_by_role("button", name="Start again").click()
        expect(field(page, "Currency")).to_have_value("units")
        assert in_address(page) == ""
        assert not [line for line in heard if not line.startswith("request")]


@given(n=numbers)
@settings(max_examples=8, deadline=None)
def test_a_link_gives_back_every_number_it_was_made_from(
    browser: Browser, address: str, n: Numbers
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}{URL}?{urlencode({k: plain(v) for k, v in n.items()})}")
        assert not page.locator("[data-part=refused]").is_visible()
        assert page.evaluate("document.querySelector('cost-worksheet').values") == n
        page.evaluate("document.querySelector('cost-worksheet').settle()")
        differing = {k: plain(v) for k, v in n.items() if v != EXAMPLE[k]}
        assert dict(parse_qsl(in_address(page))) == differing


def test_what_a_link_states_wrongly_is_named_and_the_example_stands_in(
    browser: Browser, address: str
) -> None:
    hostile = '<img src=x onerror="document.title=1">'
    query = [("requests", "-5"), ("months", "7.5"), ("currency", hostile), ("moment", "never")]
    query += [
        ("speed", "0"),
        ("cached", "101"),
        ("no-such", "1"),
        ("__proto__", "1"),
        ("h", "word"),
    ]
    query += [("input", "4"), ("input", "5"), ("answer", "9" * 1000)]
    with opened(browser, 320) as (page, heard):
        page.goto(f"{address}{URL}?{urlencode(query)}")
        refused = page.locator("[data-part=refused]")
        told = refused.locator("strong").inner_text()
        for name, value in query:
            if (name, value) not in (("h", "word"), ("input", "4")):
                assert f"{name}={value}"[:60] in told
        assert "input=4" not in told and "h=word" not in told
        assert field(page, "Requests per month").input_value() == "200,000"
        assert page.locator("#worksheet-input").input_value() == "4"
        assert not page.locator("cost-worksheet img").count()
        tools = page.locator("cost-worksheet state-actions")
        expect(tools).to_have_attribute(
            "data-address", "?input=4"
        )  # a copied link repeats none of it
        assert not [line for line in heard if not line.startswith("request")]
        assert not too_wide(page)
        give(page, "Requests per month", "5")
        assert parse_qsl(in_address(page)) == [("requests", "5"), ("input", "4")]


def test_a_mistake_is_told_at_its_field_and_the_result_keeps_the_last_good_number(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        before = written(page)
        months = field(page, "Months to look at")
        for text, told in {
            "7,5": "Write digits, with a point before decimals",
            "-3": "At least 6.",
            "121": "At most 120.",
            "7.5": "Write a whole number.",
            "": "Write digits",
        }.items():
            give(page, "Months to look at", text)
            expect(months).to_have_attribute("aria-invalid", "true")
            expect(months).to_have_accessible_description(re.compile(re.escape(told)))
            expect(months).to_have_accessible_description(
                re.compile(r"The result still uses 36\.$")
            )
            expect(months).to_have_value(text)
            assert written(page) == before and in_address(page) == ""
        assert violations(page) == []
        give(page, "Months to look at", "24")
        expect(months).to_have_attribute("aria-invalid", "false")
        expect(months).to_have_accessible_description("")
        assert page.locator("[data-part=totals] tbody tr").last.inner_text().startswith("24")


def test_results_follow_each_key_but_are_announced_once_the_number_is_given(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        status = page.locator("cost-worksheet [data-part=status]")
        expect(status).to_have_text("")
        field(page, "Requests per month").fill("")
        page.keyboard.type("20000")
        expect(pair(page, "Prompting, fine-tuning")).to_have_text("none")
        expect(status).to_have_text("")
        page.keyboard.press("Tab")
        expect(status).to_have_text("From month 0 the cheapest is Prompting")
        assert status.get_attribute("role") == "status"


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
        assert in_address(page) == "tuned-output=24.5"
        assert urlsplit(page.url).path == f"/{URL}"


def test_without_script_the_page_shows_the_example_and_no_dead_form(
    browser: Browser, address: str
) -> None:
    with opened(browser, 360, script=False) as (page, _):
        page.goto(address + URL)
        assert page.get_by_text("this page needs JavaScript").is_visible()
        article = page.locator("article")
        assert article.locator("input:visible, select:visible, button:visible").count() == 0
        told = article.inner_text()
        for entry in FIELDS.values():
            assert entry["label"] in told
        assert "200,000" in told and "11.5, 12 and 16.3" in told
        assert page.locator(".plot svg").is_visible()
        # The sign behind a footnote may reach into the margin by a part of a pixel.
        assert article.evaluate("article => article.scrollWidth <= article.clientWidth + 1")
    with opened(browser) as (page, _):
        page.goto(address + URL)
        assert not page.get_by_text("this page needs JavaScript").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 768, 360, 320])
def test_the_worksheet_is_accessible_and_fits_the_screen(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    with opened(browser, width, scheme) as (page, heard):
        page.goto(address + URL)
        page.wait_for_load_state("networkidle")
        assert violations(page) == []
        assert not too_wide(page)
        assert not [line for line in heard if not line.startswith("request")]


@pytest.mark.parametrize("width", [320, 640, 1220, 1920])
def test_the_largest_numbers_fit_too(browser: Browser, address: str, width: int) -> None:
    query = {name: plain(most(name)) for name in NUMBERS} | {"hits": "0", "currency": "W" * 8}
    with opened(browser, width) as (page, _):
        page.goto(f"{address}{URL}?{urlencode(query)}")
        assert not page.locator("[data-part=refused]").is_visible()
        assert not too_wide(page)
        assert "NaN" not in page.locator("cost-worksheet").inner_text()
        svg = page.locator("cost-worksheet svg")
        assert "NaN" not in str(svg.evaluate("svg => svg.outerHTML"))
        left = "all => Math.min(...all.map((e) => e.getBBox().x))"
        assert svg.locator("text").evaluate_all(left) >= 0


def test_lines_are_told_apart_by_more_than_colour(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + URL)
        lines = page.locator("svg [data-plot=line]")
        dashes = lines.evaluate_all("all => all.map((e) => getComputedStyle(e).strokeDasharray)")
        assert len(set(dashes)) == len(APPROACHES)
        labels = page.locator("svg [data-plot=label]").all_text_contents()
        assert labels == ["Prompting", "RAG", "Fine-tuning", "Hybrid"]
        ends = "all => all.map((e) => e.getBBox()).map((box) => box.x + box.width)"
        width = float((page.locator(".plot svg").get_attribute("viewBox") or "").split()[2])
        assert max(page.locator("svg [data-plot=label]").evaluate_all(ends)) <= width


def test_it_works_without_a_network_and_from_a_folder(
    browser: Browser, address: str, site: Site
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + URL)
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        give(page, "Requests per month", "20000")
        expect(pair(page, "Prompting, fine-tuning")).to_have_text("none")
        assert not [line for line in heard if line.startswith("error")]
    with opened(browser) as (page, heard):
        page.goto((site.folder / URL / "index.html").as_uri())
        give(page, "Requests per month", "20000")
        expect(pair(page, "Prompting, fine-tuning")).to_have_text("none")
        page.reload()
        expect(field(page, "Requests per month")).to_have_value("20,000")
        # The search of the theme, which needs a server, says so on every page.
        errors = [line for line in heard if line.startswith("error")]
        assert [line for line in errors if "search_index" not in line] == []


def test_the_copied_link_holds_the_numbers(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        origin = address.rstrip("/")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
        page.goto(address + URL)
        give(page, "Requests per month", "20000")
        page.get_by_role("button", name="Copy link").click()
        page.get_by_text("Copied.", exact=True).wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"http://localhost:8000/{URL}?requests=20000"
        give(page, "Requests per month", "30000")
        assert not page.get_by_text("Copied.", exact=True).is_visible(), (
            "the link copied is another one now"
        )


def test_the_worksheet_prints_with_its_numbers_and_without_its_buttons(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{address}{URL}?requests=20000")
        page.emulate_media(media="print")
        assert field(page, "Requests per month").is_visible()
        assert not page.get_by_role("button", name="Copy link").is_visible()
        for paper in ("A4", "Letter"):
            pdf = page.pdf(format=paper, prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6


def written(page: Page) -> list[str]:
    """Return the texts of all results of the worksheet: each cell, and each item of the list."""
    found = "cost-worksheet :is([data-part] td, [data-part=cheapest] li)"
    return [text.strip() for text in page.locator(found).all_text_contents()]


def picture(page: Page) -> list[dict[str, str]]:
    """Return all that the plot draws: attributes and texts of its parts in their order."""
    parts: list[dict[str, str]] = page.locator("cost-worksheet svg *").evaluate_all(
        "all => all.map((e) => ({text: e.textContent, "
        "...Object.fromEntries([...e.attributes].map((a) => [a.name, a.value]))}))"
    )
    return parts


def pair(page: Page, name: str) -> Locator:
    row = page.locator("[data-part=pairs] tr", has=page.get_by_text(name, exact=True))
    return row.locator("td").nth(2)


def in_address(page: Page) -> str:
    """Return what the address states now; `page.url` is told of a change only later."""
    stated: str = page.evaluate("location.search.slice(1)")
    return stated


def field(page: Page, label: str) -> Locator:
    return page.locator("cost-worksheet").get_by_label(label, exact=False).first


def give(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it."""
    field(page, label).fill(text)
    field(page, label).blur()


def plain(value: float | str) -> str:
    """Return a number as an address states it."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
