"""The command line in this process, as the tests run it."""

from pathlib import Path

import pytest

from decision.__main__ import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command; return its exit code and what it wrote to both streams."""
    code = main([str(argument) for argument in arguments])
    return code, *capsys.readouterr()
