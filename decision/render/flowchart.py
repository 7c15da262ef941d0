"""A tree as a flowchart: nested lists of links, which CSS draws and which read well without it."""

from collections.abc import Callable, Iterator

from decision.model import Branch, Tree
from decision.render.html import Html, join, tag
from decision.render.icon import icon, tone
from decision.walk import State, next_states

#: Turns a page (`outcomes/rag.md`) or a state (`decide/need.facts/`) into an address.
type Link = Callable[[str], str]


def flowchart(tree: Tree, link: Link, here: State | None = None) -> Html:
    """Return the whole tree; the path to `here`, where given, is marked and `here` is current."""
    root = State((), tree.root)
    items = _item(tree, link, root, here, whole=True)
    return tag("ol", items, class_="flowchart__list", data_version=tree.version)


def path_chart(tree: Tree, link: Link, here: State) -> Html:
    """Return the path to `here` with, at each question, the answers that were not given."""
    items = _item(tree, link, State((), tree.root), here, whole=False)
    return tag("ol", items, class_="flowchart__list", data_version=tree.version)


def _item(tree: Tree, link: Link, state: State, here: State | None, *, whole: bool) -> Html:
    on = here is not None and here.path[: len(state.path)] == state.path
    below = next_states(state) if whole or on else iter(())
    if not whole and here is not None and state.path == here.path:
        below = iter(())
    children = _items(tree, link, below, here, whole=whole)
    return tag(
        "li",
        _box(tree, link, state, current=here is not None and state.path == here.path),
        tag("ol", children, class_="flowchart__list") if children else None,
        class_="flowchart__item flowchart__item--on" if on else "flowchart__item",
    )


def _items(
    tree: Tree, link: Link, states: Iterator[State], here: State | None, *, whole: bool
) -> Html:
    return join(_item(tree, link, state, here, whole=whole) for state in states)


def _box(tree: Tree, link: Link, state: State, *, current: bool) -> Html:
    answer = None
    if state.path:
        question_id, answer_id = state.path[-1]
        label = tree.questions[question_id].answers[answer_id].label
        answer = join(tag("span", label, class_="flowchart__answer"), " ")
    if isinstance(state.at, Branch):
        text = tree.questions[state.at.question].ask
        kind, sign = "flowchart__box", None
    else:
        outcome = tree.outcomes[state.at]
        text = outcome.short
        kind, sign = (
            f"flowchart__box flowchart__box--outcome {tone(tree, outcome)}",
            icon(outcome.icon),
        )
    return tag(
        "a",
        sign,
        answer,
        tag("span", text, class_="flowchart__text"),
        class_=kind,
        href=link(f"decide/{state.url}"),
        data_state=state.url,
        aria_current="step" if current else None,
    )
