"""A draft of a tree in, all that the workbench shows of it out; both as JSON."""

import json
from collections.abc import Buffer, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from decision.check import Context, check
from decision.history.changes import changes
from decision.history.releases import Release
from decision.reading.diagnostics import Diagnostic, Place, TreeError, in_order, to_text
from decision.reading.formats import to_json
from decision.reading.nodes import decode
from decision.reading.version import allows, bumped
from decision.render.flowchart import flowchart
from decision.render.listing import listing
from decision.render.paths_table import paths_table
from decision.tree import references, use_cases
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.rules import governed
from decision.tree.states import Ask, Leaf, State, paths, replay, states

#: A tree with more states than this is checked and counted, but not drawn: nobody could read it.
MAX_DRAWN = 2000

#: Of a long list of paths, this many are shown.
_SHOWN = 200

type Record = Mapping[str, object]


def answer(request: str, data: Buffer | None = None) -> str:
    """Return what `examined` says of a request, which holds its arguments; `data` is a file."""
    asked = json.loads(request)
    try:
        text = asked["text"] if data is None else decode(bytes(data), asked["name"])
    except TreeError as error:
        return _json(_told(error.diagnostics, asked.get("report")))
    more = {key: asked.get(key) for key in ("around", "published", "report")}
    found = examined(text, asked["name"], **more)
    return _json(found if data is None else {**found, "text": text})


def examined(
    text: str,
    name: str,
    around: Mapping[str, Any] | None = None,
    published: str | None = None,
    report: bool | None = None,
) -> Record:
    """Return all that the workbench shows of a tree file.

    `around` holds what stands around it, as far as it is known: `pages` and `evidence` as lists,
    `use_cases` as a mapping from file names to texts, `releases` as a list of `name`, `text`,
    `date`, `digest` and `note`. `published` is the text of the tree to compare with.

    In the record: `diagnostics`, and the same as text, `report`, where it is asked for; `names` for
    completion; `tree` with what is drawn and listed; `changes` since the published tree. Each of
    the last three can be None.
    """
    known, faults = _context(around or {})
    tree, found = check(text, name, known)
    diagnostics = in_order((*faults, *found))
    record = _told(diagnostics, report)
    if tree is None or not _is_whole(tree):
        return {**record, "names": tree and _names(tree), "tree": None, "changes": None}
    compared = None if published is None else _compared(_published(published), tree)
    return {**record, "names": _names(tree), "tree": _shown(tree), "changes": compared}


def _context(around: Mapping[str, Any]) -> tuple[Context, list[Diagnostic]]:
    faults: list[Diagnostic] = []
    cases = None
    if around.get("use_cases") is not None:
        cases = []
        for name, page in around["use_cases"].items():
            try:
                cases.append(_case(page, name))
            except TreeError as error:
                faults += error.diagnostics
    releases = tuple(
        Release(_published(r["text"], r["name"]), r["date"], r["digest"], r["note"])
        for r in around.get("releases") or ()
    )
    known = None if faults else cases
    return Context(around.get("pages"), around.get("evidence"), known, releases), faults


# The draft changes with every key, what stands around it does not.
_case = lru_cache(maxsize=256)(use_cases.parse)


@cache
def _published(text: str, name: str = "published") -> Tree:
    return tree_of(text, name)


def _is_whole(tree: Tree) -> bool:
    """Return whether every name in the tree is defined, so that it can be drawn."""
    return not any(references.unknown_name(tree)) and not any(references.unknown_answer(tree))


def _names(tree: Tree) -> Record:
    return {
        "questions": {id_: list(question.answers) for id_, question in tree.questions.items()},
        "outcomes": list(tree.outcomes),
    }


def _shown(tree: Tree) -> Record:
    count = sum(1 for _ in states(tree))
    small = count <= MAX_DRAWN
    return {
        "title": tree.title,
        "version": tree.version,
        "questions": len(tree.questions),
        "outcomes": len(tree.outcomes),
        "states": count,
        "paths": sum(1 for _ in paths(tree)),
        "outline": listing(tree) if small else None,
        "flowchart": flowchart(tree, _link) if small else None,
        "table": paths_table(tree, _link) if small else None,
        "places": {state.url: _span(_place(state)) for state in states(tree)} if small else {},
        "rules": [
            {
                "id": rule.id,
                "because": rule.because,
                "paths": len(leaves),
                "place": _span(rule.id.place),
            }
            for rule, leaves in governed(tree)
        ],
    }


def _link(target: str) -> str:
    """Return an address within the page: the states of a draft have no pages."""
    return f"#{target}"


def _place(state: State) -> Place:
    return state.question.place if isinstance(state, Ask) else state.outcome.place


def _compared(old: Tree, new: Tree) -> Record | None:
    """Return what changed, and the smallest version that a release would accept.

    None where the two trees have no question in common: then they are about different things.
    """
    if not old.questions.keys() & new.questions.keys():
        return None
    found = changes(old, new)
    part = found[0].part if found else None
    return {
        "version": old.version,
        "part": part,
        "next": bumped(old.version, part) if part else old.version,
        "enough": part is None or allows(old.version, new.version, part),
        "changes": [
            {
                "part": change.part,
                "text": change.text,
                "place": _span(change.place) if change.place.source is new.source else None,
            }
            for change in found
        ],
        "new": _listed(_only(new, old)),
        "gone": _listed(_only(old, new), new),
        "elsewhere": _listed(_elsewhere(old, new), new),
    }


def _only(tree: Tree, other: Tree) -> Iterator[Leaf]:
    """Yield the paths of a tree that the other has not, whatever the order of their answers."""
    known = {frozenset(leaf.path) for leaf in paths(other)}
    return (leaf for leaf in paths(tree) if frozenset(leaf.path) not in known)


def _elsewhere(old: Tree, new: Tree) -> Iterator[Leaf]:
    """Yield the paths that both trees have and that end in another outcome in the new one."""
    ends = {frozenset(leaf.path): leaf.outcome for leaf in paths(new)}
    return (
        leaf for leaf in paths(old) if ends.get(frozenset(leaf.path), leaf.outcome) != leaf.outcome
    )


def _listed(leaves: Iterator[Leaf], now: Tree | None = None) -> Record:
    """Return paths with their outcomes, and with where their answers lead in the tree `now`."""
    found = list(leaves)
    rows = []
    for leaf in islice(found, _SHOWN):
        row = {"answers": [f"{q}={a}" for q, a in leaf.path], "outcome": leaf.outcome}
        if now is not None:
            to = replay(now, leaf.path).state
            row["now"] = to.question if isinstance(to, Ask) else to.outcome
        rows.append(row)
    return {"count": len(found), "paths": rows}


def _told(diagnostics: Sequence[Diagnostic], report: bool | None) -> Record:
    told = {"diagnostics": json.loads(to_json(diagnostics))}
    return {**told, "report": to_text(diagnostics)} if report else told


def _span(place: Place) -> tuple[int, int, int]:
    return (place.line, place.column, place.length)


def _json(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False)
