"""A tree as a flowchart: nested lists of links, which CSS draws and which read well without it."""

from collections.abc import Callable
from dataclasses import dataclass

from decision.model import Branch, Tree
from decision.nodes import Text
from decision.render.html import Html, join, tag
from decision.render.icon import icon, tone
from decision.walk import State, next_states

#: Turns a page (`outcomes/rag.md`) or a state (`decide/need.facts/`) into an address.
type Link = Callable[[str], str]


def flowchart(tree: Tree, link: Link, here: State | None = None) -> Html:
    """Return the whole tree; the path to `here`, where given, is marked and `here` is current."""
    return _drawn(_Chart(tree, link, here, True, _columns(tree.root)))


def path_chart(tree: Tree, link: Link, here: State) -> Html:
    """Return the path to `here` with, at each question, the answers that were not given."""
    return _drawn(_Chart(tree, link, here, False, len(here.path) + 1))


@dataclass(frozen=True, slots=True)
class _Chart:
    tree: Tree
    link: Link
    here: State | None
    whole: bool
    columns: int


def _columns(target: Branch | Text) -> int:
    if isinstance(target, Text):
        return 1
    return 1 + max(_columns(below) for below in target.answers.values())


def _drawn(chart: _Chart) -> Html:
    items = tag("ol", _item(chart, State((), chart.tree.root)), class_="flowchart__list")
    return tag("div", items, class_="flowchart", style=f"--columns:{chart.columns}")


def _item(chart: _Chart, state: State) -> Html:
    here = chart.here
    on = here is not None and here.path[: len(state.path)] == state.path
    current = here is not None and here.path == state.path
    below = next_states(state) if chart.whole or (on and not current) else ()
    children = [_item(chart, child) for child in below]
    return tag(
        "li",
        _box(chart, state, current=current),
        tag("ol", children, class_="flowchart__list") if children else None,
        class_="flowchart__item flowchart__item--on" if on else "flowchart__item",
    )


def _box(chart: _Chart, state: State, *, current: bool) -> Html:
    kind, sign, answer = "flowchart__box", None, None
    if state.path:
        question_id, answer_id = state.path[-1]
        label = chart.tree.questions[question_id].answers[answer_id].label
        answer = join(tag("span", label, class_="flowchart__answer"), " ")
    if isinstance(state.at, Branch):
        text = chart.tree.questions[state.at.question].ask
    else:
        outcome = chart.tree.outcomes[state.at]
        text, sign = outcome.short, icon(outcome.icon)
        kind += f" flowchart__box--outcome {tone(chart.tree, outcome)}"
    if len(state.path) + 1 == chart.columns:
        kind += " flowchart__box--last"
    return tag(
        "a",
        sign,
        answer,
        tag("span", text, class_="flowchart__text"),
        class_=kind,
        href=chart.link(f"decide/{state.url}"),
        data_state=state.url,
        aria_current="step" if current else None,
    )
