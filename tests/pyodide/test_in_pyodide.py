"""The tests of the machine, run by the Python of the browser on the wheel that it loads.

`make test-pyodide` runs this; it is no part of `make test`.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from hooks.pyodide_bundle import MODULES as NODE_MODULES
from hooks.pyodide_bundle import wheels
from tests.pyodide.plugin import PROCESS, PROPERTY, SIGN

ROOT = Path(__file__).parents[2]

#: The tests of the core, in folders like its wings; those of the site need what builds it.
CORE = ("reading", "tree", "ledger", "history", "render", "entry_points")

#: It tests with jsonschema, which has a native part.
NATIVE = "tests/machine/reading/test_schema.py"
#: The test modules that are run there.
MODULES = [
    path.relative_to(ROOT).as_posix()
    for pattern in (
        *(f"{wing}/test_*.py" for wing in CORE),
        "test_found.py",
        "test_mutations.py",
    )
    for path in sorted((ROOT / "tests/machine").glob(pattern))
    if path != ROOT / NATIVE
]
#: Tests that start a process, which a browser cannot.
OF_PROCESSES = {
    "test_today_is_the_same_day_wherever_the_machine_stands",
    "test_the_program_runs_as_a_module_and_ends_with_its_exit_code",
    "test_a_reader_who_has_seen_enough_ends_the_program_quietly",
}

#: Tests that measure what Pyodide does not count.
_NOT_RUN = ("test_check.py::test_work_grows_no_faster_than_the_tree",)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[str, str]]:
    options = ["-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
    # The fixtures are of sites and browsers, which these tests have nothing to do with.
    options += ["--noconftest"]
    options += [f"--deselect=tests/machine/entry_points/{test}" for test in _NOT_RUN]
    asked = {
        "pyodide": str(ROOT / NODE_MODULES / "pyodide"),
        "lock": str(wheels(ROOT) / "pyodide-lock.json"),
        "project": str(ROOT),
        "packages": str(Path(pytest.__file__).parents[1]),
        "args": [*options, *MODULES],
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
    assert sum(outcome == "passed" for outcome, _ in outcomes.values()) > 1200


def test_the_wheel_that_a_browser_loads_holds_our_python_and_nothing_of_the_guide() -> None:
    [wheel] = wheels(ROOT).glob("decision-*.whl")
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert {Path(name).suffix for name in names} <= {".py", ".pyc"}
    assert not [name for name in names if not name.startswith("decision/")]


def test_only_what_cannot_run_there_is_skipped(outcomes: dict[str, tuple[str, str]]) -> None:
    skipped = {test: why for test, (outcome, why) in outcomes.items() if outcome == "skipped"}
    assert set(skipped.values()) == {PROPERTY, PROCESS}
    of_processes = {test for test, why in skipped.items() if why == PROCESS}
    assert {test.partition("::")[2] for test in of_processes} == OF_PROCESSES
    run = {
        test.partition("::")[0] for test, (outcome, _) in outcomes.items() if outcome == "passed"
    }
    assert run == set(MODULES)
