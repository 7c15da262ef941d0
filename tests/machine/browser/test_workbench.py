"""The workbench: the Python of the build in the browser, live, shared, limited, self-contained."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision.workbench import answer
from tests.browser.accessible import WIDTHS, faults, violations
from tests.browser.clipboard import clipboard, may_copy
from tests.browser.opened import PATIENCE, Heard, opened, resize, still, too_wide
from tests.machine.conftest import SERVICES
from tests.machine.sample_trees import OK, big_tree, text_of
from tests.machine.workbench_drafts import drafts

#: The tree of the site.
TREE = SERVICES / "decision/trees/services.yaml"
TEXT = text_of(TREE)
OTHER = text_of(OK / "minimal.yaml")
#: The same with a mistake in it, and with another end of one path.
BROKEN = TEXT.replace("moving: monolith", "moving: monolit", 1)
CHANGED = TEXT.replace("even: modules", "even: monolith", 1)

GOOD = "No problems: this tree can be published."

#: Ask the Python of a workbench that runs.
_ASK = """async requests => {
  const { python } = document.querySelector("decision-workbench");
  const answers = [];
  for (const { request, file } of requests) {
    answers.push(await python.ask(request, file && Uint8Array.from(file)));
  }
  return answers;
}"""

_PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = { clipboardData, bubbles: true, cancelable: true };
  document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", event));
}"""

#: Mark the workbench once what it holds by then is checked.
_AWAIT = """() => {
  const workbench = document.querySelector("decision-workbench");
  delete workbench.dataset.checked;
  workbench.addEventListener("checked", () => { workbench.dataset.checked = ""; }, { once: true });
}"""

#: Make a workbench that runs what it was when it had just started.
_AFRESH = """() => {
  localStorage.clear();
  history.replaceState(null, "", location.pathname);
  const workbench = document.querySelector("decision-workbench");
  workbench.choose(workbench.tabs[0]);
  workbench.fill(workbench.site.trees[0].text, true);
  workbench.parts.notice.hidden = true;
}"""

#: Whether the browser keeps a draft with a text.
_KEPT = "text => JSON.parse(localStorage.getItem('workbench-draft'))?.text === text"


@dataclass(frozen=True, slots=True)
class Running:
    """A workbench that runs, and what was asked of the network before and after its start."""

    page: Page
    heard: Heard
    before: tuple[str, ...]
    after: tuple[str, ...]
    said: tuple[str, ...]


@pytest.fixture(scope="module")
def running(browser: Browser, address: str) -> Iterator[Running]:
    """One workbench that runs, for the tests that need no start of their own."""
    with opened(browser) as (page, heard):
        page.goto(f"{address}workbench/")
        still(page, heard)
        before = tuple(heard.requests)
        start(page)
        may_copy(page)
        yield Running(page, heard, before, tuple(heard.requests), tuple(heard.said))


@pytest.fixture
def workbench(running: Running) -> tuple[Page, Heard]:
    """The running workbench with the tree of the site in it, and what it says from now on."""
    with checked(running.page):
        running.page.evaluate(_AFRESH)
    expect(part(running.page, "verdict")).to_have_text(GOOD)
    running.heard.clear()
    return running.page, running.heard


