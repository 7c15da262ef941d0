"""The workbench: its start against that of bare Pyodide, and typing to the updated result."""

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from hooks.pyodide_bundle import MODULES
from tests.browser.chromium import ARGUMENTS, executable
from tests.built import ROOT, build, served

PYODIDE = ROOT / MODULES / "pyodide"
ROUNDS = 5
KEYS = 60

#: Pyodide as its package holds it, in a worker, with nothing of ours.
_BARE_WORKER = """import { loadPyodide } from "./pyodide/pyodide.mjs";
await loadPyodide();
postMessage("ready");
"""
_BARE = """() => new Promise((done) => {
  const began = performance.now();
  const worker = new Worker("../bare.mjs", { type: "module" });
  worker.onmessage = () => { worker.terminate(); done(performance.now() - began); };
})"""

#: From the click on the button to the first checked tree.
_OURS = """() => new Promise((done) => {
  const began = performance.now();
  const workbench = document.querySelector("decision-workbench");
  workbench.addEventListener("checked", () => done(performance.now() - began), { once: true });
  workbench.querySelector("[data-action=start]").click();
})"""

#: One key, from the change of the text to the frame in which everything that follows is painted.
_TYPE = """(key) => new Promise((done) => {
  const workbench = document.querySelector("decision-workbench");
  const { view } = workbench.editor;
  const at = view.state.doc.toString().indexOf("What must change") + 4;
  workbench.addEventListener("checked", () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - began);
    port2.postMessage(null);
  }), { once: true });
  const began = performance.now();
  view.dispatch({ changes: { from: at, insert: key }, userEvent: "input.type" });
})"""


def report() -> Iterator[str]:
    """Yield the lines of two Markdown tables: the start, and typing."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder, "site")
        done = build(root)
        assert done.good, done.said
        shutil.copytree(PYODIDE, root / "pyodide")
        (root / "bare.mjs").write_text(_BARE_WORKER, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        with served(root) as address:
            pairs = [
                [_start(browser, address, work) for work in (_BARE, _OURS)] for _ in range(ROUNDS)
            ]
            bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
            yield "| bare Pyodide started | workbench, first tree checked | ratio |"
            yield "|---:|---:|---:|"
            yield f"| {bare:,.0f} ms | {ours:,.0f} ms | {ours / bare:.2f} |"
            yield ""
            yield "| typing to result on screen, p50 | p95 |"
            yield "|---:|---:|"
            taken = sorted(_typed(browser, address))
            yield f"| {statistics.median(taken):.0f} ms | {taken[int(len(taken) * 0.95)]:.0f} ms |"
        browser.close()


def _start(browser: Browser, address: str, work: str) -> float:
    # A new context has an empty cache.
    page = browser.new_context().new_page()
    page.goto(f"{address}workbench/", wait_until="networkidle")
    taken = float(page.evaluate(work))
    page.context.close()
    return taken


def _typed(browser: Browser, address: str) -> Iterator[float]:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{address}workbench/", wait_until="networkidle")
    page.evaluate(_OURS)
    for key in "x" * 5:
        page.evaluate(_TYPE, key)
    for key in "y" * KEYS:
        yield float(page.evaluate(_TYPE, key))
    page.context.close()
