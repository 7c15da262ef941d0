"""What pytest needs to know inside Pyodide: what cannot run there is skipped, and says why."""

import json
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

#: Marks the line with the outcomes among what pytest prints.
SIGN = "outcomes: "
PROPERTY = "hypothesis has a native part"
PROCESS = "it starts a process"

_outcomes: dict[str, tuple[str, str]] = {}


class _Absent:
    """Stands for anything of hypothesis: tests can be collected, and those that use it skip."""

    def __call__(self, *args: Any, **more: Any) -> Any:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: Any) -> Any:
        return self

    def __or__(self, other: Any) -> Any:
        return self


def _given(*args: Any, **more: Any) -> Callable[[Callable[..., Any]], Callable[[], None]]:
    def skipped(test: Callable[..., Any]) -> Callable[[], None]:
        def replaced() -> None:
            pytest.skip(PROPERTY)

        replaced.__name__ = test.__name__
        return replaced

    return skipped


def _same(*args: Any, **more: Any) -> Callable[[Any], Any]:
    return lambda test: test


def _no_process(*args: Any, **more: Any) -> None:
    pytest.skip(PROCESS)


def _install() -> None:
    absent = _Absent()
    hypothesis, strategies = ModuleType("hypothesis"), ModuleType("hypothesis.strategies")
    for name, value in {"given": _given, "settings": _same, "example": _same}.items():
        setattr(hypothesis, name, value)
    for name in ("assume", "HealthCheck", "strategies"):
        setattr(hypothesis, name, absent)
    strategies.composite = lambda make: absent  # type: ignore[attr-defined]
    strategies.__getattr__ = lambda name: absent  # type: ignore[method-assign]
    hypothesis.strategies = strategies  # type: ignore[attr-defined]
    sys.modules["hypothesis"], sys.modules["hypothesis.strategies"] = hypothesis, strategies
    subprocess.Popen.__init__ = _no_process  # type: ignore[method-assign]


if sys.platform == "emscripten":
    _install()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the outcome of each test, and why it was skipped."""
    if report.when == "call" or report.outcome != "passed":
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        _outcomes[report.nodeid] = (report.outcome, why.removeprefix("Skipped: "))


def pytest_sessionfinish() -> None:
    """Print the outcomes for the test that started this."""
    print(f"\n{SIGN}{json.dumps(_outcomes)}")
