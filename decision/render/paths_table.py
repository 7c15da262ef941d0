"""Every path of a tree as an HTML table."""

from decision.render.flowchart import Link
from decision.render.html import Html, tag
from decision.render.icon import outcome_label
from decision.tree.records import Tree
from decision.tree.states import given, paths


def paths_table(tree: Tree, link: Link) -> Html:
    """Return the table: a row for each path, with its answers and its outcome."""
    body = []
    for number, leaf in enumerate(paths(tree), 1):
        outcome = tree.outcomes[leaf.outcome]
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
