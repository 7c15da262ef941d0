"""The workbench: the Python of the build in the browser, live, shared, limited, self-contained."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision.workbench import answer
from tests.browser.opened import opened, too_wide, violations
from tests.built import Site
from tests.guide.files import TREE
from tests.machine.sample_trees import OK, SECOND, big_tree, text_of
from tests.machine.workbench_drafts import drafts

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


@pytest.fixture(scope="module")
def running(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """One workbench that runs, for the tests that need no start of their own."""
    with started(browser, address) as (page, heard):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield page, heard


@pytest.fixture
def workbench(running: tuple[Page, list[str]]) -> tuple[Page, list[str]]:
    """The running workbench with the tree of the site in it, and what it says from now on."""
    page, heard = running
    with checked(page):
        page.evaluate(_AFRESH)
    expect(part(page, "verdict")).to_have_text("No problems: this tree can be published.")
    heard.clear()
    return page, heard


@contextmanager
def started(
    browser: Browser, address: str, width: int = 1440, scheme: str = "light", fragment: str = ""
) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page with the workbench started and the first draft checked."""
    with opened(browser, width, scheme) as (page, heard):
        page.goto(f"{address}workbench/{fragment}")
        start(page)
        yield page, heard


@contextmanager
def checked(page: Page) -> Iterator[None]:
    """Wait until a change is checked: what was shown before may read the same."""
    page.evaluate(_AWAIT)
    yield
    mark = page.locator("decision-workbench[data-checked]")
    expect(mark).to_be_attached(timeout=30_000)


def start(page: Page) -> None:
    page.get_by_role("button", name="Start the workbench").click()
    expect(part(page, "took")).to_contain_text("checked in", timeout=30_000)


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-part={name}]")


def editor(page: Page) -> Locator:
    return page.locator(".cm-content")


def replace(page: Page, text: str) -> None:
    """Put a text in the place of the draft, as a reader who pastes it."""
    editor(page).focus()
    page.keyboard.press("Control+a")
    page.evaluate(_PASTE, text)


def draft(page: Page) -> str:
    return str(page.evaluate("document.querySelector('decision-workbench').editor.text"))


def test_python_in_the_browser_answers_as_the_build_does(
    workbench: tuple[Page, list[str]],
) -> None:
    page, heard = workbench
    asked = [(request, data) for request, data, _ in drafts()]
    found = page.evaluate(_ASK, [{"request": r, "file": data and list(data)} for r, data in asked])
    assert [line for line in heard if not line.startswith("request: ")] == []
    assert len(found) == len(asked) >= 40
    for (request, data), theirs in zip(asked, found, strict=True):
        ours = json.loads(answer(json.dumps(request), data))
        assert theirs["report"] == ours["report"], request["name"]
        assert theirs == ours, request["name"]


def test_nothing_is_loaded_before_the_reader_starts_and_then_only_from_this_site(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, heard):
        page.goto(address + "workbench/")
        page.wait_for_load_state("networkidle")
        assert not [line for line in heard if re.search("pyodide|editor|worker|json", line)]
        start(page)
        assert sum("pyodide.asm.wasm" in line for line in heard) == 1
        assert [line for line in heard if not line.startswith("request: ")] == []
        hosts = {urlsplit(line.removeprefix("request: ")).netloc for line in heard}
        assert hosts == {urlsplit(address).netloc}
        assert re.fullmatch(r"Ready in \d+\.\d s\.", part(page, "ready").inner_text())
        sizes = part(page, "bytes").text_content() or ""
        loaded, total = re.findall(r"\d+\.\d", sizes)
        assert float(loaded) == pytest.approx(float(total), rel=0.12)


def test_no_other_page_loads_or_allows_anything_of_it(site: Site) -> None:
    for url, page in site.pages.items():
        policy = str(page.select("meta[http-equiv=Content-Security-Policy]")[0]["content"])
        here = url == "workbench/"
        assert ("'wasm-unsafe-eval'" in policy) == here, url
        assert bool(page.select("[src*='assets/workbench'], [href*='assets/workbench']")) == here


