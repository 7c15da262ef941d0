"""The commands say what they found, where they should, and end with the exit code of their word."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from decision.__main__ import main
from decision.reading.diagnostics import CHECKS
from decision.tree.states import paths
from tests.machine.check_examples import WRONG, faults
from tests.machine.entry_points.command import run
from tests.machine.sample_trees import OK, OK_TREES, ROOT, SECOND, SERVICES, big_tree, named
from tests.machine.small_project import lay_out

BAD = WRONG / "unknown-name.yaml"
COMMANDS = ("check", "paths", "show", "ask")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def usage(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that is misused; return what it says."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    return capsys.readouterr().err


def replies(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_without_a_file_the_tree_of_the_folder_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "check") == (0, "", "")
    file.write_text(file.read_text("utf-8").replace("yes: cache", "yes: cash"), "utf-8")
    code, out, _ = run(capsys, "check")
    assert (code, out.partition(":")[0]) == (1, file.relative_to(tmp_path).as_posix())


def test_which_of_several_trees_is_meant_must_be_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    file.with_name("other.yaml").write_text(file.read_text("utf-8"), "utf-8")
    assert "there is: decision/trees/caching.yaml, decision/trees/other" in usage(capsys, "check")
    for tree in file.parent.iterdir():
        tree.unlink()
    assert "in decision/trees there is: none" in usage(capsys, "check")


@pytest.mark.parametrize("path", OK_TREES, ids=named)
def test_a_good_tree_is_passed_in_silence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", path) == (0, "", "")
    assert run(capsys, "check", path, "--format", "github") == (0, "", "")
    assert run(capsys, "check", path, "--format", "json") == (0, "[]\n", "")


def test_a_wrong_tree_is_told_with_exit_code_one(capsys: pytest.CaptureFixture[str]) -> None:
    told = (WRONG / "unknown-name.txt").read_text(encoding="utf-8")
    assert run(capsys, "check", named(BAD)) == (1, told, "")


#: What a tree file alone shows; the others need pages, evidence, use cases or releases.
ALONE = [
    name
    for name in CHECKS
    if (WRONG / f"{name}.yaml").exists()
    and name not in ("unknown-page", "unknown-evidence", "no-use-case")
    and name not in ("changed-release", "small-bump", "unreleased")
]


@pytest.mark.parametrize("name", ALONE)
def test_every_fault_of_a_file_is_told_in_each_format(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = named(WRONG / f"{name}.yaml")
    [expected] = faults(name)
    told = (WRONG / f"{name}.txt").read_text(encoding="utf-8")
    assert run(capsys, "check", file) == (1, told, "")
    code, out, _ = run(capsys, "check", file, "--format", "json")
    [record] = json.loads(out)
    assert (code, record["check"], record["file"]) == (1, name, file)
    assert (record["line"], record["column"]) == (expected.place.line, expected.place.column)
    code, out, _ = run(capsys, "check", file, "--format", "github")
    place = f"file={file},line={expected.place.line},col={expected.place.column},"
    assert code == 1
    assert out.count("\n") == 1
    assert out.startswith(f"::error {place}")
    assert f"title={name}::" in out


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_no_command_works_on_a_wrong_tree(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = (WRONG / "unknown-name.txt").read_text(encoding="utf-8")
    assert run(capsys, command, named(BAD)) == (1, "", told)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_cannot_be_read_is_a_fault_of_usage(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.yaml"
    assert run(capsys, command, missing) == (2, "", f"{missing}: no such file or directory\n")
    assert run(capsys, command, tmp_path) == (2, "", f"{tmp_path}: is a directory\n")


def test_a_command_or_a_format_that_is_not_there_is_a_fault_of_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "invalid choice: 'chekc'" in usage(capsys, "chekc")
    assert "invalid choice: 'xml'" in usage(capsys, "check", "--format", "xml")
    assert "unrecognized arguments: --format" in usage(capsys, "show", "--format", "json")
    assert "required: COMMAND" in usage(capsys)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_of_pages_that_is_not_there_is_a_fault_of_usage(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = usage(capsys, command, "--docs", "nowhere")
    assert said.splitlines()[-1].endswith("argument --docs: there is no folder nowhere")


def test_a_new_page_is_written_once_and_passes_when_it_is_described(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    page = tmp_path / "docs/questions/repeats.md"
    page.unlink()
    assert "python -m decision new page questions/repeats.md" in run(capsys, "check", file)[1]
    assert run(capsys, "new", "page", "questions/repeats.md", file) == (0, f"{page}\n", "")
    code, out, _ = run(capsys, "check", file)
    assert (code, out.count("[empty-text]"), out.count(": help: ")) == (1, 1, 0)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(
        '---\ntitle: "Is the same thing read again and again?"\ndescription:\n---\n'
    )
    assert "\n### Often\n" in text
    assert "\n### Rarely\n" in text
    described = text.replace("description:", f"description: {'So it is. ' * 6}")
    page.write_text(described, encoding="utf-8")
    assert run(capsys, "check", file) == (0, "", "")
    told = f"{page}: file exists\n"
    assert run(capsys, "new", "page", "questions/repeats.md", file) == (2, "", told)
    assert page.read_text(encoding="utf-8") == described
    new = tmp_path / "elsewhere/a/b.md"
    (tmp_path / "elsewhere").mkdir()
    docs = str(tmp_path / "elsewhere")
    assert run(capsys, "new", "page", "a/b.md", file, "--docs", docs) == (0, f"{new}\n", "")
    assert new.read_text(encoding="utf-8") == '---\ntitle: "B"\ndescription:\n---\n\n# B\n'


@pytest.mark.parametrize("name", ["/a.md", "../a.md", "a/../../b.md", "a", "a.txt", ""])
def test_a_new_page_stands_below_the_folder_of_pages(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "relative to the docs folder" in usage(capsys, "new", "page", name)
    assert "invalid choice: 'question'" in usage(capsys, "new", "question", "a.md")


def test_a_new_page_of_a_tree_that_cannot_be_read_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    file.write_text("version: [", encoding="utf-8")
    code, out, err = run(capsys, "new", "page", "a.md", file)
    assert (code, out, err.count("[not-yaml]")) == (1, "", 1)
    assert not (tmp_path / "docs/a.md").exists()


def test_today_is_the_same_day_wherever_the_machine_stands(tmp_path: Path) -> None:
    days = set()
    # Fourteen hours ahead and eleven behind: one of them always has another day.
    for zone in ("Pacific/Kiritimati", "Pacific/Midway"):
        file = lay_out(tmp_path / zone)
        subprocess.run(
            [sys.executable, "-m", "decision", "release", str(file), "--note", "So."],
            cwd=ROOT,
            env={**os.environ, "TZ": zone},
            check=True,
            capture_output=True,
        )
        index = file.parents[1] / "releases/caching/index.yaml"
        days.add(index.read_text(encoding="utf-8").partition("date: ")[2][:10])
    assert len(days) == 1


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    told = capsys.readouterr().out
    assert caught.value.code == 0
    assert all(f"\n    {command} " in told for command in COMMANDS)


def test_paths_are_printed_as_a_table_with_a_row_each(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "paths", SECOND)
    found = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert "\r" not in out
    assert [row["state"] for row in found] == [f"/decide/{leaf.url}" for leaf in paths(SERVICES)]
    assert [row["outcome"] for row in found] == [leaf.outcome for leaf in paths(SERVICES)]


def test_show_prints_the_tree_as_an_outline(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "show", OK / "minimal.yaml") == (
        0,
        "Cache or not? 1.0.0\n"
        "\n"
        "Is the same thing read again and again? (repeats)\n"
        "  Often (yes): Add a cache\n"
        "  Rarely (no): No cache\n",
        "",
    )


def test_ask_recommends_what_the_answers_lead_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replies(monkeypatch, "one", "back", "2", "nothing", "moving")
    code, out, _ = run(capsys, "ask", SECOND)
    assert code == 0
    assert out.count("How many teams change the system?\nServices buy") == 2
    assert "`nothing` is none of these." in out
    assert out.endswith("\n/decide/teams.several/boundaries.moving/\n\n")


def test_ask_ends_quietly_where_the_input_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replies(monkeypatch)
    code, out, err = run(capsys, "ask", OK / "minimal.yaml")
    assert (code, err) == (1, "")
    assert "Often" in out
    assert "Add a cache" not in out


def test_the_program_runs_as_a_module_and_ends_with_its_exit_code() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "decision", "check", named(BAD)],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    told = (WRONG / "unknown-name.txt").read_bytes()
    assert (done.returncode, done.stdout, done.stderr) == (1, told, b"")


def test_a_reader_who_has_seen_enough_ends_the_program_quietly(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    file.write_text(big_tree(2), encoding="utf-8")
    command = [sys.executable, "-m", "decision", "paths", str(file)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"outcome,state,")
        running.stdout.close()
        assert running.stderr.read() == b""


def test_faults_that_are_not_shown_count_for_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tree.yaml"
    file.write_text("".join(f"k{n}: v\n" for n in range(500)), encoding="utf-8")
    code, out, _ = run(capsys, "check", file)
    assert code == 1
    assert out.endswith("\n\nand 406 more\n")
    code, out, _ = run(capsys, "check", file, "--format", "json")
    assert (code, len(json.loads(out))) == (1, 101)
