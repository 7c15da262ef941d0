"""The commands say what they found, where they should, and end with the exit code of their word."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from decision.__main__ import main
from decision.reading.diagnostics import CHECKS
from decision.tree.states import paths
from tests.samples import OK, ROOT, SHIPPED, TREE, WRONG, big_tree, faults, named

BAD = WRONG / "unknown-name.yaml"
COMMANDS = ("check", "paths", "show", "ask")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command; return its exit code and what it wrote to both streams."""
    code = main([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


def usage(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that is misused; return what it says."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    return capsys.readouterr().err


def replies(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_the_shipped_guidance_is_passed_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check") == (0, "", "")


@pytest.mark.parametrize("path", sorted(OK.glob("*.yaml")), ids=named)
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
    assert code == 1 and out.count("\n") == 1
    assert out.startswith(f"::error {place}") and f"title={name}::" in out


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


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    told = capsys.readouterr().out
    assert caught.value.code == 0
    assert all(f"\n    {command} " in told for command in COMMANDS)


def test_paths_are_printed_as_a_table_with_a_row_each(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "paths")
    found = list(csv.DictReader(io.StringIO(out)))
    assert code == 0 and "\r" not in out
    assert [row["state"] for row in found] == [f"/decide/{leaf.url}" for leaf in paths(SHIPPED)]
    assert [row["outcome"] for row in found] == [leaf.outcome for leaf in paths(SHIPPED)]


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
    code, out, _ = run(capsys, "ask", OK / "second-subject.yaml")
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
    assert "Often" in out and "Add a cache" not in out


def project(folder: Path) -> Path:
    """Lay out a small project with everything that stands around a tree; return its tree file."""
    file = folder / "decision/trees/approach.yaml"
    for name in ("decision/trees", "docs/questions", "docs/outcomes", "docs/use-cases"):
        (folder / name).mkdir(parents=True)
    shutil.copy(OK / "minimal.yaml", file)
    for name in ("questions/repeats", "outcomes/cache", "outcomes/no-cache", "use-cases/index"):
        (folder / f"docs/{name}.md").write_text("# A page\n", encoding="utf-8")
    for name, answer in (("cache", "yes"), ("no-cache", "no")):
        keys = f"title: A\ndescription: B\noutcome: {name}\nanswers: {{repeats: {answer}}}\n"
        (folder / f"docs/use-cases/{name}.md").write_text(f"---\n{keys}---\n", encoding="utf-8")
    ledger = "topics: {a: A}\nentries:\n  study-2024: {topic: a, claim: A, title: B, authors: C, "
    ledger += "year: 2024, where: D, basis: primary, read: all, strength: measurement}\n"
    (folder / "decision/evidence.yaml").write_text(ledger, encoding="utf-8")
    with (folder / "docs/use-cases/index.md").open("a", encoding="utf-8") as page:
        page.write("A cache helps.[^study-2024]\n")
    return file


def test_the_pages_the_evidence_and_the_use_cases_beside_a_tree_are_checked_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(tmp_path)
    assert run(capsys, "check", file) == (0, "", "")
    (tmp_path / "docs/outcomes/cache.md").unlink()
    code, out, _ = run(capsys, "check", file)
    assert (code, out.count("[unknown-page]")) == (1, 1)
    assert run(capsys, "check", file, "--docs", tmp_path / "elsewhere") == (0, "", "")


def test_faults_in_all_files_of_a_project_are_told_together_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(tmp_path)
    text = file.read_text(encoding="utf-8").replace("1.0.0", "1.0")
    file.write_text(text, encoding="utf-8")
    page, ledger = tmp_path / "docs/use-cases/cache.md", tmp_path / "decision/evidence.yaml"
    page.write_text("# A page\n", encoding="utf-8")
    ledger.write_text("- nothing\n", encoding="utf-8")
    code, out, _ = run(capsys, "check", file, "--format", "json")
    told = [(record["file"], record["check"]) for record in json.loads(out)]
    assert code == 1
    assert told == [
        (ledger.as_posix(), "wrong-shape"),
        (file.as_posix(), "bad-version"),
        (page.as_posix(), "missing-key"),
    ]


def test_a_use_case_that_disagrees_with_the_tree_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("yes: cache\n", "yes: x\n")
        .replace("no: no-", "no: ")
        .replace(": x\n", ": no-cache\n"),
        encoding="utf-8",
    )
    code, out, _ = run(capsys, "check", file, "--format", "json")
    assert code == 1
    assert [record["check"] for record in json.loads(out)] == ["wrong-outcome"] * 2


def test_an_entry_past_its_review_is_a_warning_in_every_format_and_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(tmp_path)
    ledger = tmp_path / "decision/evidence.yaml"
    text = ledger.read_text(encoding="utf-8")
    dates = "strength: measurement, as_of: 2019, review_by: 2020-02"
    ledger.write_text(text.replace("strength: measurement", dates), encoding="utf-8")
    code, out, err = run(capsys, "check", file)
    assert (code, err) == (0, "")
    assert "warning: `study-2024` was to be reviewed by 2020-02 [past-review]" in out
    code, out, _ = run(capsys, "check", file, "--format", "json")
    assert (code, [record["severity"] for record in json.loads(out)]) == (0, ["warning"])
    code, out, _ = run(capsys, "check", file, "--format", "github")
    assert code == 0 and out.startswith("::warning file=") and out.count("\n") == 1
    assert run(capsys, "paths", file)[0] == 0


def test_evidence_is_checked_wherever_it_is_cited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(tmp_path)
    page, claims = tmp_path / "docs/outcomes/cache.md", tmp_path / "decision/claims.yaml"
    page.write_text("# A page\n\nIt helps.[^study-2042] `[^code]`\n", encoding="utf-8")
    claim = "says: A, found: B, wording: C, verdict: supported"
    claims.write_text(f"a: {{{claim}, pages: [b.md], evidence: [study]}}\n", encoding="utf-8")
    code, out, _ = run(capsys, "check", file, "--format", "json")
    told = [(record["file"], record["check"], record["message"]) for record in json.loads(out)]
    assert code == 1
    assert told == [
        (claims.as_posix(), "unknown-page", "there is no page `b.md`"),
        (claims.as_posix(), "unknown-evidence", "no evidence is named `study`"),
        (page.as_posix(), "unknown-evidence", "no evidence is named `study-2042`"),
    ]
    (tmp_path / "docs/use-cases/index.md").write_text("# A page\n", encoding="utf-8")
    code, out, _ = run(capsys, "check", file)
    assert "nothing cites `study-2024` [unused-evidence]" in out


def test_a_warning_does_not_hide_that_a_tree_is_not_released(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project(tmp_path)
    ledger = tmp_path / "decision/evidence.yaml"
    text = ledger.read_text(encoding="utf-8")
    dates = "strength: measurement, as_of: 2019, review_by: 2020-02"
    ledger.write_text(text.replace("strength: measurement", dates), encoding="utf-8")
    code, out, _ = run(capsys, "check", file, "--released")
    assert code == 1
    assert "[past-review]" in out and "[unreleased]" in out


def program(*arguments: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "decision", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"},
        input=text.encode(),
        capture_output=True,
        check=False,
    )


def test_the_program_runs_as_a_module_and_ends_with_its_exit_code() -> None:
    done = program("check", named(BAD))
    told = (WRONG / "unknown-name.txt").read_bytes()
    assert (done.returncode, done.stdout, done.stderr) == (1, told, b"")
    done = program("ask", named(OK / "minimal.yaml"), text="1\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"/decide/repeats.yes/\n\n")


def test_a_reader_who_has_seen_enough_ends_the_program_quietly(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    file.write_text(big_tree(2), encoding="utf-8")
    command = [sys.executable, "-m", "decision", "paths", str(file)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline().startswith(b"outcome,state,")
        running.stdout.close()
        assert running.stderr.read() == b""


def test_the_same_input_gives_the_same_bytes() -> None:
    runs = [program("paths", named(TREE)) for _ in range(2)]
    assert runs[0].returncode == 0
    assert runs[0].stdout == runs[1].stdout
