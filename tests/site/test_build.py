"""What a build promises: the same bytes each time, no harm when it fails, any host."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.built import ROOT, Site, build

_HOSTILE = "<script>alert(1)</script><img src=x onerror=a(2)>\"'&lt;{{7}}"


def test_two_builds_are_the_same_byte_for_byte(site: Site, tmp_path: Path) -> None:
    assert build(tmp_path / "again").returncode == 0
    assert Site(tmp_path / "again").files() == site.files()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("decision/trees/approach.yaml", "often: rag", "often: ragg", "[unknown-name]"),
        ("docs/use-cases/brand-voice.md", "cost: upfront", "cost: per-query", "[wrong-outcome]"),
        ("docs/guide/rag.md", "# What", "[^no-such-study]\n\n# What", "[unknown-evidence]"),
        ("docs/guide/rag.md", "# What", "It saves 90%.\n\n# What", "[uncited-figure]"),
        ("docs/guide/rag.md", "# What", "<!-- no-evidence -->\n\n# What", "[missing-reason]"),
        ("docs/guide/rag.md", "# What", "<!-- no-evidence: a -->\n\n# What", "[idle-exception]"),
        ("decision/evidence.yaml", "arxiv: ", "arxiv: arXiv:", "[bad-arxiv]"),
        ("decision/claims.yaml", "verdict: ", "verdict: half ", "[unknown-name]"),
        ("docs/guide/rag.md", "# What", "<!-- no-such-marker -->\n\n# What", "nothing fills"),
        ("docs/guide/rag.md", "# What", "[gone](gone.md)\n\n# What", "gone.md"),
        ("mkdocs.yml", "redirects: {}", "redirects: {../a.md: index.md}", "map old pages to new"),
        ("mkdocs.yml", "redirects: {}", "redirects: {a.md: b.md}", "redirect to b.md: there is no"),
    ],
)
def test_a_fault_stops_the_build_with_its_place_and_no_traceback(
    copy: Path, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = build(tmp_path / "out", copy)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert message in said
    assert Path(file).name in said
    assert "Traceback" not in said


def test_a_page_that_the_tree_names_and_nobody_wrote_stops_the_build(
    copy: Path, tmp_path: Path
) -> None:
    (copy / "docs/outcomes/rag.md").unlink()
    done = build(tmp_path / "out", copy)
    assert done.returncode != 0
    assert "there is no page `outcomes/rag.md` [unknown-page]" in done.stderr


def test_a_failed_build_leaves_the_last_good_site_untouched(copy: Path) -> None:
    (copy / ".venv").symlink_to(ROOT / ".venv")
    make = ["make", "build", "--old-file=.venv/site.done", "--old-file=.cache/node/done"]
    good = subprocess.run(make, cwd=copy, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stderr
    before = Site(copy / "site").files()
    tree = copy / "decision/trees/approach.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace("often: rag", "often: ragg"), "utf-8")
    bad = subprocess.run(make, cwd=copy, capture_output=True, text=True, check=False)
    assert bad.returncode != 0
    assert Site(copy / "site").files() == before


def test_a_hostile_tree_is_shown_as_text_and_runs_nothing(copy: Path, tmp_path: Path) -> None:
    tree = copy / "decision/trees/approach.yaml"
    text = tree.read_text(encoding="utf-8")
    quoted = "'" + _HOSTILE.replace("'", "''") + "'"
    for old in ("ask: How often does the knowledge change?", "title: Start with RAG"):
        assert old in text
        text = text.replace(old, f"{old.split(':')[0]}: {quoted}")
    text = text.replace("label: Often", "label: '<b onclick=alert(3)>'")
    text = text.replace("phrase: knowledge changes often", "phrase: '\"><script>alert(4)</script>'")
    tree.write_text(text.replace("version: 1.", "version: 9."), encoding="utf-8")
    done = build(tmp_path / "out", copy)
    assert done.returncode == 0, done.stderr
    hostile = Site(tmp_path / "out")
    for page in hostile.pages.values():
        for script in page.find_all("script"):
            assert "alert(" not in script.get_text()
        assert not page.select("[onerror], [onclick], img[src=x]")
    shown = hostile.pages["decide/need.facts/"]
    assert _HOSTILE in shown.get_text()
    assert _HOSTILE in (shown.title.get_text() if shown.title else "")


def test_properdocs_builds_the_same_flowchart(site: Site, tmp_path: Path) -> None:
    python = ROOT / ".cache/properdocs/bin/python"
    done = build(tmp_path / "out", python=str(python), host="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    theirs, ours = Site(tmp_path / "out").pages["decide/"], site.pages["decide/"]
    assert _chart(theirs) == _chart(ours)
    assert set(Site(tmp_path / "out").pages) == set(site.pages)


def _chart(page: BeautifulSoup) -> str:
    found = page.select_one(".flowchart")
    assert found is not None
    return str(found)


def test_a_python_that_is_too_old_is_told_with_the_cure(copy: Path) -> None:
    make = ["make", "PYTHON=", ".venv/made"]
    done = subprocess.run(make, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Python 3.12 or newer is needed" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_a_repository_that_is_set_is_linked_and_a_state_is_edited_in_the_tree(
    tmp_path: Path,
) -> None:
    repository = {"REPO_URL": "https://example.org/team/guide", "EDIT_URI": "edit/main/docs/"}
    assert build(tmp_path / "out", more=repository).returncode == 0
    pages = Site(tmp_path / "out").pages
    edits = {
        "guide/rag/": "https://example.org/team/guide/edit/main/docs/guide/rag.md",
        "decide/need.facts/": "https://example.org/team/guide/edit/main/decision/trees/approach.yaml",
    }
    for url, address in edits.items():
        found = pages[url].select_one("a[rel=edit]")
        assert found and found["href"] == address


def test_a_build_without_what_the_workbench_runs_on_names_the_cure(
    copy: Path, tmp_path: Path
) -> None:
    (copy / ".cache/node").unlink()
    done = build(tmp_path / "out", copy)
    assert done.returncode != 0
    assert "`make build` and `make serve` install it" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_change_in_our_python_renews_what_the_workbench_loads(copy: Path, tmp_path: Path) -> None:
    wheels: list[tuple[str, str]] = []
    for change in ("", "# changed\nADDED = 1\n"):
        module = copy / "decision/workbench.py"
        module.write_text(module.read_text(encoding="utf-8") + change, encoding="utf-8")
        out = tmp_path / f"out{len(wheels)}"
        assert build(out, copy).returncode == 0
        [wheel] = out.glob("assets/workbench/*/decision-*.whl")
        lock = json.loads((wheel.parent / "pyodide-lock.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        assert lock["packages"]["decision"]["sha256"] == digest
        wheels.append((wheel.parent.name, digest))
    assert wheels[0] != wheels[1] and wheels[0][0] != wheels[1][0]
