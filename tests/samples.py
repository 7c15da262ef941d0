"""What the tests share: the shipped tree, small trees and ledgers, and a tree of any size."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from markdown import markdown

from decision.check import Context, check
from decision.history.releases import Release, digest, unreleased
from decision.ledger import evidence
from decision.ledger.prose import unsourced
from decision.reading.diagnostics import Diagnostic, TreeError
from decision.reading.nodes import MAX_BYTES, decode
from decision.reading.pages import CITED
from decision.tree import use_cases
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.use_cases import UseCase

ROOT = Path(__file__).parent.parent
TREE = ROOT / "decision/trees/approach.yaml"
OK = ROOT / "tests/trees/ok"
WRONG = ROOT / "tests/trees/wrong"
#: Ledgers, and pages that cite them.
WRONG_LEDGERS = ROOT / "tests/ledgers/wrong"
#: Those of `mkdocs.yml` that change what is a paragraph, an item, a row or code.
_EXTENSIONS = [
    "admonition",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.superfences",
    "tables",
]
TODAY = date(2026, 11, 22)
OK_TREES = sorted(OK.glob("*.yaml"))


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
    return f"---\ntitle: A shop\ndescription: It sells.\noutcome: {outcome}\nanswers:\n{lines}---\n"


def released(path: Path) -> Release:
    """Return a tree file as it was released one day."""
    return Release(tree_at(path), "2026-01-31", digest(path.read_bytes()), "The first one.")


#: What stands around the wrong trees, which are the minimal tree with one fault each.
AROUND = Context(
    pages={
        *("questions/repeats.md", "questions/staleness.md", "questions/level.md"),
        *("outcomes/cache.md", "outcomes/no-cache.md", "outcomes/later.md"),
    },
    evidence={"study-2024"},
    use_cases=(case("cache", {"repeats": "yes"}), case("no-cache", {"repeats": "no"})),
    releases=(released(OK / "minimal.yaml"),),
)


def folder(name: str) -> Path:
    """Return the folder that holds the example of a check."""
    return WRONG_LEDGERS if any(WRONG_LEDGERS.glob(f"{name}.*")) else WRONG


def html(page: str) -> str:
    """Return the HTML of a page, footnotes included, without what the build fills in."""
    notes = "".join(f"[^{id_}]: Note.\n" for id_ in {m[1] for m in CITED.finditer(page)})
    return markdown(f"{page}\n\n{notes}", extensions=_EXTENSIONS)


def faults(name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the example of a check: a tree, a use case, a ledger or a page."""
    if folder(name) is WRONG_LEDGERS:
        return _ledger_faults(name)
    page, file = WRONG / f"{name}.md", WRONG / f"{name}.yaml"
    try:
        if page.exists():
            around = Context(use_cases=[use_cases.parse(text_of(page), named(page))])
            many = OK / "many-forms.yaml"
            return check(text_of(many), named(many), around)[1]
        if name == "unreleased":
            return tuple(unreleased(tree_at(file), AROUND.releases))
        data = file.read_bytes() if file.exists() else b"#" * (MAX_BYTES + 1)
        return check(decode(data, named(file)), named(file), AROUND)[1]
    except TreeError as error:
        return error.diagnostics


def _ledger_faults(name: str) -> tuple[Diagnostic, ...]:
    page, file = WRONG_LEDGERS / f"{name}.md", WRONG_LEDGERS / f"{name}.yaml"
    if page.exists():
        return tuple(unsourced(html(text_of(page)), text_of(page), named(page)))
    try:
        ledger = evidence.parse(text_of(file), named(file))
    except TreeError as error:
        return error.diagnostics
    unused = evidence.unused_evidence(ledger, {"study-2024"})
    return (*evidence.past_review(ledger, TODAY), *unused)


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
                f"      a{answer}: {{label: L, favours: [{favours}], because: It counts.}}"
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


SHIPPED = tree_at(TREE)
