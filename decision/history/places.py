"""What each version said at an address: releases and today's tree in, states by address out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.history.releases import Release
from decision.tree.records import Tree
from decision.tree.states import Leaf, State, states


@dataclass(frozen=True, slots=True)
class Entry:
    """What one version had at an address: a state of its tree, or None where it had none.

    `note` is that of the release, empty for a tree that is not released yet.
    """

    tree: Tree
    note: str
    digest: str
    state: State | None


#: The entries of each address that any version had, oldest first.
type History = Mapping[str, Sequence[Entry]]


def history(tree: Tree, digest: str, releases: Sequence[Release]) -> History:
    """Return what every version said at every address below `/decide/`, today's tree last."""
    versions = [(r.tree, r.note, r.digest) for r in releases if r.version != tree.version]
    note = next((r.note for r in releases if r.version == tree.version), "")
    versions.append((tree, note, digest))
    found = [{state.url: state for state in states(of)} for of, _, _ in versions]
    addresses = dict.fromkeys(url for by_url in found for url in by_url)
    return {
        url: tuple(
            Entry(of, note, digest, by_url.get(url))
            for (of, note, digest), by_url in zip(versions, found, strict=True)
        )
        for url in addresses
    }


def changes_of_meaning(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that say something else than the one before, from the first state on."""
    out: list[Entry] = []
    for entry in entries:
        if entry.state is None and not out:
            continue
        if not out or _said(entry) != _said(out[-1]):
            out.append(entry)
    return tuple(out)


def latest(entries: Sequence[Entry]) -> tuple[Entry, State]:
    """Return the last entry at an address that has a state, and that state."""
    return next((e, e.state) for e in reversed(entries) if e.state is not None)


def _said(entry: Entry) -> str | None:
    if entry.state is None:
        return None
    return entry.state.outcome if isinstance(entry.state, Leaf) else "?"
