"""The unit tests of `decision`, run by the Python of the browser on the wheel that it loads."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hooks.parts import renewed
from tests.pyodide.plugin import PROCESS, PROPERTY, SIGN
from tests.samples import ROOT

#: Test modules that cannot be read there, and why; every other one is run.
LEFT_OUT = {
    "test_in_pyodide.py": "it runs the others",
    "test_schema.py": "jsonschema has a native part",
}

#: Tests that measure what Pyodide does not count.
_NOT_RUN = ("tests/test_check.py::test_work_grows_no_faster_than_the_tree",)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[str, str]]:
    modules = [p.name for p in sorted((ROOT / "tests").glob("test_*.py")) if p.name not in LEFT_OUT]
    options = ["-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
    options += [f"--deselect={test}" for test in _NOT_RUN]
    asked = {
        "pyodide": str(ROOT / ".cache/node/node_modules/pyodide"),
        "lock": str(renewed(ROOT) / "pyodide-lock.json"),
        "project": str(ROOT),
        "packages": str(Path(pytest.__file__).parents[1]),
        "args": [*options, *(f"tests/{name}" for name in modules)],
    }
    node = shutil.which("node") or str(Path(sys.executable).with_name("node"))
    done = subprocess.run(
        [node, str(ROOT / "tests/pyodide/run.mjs"), json.dumps(asked)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
    )
    said = [line for line in done.stdout.splitlines() if line.startswith(SIGN)]
    if done.returncode or not said:
        pytest.fail(done.stdout[-6000:] + done.stderr[-3000:], pytrace=False)
    found_outcomes: dict[str, tuple[str, str]] = json.loads(said[0].removeprefix(SIGN))
    print(Counter(outcome for outcome, _ in found_outcomes.values()))
    return found_outcomes


def test_the_unit_tests_pass_in_the_python_of_the_browser(
    outcomes: dict[str, tuple[str, str]],
) -> None:
    wrong = [
        test for test, (outcome, _) in outcomes.items() if outcome not in ("passed", "skipped")
    ]
    assert wrong == []
    assert sum(outcome == "passed" for outcome, _ in outcomes.values()) > 500


def test_only_what_cannot_run_there_is_skipped(outcomes: dict[str, tuple[str, str]]) -> None:
    skipped = {test: why for test, (outcome, why) in outcomes.items() if outcome == "skipped"}
    assert set(skipped.values()) == {PROPERTY, PROCESS}
    run = {
        test.partition("::")[0] for test, (outcome, _) in outcomes.items() if outcome == "passed"
    }
    modules = {p.name for p in (ROOT / "tests").glob("test_*.py")} - LEFT_OUT.keys()
    assert run == {f"tests/{name}" for name in modules}
