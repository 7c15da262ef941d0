"""Decide between prompting, RAG, fine-tuning and both. Exit codes: 0 good, 1 faults, 2 usage."""

import argparse
import csv
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from decision.diagnostics import TreeError, to_github, to_json, to_text
from decision.model import Tree
from decision.project import examine, load
from decision.render.table import rows
from decision.render.text import interview, outline

TREE = Path("decision/tree.yaml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "check":
            code = _check(options.file, options.docs, options.format)
        else:
            tree = load(options.file, options.docs).tree
            code = {"paths": _paths, "show": _show, "ask": _ask}[options.command](tree)
        sys.stdout.flush()
        return code
    except TreeError as error:
        print(to_text(error.diagnostics), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # A reader such as `head` has seen enough; what is left must not be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"{error.filename}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print()
        return 1


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


def _check(file: Path, docs: Path | None, form: str) -> int:
    faults = examine(file, docs)[1]
    text = {"text": to_text, "json": to_json, "github": to_github}[form](faults)
    if text:
        print(text)
    return 1 if faults else 0


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
