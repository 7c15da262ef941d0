"""Versions as semver.org defines them: a text in, its order and the next version out."""

import re
from dataclasses import dataclass
from typing import Literal

type Part = Literal["major", "minor", "patch"]

#: From the largest bump to the smallest.
PARTS: tuple[Part, ...] = ("major", "minor", "patch")

#: The regular expression that semver.org suggests.
SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
    r"(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version; versions are ordered by precedence, in which build metadata plays no part."""

    numbers: tuple[int, int, int]
    #: What follows the hyphen, written so that tuples compare as semver.org, section 11, says.
    before: tuple[tuple[int, int, str], ...]


def parsed(text: str) -> Version:
    """Return a version; raises ValueError for a text that is none."""
    match = SEMVER.fullmatch(text)
    if match is None:
        raise ValueError(text)
    major, minor, patch, before, _ = match.groups()
    parts = before.split(".") if before else []
    marks = tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)
    # A version without a pre-release comes after all of its pre-releases.
    return Version((int(major), int(minor), int(patch)), marks or ((2, 0, ""),))


def bumped(text: str, part: Part) -> str:
    """Return the next version after `text` in which that part is larger."""
    major, minor, patch = parsed(text).numbers
    following = {
        "major": (major + 1, 0, 0),
        "minor": (major, minor + 1, 0),
        "patch": (major, minor, patch + 1),
    }
    return ".".join(map(str, following[part]))


def allows(old: str, new: str, part: Part) -> bool:
    """Return whether the step from one version to another is large enough for a change."""
    return parsed(new) > parsed(old) and parsed(new).numbers >= parsed(bumped(old, part)).numbers
