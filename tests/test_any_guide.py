"""The tests of the guide hold for any guide, stay true as one grows, and fail where one breaks.

Each test lays out a project of its own and runs there what a maintainer runs; no Python is changed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown.extensions.toc import slugify

from decision.project import Project, examine
from decision.reading.diagnostics import Place
from decision.reading.nodes import Text
from decision.tree.records import Answer, Branch, Question, branches
from tests.built import ROOT
from tests.house import lay_out, link

#: Another guide than the one of this repository.
OTHER = ROOT / "tests/guides/services"


@dataclass(frozen=True, slots=True)
class Maintained:
    """A project folder, and its tree file."""

    folder: Path
    tree: Path

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a Python module there; returns its exit code and all that it said."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def failures(self) -> dict[str, str]:
        """Run the tests of the guide there; returns what each of those that fail tells."""
        report = self.folder / "report.xml"
        code, said = self.run(
            *("pytest", "tests/guide", "--ignore=tests/guide/browser", f"--junitxml={report}"),
            *("-vv", "--tb=short", "-p", "no:cacheprovider"),
        )
        assert report.is_file(), said
        cases = {
            case.attrib["name"]: [*case] for case in ElementTree.parse(report).iter("testcase")
        }
        assert len(cases) > 20, said
        wrong = {name: str(told[0].text) for name, told in cases.items() if told}
        assert (code == 0) == (not wrong), said
        return wrong

    def load(self) -> Project:
        """Return the project as far as it can be read."""
        project = examine(self.tree)[0]
        assert project is not None
        return project

    def is_good(self) -> bool:
        """Say whether nothing is wrong with it but its version, and what a page lacks so far."""
        return {fault.check for fault in examine(self.tree)[1]} <= {
            "changed-release",
            "missing-section",
        }

    def plain_answers(self) -> Iterator[tuple[Question, Answer]]:
        """Yield the answers whose labels stand in the tree and head a section as they are."""
        for question in self.load().tree.questions.values():
            page = (self.folder / f"docs/{question.page}").read_text(encoding="utf-8")
            for answer in question.answers.values():
                if page.count(f"### {answer.label}\n") == 1:
                    yield question, answer

    def write(self, place: Place, length: int, new: str) -> None:
        """Write over what stands at a place of the tree file."""
        lines = self.tree.read_text(encoding="utf-8").split("\n")
        line, start = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = line[:start] + new + line[start + length :]
        self.tree.write_text("\n".join(lines), encoding="utf-8")

    def insert(self, place: Place, new: str) -> None:
        """Insert a line before a place of the tree file, as far to the right."""
        lines = self.tree.read_text(encoding="utf-8").split("\n")
        lines.insert(place.line - 1, " " * (place.column - 1) + new)
        self.tree.write_text("\n".join(lines), encoding="utf-8")

    def exchange(self, file: str, old: str, new: str) -> None:
        """Exchange the only place in a file that holds a text."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old)
        path.write_text(text.replace(old, new), encoding="utf-8")


#: Without it, a description is shorter than what search engines show.
SECOND_HALF = ", and whether an obligation keeps a part from changing with the others"


def project_in(folder: Path, guide: Path = ROOT) -> Maintained:
    """Lay out a project with a guide, set up as `make` leaves it."""
    lay_out(folder, guide)
    (ROOT / ".cache/made").mkdir(parents=True, exist_ok=True)
    link(folder, ".cache/node", ".cache/made")
    [tree] = (folder / "decision/trees").glob("*.yaml")
    return Maintained(folder, tree)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Maintained:
    """A project with another guide, its golden data renewed; nothing may be changed in it."""
    project = project_in(tmp_path_factory.mktemp("other") / "project", OTHER)
    code, said = project.run("tests.golden")
    assert code == 0, said
    return project


def test_another_guide_put_in_the_place_of_this_one_keeps_every_promise(other: Maintained) -> None:
    assert other.failures() == {}


