"""Markers are filled by one table, and the check asks for none that is not in it."""

from decision.tree.own_pages import NEEDED
from hooks.markers import MARKERS


def test_every_marker_that_a_page_needs_is_one_that_is_filled() -> None:
    assert {name for names in NEEDED.values() for name in names} <= MARKERS.keys()
