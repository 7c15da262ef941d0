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

#: A version without a pre-release comes after all of its pre-releases.
_FINAL = ((2, 0, ""),)


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
    return Version((int(major), int(minor), int(patch)), marks or _FINAL)


def meant(text: str) -> str:
    """Return the version that a text likely stands for, or nothing: `v1.0` stands for `1.0.0`."""
    found = re.fullmatch(r"[vV]?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?", text.strip(), re.ASCII)
    return ".".join(str(int(number or 0)) for number in found.groups()) if found else ""


def bumped(text: str, part: Part) -> str:
    """Return the next version after `text` in which that part is larger.

    What a pre-release leads up to is its next version, if that part of it is as large already.
    """
    version = parsed(text)
    major, minor, patch = version.numbers
    below = {"major": minor + patch, "minor": patch, "patch": 0}[part]
    if version.before != _FINAL and not below:
        return f"{major}.{minor}.{patch}"
    following = {
        "major": (major + 1, 0, 0),
        "minor": (major, minor + 1, 0),
        "patch": (major, minor, patch + 1),
    }
    return ".".join(map(str, following[part]))


def allows(old: str, new: str, part: Part) -> bool:
    """Return whether the step from one version to another is large enough for a change."""
    return parsed(new) > parsed(old) and parsed(new).numbers >= parsed(bumped(old, part)).numbers
