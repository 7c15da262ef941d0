"""What `make fuzz` has found once is read, or refused, as it should be."""

from pathlib import Path

import pytest

from tests.machine.fuzzed import try_out

FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.txt")), ids=lambda path: path.stem)
def test_what_was_found_once_is_mended(path: Path) -> None:
    try_out(path.stem.partition("-")[0], path.read_bytes().decode("utf-8", "surrogatepass"))
