"""A page in which nothing is closed is read once, or these tests never end."""

import pytest

from decision.reading.pages import parse, unknown_marker
from hooks.csp import policy

LONG = 400_000


@pytest.mark.parametrize("text", ["<!-- a: ", "<!-- a", "<!-- ", "<!-- a: b --"])
def test_markers_are_looked_for_once(text: str) -> None:
    assert [*unknown_marker(parse(text * (LONG // len(text)), "a.md", "a.md"), ())] == []


@pytest.mark.parametrize("text", ["<script", "<script ", "<script>", "<script src="])
def test_scripts_are_looked_for_once(text: str) -> None:
    assert "sha256" not in policy(text * (LONG // len(text)))
    assert "sha256" in policy(f"<script>1</script>{text * (LONG // len(text))}")
