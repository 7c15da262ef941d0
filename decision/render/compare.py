"""States side by side: a column for every state, from which the script takes those asked for."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from decision.reading.nodes import Text
from decision.render.actions import RECORD, button, tools
from decision.render.flowchart import Link
from decision.render.html import Html, tag
from decision.render.state import outcome_label
from decision.tree.records import Tree
from decision.tree.states import Ask, State, counterpoints, drivers, given, paths, states


def compare(tree: Tree, link: Link) -> Html:
    """Return the form that adds a state, and the table that its columns go into.

    Without script it says what it needs, and where the same can be read.
    """
    return tag(
        "compare-states",
        tag(
            "p",
            "This page needs JavaScript. Without it, open two recommendations from ",
            tag("a", "the table of all paths", href=link("decide/table.md")),
            " beside each other.",
            data_part="without",
        ),
        _form(tree),
        tag(
            "output",
            tag("span", "Side by side: ", tag("span", data_part="count"), class_="hidden"),
            tag(
                "span",
                "Not asked on that path, or not known in this tree, so left out: ",
                tag("span"),
                class_="compare__unknown",
                data_part="unknown",
                hidden=True,
            ),
            data_part="told",
            hidden=True,
        ),
        _table(tree, link),
        tag(
            "div",
            tools("", button("link", "Copy link to this comparison"), button("print", "Print")),
            data_part="tools",
            hidden=True,
        ),
        class_="compare",
    )


def _form(tree: Tree) -> Html:
    add = tag("button", "Add", type="submit", class_="button")
    return tag(
        "form",
        tag("label", tag("span", "A recommendation"), _choice(tree)),
        tag(
            "label",
            tag("span", "or the address of a place in the tree"),
            tag("input", name="address", type="text"),
        ),
        add,
        class_="compare__form",
        hidden=True,
    )


def _table(tree: Tree, link: Link) -> Html:
    decided = ["Recommendation", *(str(question.ask) for question in tree.questions.values())]
    body = (
        tag(
            "tr",
            tag(
                "th",
                label,
                tag("span", "differs", hidden=True) if label in decided else None,
                scope="row",
                role="rowheader",
            ),
            role="row",
        )
        for label in (*decided, *_ASPECTS)
    )
    head = tag("tr", _cell(), role="row")
    table = tag(
        "table",
        tag("thead", head, role="rowgroup"),
        tag("tbody", body, role="rowgroup"),
        class_="compare__table",
        role="table",
    )
    return tag(
        "div",
        table,
        (
            tag("template", _column(tree, state, link), data_state=state.url)
            for state in states(tree)
            if state.path
        ),
        class_="compare__frame",
        role="region",
        aria_label="Side by side",
        tabindex="0",
        data_part="frame",
        hidden=True,
    )


def _choice(tree: Tree) -> Html:
    leaves = sorted(paths(tree), key=lambda leaf: list(tree.outcomes).index(leaf.outcome))
    groups = groupby(leaves, key=lambda leaf: leaf.outcome)
    return tag(
        "select",
        (
            tag(
                "optgroup",
                (tag("option", _told(tree, leaf), value=leaf.url) for leaf in found),
                label=tree.outcomes[outcome].title,
            )
            for outcome, found in groups
        ),
        name="state",
    )


_ASPECTS = (
    *("What speaks for it", "What speaks against it", "What is won", "What it costs"),
    *("What to measure", "To file it"),
)


def _column(tree: Tree, state: State, link: Link) -> Iterator[Html]:
    """Yield the heading of a column and its cell for each row, in the order of the rows."""
    here = link(f"decide/{state.url}")
    yield tag(
        "th",
        tag(
            "input",
            type="text",
            name="name",
            maxlength="60",
            placeholder="Workload",
            aria_label="Name of the workload",
        ),
        tag("a", _told(tree, state), href=here),
        tag(
            "button",
            "Remove",
            tag("span", f" {_told(tree, state)}", class_="hidden"),
            type="button",
            value="remove",
        ),
        scope="col",
        role="columnheader",
    )
    answers = {str(question.id): answer.label for question, answer in given(tree, state)}
    if isinstance(state, Ask):
        yield _cell("Not decided yet. Next question: ", tree.questions[state.question].ask)
    else:
        yield _cell(outcome_label(tree, tree.outcomes[state.outcome]))
    for id_ in tree.questions:
        given_ = answers.get(id_)
        yield _cell(given_) if given_ else _cell("Not asked", class_="compare__none")
    yield from _aspects(tree, state, here)


def _aspects(tree: Tree, state: State, here: str) -> Iterator[Html]:
    if isinstance(state, Ask):
        yield from (_cell() for _ in _ASPECTS)
        return
    outcome = tree.outcomes[state.outcome]
    yield _cell(_list(a.phrase for _, a in drivers(tree, state)))
    yield _cell(_list(a.phrase for _, a in counterpoints(tree, state)))
    for texts in (outcome.good, outcome.bad, outcome.measure):
        yield _cell(_list(texts))
    yield _cell(tag("a", "Decision record", href=here + RECORD))


def _list(texts: Iterable[Text]) -> Html | None:
    items: Sequence[Html] = [tag("li", text) for text in texts]
    return tag("ul", items) if items else None


def _told(tree: Tree, state: State) -> str:
    return ", ".join(str(answer.phrase) for _, answer in given(tree, state))


def _cell(*content: Html | Text | str | None, **attributes: str) -> Html:
    return tag("td", *content, role="cell", **attributes)
