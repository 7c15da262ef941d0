"""`make bench`: how fast things are, as ratios measured in one run; prints a Markdown table."""

import gc
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from decision.check import Context, checked
from decision.history.places import history
from decision.reading.nodes import read
from decision.render.flowchart import flowchart
from decision.tree.states import paths, states
from tests.bench import workbench
from tests.bench.drawing import report
from tests.bench.trees import synthetic
from tests.built import ROOT

ROUNDS = 5


def main() -> None:
    """Measure the core, what the hooks add to a build, and drawing and choosing in a browser."""
    print("| states | YAML composed | read | checked | drawn | checked and drawn, by YAML |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size in (100, 1000, 10_000):
        text = synthetic(size)
        tree = checked(text, "tree.yaml", Context())
        composed = _median(partial(yaml.compose, text, Loader=yaml.CSafeLoader))
        loaded = _median(partial(read, text, "tree.yaml"))
        proved = _median(partial(checked, text, "tree.yaml", Context()))
        drawn = _median(partial(flowchart, tree, str))
        ratio = (proved + drawn) / composed
        count = sum(1 for _ in states(tree))
        assert sum(1 for _ in paths(tree)) < count
        times = (composed, loaded, proved, drawn)
        cells = " | ".join(f"{seconds * 1000:.1f} ms" for seconds in times)
        print(f"| {count:,} | {cells} | {ratio:.2f} |")
    print()
    print(f"Built with the hooks and without them, state pages aside: {_hooks_share():.2f} times.")
    print()
    for line in chain(workbench.report(), [""], report()):
        print(line, flush=True)


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _hooks_share() -> float:
    """Return the time of a build without state pages by that of one without any hook of ours."""
    root_alone = patch("hooks.site.history", lambda *of: {"": history(*of)[""]})
    with tempfile.TemporaryDirectory() as folder, root_alone:
        plain, ours = (partial(_build, Path(folder, name), name) for name in ("plain", "ours"))
        return _median(ours) / _median(plain)


def _build(target: Path, kind: str) -> None:
    theme = {"name": "material", "font": False, "static_templates": []}
    settings: dict[str, Any] = (
        {"hooks": [], "theme": theme, "strict": False} if kind == "plain" else {}
    )
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(target), **settings)
    config.mdx_configs["pymdownx.snippets"]["base_path"] = [str(ROOT / "docs/pictures")]
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    build(config)


if __name__ == "__main__":
    main()
