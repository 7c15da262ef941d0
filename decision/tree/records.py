"""The records of a tree: what a checked tree file holds, each text with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decision.reading.diagnostics import Source
from decision.reading.nodes import Text

#: The signs that an outcome can have, so that outcomes differ by shape as well as by colour.
ICONS = ("speech", "book", "sliders", "layers", "steps", "flag", "star", "compass")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question, with the outcomes it speaks for and the reason."""

    id: Text
    label: Text
    means: Text
    phrase: Text
    favours: tuple[Text, ...]
    because: Text
    evidence: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, why it is asked, and its answers by id."""

    id: Text
    ask: Text
    why: Text
    page: Text
    answers: Mapping[str, Answer]
    evidence: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One recommendation. `short` is its title where there is little room.

    `good` and `bad` are its consequences, `measure` is what confirms that it was right.
    """

    id: Text
    title: Text
    short: Text
    summary: Text
    page: Text
    icon: str
    good: tuple[Text, ...]
    bad: tuple[Text, ...]
    measure: tuple[Text, ...]
    evidence: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A question at its position in the tree: where each of its answers leads."""

    question: Text
    answers: Mapping[Text, "Branch | Text"]
    #: The outcomes that can be reached from here, in the order of the file.
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold on every path that has one of the answers of each question in `when`.

    Such a path must end in one of `then`, and in none of `never`; where it ends in one of `reach`,
    it must have one of the answers in `only_with` to each question there.
    """

    id: Text
    when: Mapping[Text, tuple[Text, ...]]
    then: tuple[Text, ...]
    never: tuple[Text, ...]
    reach: tuple[Text, ...]
    only_with: Mapping[Text, tuple[Text, ...]]
    because: Text


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole tree file."""

    source: Source
    version: Text
    title: Text
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    root: Branch
    rules: tuple[Rule, ...]


def branches(branch: Branch) -> Iterator[Branch]:
    """Yield a branch and every branch below it, parents first, in the order of the file."""
    todo = [branch]
    while todo:
        branch = todo.pop()
        yield branch
        todo += reversed([t for t in branch.answers.values() if isinstance(t, Branch)])


def paged(tree: Tree) -> tuple[Question | Outcome, ...]:
    """Return all that has a page of its own: questions, then outcomes."""
    return (*tree.questions.values(), *tree.outcomes.values())