@contextmanager
def started(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page with the workbench started and the first draft checked."""
    with opened(browser) as (page, _):
        page.goto(f"{address}workbench/")
        start(page)
        yield page


@contextmanager
def checked(page: Page) -> Iterator[None]:
    """Wait until a change is checked: what was shown before may read the same."""
    page.evaluate(_AWAIT)
    yield
    mark = page.locator("decision-workbench[data-checked]")
    expect(mark).to_be_attached()


def start(page: Page) -> None:
    patient(page)
    page.get_by_role("button", name="Start the workbench").click()
    expect(part(page, "took")).to_contain_text("checked in")


def patient(page: Page) -> None:
    """Let checks take as long as they do on a slow machine."""
    page.evaluate(f"document.querySelector('decision-workbench').python.limit = {PATIENCE}")


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-part={name}]")


def editor(page: Page) -> Locator:
    return page.locator(".cm-content")


def replace(page: Page, text: str) -> None:
    """Put a text in the place of the draft, as a reader who pastes it."""
    editor(page).focus()
    page.keyboard.press("Control+a")
    page.evaluate(_PASTE, text)


def holds(page: Page, text: str) -> None:
    """Wait until the editor holds a text."""
    page.wait_for_function(
        "text => document.querySelector('decision-workbench').editor.text === text", arg=text
    )


def selects(page: Page, text: str) -> None:
    """Wait until a text is selected."""
    page.wait_for_function("text => getSelection().toString() === text", arg=text)


def test_nothing_is_loaded_before_the_reader_starts_and_then_only_from_this_site(
    running: Running, address: str
) -> None:
    assert not [url for url in running.before if re.search("pyodide|editor|worker|json", url)]
    assert sum("pyodide.asm.wasm" in url for url in running.after) == 1
    assert running.said == ()
    assert {urlsplit(url).netloc for url in running.after} == {urlsplit(address).netloc}
    assert re.fullmatch(r"Ready in \d+\.\d s\.", part(running.page, "ready").inner_text())
    sizes = part(running.page, "bytes").text_content() or ""
    loaded, total = re.findall(r"\d+\.\d", sizes)
    assert float(loaded) == pytest.approx(float(total), rel=0.12)


def test_python_in_the_browser_answers_as_the_build_does(workbench: tuple[Page, Heard]) -> None:
    page, heard = workbench
    asked = [(request, data) for request, data, _ in drafts()]
    found = page.evaluate(_ASK, [{"request": r, "file": data and list(data)} for r, data in asked])
    assert heard.said == []
    assert len(found) == len(asked) >= 40
    for (request, data), theirs in zip(asked, found, strict=True):
        ours = json.loads(answer(json.dumps(request), data))
        assert theirs["report"] == ours["report"], request["name"]
        assert theirs == ours, request["name"]


def test_a_mistake_is_shown_at_its_line_and_gone_when_mended(
    workbench: tuple[Page, Heard],
) -> None:
    page, _ = workbench
    before = part(page, "flowchart").inner_html()
    line = next(n for n, t in enumerate(BROKEN.split("\n"), 1) if t.strip() == "moving: monolit")
    replace(page, BROKEN)
    expect(part(page, "verdict")).to_have_text("1 problem")
    expect(part(page, "stale")).to_be_visible()
    fault = part(page, "faults").locator("li")
    expect(fault.locator(".workbench__where")).to_contain_text(f"{line}:")
    expect(fault).to_contain_text("no outcome or question is named `monolit`")
    expect(fault).to_contain_text("did you mean `monolith`?")
    fault.get_by_role("button").click()
    expect(page.locator(".cm-lintRange-error")).to_have_text("monolit")
    selects(page, "monolit")
    page.keyboard.type("monolith")
    expect(part(page, "verdict")).to_have_text(GOOD)
    expect(part(page, "stale")).to_be_hidden()
    assert part(page, "flowchart").inner_html() == before


def test_the_flowchart_and_the_text_lead_to_each_other(workbench: tuple[Page, Heard]) -> None:
    page, _ = workbench
    state = "people.one-team/boundaries.moving/"
    page.locator(f'.flowchart a[data-state="{state}"]').click()
    selects(page, "monolith")
    on = page.locator(".flowchart__item--on > a")
    states = [link.get_attribute("data-state") for link in on.all()]
    assert states == ["", "people.one-team/", state]
    page.get_by_role("tab", name="Rules").click()
    page.get_by_role("button", name="services-need-operations").click()
    selects(page, "services-need-operations")


def test_changes_tell_the_paths_and_the_version_that_a_release_needs(
    workbench: tuple[Page, Heard],
) -> None:
    page, _ = workbench
    part(page, "around").uncheck()
    replace(page, CHANGED)
    page.get_by_role("tab", name="Changes").click()
    changes = part(page, "changes")
    expect(changes).to_contain_text("A minor change since release 2.0.0")
    expect(changes).to_contain_text("needs at least version 2.1.0")
    expect(changes).to_contain_text("Paths that end elsewhere: 1")
    expect(changes).to_contain_text("monolith, not modules")


def test_a_shared_link_opens_as_the_same_draft_and_keeps_that_of_its_reader(
    browser: Browser, address: str, workbench: tuple[Page, Heard]
) -> None:
    text = OTHER + "# Grüße, 你好 🌱\n"
    page, _ = workbench
    part(page, "around").uncheck()
    replace(page, text)
    expect(part(page, "facts")).to_contain_text("Cache or not?")
    page.get_by_role("button", name="Copy a link").click()
    expect(part(page, "told")).to_contain_text("The link is copied")
    link = clipboard(page)
    with started(browser, address) as page:
        replace(page, "title: mine\n")
        page.wait_for_function(_KEPT, arg="title: mine\n")
        page.goto("about:blank")
        page.goto(link)
        expect(part(page, "shared")).to_be_visible()
        start(page)
        expect(part(page, "told")).to_contain_text("This tree came with the link")
        holds(page, text)
        expect(part(page, "around")).not_to_be_checked()
        expect(part(page, "verdict")).to_contain_text("No problems")
        page.get_by_role("button", name="Go back to my draft").click()
        holds(page, "title: mine\n")
        page.wait_for_function("() => location.hash === ''")


@pytest.mark.parametrize("code", ["%%%", "AAAA", "eJwDAAAAAAE"])
def test_a_damaged_link_is_told_of_and_shows_the_tree_of_the_site(
    workbench: tuple[Page, Heard], code: str
) -> None:
    page, _ = workbench
    page.evaluate("code => { location.hash = `tree=${code}` }", code)
    expect(part(page, "told")).to_contain_text("The link is damaged")
    holds(page, TEXT)


def test_a_draft_survives_a_reload_until_it_is_discarded(browser: Browser, address: str) -> None:
    with started(browser, address) as page:
        replace(page, "title: mine\n")
        page.reload()
        start(page)
        expect(part(page, "told")).to_contain_text("your draft from last time")
        holds(page, "title: mine\n")
        page.get_by_role("button", name="Discard the draft").click()
        holds(page, TEXT)
        # Nothing is left from which the next start could take it.
        gone = "localStorage.getItem('workbench-draft') === null"
        page.wait_for_function(f"() => {gone}")
        page.reload()
        assert page.evaluate(gone)


def test_a_tree_that_takes_too_long_is_stopped_and_the_workbench_goes_on(
    workbench: tuple[Page, Heard],
) -> None:
    page, _ = workbench
    page.evaluate("document.querySelector('decision-workbench').python.limit = 1")
    replace(page, big_tree(5))
    expect(part(page, "stopped")).to_contain_text("was stopped")
    patient(page)
    replace(page, OTHER)
    expect(part(page, "facts")).to_contain_text("Cache or not?")
    expect(part(page, "stopped")).to_be_hidden()


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("[" * 20_000, "too-deep"),
        ("a: &a [1]\nb: [" + "*a, " * 300 + "*a]\n", "alias"),
        ("# " + "x" * 1_100_000, "too-large"),
    ],
)
def test_hostile_texts_are_refused_by_name(
    workbench: tuple[Page, Heard], text: str, check: str
) -> None:
    page, heard = workbench
    page.evaluate(
        "text => { document.querySelector('decision-workbench').editor.text = text }", text
    )
    expect(part(page, "faults")).to_contain_text(f"[{check}]")
    assert heard.said == []


def test_html_in_a_tree_is_shown_as_text_and_runs_nothing(workbench: tuple[Page, Heard]) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page, heard = workbench
    page.once("dialog", lambda dialog: pytest.fail(dialog.message))
    part(page, "around").uncheck()
    text = OTHER.replace("{label: Often", f'{{label: "{hostile[:28]}"')
    text = text.replace("title: Add a cache", f"title: '{hostile}'").replace(
        "title: Cache or not?", f"title: '{hostile}'"
    )
    replace(page, text)
    expect(part(page, "flowchart")).to_contain_text(hostile[:28])
    for name in ("Paths", "Rules", "Changes"):
        page.get_by_role("tab", name=name).click()
    assert page.locator(".workbench img, .workbench script").count() == 0
    assert heard.said == []


def test_a_lost_network_is_told_of_and_can_be_tried_again(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "workbench/")
        patient(page)
        page.route("**/*.wasm", lambda route: route.abort())
        page.get_by_role("button", name="Start the workbench").click()
        expect(part(page, "failure")).to_be_visible()
        expect(part(page, "failure")).to_contain_text("pyodide.asm.wasm")
        page.unroute("**/*.wasm")
        page.get_by_role("button", name="Try again").click()
        expect(part(page, "verdict")).to_contain_text("No problems")


def test_without_an_editor_the_text_field_does_the_work(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.route("**/editor.js", lambda route: route.abort())
        page.goto(address + "workbench/")
        start(page)
        field = page.get_by_role("textbox", name="Tree file")
        field.fill(BROKEN)
        expect(part(page, "verdict")).to_have_text("1 problem")
        part(page, "faults").get_by_role("button").click()
        expect(field).to_be_focused()
        selects(page, "monolit")


def test_without_script_the_page_says_what_it_needs(browser: Browser, address: str) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(address + "workbench/")
        expect(page.get_by_text("so it needs JavaScript")).to_be_visible()
        assert page.get_by_role("button", name="Start").count() == 0


def test_the_keyboard_alone_is_enough(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "workbench/")
        patient(page)
        page.get_by_role("button", name="Start the workbench").focus()
        page.keyboard.press("Enter")
        expect(editor(page)).to_be_focused()
        expect(part(page, "took")).to_contain_text("checked in")
        page.keyboard.press("Control+Home")
        page.keyboard.press("Tab")
        expect(editor(page)).to_be_focused()
        expect(part(page, "verdict")).to_contain_text("No problems")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        expect(editor(page)).not_to_be_focused()
        page.get_by_role("tab", name="Flowchart").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name="Paths")).to_be_focused()
        expect(page.get_by_role("tabpanel", name="Paths")).to_be_visible()
        page.keyboard.press("End")
        expect(page.get_by_role("tabpanel", name="Changes")).to_be_visible()


@pytest.mark.parametrize(
    ("before", "typed", "offered"),
    [
        ("version: 2.0.0\n", "ti", "title"),
        ("evidence: [", "mus", "muster-load-2022"),
        ("    page: ", "outc", "outcomes/monolith.md"),
        ("        moving: ", "mo", "modules"),
        ("    when: {operations: ", "no", "none"),
    ],
)
def test_keys_and_ids_are_completed_as_they_are_typed(
    workbench: tuple[Page, Heard], before: str, typed: str, offered: str
) -> None:
    page, _ = workbench
    page.evaluate(
        """text => {
          const { editor } = document.querySelector("decision-workbench");
          editor.text = text;
          editor.view.dispatch({ selection: { anchor: text.length } });
          editor.focus();
        }""",
        TEXT[: TEXT.index(before) + len(before)],
    )
    page.keyboard.type(typed)
    options = page.locator(".cm-tooltip-autocomplete .cm-completionLabel")
    expect(options.filter(has_text=re.compile(f"^{re.escape(offered)}$"))).to_be_visible()
    page.keyboard.press("Escape")


def test_files_are_opened_saved_and_dropped(workbench: tuple[Page, Heard], tmp_path: Path) -> None:
    page, _ = workbench
    part(page, "around").uncheck()
    part(page, "file").set_input_files(OK / "minimal.yaml")
    expect(part(page, "facts")).to_contain_text("Cache or not?")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save").click()
    saved.value.save_as(tmp_path / "saved.yaml")
    assert saved.value.suggested_filename == "tree.yaml"
    assert (tmp_path / "saved.yaml").read_bytes() == (OK / "minimal.yaml").read_bytes()
    (tmp_path / "bad.yaml").write_bytes(b"title: \xff\n")
    part(page, "file").set_input_files(tmp_path / "bad.yaml")
    expect(part(page, "faults")).to_contain_text("byte 0xff is not UTF-8")
    holds(page, OTHER)
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.yaml"));
          const event = { dataTransfer: data, bubbles: true, cancelable: true };
          document.querySelector(".cm-content").dispatchEvent(new DragEvent("drop", event));
        }""",
        CHANGED,
    )
    expect(part(page, "facts")).to_contain_text("Monolith or services?")
    holds(page, CHANGED)


