"""What was published is still there, as far as the sources tell; what moved leads on."""

from pathlib import Path

import pytest

from decision.__main__ import main
from tests.machine.entry_points.command import rewrite, run, told
from tests.machine.small_project import lay_out, page


def test_a_published_page_that_is_gone_is_a_fault_until_it_is_redirected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    listed = (
        "/\n/about/\n/about/#us\n/decide/repeats.yes/\n/decide/tree.json\n/use-cases/no-cache/\n"
    )
    (tmp_path / "decision/addresses.txt").write_text(listed, encoding="utf-8")
    page = (tmp_path / "docs/questions/repeats.md").read_text(encoding="utf-8")
    (tmp_path / "docs/index.md").write_text(page, encoding="utf-8")
    (tmp_path / "docs/us").mkdir()
    (tmp_path / "docs/us/about.md").write_text(page, encoding="utf-8")
    code, out, _ = run(capsys, "check", file)
    assert (code, out.count("[lost-address]")) == (1, 1)
    assert "addresses.txt:2:1: the page at `/about/` was published, and is gone" in out
    assert "`about.md: us/about.md` below `redirects` in mkdocs.yml" in out
    redirects = "plugins: [!ENV X]\nextra:\n  redirects:\n    about.md: us/about.md\n"
    (tmp_path / "mkdocs.yml").write_text(redirects, encoding="utf-8")
    assert run(capsys, "check", file) == (0, "", "")


def test_a_published_entry_or_claim_that_is_gone_is_a_fault_unless_its_anchor_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    evidence, claims = tmp_path / "docs/evidence.md", tmp_path / "docs/claims.md"
    evidence.write_text(page("The evidence", "## What it is\n", "ledger"), encoding="utf-8")
    claims.write_text(page("The claims", "## Found { #found-out }\n"), encoding="utf-8")
    claim = "says: A, found: B, wording: C, verdict: supported, pages: [claims.md]"
    (tmp_path / "decision/claims.yaml").write_text(f"it: {{{claim}, evidence: [study-2024]}}\n")
    good = "/evidence/#a\n/evidence/#study-2024\n/evidence/#what-it-is\n"
    good += "/claims/#found-out\n/claims/#it\n"
    lost = "/claims/#they\n/evidence/#study-2023\n"
    (tmp_path / "decision/addresses.txt").write_text(good + lost, encoding="utf-8")
    code, out, _ = run(capsys, "check", file)
    assert (code, out.count("[lost-address]")) == (1, 2)
    assert "evidence.yaml` from the history" in out
    assert "did you mean `study-2024`?" in out
    rewrite(evidence, "## What", '<span id="study-2023"></span>\n\n## What')
    rewrite(claims, "## Found", "## They said { #they }\n\n## Found")
    assert run(capsys, "check", file) == (0, "", "")


def test_an_entry_that_was_published_and_is_no_longer_cited_is_not_left_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    rewrite(tmp_path / "docs/use-cases/index.md", "[^study-2024]", "")
    assert told(capsys, file) == [("evidence.yaml", "unused-evidence", 3)]
    (tmp_path / "decision/addresses.txt").write_text("/evidence/#study-2024\n", encoding="utf-8")
    assert told(capsys, file) == []


def test_an_entry_on_which_a_release_rests_must_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    favours = "favours: [cache], "
    rewrite(file, favours, f"{favours}evidence: [study-2024], ")
    assert main(["release", str(file), "--note", "The first."]) == 0
    rewrite(file, "evidence: [study-2024], ", "")
    rewrite(file, "version: 1.0.0", "version: 1.0.1")
    rewrite(tmp_path / "docs/use-cases/index.md", "[^study-2024]", "")
    capsys.readouterr()
    assert told(capsys, file) == []
    rewrite(tmp_path / "decision/evidence.yaml", "study-2024", "study-2042")
    rewrite(tmp_path / "docs/use-cases/index.md", "helps.", "helps.[^study-2042]")
    assert told(capsys, file) == [("1.0.0.yaml", "unknown-evidence", 10)]


def test_published_releases_that_are_gone_are_faults_even_where_all_of_them_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    listed = "/decide/releases/0.9.0.yaml\n/decide/releases/index.yaml\n"
    (tmp_path / "decision/addresses.txt").write_text(listed, encoding="utf-8")
    assert told(capsys, file) == [("addresses.txt", "lost-address", 1)]
    assert "restore `" in run(capsys, "check", file)[1]


def test_a_page_that_moved_is_found_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lay_out(tmp_path)
    (tmp_path / "docs/ends").mkdir()
    (tmp_path / "docs/outcomes/cache.md").rename(tmp_path / "docs/ends/cache.md")
    (tmp_path / "docs/use-cases/cache.md").rename(tmp_path / "docs/use-cases/a-cache.md")
    (tmp_path / "decision/addresses.txt").write_text("/outcomes/cache/\n", encoding="utf-8")
    out = run(capsys, "check", file)[1]
    assert out.count("[") == 1 + out.count("favours: [")
    assert "write `ends/cache.md`, and `outcomes/cache.md: ends/cache.md` below `redirects`" in out
