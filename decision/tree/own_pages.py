"""A tree and its pages in, what these lack out; and a page that is still to be written.

The page of a question or an outcome speaks the words of the tree, and asks for the rest of them by
markers.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from decision.reading.diagnostics import Diagnostic, quoted
from decision.reading.markdown import plain
from decision.reading.nodes import Text
from decision.reading.pages import Page
from decision.tree.records import Outcome, Question, Tree, paged
from decision.tree.use_cases import is_case

#: The markers without which a page is not what it should be: by what it is about, or by its path.
NEEDED = {
    "question": ("question", "states"),
    "outcome": ("outcome", "leaves", "cases"),
    "use case": ("use-case", "flips"),
    "changes.md": ("changes",),
    "decide/compare.md": ("compare",),
    "decide/index.md": ("panel", "flowchart", "panels"),
    "decide/table.md": ("paths",),
    "evidence.md": ("ledger",),
    "use-cases/index.md": ("cases",),
    "workbench/index.md": ("workbench",),
}

#: What `new page` writes below the heading, by what the page is about.
_BODIES = {
    "question": """
<!-- question -->

## Why it matters

## How to find out

## What each answer means

{sections}## Where the tree asks this

<!-- states -->
""",
    "outcome": """
<!-- outcome -->

## What it means

## First steps

## When to leave it

## Paths that end here

<!-- leaves -->

## Worked use cases

<!-- cases -->
""",
    "use case": """
## The situation

## The answers

<!-- use-case -->

## What would change the decision

<!-- flips -->
""",
    "page": "",
}


def lacking(tree: Tree, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Yield all that the pages lack."""
    for check in (wrong_heading, missing_section, missing_marker):
        yield from check(tree, pages)


def wrong_heading(tree: Tree, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Find pages of questions and outcomes that are not called by the words of the tree."""
    for path, owners in _owners(tree).items():
        page, words = pages.get(path), [words for owner in owners if (words := _words(owner))]
        if page is None or page.front is None or not words:
            continue
        heading = next((h.text for h in page.headings if h.level == 1), None)
        if heading is None or plain(heading) not in map(plain, words):
            named = "`ask`" if isinstance(owners[0], Question) else "`title`"
            message = f"this heading is not the {named} of {quoted(owners[0].id)}"
            message = message if heading else f"this page of {quoted(owners[0].id)} has no heading"
            help_ = f"write `# {words[0]}`, or change {named}"
            others = ((words[0].place, "the words of the tree"),)
            yield Diagnostic("wrong-heading", message, page.top, help_, others)


def missing_section(tree: Tree, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Find answers of which the page of their question has no section."""
    for question in tree.questions.values():
        page = pages.get(question.page)
        if page is None or page.front is None:
            continue
        headed = {plain(heading.text) for heading in page.headings if heading.level > 1}
        for answer in question.answers.values():
            if answer.label and plain(answer.label) not in headed:
                message = f"no section of this page tells what the answer `{answer.id}` means"
                help_ = f"write `### {answer.label}`; a heading that is renamed keeps its anchor"
                help_ += ", as in `{ #old-anchor }`"
                others = ((answer.label.place, "the answer"),)
                yield Diagnostic("missing-section", message, page.top, help_, others)


def missing_marker(tree: Tree, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Find pages without a marker that they need."""
    owners = _owners(tree)
    for page in pages.values():
        kinds = dict.fromkeys(_kind(owner) for owner in owners.get(page.path, ()))
        kinds |= dict.fromkeys(["use case"] if is_case(page.path) else [page.path])
        needed = dict.fromkeys(name for kind in kinds for name in NEEDED.get(kind, ()))
        for name in needed if page.front is not None else ():
            if name not in page.markers:
                message = f"the marker `{name}` is missing from this page"
                help_ = f"write `<!-- {name} -->` on a line of its own where its content belongs"
                yield Diagnostic("missing-marker", message, page.top, help_)


def skeleton(tree: Tree, path: str) -> str:
    """Return the page at a path as it begins: the words of the tree, and room for the rest.

    The description is left for its author: until it is written, the check says so.
    """
    owner = next(iter(_owners(tree).get(path, ())), None)
    heading = _words(owner) if owner else PurePosixPath(path).stem.replace("-", " ").capitalize()
    answers = owner.answers.values() if isinstance(owner, Question) else ()
    kind = _kind(owner) if owner else "use case" if is_case(path) else "page"
    keys = {"title": json.dumps(heading, ensure_ascii=False), "description": ""}
    keys |= {"outcome": "", "answers": ""} if kind == "use case" else {}
    front = "".join(f"{key}: {value}".rstrip() + "\n" for key, value in keys.items())
    sections = "".join(f"### {answer.label}\n\n" for answer in answers)
    return f"---\n{front}---\n\n# {heading}\n{_BODIES[kind].replace('{sections}', sections)}"


def _owners(tree: Tree) -> Mapping[str, list[Question | Outcome]]:
    """Return the questions and outcomes that each page is about; several can share one."""
    out: dict[str, list[Question | Outcome]] = {}
    for owner in paged(tree):
        out.setdefault(str(owner.page), []).append(owner)
    return out


def _kind(owner: Question | Outcome) -> str:
    return "question" if isinstance(owner, Question) else "outcome"


def _words(owner: Question | Outcome) -> Text:
    return owner.ask if isinstance(owner, Question) else owner.title
