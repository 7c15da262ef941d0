"""Worked use cases: the front matter of a page in, its answers and outcome out, with their places.

A use case is a test of the tree: its answers, replayed, must end in the outcome that it states.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from decision.diagnostics import Diagnostic, TreeError, nearest
from decision.model import Tree
from decision.nodes import Mapping as Node
from decision.nodes import Text, decode, read
from decision.walk import State, replay


@dataclass(frozen=True, slots=True)
class UseCase:
    """One worked case: its id, its texts, its answers and the outcome they must reach."""

    id: str
    title: Text
    description: Text
    answers: Mapping[Text, Text]
    outcome: Text

    def state(self, tree: Tree) -> State:
        """Return the state of the tree to which the answers lead."""
        return replay(tree, [(str(q), str(a)) for q, a in self.answers.items()]).state


def load_all(folder: Path) -> list[UseCase]:
    """Return the use cases in a folder, by file name; raises TreeError for what cannot be read."""
    faults: list[Diagnostic] = []
    cases = []
    for path in sorted(folder.glob("*.md")):
        if path.stem != "index":
            try:
                cases.append(parse(decode(path.read_bytes(), path.as_posix()), path.as_posix()))
            except TreeError as error:
                faults += error.diagnostics
    if faults:
        raise TreeError(faults)
    return cases


def parse(text: str, name: str) -> UseCase:
    """Return the use case in the front matter of a page; raises TreeError where there is none."""
    text = text.replace("\r\n", "\n")
    front, mark, _ = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not mark:
        front = "\n"
    node = read(f"---\n{front}" if mark else text.split("\n", 1)[0] + "\n", name)
    pairs = {k: v for k, v in node.items if isinstance(k, Text)} if isinstance(node, Node) else {}
    faults = [
        Diagnostic(
            "missing-key",
            f"a use case has no `{key}`",
            node.place,
            f"add `{key}:` to the front matter",
        )
        for key in ("title", "description", "answers", "outcome")
        if key not in pairs
    ]
    found = {str(key): (key, value) for key, value in pairs.items()}
    for key in ("title", "description", "outcome"):
        if key in found and (not isinstance(found[key][1], Text) or not found[key][1]):
            faults.append(Diagnostic("wrong-shape", f"`{key}` must be a text", found[key][0].place))
    answers: dict[Text, Text] = {}
    if "answers" in found:
        given = found["answers"][1]
        items = given.items if isinstance(given, Node) else ()
        answers = {k: v for k, v in items if isinstance(k, Text) and isinstance(v, Text)}
        if not answers or len(answers) != len(items):
            message = "`answers` must give each question once, with one answer"
            help_ = "write `question: answer` lines below it"
            faults.append(Diagnostic("wrong-shape", message, found["answers"][0].place, help_))
    if faults:
        raise TreeError(faults)
    title, description, outcome = (found[key][1] for key in ("title", "description", "outcome"))
    assert isinstance(title, Text) and isinstance(description, Text) and isinstance(outcome, Text)
    return UseCase(Path(name).stem, title, description, answers, outcome)


def disagreements(tree: Tree, case: UseCase) -> Iterator[Diagnostic]:
    """Yield what a use case and the tree do not agree on; the first kind of fault only."""
    faults = list(_unknown(tree, case))
    yield from faults
    if faults:
        return
    walked = replay(tree, [(str(q), str(a)) for q, a in case.answers.items()])
    for question, answer in walked.unused:
        key = next(k for k in case.answers if k == question)
        message = f"the tree does not ask `{question}` on this path"
        help_ = f"delete `{question}: {answer}`, or mend the answers before it"
        yield Diagnostic("unused-answer", message, key.place, help_)
    if not isinstance(walked.state.at, Text):
        question = walked.state.at.question
        message = f"the answers stop at question `{question}`"
        last = list(case.answers)[-1]
        answers = ", ".join(f"`{a}`" for a in tree.questions[question].answers)
        help_ = f"add an answer to `{question}`: {answers}"
        other = (question.place, "asked here")
        yield Diagnostic("unfinished-use-case", message, last.place, help_, (other,))
    elif walked.state.at != case.outcome:
        message = f"these answers lead to `{walked.state.at}`, not to `{case.outcome}`"
        help_ = "change the answers or the outcome of the case, or mend the tree"
        other = (walked.state.at.place, "the tree ends here")
        yield Diagnostic("wrong-outcome", message, case.outcome.place, help_, (other,))


def _unknown(tree: Tree, case: UseCase) -> Iterator[Diagnostic]:
    if case.outcome not in tree.outcomes:
        message = f"no outcome is named `{case.outcome}`"
        help_ = nearest(case.outcome, tree.outcomes)
        yield Diagnostic("unknown-name", message, case.outcome.place, help_)
    for question, answer in case.answers.items():
        if question not in tree.questions:
            message = f"no question is named `{question}`"
            help_ = nearest(question, tree.questions)
            yield Diagnostic("unknown-name", message, question.place, help_)
        elif answer not in tree.questions[question].answers:
            message = f"question `{question}` has no answer `{answer}`"
            help_ = nearest(answer, tree.questions[question].answers)
            yield Diagnostic("unknown-answer", message, answer.place, help_)
