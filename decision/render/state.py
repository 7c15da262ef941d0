"""A state as HTML: the question with its answers, or the outcome with all that bears on it."""

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlencode

from decision.ledger.evidence import Evidence
from decision.render.actions import actions
from decision.render.evidence import references
from decision.render.flowchart import Link, path_chart
from decision.render.html import Html, join, tag
from decision.render.icon import icon, tone
from decision.render.panel import panel
from decision.tree.records import Answer, Outcome, Question, Tree
from decision.tree.states import Ask, Leaf, State, counterpoints, drivers, flips, given
from decision.tree.use_cases import UseCase


def title(tree: Tree, state: State) -> str:
    """Return what a browser tab, a search result or a chat shows for a state; never empty."""
    phrases = [str(answer.phrase) for _, answer in given(tree, state)]
    told = phrases if len(phrases) < 4 else [phrases[0], *phrases[-2:]]
    if isinstance(state, Ask):
        ask = str(tree.questions[state.question].ask)
        return f"{ask} ({', '.join(told)})" if told else ask
    return f"{tree.outcomes[state.outcome].title}: {', '.join(told)}"


def description(tree: Tree, state: State) -> str:
    """Return one or two sentences that tell the state to somebody who sees nothing else."""
    phrases = ", ".join(answer.phrase for _, answer in given(tree, state))
    if isinstance(state, Ask):
        why = str(tree.questions[state.question].why)
        return f"Given: {phrases}. {why}" if phrases else why
    outcome = tree.outcomes[state.outcome]
    return f"{outcome.title}: {phrases}. {outcome.summary}"


def state_page(
    tree: Tree,
    state: State,
    link: Link,
    use_cases: Collection[UseCase],
    ledger: Mapping[str, Evidence],
) -> Html:
    """Return the content of the page of a state, its heading included."""
    in_place = f"{link('decide/')}?{urlencode(state.path)}"
    return join(
        panel(tree, state, link, heading="h1"),
        None
        if isinstance(state, Ask)
        else (actions(state, link), reasons(tree, state, link, use_cases)),
        section(
            "Your path in the tree",
            path_chart(tree, link, state),
            tag("p", tag("a", "This path in the whole flowchart", href=in_place)),
            kind="state__screen",
        ),
        _evidence(tree, state, ledger, link),
    )


def reasons(
    tree: Tree, leaf: Leaf, link: Link, use_cases: Collection[UseCase], level: int = 2
) -> Html:
    """Return what speaks for a leaf and against it, what would change it, and its use cases.

    `level` is that of the headings; those of level 2 can be linked.
    """
    here = [case for case in use_cases if case.state(tree).path == leaf.path]
    near = [case for case in use_cases if case.outcome == leaf.outcome and case not in here]
    return join(
        tag(
            "div",
            section(
                "What speaks for it", _reasons(drivers(tree, leaf)), kind="state__for", level=level
            ),
            section(
                "What speaks against it",
                _against(tree, counterpoints(tree, leaf)),
                kind="state__against",
                level=level,
            ),
            class_="state__reasons",
        ),
        section("What would change it", flip_list(tree, leaf, link), level=level),
        section(
            "Worked use cases",
            case_list(here, link, "This very path") if here else None,
            case_list(near, link, "The same outcome by another path") if near else None,
            kind="state__screen",
            level=level,
        )
        if here or near
        else None,
    )


def flip_list(tree: Tree, leaf: Leaf, link: Link) -> Html:
    """Return each change of one answer that leads to another outcome, linked to where it leads."""
    return tag(
        "ul",
        (
            _flip(tree, flip.question, flip.answer, flip.state, flip.outcomes, link)
            for flip in flips(tree, leaf)
        ),
        class_="flips",
    )


def case_list(cases: Iterable[UseCase], link: Link, lead: str) -> Html:
    """Return use cases as a list of links under a short lead."""
    items = (
        tag("li", tag("a", c.title, href=link(f"use-cases/{c.id}.md")), ": ", c.description)
        for c in cases
    )
    return join(tag("p", lead, class_="state__lead"), tag("ul", items))


def outcome_label(tree: Tree, outcome: Outcome) -> Html:
    """Return the short title of an outcome with its sign, in its colour."""
    return tag("span", icon(outcome.icon), outcome.short, class_=f"outcome {tone(tree, outcome)}")


def section(
    heading: str,
    *content: Html | None,
    kind: str = "state__section",
    level: int = 2,
    anchor: str = "",
) -> Html:
    """Return a section with its heading; one of level 2 can be linked."""
    if level > 2:
        return tag("section", tag(f"h{level}", heading), *content, class_=kind)
    anchor = anchor or heading.lower().replace(" ", "-")
    return tag("section", tag("h2", heading, permalink(anchor), id=anchor), *content, class_=kind)


def permalink(anchor: str) -> Html:
    """Return the link that stands beside a heading."""
    return tag("a", "¶", class_="headerlink", href=f"#{anchor}", title="Link to this section")


def _flip(
    tree: Tree,
    question: Question,
    answer: Answer,
    state: State,
    outcomes: tuple[Outcome, ...],
    link: Link,
) -> Html:
    labels = join(
        *(join(" or " if n else None, outcome_label(tree, o)) for n, o in enumerate(outcomes))
    )
    lead = (
        " leads to "
        if not isinstance(state, Ask)
        else " leads to another question, and can end in "
    )
    ask = tag("span", question.ask, class_="panel__asked")
    to = tag("a", answer.label, href=link(f"decide/{state.url}"), data_state=state.url)
    return tag("li", ask, " ", to, lead, labels)


def _reasons(pairs: Iterable[tuple[Question, Answer]]) -> Html:
    return tag("ul", (tag("li", _reason(answer)) for _, answer in pairs))


def _reason(answer: Answer) -> Html:
    phrase = f"{answer.phrase[:1].upper()}{answer.phrase[1:]}"
    return join(tag("strong", phrase), ": ", answer.because)


def _against(tree: Tree, pairs: tuple[tuple[Question, Answer], ...]) -> Html:
    if not pairs:
        return tag("p", "None of your answers speaks for another outcome alone.")
    return tag(
        "ul",
        (tag("li", _reason(a), " Speaks for ", _either(tree, a), ".") for _, a in pairs),
    )


def _either(tree: Tree, answer: Answer) -> Html:
    labels = [outcome_label(tree, tree.outcomes[id_]) for id_ in answer.favours]
    return join(*(join(" or " if n else None, label) for n, label in enumerate(labels)))


def _evidence(tree: Tree, state: State, ledger: Mapping[str, Evidence], link: Link) -> Html | None:
    ids: list[str] = []
    if isinstance(state, Ask):
        question = tree.questions[state.question]
        ids += [*question.evidence, *(e for a in question.answers.values() for e in a.evidence)]
    else:
        ids += tree.outcomes[state.outcome].evidence
        ids += [e for _, answer in given(tree, state) for e in answer.evidence]
    entries = [ledger[id_] for id_ in dict.fromkeys(ids) if id_ in ledger]
    return section("What this rests on", references(entries, link)) if entries else None
