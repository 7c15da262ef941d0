"""`make bench`: how fast things are, as ratios measured in one run; prints a Markdown table."""

import gc
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path

import yaml

from decision.check import Context, checked
from decision.reading.nodes import read
from decision.render.flowchart import flowchart
from decision.tree.states import paths, states
from tests.bench import workbench
from tests.bench.drawing import report
from tests.bench.trees import synthetic
from tests.built import ROOT, build

ROUNDS = 5
#: What the hook of state pages makes pages of; without it there is but the first question.
_ALL = "history(found.tree, found.digest, found.releases)"


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
    with tempfile.TemporaryDirectory() as folder:
        plain, hooked = Path(folder, "plain"), Path(folder, "hooked")
        for root in (plain, hooked):
            for part in (
                "decision",
                "docs",
                "hooks",
                "tests/machine/trees",
                "tests/machine/ledgers",
            ):
                shutil.copytree(ROOT / part, root / part)
            shutil.copy(ROOT / "pyproject.toml", root)
            (root / ".cache").mkdir()
            for name in ("node", "made"):
                (root / ".cache" / name).symlink_to(ROOT / ".cache" / name)
            config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
            # Without hooks there is nothing for our templates to show.
            ours = () if root is hooked else ("- hooks/", "custom_dir:", "static_templates:")
            lines = [line for line in config.splitlines() if not any(o in line for o in ours)]
            text = "\n".join(lines).replace("\nhooks:\n\n", "\n").replace("strict: true", "")
            (root / "mkdocs.yml").write_text(text + "\n", encoding="utf-8")
        hook = hooked / "hooks/states.py"
        code = hook.read_text(encoding="utf-8")
        assert _ALL in code
        hook.write_text(code.replace(_ALL, f'{{"": {_ALL}[""]}}'), encoding="utf-8")
        times = {}
        for root in (plain, hooked):

            def run(root: Path = root) -> None:
                done = build(root / "out", root)
                if done.returncode:
                    sys.exit(done.stdout + done.stderr)

            times[root] = _median(run)
        return times[hooked] / times[plain]


if __name__ == "__main__":
    main()
