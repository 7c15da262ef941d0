"""Check, show, ask and release a decision tree. Exit codes: 0 good, 1 faults, 2 usage."""

import argparse
import csv
import io
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from decision.history.releases import MAX_NOTE, freeze, unreleased
from decision.project import docs_of, examine, load, releases_of
from decision.reading.diagnostics import Diagnostic, TreeError, to_text
from decision.reading.formats import to_github, to_json
from decision.reading.nodes import load_text
from decision.render.data import rows
from decision.render.terminal import interview, outline, told
from decision.tree.loading import parse
from decision.tree.own_pages import skeleton
from decision.tree.records import Tree

#: Where the trees of a guide stand.
TREES = Path("decision/trees")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.file is None:
        trees = sorted(TREES.glob("*.yaml"))
        if len(trees) != 1:
            here = ", ".join(path.as_posix() for path in trees) or "none"
            parser.error(f"name the tree file; in {TREES.as_posix()} there is: {here}")
        [options.file] = trees
    try:
        if options.command == "check":
            code = _check(options.file, options.docs, options.format, options.released)
        elif options.command == "release":
            code = _release(options.file, options.docs, options.date, options.note)
        elif options.command == "new":
            code = _new(options.file, options.docs, options.page)
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
        ("release", "freeze the tree as the release of its version, and say what changed"),
        ("new", "begin a page: its heading, a section for each answer, and its markers"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        if name == "new":
            command.add_argument("kind", choices=("page",), metavar="page")
            text = "the page to write, relative to the docs folder"
            command.add_argument("page", type=_page, help=text, metavar="PAGE")
        text = f"the tree file; the only one in {TREES.as_posix()} where it is left out"
        command.add_argument("file", nargs="?", type=Path, help=text, metavar="FILE")
        command.add_argument("--docs", type=_folder, help="the folder of pages and use cases")
        if name == "check":
            formats = ("text", "json", "github")
            command.add_argument("--format", choices=formats, default="text")
            text = "also fail where this version of the tree is not released"
            command.add_argument("--released", action="store_true", help=text)
        if name == "release":
            text = "what readers should know of this release, in one or two sentences"
            command.add_argument("--note", required=True, type=_note, help=text)
            text = "the day of the release, YYYY-MM-DD; today where it is left out"
            command.add_argument("--date", type=_day, default=_today(), help=text)
    return parser


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return folder


def _page(text: str) -> str:
    path = PurePosixPath(text)
    if path.suffix != ".md" or path.is_absolute() or ".." in path.parts:
        raise argparse.ArgumentTypeError("name a Markdown file, relative to the docs folder")
    return path.as_posix()


def _today() -> date:
    # As the site has it: the same day, wherever the machine stands.
    return datetime.now(UTC).date()


def _note(text: str) -> str:
    text = " ".join(text.split())
    if not 0 < len(text) <= MAX_NOTE or not text.isprintable():
        raise argparse.ArgumentTypeError(f"write 1 to {MAX_NOTE} printable characters")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write a day as YYYY-MM-DD") from None


def _check(file: Path, docs: Path | None, form: str, must_be_released: bool) -> int:
    project, faults = examine(file, docs, _today())
    if must_be_released and project and not _wrong(faults):
        faults += tuple(unreleased(project.tree, project.releases))
    text = {"text": to_text, "json": to_json, "github": to_github}[form](faults)
    if text:
        print(text)
    return 1 if _wrong(faults) else 0


def _wrong(faults: Iterable[Diagnostic]) -> bool:
    return any(fault.severity == "error" for fault in faults)


def _release(file: Path, docs: Path | None, day: date, note: str) -> int:
    project = load(file, docs)
    tree, folder = project.tree, releases_of(file)
    if not any(unreleased(tree, project.releases)):
        print(f"{tree.version} is released already, and no word of it has changed; no note is kept")
        return 0
    freeze(folder, file.read_bytes(), tree, day.isoformat(), note, project.releases)
    print("\n".join(told(tree, project.releases)))
    return 0


def _new(file: Path, docs: Path | None, page: str) -> int:
    tree = parse(load_text(file), file.as_posix())
    if tree.tree is None:
        raise TreeError(tree.diagnostics)
    path = (docs or docs_of(file)) / page
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as new:
        new.write(skeleton(tree.tree, page))
    print(path.as_posix())
    return 0


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
