"""Worked use cases: the front matter of a page in, its answers and outcome out, with their places.

A use case is a test of the tree: its answers, replayed, must end in the outcome that it states.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from decision.reading import pages
from decision.reading.decoder import Decoder
from decision.reading.diagnostics import Diagnostic, TreeError, nearest, quoted
from decision.reading.nodes import Node, Text
from decision.reading.pages import Page
from decision.reading.schema import MAX_ID, ByHand, Document, Record, String, required
from decision.tree.records import Tree
from decision.tree.references import unknown
from decision.tree.states import Ask, Leaf, State, replay

#: The folder of their pages, below that of all pages.
FOLDER = "use-cases"
_FIELDS = (
    *pages.FIELDS,
    required("answers", ByHand("answers", {}), "Questions, each with the answer of the case."),
    required("outcome", String(MAX_ID), "The id of the outcome that the answers lead to."),
)
USE_CASE = Document(
    "Worked use case",
    "The front matter of the page of a use case.",
    Record("use case", _FIELDS, front_matter=True),
)


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


def is_case(path: str) -> bool:
    """Return whether the page at a path is that of a use case."""
    page = PurePosixPath(path)
    return page.parent == PurePosixPath(FOLDER) and page.stem != "index"


def all_of(written: Iterable[Page]) -> list[UseCase]:
    """Return the use cases among pages, in their order; raises TreeError for every fault."""
    faults: list[Diagnostic] = []
    cases = []
    for page in written:
        if is_case(page.path):
            try:
                cases.append(_case(page))
            except TreeError as error:
                faults += error.diagnostics
    if faults:
        raise TreeError(faults)
    return cases


def parse(text: str, name: str) -> UseCase:
    """Return the use case in the text of a page; raises TreeError where there is none."""
    return _case(pages.parse(text, name, name))


def worked(
    tree: Tree, leaf: Leaf, use_cases: Iterable[UseCase]
) -> tuple[Sequence[UseCase], Sequence[UseCase]]:
    """Return the use cases of this very path, and those that reach its outcome by another one."""
    ends = [case for case in use_cases if case.outcome == leaf.outcome]
    here = [case for case in ends if case.state(tree).path == leaf.path]
    return here, [case for case in ends if case not in here]


def disagreements(tree: Tree, case: UseCase) -> Iterator[Diagnostic]:
    """Yield what a use case and the tree do not agree on; the first kind of fault only."""
    faults = list(_unknown(tree, case))
    yield from faults
    if faults:
        return
    walked = replay(tree, [(str(q), str(a)) for q, a in case.answers.items()])
    keys = {str(key): key for key in case.answers}
    unused = [(keys[question], answer) for question, answer in walked.unused]
    if isinstance(walked.state, Ask):
        question = walked.state.question
        message = f"the answers stop at question `{question}`"
        last = keys[walked.state.path[-1][0]] if walked.state.path else next(iter(case.answers))
        answers = ", ".join(map(quoted, [*tree.questions[question].answers][:12]))
        help_ = f"add an answer to `{question}`: {answers}"
        other = (question.place, "asked here")
        yield Diagnostic("unfinished-use-case", message, last.place, help_, (other,))
    elif walked.state.outcome != case.outcome:
        message = f"these answers lead to `{walked.state.outcome}`, not to `{case.outcome}`"
        help_ = "change the answers or the outcome of the case, or mend the tree"
        others = [(walked.state.outcome.place, "the tree ends here")]
        others += [(key.place, "not asked on this path") for key, _ in unused]
        yield Diagnostic("wrong-outcome", message, case.outcome.place, help_, tuple(others))
    else:
        for key, answer in unused:
            message = f"the tree does not ask `{key}` on this path"
            help_ = f"delete `{key}: {answer}`, or mend the answers before it"
            yield Diagnostic("unused-answer", message, key.place, help_)


def _case(page: Page) -> UseCase:
    if page.front is None:
        raise TreeError(page.faults)
    decoder = Decoder()
    found = decoder.read(USE_CASE, page.front) or {}
    if answers := found.get("answers"):
        found["answers"] = _answers(decoder, *answers)
    if decoder.faults:
        raise TreeError(decoder.faults)
    return UseCase(PurePosixPath(page.path).stem, **found)


def _answers(decoder: Decoder, owner: Text, node: Node) -> dict[Text, Text]:
    answers: dict[Text, Text] = {}
    for question, answer in decoder.named(node, "questions with answers", owner).items():
        if isinstance(answer, Text):
            answers[question] = answer
        else:
            help_ = "write one answer behind it"
            decoder.fault("wrong-shape", f"{quoted(question)} must be a text", question, help_)
    return answers


def _unknown(tree: Tree, case: UseCase) -> Iterator[Diagnostic]:
    if case.outcome not in tree.outcomes:
        yield unknown("outcome", case.outcome, tree.outcomes)
    for question, answer in case.answers.items():
        if question not in tree.questions:
            yield unknown("question", question, tree.questions)
        elif answer not in tree.questions[question].answers:
            message = f"question `{question}` has no answer {quoted(answer)}"
            help_ = partial(nearest, answer, tree.questions[question].answers)
            yield Diagnostic("unknown-answer", message, answer.place, help_)
