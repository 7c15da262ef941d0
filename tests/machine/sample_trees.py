"""Sample trees on subjects of their own, what stands around them, and a tree of any size."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from decision.check import Context
from decision.history.releases import Release, digest
from decision.reading.nodes import decode
from decision.tree import use_cases
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.references import owners
from decision.tree.states import paths
from decision.tree.use_cases import UseCase

ROOT = Path(__file__).parents[2]
OK = Path(__file__).parent / "trees/ok"
#: What the workbench offers to open: good trees, too.
SECOND = ROOT / "hooks/assets/workbench/another.yaml"
OK_TREES = [*sorted(OK.glob("*.yaml")), *sorted(SECOND.parent.glob("*.yaml"))]


def named(path: Path) -> str:
    """Return the name of a file in messages: its path from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """Return the text of a tree file; raises TreeError where its bytes are wrong."""
    return decode(path.read_bytes(), named(path))


def tree_at(path: Path) -> Tree:
    """Return the tree in a file."""
    return tree_of(text_of(path), named(path))


def case(outcome: str, answers: dict[str, str], name: str = "a-case") -> UseCase:
    """Return a use case with these answers and this outcome."""
    return use_cases.parse(case_page(outcome, answers), f"{name}.md")


def case_page(outcome: str, answers: dict[str, str]) -> str:
    """Return the page of a use case with these answers and this outcome."""
    lines = "".join(f"  {question}: {answer}\n" for question, answer in answers.items())
    told = (
        "title: A shop in town\ndescription: It sells the same things to the same people daily.\n"
    )
    return f"---\n{told}outcome: {outcome}\nanswers:\n{lines}---\n"


def released(path: Path) -> Release:
    """Return a tree file as it was released one day."""
    return Release(tree_at(path), "2026-01-31", digest(path.read_bytes()), "The first one.")


def surroundings(tree: Tree) -> Context:
    """Return all that a tree names: its pages, its evidence, and a use case for each outcome."""
    questions, outcomes = tree.questions.values(), tree.outcomes.values()
    ends = {str(leaf.outcome): leaf for leaf in paths(tree)}
    return Context(
        pages={question.page for question in questions} | {end.page for end in outcomes},
        evidence={id_ for owner in owners(tree) for id_ in owner.evidence},
        use_cases=[case(id_, dict(leaf.path), id_) for id_, leaf in ends.items()],
    )


def big_tree(width: int, depth: int = 8) -> str:
    """Return a tree file of `depth` questions with three answers each, the first with `width`.

    Outcomes go round with the sum of the answers, so that every question decides.
    """
    lines = ["version: 1.0.0", "title: Big", "questions:"]
    for level in range(depth):
        lines += [f"  q{level}:", "    ask: How much?", "    why: It adds up.", "    page: a.md"]
        lines.append("    answers:")
        for answer in range(width if level == 0 else 3):
            favours = f"o{answer % 3}"
            lines.append(
                f"      a{answer}: {{label: L{answer}, favours: [{favours}], because: It counts.}}"
            )
    lines.append("outcomes:")
    lines += [f"  o{n}: {{title: Outcome, summary: Sum., page: a.md}}" for n in range(3)]
    lines += ["tree:", *_big_branch(width, depth)]
    first = ", ".join(f"a{answer}" for answer in range(width))
    lines += ["rules:", f"  - {{id: r, reach: [o1], only-with: {{q0: [{first}]}}, because: So.}}"]
    return "\n".join(lines) + "\n"


def _big_branch(width: int, depth: int) -> Iterator[str]:
    before: tuple[int, ...] = ()
    for way in product(range(width), *([range(3)] * (depth - 1))):
        for level in range(depth):
            if way[: level + 1] == before[: level + 1]:
                continue
            indent = "  " * (2 * level + 1)
            if way[:level] != before[:level] or not before:
                yield f"{indent}q{level}:"
            end = f" o{sum(way) % 3}" if level == depth - 1 else ""
            yield f"{indent}  a{way[level]}:{end}"
        before = way


MINIMAL = text_of(OK / "minimal.yaml")
SERVICES = tree_at(SECOND)
#: Its longest path is as long as a path may be, and it names evidence wherever that can be named.
NINE_QUESTIONS = tree_at(OK / "nine-questions.yaml")
