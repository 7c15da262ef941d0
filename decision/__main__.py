"""Decide between prompting, RAG, fine-tuning and both. Exit codes: 0 good, 1 faults, 2 usage."""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from decision import evidence, use_case
from decision.check import Surroundings, check, checked
from decision.diagnostics import Diagnostic, TreeError, in_order, to_github, to_json, to_text
from decision.model import Tree
from decision.nodes import decode
from decision.render.table import rows
from decision.render.text import interview, outline

TREE = Path("decision/tree.yaml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "check":
            return _check(options.file, options.docs, options.format)
        around = surroundings(options.file, options.docs)
        tree = checked(_read(options.file), options.file.as_posix(), around)
        return {"paths": _paths, "show": _show, "ask": _ask}[options.command](tree)
    except TreeError as error:
        print(to_text(error.diagnostics), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print()
        return 1


def surroundings(file: Path, docs: Path | None) -> Surroundings:
    """Return what stands around a tree file: `docs` beside its folder, `evidence.yaml` in it.

    Raises TreeError where a use case or the ledger cannot be read.
    """
    docs = docs or file.parent.parent / "docs"
    ledger = file.parent / "evidence.yaml"
    pages = use_cases = None
    if docs.is_dir():
        pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
        use_cases = use_case.load_all(docs / "use-cases")
    entries = evidence.load(ledger) if ledger.is_file() and ledger != file else None
    return Surroundings(pages, entries, use_cases)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m decision", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in (
        ("check", "report everything that is wrong with a tree; silent where nothing is"),
        ("paths", "print every path with its outcome, as CSV"),
        ("show", "print the tree as an outline"),
        ("ask", "ask the questions one by one and recommend"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("file", nargs="?", type=Path, default=TREE, metavar="FILE")
        command.add_argument("--docs", type=Path, help="the folder of pages and use cases")
        if name == "check":
            formats = ("text", "json", "github")
            command.add_argument("--format", choices=formats, default="text")
    return parser


def _read(file: Path) -> str:
    return decode(file.read_bytes(), file.as_posix())


def _check(file: Path, docs: Path | None, form: str) -> int:
    found: tuple[Diagnostic, ...] = ()
    around = Surroundings()
    try:
        around = surroundings(file, docs)
    except TreeError as error:
        found = error.diagnostics
    try:
        found += check(_read(file), file.as_posix(), around)[1]
    except TreeError as error:
        found += error.diagnostics
    text = {"text": to_text, "json": to_json, "github": to_github}[form](in_order(found))
    if text and (found or form == "json"):
        print(text)
    return 1 if found else 0


def _paths(tree: Tree) -> int:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows(tree))
    print(out.getvalue(), end="")
    return 0


def _show(tree: Tree) -> int:
    print(outline(tree))
    return 0


def _ask(tree: Tree) -> int:
    return interview(tree, input, print)


if __name__ == "__main__":
    sys.exit(main())
