"""What `/decide/` needs to work in place: the panel of every state, and all questions as a form."""

from collections.abc import Collection

from decision.render.actions import actions
from decision.render.flowchart import Link
from decision.render.html import Html, join, tag
from decision.render.panel import panel
from decision.render.state import reasons
from decision.tree.records import Tree
from decision.tree.states import Ask, states
from decision.tree.use_cases import UseCase


def panels(tree: Tree, link: Link, use_cases: Collection[UseCase]) -> Html:
    """Return a template for each state: its panel, and for a leaf all that bears on it."""
    return join(
        tag(
            "template",
            panel(tree, state, link),
            None
            if isinstance(state, Ask)
            else (actions(state, link), reasons(tree, state, link, use_cases, level=3)),
            data_state=state.url,
        )
        for state in states(tree)
    )


def answers_form(tree: Tree, unknown: str, submit: str) -> Html:
    """Return every question with its answers as radio buttons; `unknown` labels the open one."""
    fields = []
    for question in tree.questions.values():
        choices = [(str(a.id), str(a.label)) for a in question.answers.values()]
        radios = [
            tag("label", tag("input", type="radio", name=question.id, value=id_), " ", label)
            for id_, label in (*choices, ("", unknown))
        ]
        fields.append(tag("fieldset", tag("legend", question.ask), radios))
    return tag(
        "form",
        tag("div", fields, class_="decide__fields"),
        tag("button", submit, type="submit", class_="button"),
    )