def test_the_outline_and_the_flowchart_can_be_taken_along(
    browser: Browser, workbench: tuple[Page, Heard], tmp_path: Path
) -> None:
    page, _ = workbench
    count = page.locator(".flowchart__box").count()
    with page.expect_download() as outline:
        page.get_by_role("button", name="Download the outline").click()
    outline.value.save_as(tmp_path / "tree.md")
    assert (tmp_path / "tree.md").read_text("utf-8").startswith("# Monolith or services?\n")
    with page.expect_download() as chart:
        page.get_by_role("button", name="Download the flowchart").click()
    chart.value.save_as(tmp_path / "chart.html")
    with opened(browser) as (page, heard):
        page.goto((tmp_path / "chart.html").as_uri())
        boxes = page.locator(".flowchart__box")
        expect(boxes).to_have_count(count)
        assert len(heard.requests) == 1
        assert page.locator("[href], script").count() == 0
        first, second = boxes.nth(0).bounding_box(), boxes.nth(1).bounding_box()
        assert first
        assert second
        assert second["x"] > first["x"] + first["width"], "drawn in columns"
        assert violations(page) == []


def test_each_tree_that_can_be_loaded_is_a_good_one(workbench: tuple[Page, Heard]) -> None:
    page, _ = workbench
    offered = part(page, "trees").locator("option").all_inner_texts()
    assert len(offered) >= 4
    for number, label in enumerate(offered):
        part(page, "trees").select_option(index=number)
        with checked(page):
            page.get_by_role("button", name="Load it").click()
        expect(part(page, "told")).to_contain_text(label)
        expect(part(page, "verdict")).to_contain_text("No problems")


def test_it_is_accessible_and_as_wide_as_the_screen(workbench: tuple[Page, Heard]) -> None:
    page, _ = workbench
    part(page, "around").uncheck()
    replace(page, CHANGED)
    expect(part(page, "changes-count")).not_to_have_text("0")
    for name in ("Flowchart", "Paths", "Rules", "Changes"):
        page.get_by_role("tab", name=name).click()
        for width in (768, *reversed(WIDTHS)):
            resize(page, width)
            assert not too_wide(page), (name, width)
        # Only what is in sight is looked at.
        assert violations(page) == [], name
    replace(page, BROKEN)
    expect(part(page, "faults")).not_to_be_empty()
    assert [*faults(page)] == []
    page.emulate_media(color_scheme="light")
    resize(page, 1440)
