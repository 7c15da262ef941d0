"""No link is ever lost: a small site over three releases, in which everything moves."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from decision.__main__ import main
from decision.history.releases import load_all
from decision.tree.states import Leaf, replay, states
from tests.built import Site, build
from tests.machine.changed_trees import (
    BEFORE,
    add_question,
    move_question,
    rename_outcome,
    split_answer,
)
from tests.machine.strategies import written

_NAV = """
nav:
  - Home: index.md
  - Decide: [decide/index.md, decide/table.md, decide/compare.md]
  - Changes: changes.md
  - Pages: [a.md, b.md, c.md, d.md, e.md]

theme:"""


@pytest.fixture
def small(copy: Path) -> Path:
    """A site with a small tree, a page for each of its questions and outcomes, and no release."""
    docs = copy / "docs"
    for part in ("guide", "outcomes", "use-cases", "reference", "workbench"):
        shutil.rmtree(docs / part)
    for name in ("reviewers", "evidence", "claims"):
        (docs / f"{name}.md").unlink()
    shutil.rmtree(copy / "decision/releases")
    for name in ("evidence", "claims"):
        (copy / f"decision/{name}.yaml").unlink()
    page = "---\ntitle: Page {0}\ndescription: What there is to say about {0}.\n---\n\n# Page {0}\n"
    for name in "abcde":
        (docs / f"{name}.md").write_text(page.format(name), encoding="utf-8")
    for name in ("index", "changes"):
        text = page.format(name) + ("\n<!-- changes -->\n" if name == "changes" else "")
        (docs / f"{name}.md").write_text(text, encoding="utf-8")
    case = "---\ntitle: C\ndescription: D.\noutcome: {}\nanswers: {{{}}}\n---\n\n# C\n"
    (docs / "use-cases").mkdir()
    cases = {"none": "repeats: no", "cache": "repeats: yes, stale: yes"}
    for outcome, answers in cases.items():
        text = case.format(outcome, answers)
        (docs / f"use-cases/{outcome}.md").write_text(text, encoding="utf-8")
    config = copy / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"\nnav:\n.*?\ntheme:", _NAV, text, flags=re.DOTALL)
    config.write_text(text.replace("omitted_files: warn", "omitted_files: ignore"), "utf-8")
    return copy


def publish(root: Path, document: object, note: str, *cases: tuple[str, str, str]) -> None:
    """Write a tree and what its use cases answer now, and release it."""
    tree = root / "decision/trees/approach.yaml"
    tree.write_text(written(document), encoding="utf-8")
    for name, outcome, answers in cases:
        case = root / f"docs/use-cases/{name}.md"
        text = case.read_text(encoding="utf-8")
        text = re.sub("outcome: .*", f"outcome: {outcome}", text)
        case.write_text(re.sub("answers: .*", f"answers: {{{answers}}}", text), encoding="utf-8")
    arguments = [str(tree), "--docs", str(root / "docs"), "--note", note]
    assert main(["release", *arguments]) == 0


def test_over_three_releases_in_which_everything_moves_no_address_is_lost(
    small: Path, tmp_path: Path
) -> None:
    document = json.loads(json.dumps(BEFORE))
    publish(small, document, "The first.")

    document["version"] = "2.0.0"
    add_question(document)
    split_answer(document)
    publish(
        small,
        document,
        "Memory matters.",
        ("none", "none", "repeats: never"),
        ("cache", "cache", "repeats: yes, stale: yes, size: yes"),
    )

    document["version"] = "3.0.0"
    del document["questions"]["size"]
    move_question(document)
    below = document["tree"]["stale"]["yes"]["repeats"]
    del below["no"]
    below |= {"seldom": "none", "never": "cache"}
    rename_outcome(document)
    publish(
        small,
        document,
        "Age is asked first.",
        ("none", "source", "stale: no"),
        ("cache", "cache", "stale: yes, repeats: never"),
    )

    # The page of the question that is gone may move, and may not vanish.
    (small / "docs/e.md").unlink()
    config = small / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(", e.md]", "]")
    config.write_text(text, encoding="utf-8")
    lost = build(tmp_path / "lost", small)
    assert lost.returncode != 0
    assert "release 2.0.0 names e.md, and people link to it" in lost.stderr
    text = text.replace("redirects: {}", "redirects: {e.md: b.md}")
    config.write_text(text, encoding="utf-8")
    done = build(tmp_path / "site", small)
    assert done.returncode == 0, done.stderr

    site = Site(tmp_path / "site")
    releases = load_all(small / "decision/releases/approach")
    today = releases[-1].tree
    here = {state.url for state in states(today)}
    for one in releases:
        for state in states(one.tree):
            page = site.pages[f"decide/{state.url}"]
            for name in (
                ("record.md", "record-nygard.md") if isinstance(state, Leaf) else ("question.md",)
            ):
                assert (site.folder / f"decide/{state.url}{name}").is_file()
            if state.url not in here:
                text = " ".join(page.get_text().split())
                assert "no longer has this place" in text
                led = replay(today, state.path).state
                links = {_resolved(state.url, str(a["href"])) for a in page.select("article a")}
                assert f"decide/{led.url}" in links
        assert (site.folder / f"decide/releases/{one.version}.yaml").is_file()
    for url in ("a/", "b/", "c/", "d/", "e/"):
        assert url in site.pages
    assert "Go to its new address" in site.pages["e/"].get_text()

    told = " ".join(site.pages["decide/repeats.no/"].get_text().split())
    assert "Made with version 1.0.0" in told
    assert "With the same answers version 3.0.0 asks: May an answer be old?" in told
    assert "Is the same thing read again? Rarely" in told
    asks = (site.folder / "decide/repeats.yes/stale.yes/record.md").read_text(encoding="utf-8")
    assert "# Add a cache: " in asks and "Tree version 1.0.0: " in asks
    changes = " ".join(site.pages["changes/"].get_text().split())
    for line in ("The first.", "Memory matters.", "The question “Does it fit in memory?” is new."):
        assert line in changes
    assert "The question “Does it fit in memory?” is gone." in changes
    rows = site.pages["changes/"].select("tbody tr")
    assert any("Rarely" in row.get_text() and "Asks" in row.get_text() for row in rows)


def _resolved(url: str, href: str) -> str:
    return urlsplit(urljoin(f"https://any/decide/{url}", href)).path.lstrip("/")
