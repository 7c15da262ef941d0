"""Two trees in, what changed between them and which part of the version it calls for out.

An id that is removed or means something else calls for a major version: links say it. What is added
and another end or order of a path call for a minor one, words for a patch.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decision.reading.diagnostics import Place
from decision.reading.nodes import Text
from decision.reading.version import PARTS, Part
from decision.tree.records import Answer, Branch, Outcome, Question, Rule, Tree, branches
from decision.tree.states import Leaf, State, paths, replay


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words for readers, the part of the version it calls for, and its place."""

    part: Part
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Moved:
    """A path of the old tree whose answers lead elsewhere in the new one.

    `leaf` is a state of the old tree; `state` is one of the new tree: a leaf with another outcome,
    or the question that the old answers leave open.
    """

    leaf: Leaf
    state: State


def changes(old: Tree, new: Tree) -> tuple[Change, ...]:
    """Return what changed from one tree to the other, the largest part first."""
    found = [
        *_questions(old, new),
        *_owners("outcome", old.outcomes, new.outcomes),
        *_structure(old, new),
        *_rules(old, new),
    ]
    if old.title != new.title:
        found.append(Change("patch", f"The title is now “{new.title}”.", new.title.place))
    if not found and _order(old) != _order(new):
        found.append(Change("patch", "Things are shown in another order.", new.title.place))
    return tuple(sorted(found, key=lambda change: PARTS.index(change.part)))


def moved(old: Tree, new: Tree) -> Iterator[Moved]:
    """Yield each path of the old tree whose answers do not end in the same outcome in the new."""
    for leaf in paths(old):
        state = replay(new, leaf.path).state
        if str(state.outcome if isinstance(state, Leaf) else "") != leaf.outcome:
            yield Moved(leaf, state)


def _questions(old: Tree, new: Tree) -> Iterator[Change]:
    yield from _owners("question", old.questions, new.questions)
    for id_, question in new.questions.items():
        if before := old.questions.get(id_):
            name = f"the question “{question.ask}”"
            yield from _answers(name, before.answers, question.answers)


def _answers(name: str, old: Mapping[str, Answer], new: Mapping[str, Answer]) -> Iterator[Change]:
    for id_, answer in old.items():
        if id_ not in new:
            yield Change(
                "major", _sentence(f"{name} lost its answer “{answer.label}”"), answer.id.place
            )
    words = {id_: _words(answer) for id_, answer in old.items()}
    for id_, answer in new.items():
        before = old.get(id_)
        if before is None:
            yield Change(
                "minor", _sentence(f"{name} has a new answer, “{answer.label}”"), answer.id.place
            )
            continue
        told = f"the answer “{answer.label}” to {name}"
        yield from _reworded(told, before, answer, words)
        if set(before.favours) != set(answer.favours):
            text = _sentence(f"{told} speaks for other outcomes than before")
            yield Change("minor", text, answer.id.place)
        if before.evidence != answer.evidence:
            yield _evidence(told, answer.id)


def _structure(old: Tree, new: Tree) -> Iterator[Change]:
    elsewhere = sum(1 for _ in moved(old, new))
    place = new.root.question.place
    if elsewhere:
        count = sum(1 for _ in paths(old))
        ends = "ends" if elsewhere == 1 else "end"
        text = f"Of {count} paths, {elsewhere} no longer {ends} as before."
        yield Change("minor", text, place)
    elif _shape(old.root, new) != _shape(new.root, old):
        yield Change("minor", "Questions are asked in another order or place.", place)


def _rules(old: Tree, new: Tree) -> Iterator[Change]:
    before = {str(rule.id): rule for rule in old.rules}
    after = {str(rule.id): rule for rule in new.rules}
    for id_, rule in before.items():
        if id_ not in after:
            yield Change("minor", f"The rule “{id_}” is gone.", rule.id.place)
    for id_, rule in after.items():
        if id_ not in before:
            yield Change("minor", f"The rule “{id_}” is new: {rule.because}", rule.id.place)
        elif _demands(before[id_]) != _demands(rule):
            yield Change("minor", f"The rule “{id_}” asks for something else.", rule.id.place)
        elif before[id_].because != rule.because:
            yield Change("patch", f"The reason for the rule “{id_}” is reworded.", rule.id.place)


