"""A leaf as a decision record in Markdown, in two forms, and as a citation of one line.

The long form is MADR 4 (Markdown Architectural Decision Records), the short one Michael Nygard's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decision.evidence import Evidence
from decision.model import Answer, Branch, Outcome, Question, Tree
from decision.render.actions import CITED
from decision.render.evidence import source_line
from decision.render.flowchart import Link
from decision.render.markdown import anchor, bullets, clause, diagram, escaped, numbered
from decision.render.state import title
from decision.walk import State, drivers, flips, given, next_states


@dataclass(frozen=True, slots=True)
class Published:
    """A tree as it is published: its SHA-256 digest, its ledger, and how addresses are made.

    `link` gives absolute addresses.
    """

    tree: Tree
    digest: str
    ledger: Mapping[str, Evidence]
    link: Link


def madr(of: Published, leaf: State) -> str:
    """Return the record of a leaf in the form of MADR 4."""
    tree, outcome = of.tree, of.tree.outcomes[str(leaf.at)]
    others = [o for o in tree.outcomes.values() if o is not outcome]
    parts = (
        "---\nstatus: proposed\ndate: YYYY-MM-DD\n---",
        f"# {escaped(title(tree, leaf))}",
        "## Context and Problem Statement",
        f"{escaped(tree.title)} These answers were given, each to a question of the decision tree:",
        numbered(_answer(q, a) for q, a in given(tree, leaf)),
        "## Decision Drivers",
        bullets(f"{escaped(_upper(a.phrase))}: {escaped(a.because)}" for _, a in given(tree, leaf)),
        "## Considered Options",
        bullets(escaped(o.title) for o in tree.outcomes.values()),
        "## Decision Outcome",
        f'Chosen option: "{escaped(outcome.title)}", because {escaped(_because(tree, leaf))}.',
        escaped(outcome.summary),
        "### Consequences",
        bullets(_consequences(tree, leaf, outcome)),
        *(("### Confirmation", bullets(map(escaped, outcome.measure))) if outcome.measure else ()),
        "## Pros and Cons of the Options",
        *(part for option in (outcome, *others) for part in _option(tree, leaf, option)),
        "## More Information",
        bullets(_origin(of, leaf)),
        "### What would change it",
        _flips(of, leaf),
        *_evidence(of, leaf, outcome),
        "### The path",
        f"```mermaid\n{diagram(tree, leaf)}\n```",
    )
    return "\n\n".join(parts) + "\n"


def nygard(of: Published, leaf: State) -> str:
    """Return the record of a leaf in the short form of Michael Nygard."""
    tree, outcome = of.tree, of.tree.outcomes[str(leaf.at)]
    parts = (
        f"# {escaped(title(tree, leaf))}",
        "Date: YYYY-MM-DD",
        "## Status",
        "Proposed",
        "## Context",
        "These answers were given to the questions of a decision tree:",
        bullets(f"{escaped(q.ask)} **{escaped(a.label)}**" for q, a in given(tree, leaf)),
        "## Decision",
        f"{escaped(outcome.title)}. {escaped(outcome.summary)}",
        "## Consequences",
        bullets(_consequences(tree, leaf, outcome)),
        "Where this comes from:",
        bullets(_origin(of, leaf)),
    )
    return "\n\n".join(parts) + "\n"


def asked(of: Published, state: State) -> str:
    """Return a state that asks a question as Markdown: the question, its answers as links."""
    assert isinstance(state.at, Branch)
    question = of.tree.questions[state.at.question]
    answers = []
    for behind in next_states(state):
        answer = question.answers[behind.path[-1][1]]
        means = f": {escaped(answer.means)}" if answer.means else ""
        answers.append(f"{anchor(answer.label, of.link(f'decide/{behind.url}'))}{means}")
    before = [f"{escaped(q.ask)} **{escaped(a.label)}**" for q, a in given(of.tree, state)]
    parts = (
        f"# {escaped(question.ask)}",
        escaped(question.why),
        bullets(answers),
        *(("## Answers so far", numbered(before)) if before else ()),
        "## More Information",
        bullets(_origin(of, state)),
    )
    return "\n\n".join(parts) + "\n"


def citation(of: Published, state: State) -> str:
    """Return one line of plain text that names a state, the version of its tree and its address."""
    return cited(of, title(of.tree, state), of.link(f"decide/{state.url}"))


def cited(of: Published, name: str, address: str) -> str:
    """Return one line of plain text that names a page, the version of the tree and an address."""
    told = f"“{name}”. {of.tree.title} Tree version {of.tree.version}"
    return f"{told} (SHA-256 {of.digest[:12]}). {address}"


def _answer(question: Question, answer: Answer) -> str:
    means = f": {escaped(clause(answer.means))}" if answer.means else ""
    return f"{escaped(question.ask)} **{escaped(answer.label)}**{means}"


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _because(tree: Tree, leaf: State) -> str:
    """Return the drivers of a leaf as a clause; where there are none, all of its answers."""
    phrases = [str(a.phrase) for _, a in drivers(tree, leaf) or given(tree, leaf)]
    return " and ".join(filter(None, (", ".join(phrases[:-1]), phrases[-1])))


def _consequences(tree: Tree, leaf: State, outcome: Outcome) -> Iterator[str]:
    yield from (f"Good, because {escaped(clause(text))}." for text in outcome.good)
    yield from (f"Bad, because {escaped(clause(text))}." for text in outcome.bad)


def _option(tree: Tree, leaf: State, option: Outcome) -> Iterator[str]:
    answers = [answer for _, answer in given(tree, leaf)]
    yield f"### {escaped(option.title)}"
    reasons = [f"Good, because {escaped(a.phrase)}." for a in answers if option.id in a.favours]
    for answer in answers:
        if answer.favours and option.id not in answer.favours:
            others = " and ".join(escaped(tree.outcomes[id_].title) for id_ in answer.favours)
            reasons.append(f"Neutral, because {escaped(answer.phrase)}, which speaks for {others}.")
    yield bullets(reasons) or "- Neutral, because no answer speaks for it or against it."


def _origin(of: Published, state: State) -> Iterator[str]:
    tree = of.tree
    yield f"This place in the tree: <{of.link(f'decide/{state.url}')}>"
    name = f"decide/releases/{tree.version}.yaml"
    yield f"Tree version {tree.version}: <{of.link(name)}>, SHA-256 `{of.digest}`"
    yield f"{CITED}{escaped(citation(of, state))}"
    if not isinstance(state.at, Branch):
        page = of.link(tree.outcomes[state.at].page.removesuffix(".md") + "/")
        yield f"First steps, and what to check that the tree does not ask: <{page}>"


def _flips(of: Published, leaf: State) -> str:
    lines = []
    for flip in flips(of.tree, leaf):
        to = anchor(flip.answer.label, of.link(f"decide/{flip.state.url}"))
        ends = " or ".join(escaped(o.title) for o in flip.outcomes)
        lead = "leads to" if flip.state.is_leaf else "leads to another question, and can end in"
        lines.append(f"{escaped(flip.question.ask)} {to} {lead} {ends}.")
    return bullets(lines) or "No change of a single answer would."


def _evidence(of: Published, leaf: State, outcome: Outcome) -> tuple[str, ...]:
    ids = [*outcome.evidence, *(e for _, a in given(of.tree, leaf) for e in a.evidence)]
    entries = [of.ledger[id_] for id_ in dict.fromkeys(ids) if id_ in of.ledger]
    if not entries:
        return ()
    lines = (f"{escaped(e.claim)} {source_line(e)}" for e in entries)
    return ("### Evidence", bullets(lines))
