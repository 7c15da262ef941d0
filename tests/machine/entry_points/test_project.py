"""A tree is checked with its pages, evidence and use cases; all faults are told at once."""

import json
from pathlib import Path

import pytest

from tests.machine.entry_points.command import rewrite, run, told
from tests.machine.small_project import lay_out


def test_the_pages_the_evidence_and_the_use_cases_beside_a_tree_are_checked_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    assert run(capsys, "check", file) == (0, "", "")
    (tmp_path / "docs/outcomes/cache.md").unlink()
    code, out, _ = run(capsys, "check", file)
    assert (code, out.count("[unknown-page]")) == (1, 1)


def test_faults_in_all_files_of_a_project_are_told_together_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
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
    file = lay_out(tmp_path)
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
    file = lay_out(tmp_path)
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
    assert code == 0
    assert out.startswith("::warning file=")
    assert out.count("\n") == 1
    assert run(capsys, "paths", file)[0] == 0


def test_evidence_is_checked_wherever_it_is_cited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    page, claims = tmp_path / "docs/outcomes/cache.md", tmp_path / "decision/claims.yaml"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\nIt helps.[^study-2042] `[^code]`\n", encoding="utf-8")
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
    page.write_text(text, encoding="utf-8")
    claims.unlink()
    cases = tmp_path / "docs/use-cases/index.md"
    cases.write_text(cases.read_text("utf-8").replace("[^study-2024]", ""), encoding="utf-8")
    code, out, _ = run(capsys, "check", file)
    assert "nothing cites `study-2024` [unused-evidence]" in out


def test_a_warning_does_not_hide_that_a_tree_is_not_released(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    ledger = tmp_path / "decision/evidence.yaml"
    text = ledger.read_text(encoding="utf-8")
    dates = "strength: measurement, as_of: 2019, review_by: 2020-02"
    ledger.write_text(text.replace("strength: measurement", dates), encoding="utf-8")
    code, out, _ = run(capsys, "check", file, "--released")
    assert code == 1
    assert "[past-review]" in out
    assert "[unreleased]" in out


@pytest.mark.parametrize(
    "name", ["questions/repeats.md", "use-cases/cache.md", "use-cases/index.md"]
)
@pytest.mark.parametrize(
    ("old", "new", "check", "line"),
    [
        ("title: About caches", "title: A: b: c", "not-yaml", 2),
        ("title: About caches", "title: Caches", "short-text", 2),
        ("title: About caches", f"title: {'x' * 71}", "long-text", 2),
        ("description: What", f"description: {'x' * 160} what", "long-text", 3),
        ("title: About caches\n", "", "missing-key", 2),
        ("---\ntitle", "title", "missing-key", 1),
    ],
)
def test_the_front_matter_of_every_page_is_checked_once(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    old: str,
    new: str,
    check: str,
    line: int,
) -> None:
    file = lay_out(tmp_path)
    rewrite(tmp_path / "docs" / name, old, new)
    assert told(capsys, file) == [(Path(name).name, check, line)]


@pytest.mark.parametrize("name", ["questions/repeats.md", "use-cases/cache.md"])
def test_a_conflict_of_a_merge_is_one_fault_wherever_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    file = lay_out(tmp_path)
    conflict = "<<<<<<< HEAD\ntitle: All of it\n=======\ntitle: Some of it\n>>>>>>> some\n"
    rewrite(tmp_path / "docs" / name, "title: About caches\n", conflict)
    assert told(capsys, file) == [(Path(name).name, "conflict-marker", 2)]


def test_the_page_of_a_question_must_speak_its_words_and_tell_of_each_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    rewrite(file, "label: Often", "label: Very often")
    rewrite(file, "title: No cache", "title: None at all")
    assert told(capsys, file) == [
        ("no-cache.md", "wrong-heading", 6),
        ("repeats.md", "missing-section", 6),
    ]
