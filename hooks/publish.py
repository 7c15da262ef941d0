"""`python -m hooks.publish FOLDER` builds the site and puts it in its place, whole or not at all.

It is built beside its place, in a folder of its own, and moved there once all went well. Two builds
at once do not meet, and what a killed one left behind is mended by the next, failing or not.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

#: After so many seconds, what another build has begun is what a killed one left.
_LONG_AGO = 3600


def publish(place: Path) -> int:
    """Build the site into a folder; return the exit code of the build.

    A failed build leaves the folder as it was. A link stays a link: its target is replaced.
    """
    place = place.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    _mend(place)
    new = _beside(place, "new")
    try:
        code = build(new).returncode
        if code == 0:
            _replace(place, new)
        return code
    finally:
        shutil.rmtree(new, ignore_errors=True)


def build(
    target: Path, more: Mapping[str, str] | None = None, *, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    """Build the site into a folder by a process of its own, so that all code is read anew.

    `more` adds to the environment. What is said is returned, not printed, where it is `quiet`.
    """
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target)],
        check=False,
        env={**os.environ, **(more or {})},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        encoding="utf-8",
        errors="replace",
    )


def _replace(place: Path, new: Path) -> None:
    """Put a new folder in its place. Where another build does so in between, it is replaced too."""
    last = _beside(place, "last")
    while True:
        with suppress(FileNotFoundError):
            place.rename(last)
        try:
            new.rename(place)
            break
        except OSError:
            if not place.exists():
                raise
        shutil.rmtree(last)
        last.mkdir()
    shutil.rmtree(last)


def _mend(place: Path) -> None:
    """Put the last site back where a build was killed between its two moves; clear what is left."""
    left = sorted(_left(place, "last"), key=lambda path: path.stat().st_mtime)
    for last in reversed(left):
        if not place.exists() and any(last.iterdir()):
            with suppress(OSError):  # another build was quicker
                last.rename(place)
    for path in (*_left(place, "last"), *_left(place, "new")):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > _LONG_AGO:
                shutil.rmtree(path, ignore_errors=True)


def _beside(place: Path, kind: str) -> Path:
    made = Path(mkdtemp(prefix=f".{kind}-{place.name}-", dir=place.parent))
    made.chmod(0o755)
    return made


def _left(place: Path, kind: str) -> list[Path]:
    return list(place.parent.glob(f".{kind}-{place.name}-*"))


if __name__ == "__main__":
    sys.exit(publish(Path(sys.argv[1])))
