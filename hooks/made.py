"""Folders that are made from something, once: kept below `.cache` under a digest of what it was."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(".cache/made")


def made(
    root: Path, kind: str, made_from: Mapping[str, bytes], make: Callable[[Path], None]
) -> Path:
    """Return the folder of a kind that is made from this, filled by `make` where it is not there.

    It is there whole or not at all: it is filled beside its place and moved there. Where two builds
    do so at once, the slower one takes what the quicker one has put there.
    """
    place = root / FOLDER / f"{kind}-{digest(made_from)}"
    if not place.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".new-", dir=place.parent) as beside:
            new = Path(beside, place.name)
            new.mkdir()
            make(new)
            try:
                new.rename(place)
            except OSError:
                if not place.is_dir():
                    raise
        _forget(place.parent, kind)
    return place


def digest(files: Mapping[str, bytes]) -> str:
    """Return a short digest of names and contents."""
    total = hashlib.sha256()
    for name, data in sorted(files.items()):
        total.update(f"{name} {len(data)}\n".encode() + data)
    return total.hexdigest()[:12]


def _forget(folder: Path, kind: str) -> None:
    """Delete all but the last few of a kind: another build may still read from them."""
    with suppress(FileNotFoundError):  # the other build deletes too
        found = sorted(folder.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)
        for old in found[:-10]:
            shutil.rmtree(old, ignore_errors=True)
