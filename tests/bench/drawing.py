"""The flowchart against Mermaid: the same trees in the same page, in one browser, in one run."""

import gzip
import json
import os
import shutil
import signal
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from decision.check import Context, checked
from decision.project import load
from decision.render.flowchart import flowchart
from decision.tree.records import Tree
from decision.tree.states import Ask, states
from hooks.templates import rendered
from tests.bench.trees import synthetic
from tests.browser.chromium import ARGUMENTS, executable
from tests.built import ROOT, build, served

MERMAID = ROOT / ".cache/mermaid/node_modules/mermaid/dist/mermaid.min.js"
ROUNDS = 5
CHOICES = 40

#: How long Mermaid may take for one drawing, in milliseconds.
PATIENCE = 90_000.0

#: Mermaid draws after the page is there; what it drew is on screen a frame later.
_DRAWN = "requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now() }))"

#: Ours is on screen when the browser reports the paint of its first box: all is in the same HTML.
_PAINTED = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.drawn = entry.renderTime;
}).observe({ type: "element", buffered: true })"""

#: One choice, from the start of a frame until that frame is painted: script, style, layout, paint.
_CHOOSE = """state => new Promise((done) => requestAnimationFrame(() => {
  const start = performance.now();
  document.querySelector(`.flowchart a[data-state="${state}"]`).click();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now() - start);
  port2.postMessage(null);
}))"""


def report() -> Iterator[str]:
    """Yield the lines of two Markdown tables: drawing against Mermaid, and choosing in place."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder, "site")
        done = build(root)
        assert done.good, done.said
        shutil.copy(MERMAID, root / "mermaid.min.js")
        trees = {"shipped": load(ROOT / "decision/trees/approach.yaml").tree}
        for size in (30, 300, 1000, 3000):
            trees[f"{size:,}"] = checked(synthetic(size), "tree.yaml", Context())
        browser = _browser(playwright)
        with served(root) as address:
            yield "| tree | states | our bytes | Mermaid's | ratio | on screen | Mermaid | ratio |"
            yield "|---|---:|---:|---:|---:|---:|---:|---:|"
            for name, tree in trees.items():
                yield _drawing(playwright, root, address, name, tree)
            yield ""
            yield "| tree | choose to next paint, p50 | p95 |"
            yield "|---|---:|---:|"
            for name, tree in trees.items():
                yield _choosing(browser, address, name, tree)
        browser.close()


def _drawing(playwright: Playwright, root: Path, address: str, name: str, tree: Tree) -> str:
    ours, theirs = (_page(root, tree, mermaid=mermaid) for mermaid in (False, True))
    (root / f"decide/ours-{name}.html").write_text(str(ours), encoding="utf-8")
    (root / f"decide/mermaid-{name}.html").write_text(str(theirs), encoding="utf-8")
    chart = ours.select_one(".flowchart")
    bytes_ours = len(gzip.compress(str(chart).encode(), 9))
    bytes_theirs = len(gzip.compress(_diagram(tree).encode(), 9))
    bytes_theirs += len(gzip.compress(MERMAID.read_bytes(), 9))
    count = sum(1 for _ in states(tree))
    rounds = {"ours": ROUNDS, "mermaid": ROUNDS if count < 1000 else 1}
    times = [
        statistics.median(
            _drawn(playwright, f"{address}decide/{kind}-{name}.html") for _ in range(n)
        )
        for kind, n in rounds.items()
    ]
    over = "over " if times[1] >= PATIENCE else ""
    return (
        f"| {name} | {count:,} | {bytes_ours / 1024:.1f} KB | {bytes_theirs / 1024:,.0f} KB "
        f"| {bytes_theirs / bytes_ours:,.0f} | {times[0]:,.0f} ms | {over}{times[1]:,.0f} ms "
        f"| {over}{times[1] / times[0]:.1f} |"
    )


