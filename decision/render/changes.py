"""What changed in the guidance, release by release, newest first, as HTML."""

from collections.abc import Iterator, Sequence

from decision.history.changes import changes, moved
from decision.history.releases import Release
from decision.render.flowchart import Link
from decision.render.html import Html, join, tag
from decision.render.state import outcome_label, section
from decision.tree.records import Tree
from decision.tree.states import Leaf, State, given, paths, states


def guidance(tree: Tree, releases: Sequence[Release], link: Link) -> Html:
    """Return a section for each release and, where today's tree is not released, one for it."""
    versions = [(r.tree, f"Version {r.version}, {r.date}", r.note) for r in releases]
    if all(release.version != tree.version for release in releases):
        versions.append((tree, f"Version {tree.version}, not released yet", ""))
    found = []
    before: Tree | None = None
    for now, heading, note in versions:
        told = _first(now) if before is None else _step(before, now, link)
        lead = tag("p", note, class_="lead") if note else None
        found.append(section(heading, lead, told, anchor=f"v{now.version}"))
        before = now
    return join(reversed(found))


def _first(tree: Tree) -> Html:
    ways, places = sum(1 for _ in paths(tree)), sum(1 for _ in states(tree))
    counts = f"{len(tree.questions)} questions, {len(tree.outcomes)} outcomes, {ways} paths"
    return tag("p", f"{counts}, {places} places that can be linked.")


def _step(old: Tree, new: Tree, link: Link) -> Html:
    found = changes(old, new)
    told = tag("ul", (tag("li", change.text) for change in found))
    rows = [_row(old, new, m.leaf, m.state, link) for m in moved(old, new)]
    if not rows:
        return join(told, tag("p", "Every path ends as before."))
    heads = ("Answers", f"Version {old.version}", f"Version {new.version}")
    table = tag(
        "table",
        tag(
            "thead",
            tag(
                "tr",
                (tag("th", head, scope="col", role="columnheader") for head in heads),
                role="row",
            ),
            role="rowgroup",
        ),
        tag("tbody", (tag("tr", _cells(heads, row), role="row") for row in rows), role="rowgroup"),
        role="table",
    )
    return join(told, tag("p", "Paths that no longer end as before:"), table)


def _row(old: Tree, new: Tree, leaf: Leaf, state: State, link: Link) -> tuple[Html, ...]:
    told = ", ".join(str(answer.phrase) for _, answer in given(old, leaf))
    way = tag("a", told, href=link(f"decide/{leaf.url}"))
    was = outcome_label(old, old.outcomes[leaf.outcome])
    if isinstance(state, Leaf):
        return way, was, outcome_label(new, new.outcomes[state.outcome])
    ask = new.questions[state.question].ask
    return way, was, tag("a", f"Asks: {ask}", href=link(f"decide/{state.url}"))


def _cells(heads: Sequence[str], row: Sequence[Html]) -> Iterator[Html]:
    for head, cell in zip(heads, row, strict=True):
        yield tag("td", cell, role="cell", data_label=head)
