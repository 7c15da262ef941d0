"""Releases: frozen trees with their date, digest and note in, and what a new one must keep to.

`releases/<version>.yaml` is the tree file as it was released, byte for byte; `releases/index.yaml`
holds for each version its date, the SHA-256 digest of that file, that of the release before and a
note to readers.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from decision.history.changes import Change, changes
from decision.reading.decoder import Decoder
from decision.reading.diagnostics import Diagnostic, Place, Source, TreeError, quoted
from decision.reading.nodes import Node, Text, decode, load_text, read
from decision.reading.schema import Document, Form, MapOf, Record, String, optional, required
from decision.reading.version import SEMVER, allows, bumped, parsed
from decision.tree.format import VERSION_EXAMPLE
from decision.tree.loading import tree_of
from decision.tree.records import Tree

INDEX = "index.yaml"
MAX_NOTE = 400
_HEAD = "# One entry a release, written by `python -m decision release`, and never changed.\n"
_RESTORE = "restore it from the history of the repository"
_SHA256 = String(MAX_NOTE, Form("[0-9a-f]{64}", "wrong-shape", "is no sha256", _RESTORE))


def _no_day(
    release: Mapping[str, Text], _written: Collection[str], _at: Node
) -> Iterator[Diagnostic]:
    """Find a date that no calendar has."""
    day = release["date"]
    if day and not _is_day(day):
        yield Diagnostic("wrong-shape", f"{quoted(day)} is no date", day.place, _RESTORE)


RELEASES = Document(
    "Releases",
    "What was released of a tree, by version. `python -m decision release` writes it.",
    MapOf(
        Record(
            "release",
            (
                required("date", String(MAX_NOTE), "The day of the release, such as `2026-11-22`."),
                required("sha256", _SHA256, "The SHA-256 digest of the tree file."),
                optional(
                    "before", _SHA256, "The digest of the release before; the first has none."
                ),
                required("note", String(MAX_NOTE), "What readers are told of the release."),
            ),
            check=_no_day,
        ),
        "releases by version",
        least=0,
        key=Form(SEMVER.pattern, "bad-version", "is not a version"),
    ),
)


@dataclass(frozen=True, slots=True)
class Release:
    """A frozen tree, the day of its release (YYYY-MM-DD), its SHA-256 digest and a note."""

    tree: Tree
    date: str
    digest: str
    note: str

    @property
    def version(self) -> str:
        """The version of its tree."""
        return str(self.tree.version)


@dataclass(frozen=True, slots=True)
class Draft:
    """A tree that differs from the `last` release: the least version that it can be released as."""

    last: str
    least: str


def load_all(folder: Path) -> tuple[Release, ...]:
    """Return the releases in a folder, oldest first; raises TreeError for what is wrong there."""
    index = folder / INDEX
    files = {p.stem: p for p in sorted(folder.glob("*.yaml")) if p.name != INDEX}
    name = index.as_posix()
    if not index.is_file() and files:
        place = Place(Source(name, ("",)), 1, 1, 1)
        help_ = f"restore {name} from the history of the repository"
        raise TreeError(
            [Diagnostic("changed-release", "the index of releases is missing", place, help_)]
        )
    if not index.is_file():
        return ()
    if_empty = f"{_RESTORE}, or delete it where nothing was released"
    node = read(load_text(index), name, if_empty)
    decoder = Decoder()
    entries: list[dict[str, Text]] = [*decoder.read(RELEASES, node).values()]
    if decoder.faults:
        raise TreeError(decoder.faults)
    faults: list[Diagnostic] = [*_broken_chain(entries)]
    found = []
    for entry in entries:
        version = entry["id"]
        path = files.pop(str(version), None)
        if path is None:
            message = f"the file of release {version} is missing"
            help_ = f"restore {folder.as_posix()}/{version}.yaml from the history of the repository"
            faults.append(Diagnostic("changed-release", message, version.place, help_))
            continue
        data = path.read_bytes()
        if digest(data) != entry["sha256"]:
            message = f"release {version} is not what was released"
            help_ = f"restore {path.as_posix()} from the history of the repository"
            faults.append(Diagnostic("changed-release", message, entry["sha256"].place, help_))
            continue
        tree = tree_of(decode(data, path.as_posix()), path.as_posix())
        if tree.version != version:
            message = f"the file of release {version} says that it is {tree.version}"
            help_ = f"restore {path.as_posix()} and its entry from the history of the repository"
            faults.append(Diagnostic("changed-release", message, version.place, help_))
            continue
        found.append(Release(tree, entry["date"], entry["sha256"], entry["note"]))
    for path in files.values():
        message = f"{path.name} is no release that the index lists"
        place = node.place._replace(line=1, column=1, length=1)
        help_ = "restore its entry from the history; delete the file only if it was never published"
        faults.append(Diagnostic("changed-release", message, place, help_))
    if faults:
        raise TreeError(faults)
    return tuple(sorted(found, key=lambda release: parsed(release.version)))


def digest(data: bytes) -> str:
    """Return the SHA-256 digest of a file in hexadecimal digits, as `sha256sum` prints it."""
    return hashlib.sha256(data).hexdigest()


def changed_release(tree: Tree, releases: Sequence[Release]) -> Iterator[Diagnostic]:
    """Find a tree that has the version of a release and is not what was released."""
    same = next((r for r in releases if r.version == tree.version), None)
    if same is None or not (found := changes(same.tree, tree)):
        return
    last = releases[-1]
    part = (found if last is same else changes(last.tree, tree) or found)[0].part
    message = f"this is not the tree that was released as {tree.version}"
    help_ = f"write `version: {bumped(last.version, part)}`, or take the changes back"
    others = tuple(map(_reason, found[:5]))
    yield Diagnostic("changed-release", message, tree.version.place, help_, others)


def small_bump(tree: Tree, releases: Sequence[Release]) -> Iterator[Diagnostic]:
    """Find a version that is too small for what changed since the last release."""
    if not releases or tree.version == releases[-1].version:
        return
    last = releases[-1]
    found = changes(last.tree, tree)
    part = found[0].part if found else "patch"
    if same := next((r for r in releases if r.version == tree.version), None):
        if changes(same.tree, tree):  # told by changed_release
            return
        message = f"version {tree.version} was followed by release {last.version}"
    elif not allows(last.version, tree.version, part):
        message = f"version {tree.version} is too small for what changed since {last.version}"
    else:
        return
    help_ = f"write `version: {bumped(last.version, part)}`"
    reasons = tuple(_reason(change) for change in found if change.part == part)[:5]
    yield Diagnostic("small-bump", message, tree.version.place, help_, reasons)


def draft(tree: Tree, releases: Sequence[Release]) -> Draft | None:
    """Return what a tree has to become, or None where it is the last release or the first one."""
    if not releases or not (found := changes(releases[-1].tree, tree)):
        return None
    last = releases[-1].version
    return Draft(last, bumped(last, found[0].part))


def with_next_version(fault: Diagnostic, releases: Sequence[Release]) -> Diagnostic:
    """Return a fault whose example of a version, if it holds one, comes after every release."""
    if fault.check != "bad-version" or not releases:
        return fault
    following = f"such as `{bumped(releases[-1].version, 'patch')}`"
    return replace(fault, cure=fault.help.replace(VERSION_EXAMPLE, following))


def unreleased(tree: Tree, releases: Sequence[Release]) -> Iterator[Diagnostic]:
    """Find a checked tree whose version was never released."""
    if not any(release.version == tree.version for release in releases):
        message = f"version {tree.version} is not released"
        help_ = "run `python -m decision release`, and commit what it writes"
        yield Diagnostic("unreleased", message, tree.version.place, help_)


def freeze(
    folder: Path, data: bytes, tree: Tree, day: str, note: str, releases: Sequence[Release]
) -> None:
    """Write a tree file as the next of its releases; raises OSError, and leaves the index whole."""
    folder.mkdir(parents=True, exist_ok=True)
    index, new = folder / INDEX, folder / f"{INDEX}.new"
    before = index.read_text(encoding="utf-8") if releases else _HEAD
    entry = f"{tree.version}:\n  date: {day}\n  sha256: {digest(data)}\n"
    entry += f"  before: {releases[-1].digest}\n" if releases else ""
    entry += f"  note: {json.dumps(note, ensure_ascii=False)}\n"
    new.write_text(before.rstrip("\n") + "\n" + entry, encoding="utf-8", newline="\n")
    (folder / f"{tree.version}.yaml").write_bytes(data)
    new.replace(index)


def _broken_chain(entries: Sequence[Mapping[str, Text]]) -> Iterator[Diagnostic]:
    """Find entries that do not follow the release that they say they follow."""
    for entry, last in zip(entries, (None, *entries), strict=False):
        version, before = entry["id"], entry["before"]
        digest = last["sha256"] if last else ""
        if before and before != digest:
            message = f"the release before {version} is not the one that it followed"
            help_ = "restore the index and the files that it lists from the history"
            yield Diagnostic("changed-release", message, before.place, help_)
        elif last and not before:
            message = f"release {version} does not say which one it followed"
            help_ = f"add `before: {digest}`, the digest of release {last['id']}"
            yield Diagnostic("changed-release", message, version.place, help_)


def _reason(change: Change) -> tuple[Place, str]:
    return change.place, f"{change.text[0].lower()}{change.text[1:].rstrip('.')}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