def test_a_mistake_is_shown_at_its_line_and_gone_when_mended(
    workbench: tuple[Page, list[str]],
) -> None:
    page, _ = workbench
    expect(part(page, "verdict")).to_have_text("No problems: this tree can be published.")
    before = part(page, "flowchart").inner_html()
    text = text_of(TREE)
    line = next(n for n, t in enumerate(text.split("\n"), 1) if t.strip() == "often: rag")
    replace(page, text.replace("often: rag", "often: raag", 1))
    expect(part(page, "verdict")).to_have_text("1 problem")
    expect(part(page, "stale")).to_be_visible()
    fault = part(page, "faults").locator("li")
    assert fault.locator(".workbench__where").inner_text().startswith(f"{line}:")
    assert "no outcome or question is named `raag`" in fault.inner_text()
    assert "did you mean `rag`?" in fault.inner_text()
    fault.get_by_role("button").click()
    expect(page.locator(".cm-lintRange-error")).to_have_text("raag")
    assert page.evaluate("getSelection().toString()") == "raag"
    page.keyboard.type("rag")
    expect(part(page, "verdict")).to_have_text("No problems: this tree can be published.")
    expect(part(page, "stale")).to_be_hidden()
    assert part(page, "flowchart").inner_html() == before


def test_the_flowchart_and_the_text_lead_to_each_other(workbench: tuple[Page, list[str]]) -> None:
    page, _ = workbench
    page.locator('.flowchart a[data-state="need.facts/freshness.often/"]').click()
    assert page.evaluate("getSelection().toString()") == "rag"
    on = page.locator(".flowchart__item--on > a")
    states = [link.get_attribute("data-state") for link in on.all()]
    assert states == ["", "need.facts/", "need.facts/freshness.often/"]
    page.get_by_role("tab", name="Rules").click()
    page.get_by_role("button", name="citations-need-retrieval").click()
    assert page.evaluate("getSelection().toString()") == "citations-need-retrieval"


def test_changes_tell_the_paths_and_the_version_that_a_release_needs(
    workbench: tuple[Page, list[str]],
) -> None:
    page, _ = workbench
    part(page, "around").uncheck()
    replace(page, text_of(TREE).replace("optional: prompting", "optional: rag-then-tune", 1))
    page.get_by_role("tab", name="Changes").click()
    changes = part(page, "changes")
    expect(changes).to_contain_text("A minor change since release 1.0.0")
    expect(changes).to_contain_text("needs at least version 1.1.0")
    expect(changes).to_contain_text("Paths that end elsewhere: 1")
    expect(changes).to_contain_text("rag-then-tune, not prompting")


def test_a_shared_link_opens_as_the_same_draft_and_keeps_that_of_its_reader(
    browser: Browser, address: str
) -> None:
    text = text_of(SECOND) + "# Grüße, 你好 🌱\n"
    with started(browser, address) as (page, _):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        part(page, "around").uncheck()
        replace(page, text)
        expect(part(page, "facts")).to_contain_text("Monolith or services?")
        page.get_by_role("button", name="Copy a link").click()
        expect(part(page, "told")).to_contain_text("The link is copied")
        link = page.evaluate("navigator.clipboard.readText()")
    with started(browser, address) as (page, _):
        replace(page, "title: mine\n")
        expect(part(page, "faults")).not_to_be_empty()
        page.wait_for_timeout(600)
        page.goto("about:blank")
        page.goto(link)
        expect(part(page, "shared")).to_be_visible()
        start(page)
        expect(part(page, "told")).to_contain_text("This tree came with the link")
        assert draft(page) == text
        assert not part(page, "around").is_checked()
        expect(part(page, "verdict")).to_contain_text("No problems")
        page.get_by_role("button", name="Go back to my draft").click()
        assert draft(page) == "title: mine\n"
        assert urlsplit(page.url).fragment == ""


@pytest.mark.parametrize("code", ["%%%", "AAAA", "", "eJwDAAAAAAE"])
def test_a_damaged_link_is_told_of_and_shows_the_tree_of_the_site(
    browser: Browser, address: str, code: str
) -> None:
    with started(browser, address, fragment=f"#tree={code}") as (page, _):
        if code:
            expect(part(page, "told")).to_contain_text("The link is damaged")
        assert draft(page) == text_of(TREE)


