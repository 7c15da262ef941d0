"""The command line in this process, as the tests run it."""

import json
from pathlib import Path

import pytest

from decision.__main__ import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command; return its exit code and what it wrote to both streams."""
    code = main([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


def told(capsys: pytest.CaptureFixture[str], file: Path) -> list[tuple[str, str, int]]:
    """Return the file name, the check and the line of each fault of a project."""
    out = run(capsys, "check", file, "--format", "json")[1]
    return [(Path(d["file"]).name, d["check"], d["line"]) for d in json.loads(out)]


def rewrite(page: Path, old: str, new: str) -> None:
    """Write something else into a file, in the first place where it stands."""
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