def _owners[T: Question | Outcome](
    kind: str, old: Mapping[str, T], new: Mapping[str, T]
) -> Iterator[Change]:
    for id_, owner in old.items():
        if id_ not in new:
            yield Change("major", f"The {kind} “{_name(owner)}” is gone.", owner.id.place)
    words = {id_: _words(owner) for id_, owner in old.items()}
    for id_, owner in new.items():
        before = old.get(id_)
        name = f"the {kind} “{_name(owner)}”"
        if before is None:
            yield Change("minor", _sentence(f"{name} is new"), owner.id.place)
            continue
        yield from _reworded(name, before, owner, words)
        if before.evidence != owner.evidence:
            yield _evidence(name, owner.id)


def _reworded[T: Question | Answer | Outcome](
    name: str, old: T, new: T, words: Mapping[str, frozenset[str]]
) -> Iterator[Change]:
    if _texts(old) == _texts(new):
        return
    mine = _words(new)
    if _core(old) != _core(new):
        others = {id_: _likeness(mine, other) for id_, other in words.items()}
        own = others.get(new.id, 0.0)
        if own == 0 or own < max(others.values()):
            text = _sentence(f"{name} now means something else than “{_name(old)}”")
            yield Change("major", text, new.id.place)
            return
    how = "reworded" if _texts(old)[0] != _texts(new)[0] else "shown differently"
    yield Change("patch", _sentence(f"{name} is {how}"), new.id.place)


def _evidence(name: str, at: Text) -> Change:
    return Change("patch", _sentence(f"{name} rests on other evidence"), at.place)


def _name(owner: Question | Answer | Outcome) -> str:
    if isinstance(owner, Question):
        return owner.ask
    return owner.label if isinstance(owner, Answer) else owner.title


def _core(owner: Question | Answer | Outcome) -> tuple[str, ...]:
    """Return the texts that say what an id means."""
    if isinstance(owner, Question):
        return (owner.ask,)
    if isinstance(owner, Answer):
        return (owner.label, owner.means, owner.phrase)
    return (owner.title, owner.summary)


def _texts(owner: Question | Answer | Outcome) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Return the words of an owner, and what else is seen of it."""
    if isinstance(owner, Question):
        return (*_core(owner), owner.why), (owner.page,)
    if isinstance(owner, Answer):
        return (*_core(owner), owner.because), ()
    lists = (owner.good, owner.bad, owner.measure)
    return (*_core(owner), owner.short, *lists), (owner.page, owner.icon)


def _words(owner: Question | Answer | Outcome) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", " ".join(_core(owner)).casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that two texts have in common, from 0 to 1 (Jaccard index)."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if one or other else 1.0


def _shape(target: Branch | Text, other: Tree) -> object:
    """Return what follows what, less the answers that the other tree does not have."""
    if isinstance(target, Text):
        return str(target)
    question = other.questions.get(target.question)
    known = question.answers if question else {}
    answers = {str(a): _shape(t, other) for a, t in target.answers.items() if a in known}
    return (str(target.question), answers)


def _order(tree: Tree) -> object:
    answers = [list(question.answers) for question in tree.questions.values()]
    lists = [list(names) for names in (tree.questions, tree.outcomes)]
    below = [list(map(str, branch.answers)) for branch in branches(tree.root)]
    favours = [list(a.favours) for q in tree.questions.values() for a in q.answers.values()]
    return (answers, lists, below, favours, [str(rule.id) for rule in tree.rules])


def _demands(rule: Rule) -> object:
    return (
        {q: set(answers) for q, answers in rule.when.items()},
        {q: set(answers) for q, answers in rule.only_with.items()},
        *(set(outcomes) for outcomes in (rule.then, rule.never, rule.reach)),
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."
