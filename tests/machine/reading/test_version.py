"""A version says how large a change is, and is ordered as the standard says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.reading.version import PARTS, allows, bumped, parsed
from tests.machine.strategies import modest

VERSIONS = st.builds(
    "{}.{}.{}{}{}".format,
    *[st.integers(0, 30)] * 3,
    st.sampled_from(["", "-alpha", "-alpha.1", "-alpha.beta", "-beta", "-beta.2", "-beta.11"]),
    st.sampled_from(["", "+1", "+a.b"]),
)


@modest
@given(VERSIONS, VERSIONS, st.sampled_from(PARTS))
def test_a_bump_is_the_smallest_version_that_a_change_allows(old: str, new: str, part: Any) -> None:
    assert allows(old, bumped(old, part), part)
    if allows(old, new, part):
        assert parsed(new) > parsed(old)
        assert parsed(new).numbers >= parsed(bumped(old, part)).numbers
    for larger in PARTS[: PARTS.index(part)]:
        assert allows(old, bumped(old, larger), part)
        assert "-" in old or not allows(old, bumped(old, part), larger)


def test_a_pre_release_is_followed_by_what_it_leads_up_to() -> None:
    for old, part, new in (
        ("2.0.0-rc.1", "major", "2.0.0"),
        ("2.0.0-rc.1", "patch", "2.0.0"),
        ("2.1.0-rc.1", "minor", "2.1.0"),
        ("2.1.0-rc.1", "major", "3.0.0"),
        ("2.1.3-rc.1", "minor", "2.2.0"),
    ):
        assert bumped(old, part) == new  # type: ignore[arg-type]
        assert allows(old, new, part)  # type: ignore[arg-type]
    assert not allows("2.0.0-rc.2", "2.0.0-rc.1", "patch")
    assert allows("2.0.0-rc.1", "2.0.0-rc.2", "major")


def test_versions_are_ordered_as_the_standard_lists_them() -> None:
    # The example of semver.org, section 11.
    names = [
        *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"),
        *("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1"),
    ]
    assert sorted([*names[5:], *names[:5]], key=parsed) == names
    assert parsed("1.0.0+a") == parsed("1.0.0+b")
    with pytest.raises(ValueError, match=r"1\.0"):
        parsed("1.0")