def _choosing(browser: Browser, address: str, name: str, tree: Tree) -> str:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}decide/ours-{name}.html", wait_until="load")
    page.wait_for_function("window.drawn")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    every = [state.url for state in states(tree) if state.path]
    step = max(1, len(every) // CHOICES)
    taken = sorted(page.evaluate(_CHOOSE, state) for state in every[::step][:CHOICES])
    page.close()
    return (
        f"| {name} | {statistics.median(taken):.1f} ms | {taken[int(len(taken) * 0.95)]:.1f} ms |"
    )


def _drawn(playwright: Playwright, url: str) -> float:
    browser = _browser(playwright)
    # A browser that draws for minutes does not listen: it is ended by its process id.
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    process = next(one["id"] for one in told if one["type"] == "browser")
    alarm = Timer(PATIENCE / 1000, os.kill, (process, signal.SIGKILL))
    alarm.start()
    try:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url, wait_until="commit")
        page.wait_for_function("window.drawn", timeout=2 * PATIENCE)
        return float(page.evaluate("window.drawn"))
    except Error:
        return PATIENCE
    finally:
        alarm.cancel()
        browser.close()


def _browser(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)


def _page(root: Path, tree: Tree, *, mermaid: bool) -> BeautifulSoup:
    """Return `/decide/` with another tree, drawn by us or by Mermaid in its place."""
    page = BeautifulSoup((root / "decide/index.html").read_text(encoding="utf-8"), "lxml")
    for found in page.select("meta[http-equiv], template"):
        found.decompose()
    body = page.select_one("body")
    chart, form = page.select_one(".flowchart"), page.select_one("decision-tree form")
    element = page.select_one("decision-tree")
    assert body
    assert chart
    assert form
    assert element
    form.replace_with(_parsed(_part("answers", tree, unknown="Not known", submit="Go")))
    if mermaid:
        code = page.new_tag("pre", attrs={"class": "bench"})
        code.string = _diagram(tree)
        chart.replace_with(code)
        element.name = "div"
        body.append(page.new_tag("script", src="../mermaid.min.js"))
        limits = {"startOnLoad": False, "maxTextSize": 10**8, "maxEdges": 10**6}
        run = f"mermaid.initialize({json.dumps(limits)});"
        run += f"mermaid.run({{ querySelector: '.bench' }}).then(() => {_DRAWN})"
        _script(page, body, run)
    else:
        drawn = _parsed(flowchart(tree, str))
        drawn.select(".flowchart__box")[0]["elementtiming"] = "flowchart"
        chart.replace_with(drawn)
        for template in _parsed(f"<div>{_part('panels', tree, use_cases=())}</div>").select(
            "template"
        ):
            element.append(template)
        _script(page, body, _PAINTED)
    return page


def _part(name: str, tree: Tree, **values: object) -> str:
    return rendered(f"parts/{name}.html", tree=tree, link=str, **values)


def _parsed(html: str) -> Tag:
    found = BeautifulSoup(html, "lxml").select_one("body > *")
    assert found is not None
    return found


def _script(page: BeautifulSoup, body: Tag, code: str) -> None:
    script = page.new_tag("script")
    script.string = code
    body.append(script)


def _diagram(tree: Tree) -> str:
    """Return the tree in Mermaid's language: the same boxes, the answers on the lines."""
    lines = ["flowchart LR"]
    numbers = {state.url: number for number, state in enumerate(states(tree))}
    for state in states(tree):
        number = numbers[state.url]
        if isinstance(state, Ask):
            lines.append(f'  n{number}["{tree.questions[state.question].ask}"]')
        else:
            lines.append(f'  n{number}(["{tree.outcomes[state.outcome].short}"])')
        if state.path:
            question, answer = state.path[-1]
            parent = numbers[state.url.removesuffix(f"{question}.{answer}/")]
            label = tree.questions[question].answers[answer].label
            lines.append(f'  n{parent} -->|"{label}"| n{number}')
    return "\n".join(lines)
