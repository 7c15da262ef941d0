"""The graph stage: a tree whose names are good in, faults of its structure out."""

from collections.abc import Iterator

from decision.reading.diagnostics import Diagnostic, listed
from decision.reading.nodes import Text
from decision.tree.records import Branch, Tree, branches

#: More than this on one path and a reader gives up.
MAX_QUESTIONS = 8


def missing_answer(tree: Tree) -> Iterator[Diagnostic]:
    """Find places where the tree asks a question and leaves out some of its answers."""
    for branch in branches(tree.root):
        question = tree.questions[branch.question]
        missing = [a for id_, a in question.answers.items() if id_ not in branch.answers]
        if missing:
            names = listed(answer.id for answer in missing)
            message = f"`{question.id}` is asked here without its answer {names}"
            others = tuple((answer.id.place, "defined here") for answer in missing[:5])
            help_ = "say where it leads, or delete it from the question"
            yield Diagnostic("missing-answer", message, branch.question.place, help_, others)


def asked_twice(tree: Tree) -> Iterator[Diagnostic]:
    """Find questions that one path asks twice."""

    def below(branch: Branch, before: dict[str, Text]) -> Iterator[Diagnostic]:
        if first := before.get(branch.question):
            message = f"`{branch.question}` was already asked on this path"
            other = (first.place, "first asked here")
            help_ = "its answer is known by now: put what follows that answer here"
            yield Diagnostic("asked-twice", message, branch.question.place, help_, (other,))
        asked = {**before, branch.question: branch.question}
        for target in branch.answers.values():
            if isinstance(target, Branch):
                yield from below(target, asked)

    yield from below(tree.root, {})


def unreachable(tree: Tree) -> Iterator[Diagnostic]:
    """Find outcomes and questions that no path reaches.

    Where an answer is missing, what it should lead to is not known, and nothing is reported.
    """
    if any(missing_answer(tree)):
        return
    asked = {str(branch.question) for branch in branches(tree.root)}
    for kind, owners, reached in (
        ("question", tree.questions, asked),
        ("outcome", tree.outcomes, set(tree.root.outcomes)),
    ):
        for owner in owners.values():
            if owner.id not in reached:
                message = f"no path reaches {kind} `{owner.id}`"
                yield Diagnostic(
                    "unreachable", message, owner.id.place, "use it in the tree or delete it"
                )


def decides_nothing(tree: Tree) -> Iterator[Diagnostic]:
    """Find questions whose every answer leads to the same thing; incomplete ones are left out."""
    numbers: dict[object, int] = {}

    def number(target: Branch | Text, found: list[Text]) -> int:
        key: object
        if isinstance(target, Text):
            key = str(target)
        else:
            below = {str(a): number(t, found) for a, t in target.answers.items()}
            complete = len(below) == len(tree.questions[target.question].answers)
            if complete and len(set(below.values())) == 1:
                found.append(target.question)
            key = (str(target.question), tuple(sorted(below.items())))
        return numbers.setdefault(key, len(numbers))

    found: list[Text] = []
    number(tree.root, found)
    for question in found:
        message = f"every answer to `{question}` leads to the same thing here"
        help_ = "leave the question out here, or let an answer lead elsewhere"
        yield Diagnostic("decides-nothing", message, question.place, help_)


def too_many_questions(tree: Tree) -> Iterator[Diagnostic]:
    """Find the first question too many on each path that is too long."""

    def below(branch: Branch, count: int) -> Iterator[Diagnostic]:
        if count > MAX_QUESTIONS:
            message = (
                f"`{branch.question}` is question {count} on this path, more than {MAX_QUESTIONS}"
            )
            help_ = "decide earlier: a reader gives up before this"
            yield Diagnostic("too-many-questions", message, branch.question.place, help_)
            return
        for target in branch.answers.values():
            if isinstance(target, Branch):
                yield from below(target, count + 1)

    yield from below(tree.root, 1)