def test_a_draft_survives_a_reload_until_it_is_discarded(browser: Browser, address: str) -> None:
    with started(browser, address) as (page, _):
        replace(page, "title: mine\n")
        page.reload()
        start(page)
        assert draft(page) == "title: mine\n"
        page.get_by_role("button", name="Discard the draft").click()
        assert draft(page) == text_of(TREE)
        page.reload()
        start(page)
        assert draft(page) == text_of(TREE)
        expect(part(page, "notice")).to_be_hidden()


def test_a_tree_that_takes_too_long_is_stopped_and_the_workbench_goes_on(
    workbench: tuple[Page, list[str]],
) -> None:
    page, _ = workbench
    page.evaluate("document.querySelector('decision-workbench').python.limit = 700")
    replace(page, big_tree(5))
    expect(part(page, "stopped")).to_contain_text("was stopped", timeout=20_000)
    page.evaluate("document.querySelector('decision-workbench').python.limit = 10_000")
    replace(page, text_of(OK / "minimal.yaml"))
    expect(part(page, "facts")).to_contain_text("Cache or not?", timeout=20_000)
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
    workbench: tuple[Page, list[str]], text: str, check: str
) -> None:
    page, heard = workbench
    page.evaluate(
        "text => { document.querySelector('decision-workbench').editor.text = text }", text
    )
    expect(part(page, "faults")).to_contain_text(f"[{check}]", timeout=20_000)
    assert [line for line in heard if not line.startswith("request: ")] == []


def test_html_in_a_tree_is_shown_as_text_and_runs_nothing(
    workbench: tuple[Page, list[str]],
) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page, heard = workbench
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    part(page, "around").uncheck()
    text = text_of(OK / "minimal.yaml").replace("{label: Often", f'{{label: "{hostile[:28]}"')
    text = text.replace("title: Add a cache", f"title: '{hostile}'").replace(
        "title: Cache or not?", f"title: '{hostile}'"
    )
    replace(page, text)
    expect(part(page, "flowchart")).to_contain_text(hostile[:28])
    for name in ("Paths", "Rules", "Changes"):
        page.get_by_role("tab", name=name).click()
    assert page.locator(".workbench img, .workbench script").count() == 0
    assert [line for line in heard if not line.startswith("request: ")] == []


def test_a_lost_network_is_told_of_and_can_be_tried_again(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "workbench/")
        page.route("**/*.wasm", lambda route: route.abort())
        page.get_by_role("button", name="Start the workbench").click()
        failure = part(page, "failure")
        expect(failure).to_be_visible(timeout=20_000)
        expect(failure).to_contain_text("pyodide.asm.wasm")
        page.unroute("**/*.wasm")
        page.get_by_role("button", name="Try again").click()
        expect(part(page, "verdict")).to_contain_text("No problems", timeout=30_000)


def test_without_an_editor_the_text_field_does_the_work(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.route("**/editor.js", lambda route: route.abort())
        page.goto(address + "workbench/")
        start(page)
        field = page.get_by_role("textbox", name="Tree file")
        field.fill(text_of(TREE).replace("often: rag", "often: raag", 1))
        expect(part(page, "verdict")).to_have_text("1 problem")
        part(page, "faults").get_by_role("button").click()
        expect(field).to_be_focused()
        assert page.evaluate("getSelection().toString()") == "raag"


def test_without_script_the_page_says_what_it_needs(browser: Browser, address: str) -> None:
    with opened(browser, script=False) as (page, _):
        page.goto(address + "workbench/")
        expect(page.get_by_text("so it needs JavaScript")).to_be_visible()
        assert page.get_by_role("button", name="Start").count() == 0


def test_the_keyboard_alone_is_enough(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address + "workbench/")
        page.get_by_role("button", name="Start the workbench").focus()
        page.keyboard.press("Enter")
        expect(editor(page)).to_be_focused(timeout=30_000)
        expect(part(page, "took")).to_contain_text("checked in", timeout=30_000)
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
        ("version: 1.0.0\n", "ti", "title"),
        ("    answers:\n      facts:\n", "        beca", "because"),
        ("favours: [", "pro", "prompting"),
        ("    evidence: [", "ov", "ovadia-2023-rag-beats-unsupervised-ft"),
        ("    page: ", "outc", "outcomes/rag.md"),
        ("    icon: ", "l", "layers"),
        ("\ntree:\n", "  ne", "need"),
        ("\ntree:\n  need:\n", "    fa", "facts"),
        ("        often: ", "ra", "rag-then-tune"),
        ("\nrules:\n", "  - wh", "when"),
        ("    when: {", "ci", "citations"),
        ("    when: {citations: ", "re", "required"),
        ("    then: [", "hy", "hybrid"),
    ],
)
def test_keys_and_ids_are_completed_where_they_can_stand(
    workbench: tuple[Page, list[str]], before: str, typed: str, offered: str
) -> None:
    page, _ = workbench
    text = text_of(TREE)
    page.evaluate(
        """text => {
          const { editor } = document.querySelector("decision-workbench");
          editor.text = text;
          editor.view.dispatch({ selection: { anchor: text.length } });
          editor.focus();
        }""",
        text[: text.index(before) + len(before)],
    )
    page.keyboard.type(typed)
    options = page.locator(".cm-tooltip-autocomplete .cm-completionLabel")
    expect(options.filter(has_text=re.compile(f"^{re.escape(offered)}$"))).to_be_visible()
    page.keyboard.press("Escape")


