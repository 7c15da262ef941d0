"""Every path of a tree as an HTML table with a filter by outcome and by answer."""

from collections.abc import Iterable

from decision.model import Tree
from decision.render.flowchart import Link
from decision.render.html import Html, join, tag
from decision.render.state import outcome_label
from decision.walk import given, paths


def paths_table(tree: Tree, link: Link) -> Html:
    """Return the table, complete without script, in the element that filters its rows."""
    return tag("paths-filter", _form(tree), plain_table(tree, link), class_="paths")


def plain_table(tree: Tree, link: Link) -> Html:
    """Return the table alone."""
    body = []
    for number, leaf in enumerate(paths(tree), 1):
        outcome = tree.outcomes[str(leaf.at)]
        way = [
            tag("li", tag("span", question.ask, class_="panel__asked"), " ", tag("strong", a.label))
            for question, a in given(tree, leaf)
        ]
        body.append(
            tag(
                "tr",
                tag("td", str(number), class_="paths__number"),
                tag("td", tag("ol", way, class_="panel__answers")),
                tag("td", tag("a", outcome_label(tree, outcome), href=link(f"decide/{leaf.url}"))),
                data_pairs=" ".join(f"{q}.{a}" for q, a in (("outcome", outcome.id), *leaf.path)),
            )
        )
    head = tag(
        "thead", tag("tr", (tag("th", t, scope="col") for t in ("Path", "Answers", "Outcome")))
    )
    return tag("table", head, tag("tbody", body), class_="paths__table")


def _form(tree: Tree) -> Html:
    outcomes = [(id_, o.short) for id_, o in tree.outcomes.items()]
    fields = [_field("outcome", "Outcome", outcomes)]
    for id_, question in tree.questions.items():
        answers = [(answer_id, a.label) for answer_id, a in question.answers.items()]
        fields.append(_field(id_, question.ask, answers))
    return tag(
        "form",
        tag("div", fields, class_="paths__fields"),
        tag(
            "p",
            tag(
                "output",
                class_="paths__count",
                aria_live="polite",
                data_words="{count} of {total} paths",
            ),
            " ",
            tag("button", "Show all paths", type="reset", class_="paths__reset"),
        ),
        class_="paths__form",
        hidden=True,
    )


def _field(name: str, label: str, options: Iterable[tuple[str, str]]) -> Html:
    choices = join(
        tag("option", "Any", value=""),
        (tag("option", text, value=value) for value, text in options),
    )
    return tag("label", tag("span", label), tag("select", choices, name=name))
