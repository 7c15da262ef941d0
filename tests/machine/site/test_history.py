"""No link is ever lost: a small site over three releases, in which everything moves."""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from decision.__main__ import main
from decision.history.releases import Release, load_all
from decision.tree.loading import tree_of
from decision.tree.own_pages import skeleton
from decision.tree.records import paged
from decision.tree.states import Leaf, replay, states
from tests.built import ROOT, Built, Site, build
from tests.machine.changed_trees import (
    BEFORE,
    add_question,
    move_question,
    rename_outcome,
    split_answer,
)
from tests.machine.conftest import SERVICES
from tests.machine.strategies import Document, written
from tests.pages import links, text

_SETTINGS = """\
INHERIT: hooks/mkdocs.yml
site_name: Cache or not?
site_description: Whether to keep answers near.
nav:
  - {Decide: [index.md, decide/index.md, decide/table.md, decide/compare.md, changes.md]}
  - {Pages: [a.md, b.md, c.md, d.md, e.md]}
validation: {nav: {omitted_files: ignore}}
extra: {tree: decision/trees/cache.yaml, redirects: {}}
"""
_TOLD = "description: What there is to say about it, in enough words for a search result.\n"
_FRONT = f"title: A page of it\n{_TOLD}".rstrip()
_PAGE = f"---\ntitle: The page {{0}}\n{_TOLD}---\n\n# Page {{0}}\n\n"
_CASE = (
    f"---\ntitle: A case of it\n{_TOLD}outcome: {{}}\nanswers: {{{{{{}}}}}}\n---\n\n# A case\n\n"
    "<!-- use-case -->\n\n<!-- flips -->\n"
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A site after three releases, and how it was built before the last page was redirected."""

    unredirected: Built
    site: Site
    releases: Sequence[Release]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    root = tmp_path_factory.mktemp("moved")
    docs = root / "docs"
    (root / "hooks").symlink_to(ROOT / "hooks")
    shutil.copytree(SERVICES / "docs/decide", docs / "decide")
    (root / "decision/trees").mkdir(parents=True)
    (docs / "use-cases").mkdir()
    config = root / "mkdocs.yml"
    config.write_text(_SETTINGS, encoding="utf-8")
    for name in ("index", *"abcde"):
        (docs / f"{name}.md").write_text(_PAGE.format(name), encoding="utf-8")
    changes = _PAGE.format("changes") + "<!-- changes -->\n"
    (docs / "changes.md").write_text(changes, encoding="utf-8")

    document = json.loads(json.dumps(BEFORE))
    cases = {"none": "repeats: no", "cache": "repeats: yes, stale: yes"}
    publish(root, document, "The first.", cases)

    document["version"] = "2.0.0"
    add_question(document)
    split_answer(document)
    cases = {"none": "repeats: never", "cache": "repeats: yes, stale: yes, size: yes"}
    publish(root, document, "Memory matters.", cases)

    document["version"] = "3.0.0"
    del document["questions"]["size"]
    move_question(document)
    below = document["tree"]["stale"]["yes"]["repeats"]
    del below["no"]
    below |= {"seldom": "none", "never": "cache"}
    rename_outcome(document)
    (docs / "use-cases/none.md").unlink()
    cases = {"source": "stale: no", "cache": "stale: yes, repeats: never"}
    publish(root, document, "Age is asked first.", cases)

    # The page of the question that is gone may move, and may not vanish.
    (docs / "e.md").unlink()
    settings = _SETTINGS.replace(", e.md]", "]")
    config.write_text(settings, encoding="utf-8")
    unredirected = build(root / "lost", root)
    config.write_text(settings.replace("redirects: {}", "redirects: {e.md: b.md}"), "utf-8")
    done = build(root / "site", root)
    assert done.good, done.said
    return Moved(unredirected, Site(root / "site"), load_all(root / "decision/releases/cache"))


def publish(root: Path, document: Document, note: str, cases: dict[str, str]) -> None:
    """Write a tree and what its use cases answer by now, and release it."""
    tree = root / "decision/trees/cache.yaml"
    tree.write_text(written(document), encoding="utf-8")
    now = tree_of(written(document), "cache.yaml")
    for path in {owner.page for owner in paged(now)}:
        page = re.sub("^title:.*\ndescription:", _FRONT, skeleton(now, path), flags=re.M)
        (root / "docs" / path).write_text(page, encoding="utf-8")
    for outcome, answers in cases.items():
        case = root / f"docs/use-cases/{outcome}.md"
        case.write_text(_CASE.format(outcome, answers), encoding="utf-8")
    assert main(["release", str(tree), "--note", note]) == 0


def test_a_page_that_a_release_names_may_not_vanish(moved: Moved) -> None:
    assert not moved.unredirected.good
    assert "release 2.0.0 names e.md, and people link to it" in moved.unredirected.said


def test_each_place_of_each_release_has_a_page_and_its_files(moved: Moved) -> None:
    for release in moved.releases:
        for state in states(release.tree):
            assert f"decide/{state.url}" in moved.site.pages
            of_leaf = ("record.md", "record-nygard.md")
            for name in of_leaf if isinstance(state, Leaf) else ("question.md",):
                assert (moved.site.folder / f"decide/{state.url}{name}").is_file()
        assert (moved.site.folder / f"decide/releases/{release.version}.yaml").is_file()


def test_a_place_that_is_gone_says_so_and_leads_to_where_its_answers_lead_today(
    moved: Moved,
) -> None:
    today = moved.releases[-1].tree
    here = {state.url for state in states(today)}
    count = 0
    for release in moved.releases:
        for state in states(release.tree):
            if state.url not in here:
                count += 1
                page = moved.site.pages[f"decide/{state.url}"]
                assert "no longer has this place" in text(page)
                [article] = page.select("article")
                led = replay(today, state.path).state
                assert (f"decide/{led.url}", "") in links(f"decide/{state.url}", article)
    assert count > 5


def test_a_place_that_is_gone_tells_what_it_said_and_which_answers_play_no_part_any_more(
    moved: Moved,
) -> None:
    told = text(moved.site.pages["decide/repeats.no/"])
    assert "Made with version 1.0.0" in told
    assert "What version 1.0.0 said" in told
    assert "Guidance version 1.0.0." in told
    assert "With the same answers version 3.0.0 asks: May an answer be old?" in told
    assert "Is the same thing read again? Rarely" in told


def test_links_to_the_reasons_of_a_place_that_is_gone_still_lead_to_them(moved: Moved) -> None:
    page = moved.site.pages["decide/repeats.no/"]
    for anchor in ("what-speaks-for-it", "what-speaks-against-it", "what-would-change-it"):
        assert page.select(f"article h3[id={anchor}] a[href='#{anchor}']")


def test_a_place_that_recommended_once_keeps_the_record_that_was_linked(moved: Moved) -> None:
    record = moved.site.text("decide/repeats.yes/stale.yes/record.md")
    assert "# Add a cache: " in record
    assert "Tree version 1.0.0: " in record
    assert moved.site.text("decide/repeats.yes/stale.yes/question.md").startswith("# Does it fit")


def test_a_place_tells_what_each_version_said_where_that_ever_differed(moved: Moved) -> None:
    told = text(moved.site.pages["decide/repeats.yes/stale.yes/"])
    assert "Version 1.0.0: Add a cache. The first. Version 2.0.0: a question." in told
    assert "Version 3.0.0: no such place any more. Age is asked first." in told
    assert "What each version said here" not in text(moved.site.pages["decide/stale.yes/"])


def test_the_changes_are_told_with_their_notes_and_the_paths_that_end_elsewhere(
    moved: Moved,
) -> None:
    page = moved.site.pages["changes/"]
    told = text(page)
    assert re.search("Age is asked first.*Memory matters.*The first", told), "newest first"
    for line in ("“Does it fit in memory?” is new.", "“Does it fit in memory?” is gone."):
        assert f"The question {line}" in told
    assert [h["id"] for h in page.select("article h2")] == ["v3.0.0", "v2.0.0", "v1.0.0"]
    rows = [text(row) for row in page.select("tbody tr")]
    assert any("Rarely" in row and "Asks" in row for row in rows)


def test_a_page_that_moved_leads_to_its_new_address(moved: Moved) -> None:
    [page] = moved.site.pages["e/"].select("page-moved")
    assert text(page) == "Go to its new address"
    assert links("e/", page) == {("b/", "")}
