"""A tree as text for a terminal: the outline, and the interview."""

from collections.abc import Callable, Iterator, Sequence

from decision.history.changes import changes, moved
from decision.history.releases import Release
from decision.reading.nodes import Text
from decision.reading.version import bumped
from decision.tree.records import Branch, Tree
from decision.tree.states import (
    Ask,
    Leaf,
    State,
    choices,
    counterpoints,
    drivers,
    flips,
    start,
)


def outline(tree: Tree) -> str:
    """Return the tree as an indented outline: a question, its answers, what each leads to."""
    return "\n".join((f"{tree.title} {tree.version}", "", *_outline(tree, tree.root, "")))


def interview(tree: Tree, ask: Callable[[str], str], say: Callable[[str], None]) -> int:
    """Ask the questions through `ask`, tell the recommendation through `say`; return 0.

    An answer is its number or its id; `back` takes the last answer back. Raises what `ask` raises.
    """
    state: State = start(tree)
    before: list[State] = []
    while isinstance(state, Ask):
        question = tree.questions[state.question]
        say(f"\n{question.ask}\n{question.why}\n")
        offered = list(choices(tree, state))
        for number, (answer, _) in enumerate(offered, 1):
            say(f"  {number}  {answer.label}" + (f" - {answer.means}" if answer.means else ""))
        reply = ask("\nNumber, id, or back: ").strip().lower()
        if reply == "back" and before:
            state = before.pop()
            continue
        by_reply = {str(answer.id): behind for answer, behind in offered}
        by_reply |= {str(number): behind for number, (_, behind) in enumerate(offered, 1)}
        if reply in by_reply:
            before.append(state)
            state = by_reply[reply]
        else:
            say(f"`{reply}` is none of these.")
    for line in _recommendation(tree, state):
        say(line)
    return 0


def told(tree: Tree, releases: Sequence[Release]) -> Iterator[str]:
    """Yield lines on a new release: what changed since the last one, and which paths end elsewhere.

    `releases` are those before it, oldest first.
    """
    yield f"{tree.version} is released."
    if not releases:
        return
    last = releases[-1]
    found = changes(last.tree, tree)
    least = bumped(last.version, found[0].part) if found else ""
    yield f"\nChanges since {last.version}" + (
        f", which call for {least} or more:" if found else ": none"
    )
    yield from (f"  {change.part}  {change.text}" for change in found)
    if elsewhere := list(moved(last.tree, tree)):
        yield "\nPaths that no longer end as before:"
    for path in elsewhere:
        to = path.state
        now = f"asks `{to.question}`" if isinstance(to, Ask) else to.outcome
        yield f"  /decide/{path.leaf.url}: {path.leaf.outcome}, now {now}"


def _outline(tree: Tree, branch: Branch, indent: str) -> Iterator[str]:
    yield f"{indent}{tree.questions[branch.question].ask} ({branch.question})"
    for answer, target in branch.answers.items():
        label = f"{indent}  {tree.questions[branch.question].answers[answer].label} ({answer})"
        if isinstance(target, Text):
            yield f"{label}: {tree.outcomes[target].title}"
        else:
            yield label
            yield from _outline(tree, target, indent + "    ")


def _recommendation(tree: Tree, leaf: Leaf) -> Iterator[str]:
    outcome = tree.outcomes[leaf.outcome]
    yield f"\n{outcome.title}\n{outcome.summary}"
    for title, reasons in (
        ("What speaks for it", drivers(tree, leaf)),
        ("What speaks against it", counterpoints(tree, leaf)),
    ):
        if reasons:
            yield f"\n{title}"
            yield from (f"  {a.phrase}: {a.because}" for _, a in reasons)
    yield "\nWhat would change it"
    for flip in flips(tree, leaf):
        titles = " or ".join(o.title for o in flip.outcomes)
        yield f"  {flip.question.ask} {flip.answer.label}: {titles}"
    yield f"\n/decide/{leaf.url}\n"
