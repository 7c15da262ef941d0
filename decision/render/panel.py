"""What the reader is asked or told at a state, as one panel of HTML."""

from collections.abc import Iterator

from decision.render.flowchart import Link
from decision.render.html import Html, tag
from decision.render.icon import icon, tone
from decision.tree.records import Branch, Outcome, Question, Tree
from decision.tree.states import Ask, State, address, given, next_states


def panel(tree: Tree, state: State, link: Link, heading: str = "h2") -> Html:
    """Return what the reader is asked or told at a state, with the answers that led there."""
    if isinstance(state, Ask):
        question = tree.questions[state.question]
        step = (
            f"Question {len(state.path) + 1} of at most {len(state.path) + _height(state.branch)}"
        )
        content: tuple[Html, ...] = (
            tag("p", step, class_="panel__step"),
            tag(heading, question.ask, class_="panel__title"),
            tag("p", question.why, class_="panel__why"),
            tag("ul", _choices(question, state, link), class_="panel__choices"),
            tag("p", tag("a", "How to find out", href=link(question.page)), class_="panel__more"),
        )
        kind = "panel"
    else:
        outcome = tree.outcomes[state.outcome]
        first = f"Recommendation after {len(state.path)} answers"
        content = (
            tag("p", first, class_="panel__step"),
            tag(heading, icon(outcome.icon), " ", outcome.title, class_="panel__title"),
            tag("p", outcome.summary, class_="panel__why"),
            tag("p", _more(outcome, link), class_="panel__more"),
        )
        kind = f"panel panel--outcome {tone(tree, outcome)}"
    return tag("section", *content, _so_far(tree, state, link), class_=kind, data_state=state.url)


def _choices(question: Question, state: Ask, link: Link) -> Iterator[Html]:
    behind = {choice.path[-1][1]: choice for choice in next_states(state)}
    for id_, answer in question.answers.items():
        choice = behind[id_]
        yield tag(
            "li",
            tag(
                "a",
                tag("strong", answer.label, class_="panel__label"),
                " " if answer.means else None,
                tag("span", answer.means, class_="panel__means") if answer.means else None,
                class_="panel__choice",
                href=link(f"decide/{choice.url}"),
                data_state=choice.url,
            ),
        )


def _so_far(tree: Tree, state: State, link: Link) -> Html | None:
    if not state.path:
        return None
    items = []
    for number, (question, answer) in enumerate(given(tree, state)):
        before = address(state.path[:number])
        change = tag(
            "a",
            "change",
            tag("span", f" the answer to: {question.ask}", class_="hidden"),
            href=link(f"decide/{before}"),
            data_state=before,
        )
        asked = tag("span", question.ask, class_="panel__asked")
        items.append(tag("li", asked, " ", tag("strong", answer.label), " ", change))
    again = tag("a", "Start again", href=link("decide/"), data_state="")
    return tag(
        "div",
        tag("p", "Your answers so far", class_="panel__step"),
        tag("ol", items, class_="panel__answers"),
        tag("p", again, class_="panel__more"),
        class_="panel__given",
    )


def _more(outcome: Outcome, link: Link) -> Html:
    return tag("a", "What this means and the first steps", href=link(outcome.page))


def _height(branch: Branch) -> int:
    below = (t for t in branch.answers.values() if isinstance(t, Branch))
    return 1 + max(map(_height, below), default=0)
