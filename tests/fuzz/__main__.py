"""`python -m tests.fuzz SECONDS` reads random texts for so long, and keeps those that go wrong.

A text that reaches a line of `decision` which none before it has reached is changed further. What
counts: any exception but TreeError, a place outside the text, and more than 2 seconds of the
processor or 300 MB for one text. Each find is written to `tests/machine/found`, where a test reads
it for ever. The exit code is 1 where there is one.
"""

import contextlib
import hashlib
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random, SystemRandom
from types import CodeType, FrameType

from tests.fuzz.texts import MOST, mutated, seeds, storm
from tests.machine.fuzzed import try_out
from tests.machine.operations import OWN
from tests.machine.test_found import FOUND

LIMIT, MEMORY = 2, 300 * 1024
#: So many finds end a run: more of them say the same.
ENOUGH = 20


def main(seconds: float, seed: int) -> int:
    """Run for so many seconds; print what was tried, what failed and what was slowest."""
    random, known = Random(seed), {kind: [*texts] for kind, texts in seeds().items()}
    tried, slowest, end = 0, (0.0, 0, "", ""), time.monotonic() + seconds
    finds: set[str] = set()
    with _coverage() as reached:
        while time.monotonic() < end and len(finds) < ENOUGH:
            kind = random.choice([*known])
            if random.random() < 0.5:
                text = _worst(kind, storm(random))
            else:
                text = mutated(random, random.choice(known[kind]), known[kind])
            before = len(reached)
            fault, took = _tried(kind, text)
            tried += 1
            slowest = max(slowest, (took, len(text), kind, _digest(text)))
            if len(reached) > before and len(text) < 20_000:
                known[kind].append(text)
            if fault and fault not in finds:
                finds.add(fault)
                print(f"{fault}\n  {_keep(kind, text)}", flush=True)
    lines = f"{len(reached):,} lines reached, {_peak() / 1024:.0f} MB"
    print(
        f"seed {seed}: {tried:,} texts in {seconds:.0f} s, {len(finds)} things went wrong; {lines}"
    )
    print("slowest: {:.2f} s for {:,} characters of a {} ({})".format(*slowest))
    return 1 if finds else 0


def _worst(kind: str, made: Callable[[int], str]) -> str:
    """Return a short text, or the longest one where the time for it grows faster than its length.

    So most texts take milliseconds, and many can be tried.
    """
    short, long = (_tried(kind, made(length))[1] for length in (2_000, 8_000))
    return made(MOST if long > 0.004 and long > 5.5 * short else 4_000)


def _tried(kind: str, text: str) -> tuple[str, float]:
    """Return what goes wrong with a text and where, or nothing, and the seconds that it took."""
    peak, start = _peak(), time.process_time()
    fault = ""
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        try_out(kind, text)
    except TimeoutError as error:
        fault = f"{kind}: {error}"
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{kind}: {type(error).__name__} in {frame.filename}:{frame.lineno}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if not fault and _peak() > max(peak, MEMORY):
        fault = f"{kind}: more than 300 MB"
    return fault, time.process_time() - start


def _peak() -> int:
    """Return the most memory that this process has ever had, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@contextlib.contextmanager
def _coverage() -> Iterator[set[tuple[str, int]]]:
    """Gather the lines of `decision` that are reached, each told once by the interpreter."""
    reached: set[tuple[str, int]] = set()

    def line(code: CodeType, number: int) -> object:
        if code.co_filename.startswith(OWN):
            reached.add((code.co_filename, number))
        return sys.monitoring.DISABLE

    monitoring = sys.monitoring
    monitoring.use_tool_id(monitoring.COVERAGE_ID, "fuzz")
    monitoring.register_callback(monitoring.COVERAGE_ID, monitoring.events.LINE, line)
    monitoring.set_events(monitoring.COVERAGE_ID, monitoring.events.LINE)
    signal.signal(signal.SIGPROF, _too_slow)
    try:
        yield reached
    finally:
        monitoring.set_events(monitoring.COVERAGE_ID, 0)
        monitoring.free_tool_id(monitoring.COVERAGE_ID)


def _too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {LIMIT} s")


def _keep(kind: str, text: str) -> Path:
    path = FOUND / f"{kind}-{_digest(text)}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


if __name__ == "__main__":
    given = sys.argv[1:] + [""] * 2
    sys.exit(main(float(given[0] or 60), int(given[1] or SystemRandom().randrange(10**6))))