def test_a_guide_without_what_it_may_lack_keeps_every_promise(tmp_path: Path) -> None:
    guide = shutil.copytree(OTHER, tmp_path / "guide")
    shutil.rmtree(guide / "decision/releases")
    (guide / "decision/claims.yaml").unlink()
    for page in ("claims.md", "guide/worksheet.md", "workbench/index.md"):
        (guide / "docs" / page).unlink()
    gone = r"(claims|worksheet|workbench/index)\.md"
    for path in (guide / "mkdocs.yml", *(guide / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(rf"\n *- .*{gone}(?=\n)", "", text)
        text = re.sub(rf"\[([^\]]*)\]\([^)]*{gone}[^)]*\)", r"\1", text)
        path.write_text(text, encoding="utf-8")
    project = project_in(tmp_path / "project", guide)
    code, said = project.run("tests.golden")
    assert code == 0, said
    assert project.failures() == {}


def test_each_broken_promise_of_a_guide_is_found(other: Maintained, tmp_path: Path) -> None:
    folder = shutil.copytree(other.folder, tmp_path / "project", symlinks=True)
    project = Maintained(folder, folder / other.tree.relative_to(other.folder))
    for file, old, new in (
        ("docs/guide/questions/shipping.md", SECOND_HALF, ""),
        ("docs/use-cases/payroll-bureau.md", "| Stable |", "| Still moving |"),
        ("docs/guide/splitting.md", "\n---\n\n#", "\n---\n\nTODO\n\n#"),
        ("docs/claims.md", "<!-- claims: misquoted -->", ""),
        ("decision/addresses.txt", "/claims/#splitting-saves-seventy\n", ""),
        ("decision/paths/services.txt", "people=one-team boundaries=moving", "people=one-team"),
    ):
        project.exchange(file, old, new)
    told = project.failures()
    for test, reason in {
        "the_page_of_a_use_case_has_a_table_of_its_answers": "use-cases/payroll-bureau.md",
        "titles_and_descriptions_of_written_pages_are_shown_whole_by_search_engines": "shipping",
        "no_marker_and_no_unfinished_text_is_left": "guide/splitting/",
        "the_page_of_claims_has_a_list_for_each_verdict_that_is_given_and_no_empty_one": "misquot",
        "every_claim_that_was_checked_can_be_linked_and_shows_its_verdict_and_sources": "saves",
        "every_link_and_anchor_inside_the_site_leads_somewhere": "splitting-saves-seventy",
        "the_outcome_of_every_path_is_the_one_that_was_agreed[services]": "boundaries=moving",
    }.items():
        assert reason in told.pop(f"test_{test}", "")
    assert told == {}


def test_a_guide_is_changed_and_released_without_a_change_to_python(tmp_path: Path) -> None:
    project = project_in(tmp_path / "project")
    reword_an_answer(project)
    add_an_answer(project)
    add_a_question(project)
    file = str(project.tree.relative_to(project.folder))
    code, said = project.run("decision", "check", file)
    wanted = re.search(r"write `(version: [^`]+)`", said)
    assert code == 1
    assert wanted, said
    project.exchange(file, f"\nversion: {project.load().tree.version}\n", f"\n{wanted[1]}\n")
    code, said = project.run("decision", "release", file, "--note", "Three things have changed.")
    assert code == 0, said
    code, said = project.run("tests.golden")
    assert code == 0, said
    written = {line for line in said.splitlines() if not line.startswith(" ")}
    assert written == {f"decision/paths/{project.tree.stem}.txt", "decision/addresses.txt"}
    assert project.failures() == {}


def reword_an_answer(project: Maintained) -> None:
    """Reword a label in the tree, in the section of its page, and in the tables of use cases."""
    question, answer = next(project.plain_answers())
    old, new = answer.label, f"{answer.label}, today"
    project.write(answer.label.place, len(old), new)
    section = f"### {old}\n"
    project.exchange(f"docs/{question.page}", section, f"### {new} {{ #{slugify(old, '-')} }}\n")
    for case in sorted((project.folder / "docs/use-cases").glob("*.md")):
        rows = case.read_text(encoding="utf-8").split("\n")
        mended = (
            row.replace(f"| {old} |", f"| {new} |") if question.ask in row else row for row in rows
        )
        case.write_text("\n".join(mended), encoding="utf-8")


def add_an_answer(project: Maintained) -> None:
    """Add an answer that leads wherever another one does, with a section on the page."""
    before = project.tree.read_text(encoding="utf-8")
    for question, sibling in project.plain_answers():
        asking = [b for b in branches(project.load().tree.root) if b.question == question.id]
        keys = [(key, b.answers[key]) for b in asking for key in b.answers if key == sibling.id]
        if any(isinstance(target, Branch) for _, target in keys):
            continue
        favours = ", ".join(dict.fromkeys(str(target) for _, target in keys))
        lines = {key.place: f"somehow-else: {target}" for key, target in keys}
        lines[sibling.id.place] = (
            "somehow-else: {label: Somehow else, "
            f"favours: [{favours}], because: It comes to the same.}}"
        )
        for place, line in sorted(lines.items(), key=lambda item: -item[0].line):
            project.insert(place, line)
        if project.is_good():
            section = f"### {sibling.label}\n"
            more = f"### Somehow else\n\nIt comes to the same.\n\n{section}"
            project.exchange(f"docs/{question.page}", section, more)
            return
        project.tree.write_text(before, encoding="utf-8")
    raise AssertionError("no question takes one more answer")


def add_a_question(project: Maintained) -> None:
    """Ask one more question at the end of a path, and write its page."""
    before = project.tree.read_text(encoding="utf-8")
    tree = project.load().tree
    first = next(iter(tree.questions.values()))
    file = Path(first.page).with_name("agreement.md").as_posix()
    project.exchange("mkdocs.yml", f"{first.page}\n", f"{first.page}\n{' ' * 10}- {file}\n")
    (project.folder / f"docs/{file}").write_text(_PAGE, encoding="utf-8")
    targets = (target for branch in branches(tree.root) for target in branch.answers.values())
    ends = [target for target in targets if isinstance(target, Text)]
    for end, other in product(ends, tree.outcomes):
        answers = ", ".join(
            f"{id_}: {{label: {label}, favours: [{outcome}], because: It was asked.}}"
            for id_, label, outcome in (("agreed", "Yes", end), ("open", "Not yet", other))
        )
        words = f'ask: "{_ASK}", why: It ends disputes., page: {file}, answers: {{{answers}}}'
        project.write(end.place, len(end), f"{{agreement: {{agreed: {end}, open: {other}}}}}")
        project.insert(first.id.place, f"agreement: {{{words}}}")
        if other != end and project.is_good():
            return
        project.tree.write_text(before, encoding="utf-8")
    raise AssertionError("no path takes one more question")


_ASK = "Is it agreed with all who are concerned?"
_PAGE = f"""\
---
title: {_ASK}
description: Who has to agree before the last step, and what follows where somebody does not.
---

# {_ASK}

<!-- question -->

## What each answer means

### Yes

Go on.

### Not yet

Ask first.

## Where the tree asks this

<!-- states -->
"""