def test_files_are_opened_saved_and_dropped(
    workbench: tuple[Page, list[str]], tmp_path: Path
) -> None:
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
    assert draft(page) == text_of(OK / "minimal.yaml")
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.yaml"));
          const event = { dataTransfer: data, bubbles: true, cancelable: true };
          document.querySelector(".cm-content").dispatchEvent(new DragEvent("drop", event));
        }""",
        text_of(SECOND),
    )
    expect(part(page, "facts")).to_contain_text("Monolith or services?")
    assert draft(page) == text_of(SECOND)


def test_the_outline_and_the_flowchart_can_be_taken_along(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with started(browser, address) as (page, _):
        with page.expect_download() as outline:
            page.get_by_role("button", name="Download the outline").click()
        outline.value.save_as(tmp_path / "tree.md")
        assert (tmp_path / "tree.md").read_text("utf-8").startswith("# RAG or fine-tuning?\n")
        with page.expect_download() as chart:
            page.get_by_role("button", name="Download the flowchart").click()
        chart.value.save_as(tmp_path / "chart.html")
    with opened(browser) as (page, heard):
        page.goto((tmp_path / "chart.html").as_uri())
        boxes = page.locator(".flowchart__box")
        assert boxes.count() == 50
        assert len([line for line in heard if line.startswith("request: ")]) == 1
        assert page.locator("[href], script").count() == 0
        first, second = boxes.nth(0).bounding_box(), boxes.nth(1).bounding_box()
        assert first and second and second["x"] > first["x"] + first["width"], "drawn in columns"
        assert violations(page) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_tree_that_can_be_loaded_is_a_good_one(
    workbench: tuple[Page, list[str]], number: int
) -> None:
    page, _ = workbench
    part(page, "trees").select_option(index=number)
    with checked(page):
        page.get_by_role("button", name="Load it").click()
    label = part(page, "trees").locator("option").nth(number).inner_text()
    expect(part(page, "told")).to_contain_text(label)
    expect(part(page, "verdict")).to_contain_text("No problems")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (768, "dark"), (360, "light")])
def test_it_is_accessible_and_as_wide_as_the_screen(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    with started(browser, address, width, scheme) as (page, _):
        part(page, "around").uncheck()
        replace(page, text_of(TREE).replace("optional: prompting", "optional: rag-then-tune", 1))
        expect(part(page, "changes-count")).not_to_have_text("0")
        for name in ("Flowchart", "Paths", "Rules", "Changes"):
            page.get_by_role("tab", name=name).click()
            assert not too_wide(page), name
            # Only what is in sight is looked at, and most of it stays the same from tab to tab.
            assert width < 1440 or violations(page) == [], name
        replace(page, text_of(TREE).replace("often: rag", "often: raag"))
        expect(part(page, "faults")).not_to_be_empty()
        assert violations(page) == []
        assert not too_wide(page)
