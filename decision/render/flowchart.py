"""A tree as a flowchart: nested lists of links, which CSS draws and which read well without it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from decision.reading.nodes import Text
from decision.render.html import Html, tag
from decision.render.icon import icon, tone
from decision.tree.records import Branch, Tree
from decision.tree.states import Ask, State, next_states, start

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
    items = Html(_item(chart, start(chart.tree), ""))
    root = tag("ol", items, class_="flowchart__list")
    return tag("div", root, class_="flowchart", style=f"--columns:{chart.columns}")


# Written out as text because a large tree has thousands of items: three times as fast as by `tag`.
def _item(chart: _Chart, state: State, url: str) -> str:
    here = chart.here
    on = here is not None and here.path[: len(state.path)] == state.path
    current = here is not None and here.path == state.path
    below = next_states(state) if chart.whole or (on and not current) else ()
    items = "".join([_item(chart, s, f"{url}{s.path[-1][0]}.{s.path[-1][1]}/") for s in below])
    mark = " flowchart__item--on" if on else ""
    inner = f'<ol class="flowchart__list">{items}</ol>' if items else ""
    step = ' aria-current="step"' if current else ""
    kind, content = _content(chart, state)
    href = escape(chart.link(f"decide/{url}"))
    return (
        f'<li class="flowchart__item{mark}"><a class="flowchart__box{kind}" href="{href}"'
        f' data-state="{escape(url)}"{step}>{content}</a>{inner}</li>'
    )


def _content(chart: _Chart, state: State) -> tuple[str, str]:
    kind = " flowchart__box--last" if len(state.path) + 1 == chart.columns else ""
    label = ""
    if state.path:
        question, answer = state.path[-1]
        label = _span("flowchart__answer", chart.tree.questions[question].answers[answer].label)
    if isinstance(state, Ask):
        text = chart.tree.questions[state.question].ask
        return kind, f"{label} {_span('flowchart__text', text)}"
    outcome = chart.tree.outcomes[state.outcome]
    kind += f" flowchart__box--outcome {tone(chart.tree, outcome)}"
    return kind, f"{icon(outcome.icon)}{label} {_span('flowchart__text', outcome.short)}"


@lru_cache(maxsize=4096)
def _span(kind: str, text: str) -> Html:
    return tag("span", text, class_=kind)
