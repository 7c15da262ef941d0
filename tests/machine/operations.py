"""A function in, how much it does out: a number that is the same on every machine."""

import sys
from collections.abc import Callable
from types import CodeType

from tests.machine.sample_trees import ROOT

OWN = str(ROOT / "decision")


def operations(run: Callable[[], object], within: str = OWN) -> int:
    """Return how many lines of the files below a folder are entered, and jumps made, in a run."""
    count = 0

    def step(code: CodeType, *_: object) -> object:
        nonlocal count
        if not code.co_filename.startswith(within):
            return sys.monitoring.DISABLE
        count += 1
        return None

    monitoring = sys.monitoring
    tool = monitoring.PROFILER_ID
    monitoring.use_tool_id(tool, "count")
    try:
        # What another run has switched off counts again.
        monitoring.restart_events()
        for event in (monitoring.events.LINE, monitoring.events.JUMP):
            monitoring.register_callback(tool, event, step)
        monitoring.set_events(tool, monitoring.events.LINE | monitoring.events.JUMP)
        run()
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
    return count
