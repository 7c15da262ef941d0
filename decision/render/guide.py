"""Parts of guide, outcome and use-case pages that the tree itself can tell."""

from collections.abc import Collection

from decision.render.flowchart import Link, path_chart
from decision.render.html import Html, join, tag
from decision.render.icon import icon, tone
from decision.render.panel import panel
from decision.render.state import outcome_label, permalink
from decision.tree.records import Outcome, Question, Tree
from decision.tree.states import Ask, Leaf, State, given, paths, states
from decision.tree.use_cases import UseCase


def question_card(tree: Tree, question: Question) -> Html:
    """Return why a question is asked, and each answer: its meaning, what it favours, the reason."""
    cards = []
    for answer in question.answers.values():
        favoured = [outcome_label(tree, tree.outcomes[id_]) for id_ in answer.favours]
        cards.append(
            tag(
                "li",
                tag("strong", answer.label, class_="card__title"),
                tag("p", answer.means) if answer.means else None,
                tag("p", "Favours ", *favoured, class_="card__outcomes") if favoured else None,
                tag("p", answer.because, class_="card__because"),
                class_="card",
            )
        )
    return join(tag("p", question.why, class_="lead"), tag("ul", cards, class_="cards"))


def asked(tree: Tree, question: Question, link: Link) -> Html:
    """Return the states that ask a question, as links that tell what was answered before."""
    found = [s for s in states(tree) if isinstance(s, Ask) and s.question == question.id]
    return tag("ul", (_way(tree, state, link) for state in found), class_="ways")


def outcome_card(tree: Tree, outcome: Outcome) -> Html:
    """Return the summary of an outcome with its sign and colour."""
    count = sum(1 for leaf in paths(tree) if leaf.outcome == outcome.id)
    ends = (
        f"{count} of {sum(1 for _ in paths(tree))} paths of tree version {tree.version} end here."
    )
    return tag(
        "div",
        icon(outcome.icon),
        tag("div", tag("p", outcome.summary, class_="lead"), tag("p", ends, class_="panel__step")),
        class_=f"verdict {tone(tree, outcome)}",
    )


def outcome_cards(tree: Tree, link: Link) -> Html:
    """Return all outcomes as cards that link to their pages."""
    cards = (
        tag(
            "li",
            tag(
                "a",
                icon(outcome.icon),
                tag("strong", outcome.title, class_="card__title"),
                tag("span", outcome.summary),
                href=link(outcome.page),
            ),
            class_=f"card card--link {tone(tree, outcome)}",
        )
        for outcome in tree.outcomes.values()
    )
    return tag("ul", cards, class_="cards cards--outcomes")


def leaves(tree: Tree, outcome: Outcome, link: Link) -> Html:
    """Return the leaves of an outcome, as links that tell the answers that lead there."""
    found = (leaf for leaf in paths(tree) if leaf.outcome == outcome.id)
    return tag("ul", (_way(tree, leaf, link) for leaf in found), class_="ways")


def cases(tree: Tree, use_cases: Collection[UseCase], link: Link, outcome: Outcome) -> Html:
    """Return the use cases that end in an outcome, as cards."""
    return _cards(tree, [case for case in use_cases if case.outcome == outcome.id], link)


def case_cards(tree: Tree, use_cases: Collection[UseCase], link: Link) -> Html:
    """Return all use cases as cards, grouped by their outcome."""
    return join(
        (
            tag("h3", outcome_label(tree, outcome), permalink(outcome.id), id=outcome.id),
            cases(tree, use_cases, link, outcome),
        )
        for outcome in tree.outcomes.values()
    )


def worked_path(tree: Tree, leaf: Leaf, link: Link) -> Html:
    """Return the recommendation of a leaf with its path drawn."""
    return join(
        panel(tree, leaf, link),
        path_chart(tree, link, leaf),
    )


def _cards(tree: Tree, use_cases: Collection[UseCase], link: Link) -> Html:
    cards = (
        tag(
            "li",
            tag(
                "a",
                tag("strong", case.title, class_="card__title"),
                tag("span", case.description),
                href=link(f"use-cases/{case.id}.md"),
            ),
            class_=f"card card--link {tone(tree, tree.outcomes[case.outcome])}",
        )
        for case in use_cases
    )
    return tag("ul", cards, class_="cards")


def _way(tree: Tree, state: State, link: Link) -> Html:
    phrases = ", ".join(answer.phrase for _, answer in given(tree, state)) or "at the very start"
    return tag("li", tag("a", phrases, href=link(f"decide/{state.url}")))
