"""What any page promises: it can be cited, linked, trusted by a browser and read on a phone."""

import hashlib
import re
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import Tag

from decision.history.places import history, latest
from decision.ledger.claims import VERDICTS
from decision.project import Project
from tests.built import SITE_URL, Site, build
from tests.pages import links, meta, text

REPOSITORY = {"REPO_URL": "https://example.org/team/guide", "EDIT_URI": "edit/main/docs/"}
#: A day after one date of review in the ledger of the small guide, and before the other.
JUNE = {"SOURCE_DATE_EPOCH": str(int(datetime(2027, 6, 1, tzinfo=UTC).timestamp()))}


@pytest.fixture(scope="module")
def later(whole_guide: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site on another day, built from a repository that it tells of."""
    folder = tmp_path_factory.mktemp("later") / "site"
    done = build(folder, whole_guide, more=REPOSITORY | JUNE)
    assert done.good, done.said
    return Site(folder)


def test_every_page_has_a_policy_that_allows_its_own_scripts_and_no_others(site: Site) -> None:
    for url, page in site.pages.items():
        found = page.select("meta[http-equiv=Content-Security-Policy]")
        assert len(found) == 1, url
        policy = str(found[0]["content"])
        scripts = policy.partition("script-src ")[2].partition(";")[0]
        # Python in the browser is WebAssembly, which one page runs.
        allowed = scripts.replace(" 'wasm-unsafe-eval'", "") if url == "workbench/" else scripts
        assert "unsafe" not in allowed
        assert "*" not in policy
        assert "http" not in policy
        assert policy.startswith("default-src 'none'")
        inline = page.select("script:not([src]):not([type='application/json'])")
        digests = {hashlib.sha256(script.get_text().encode()).digest() for script in inline}
        hashes = {f"'sha256-{b64encode(digest).decode()}'" for digest in digests}
        assert {part for part in scripts.split() if part.startswith("'sha256-")} == hashes, url
        assert not [tag for tag in page.find_all() if any(a.startswith("on") for a in tag.attrs)]


def test_every_page_says_its_version_and_how_to_cite_it(site: Site, project: Project) -> None:
    said = history(project.tree, project.digest, project.releases)
    for url, page in site.pages.items():
        cite = page.select_one("page-cite")
        if url == "404.html" or page.select_one("page-moved"):
            assert cite is None
            continue
        # A place that is gone is cited with the version that had it.
        entry = latest(said.get(url.removeprefix("decide/"), said[""]))[0]
        assert cite
        assert f"Guidance version {entry.tree.version}." in text(cite), url
        [citation] = map(text, cite.select(".cite__text"))
        title = meta(page, "og:title").removeprefix(f"Version {entry.tree.version}: ")
        assert f"“{title}”" in citation, url
        assert f"Tree version {entry.tree.version} (SHA-256 {entry.digest[:12]})" in citation
        assert citation.endswith(f" {SITE_URL}{url}")


def test_every_section_has_a_permalink(site: Site) -> None:
    for url, page in site.pages.items():
        for heading in page.select("article :is(h2, h3)[id]"):
            link = heading.select_one("a.headerlink")
            assert link
            assert link["href"] == f"#{heading['id']}", (url, heading.get_text())


def test_tables_name_their_columns_in_each_cell(site: Site) -> None:
    count = 0
    for url, page in site.pages.items():
        for row in page.select("article table[role=table] tbody tr"):
            table = row.find_parent("table")
            heads = [text(head) for head in table.select("thead th")] if table else []
            labels = [str(cell.get("data-label", "")) for cell in row.select("td")]
            assert labels == heads[-len(labels) :], url
            count += 1
    assert count > 20


def test_the_styles_of_a_component_come_with_the_pages_that_hold_it_and_no_others(
    site: Site,
) -> None:
    for url, page in site.pages.items():
        styles = "".join(style.get_text() for style in page.select("style[data-component]"))
        assert (".paths__table{" in styles) == bool(page.select("paths-filter")), url
    assert ".paths__" not in site.text("assets/theme/site.css")
    assert "assets/paths/paths.css" not in site.files()


def test_edit_links_stand_only_where_a_repository_is_set(site: Site, later: Site) -> None:
    assert not any(page.select("a[rel=edit]") for page in site.pages.values())
    assert later.pages["guide/splitting/"].select("a[rel=edit]")


def test_a_page_is_edited_where_it_is_written_and_a_state_in_the_tree(later: Site) -> None:
    for url, file in {
        "guide/splitting/": "docs/guide/splitting.md",
        "decide/people.one-team/": "decision/trees/services.yaml",
    }.items():
        [edit] = later.pages[url].select("a[rel=edit]")
        assert edit["href"] == f"https://example.org/team/guide/edit/main/{file}"


def test_the_evidence_page_names_what_is_past_its_review_on_the_day_of_the_build(
    site: Site, later: Site
) -> None:
    assert "Past their review" not in text(site.pages["evidence/"])
    lead = later.pages["evidence/"].find("p", string=re.compile("Past their review"))
    late = lead.find_next("ul") if lead else None
    assert isinstance(late, Tag)
    assert [a["href"] for a in late.select("a")] == ["./#cloud-example-tracing"]
    assert "To be reviewed by September 2027" in text(later.pages["evidence/"])


def test_an_entry_of_the_ledger_tells_what_was_found_and_how_strong_it_is(
    site: Site, project: Project
) -> None:
    shown = site.pages["evidence/"].select(".ledger > li")
    assert [found["id"] for found in shown] == list(project.ledger)
    for found, entry in zip(shown, project.ledger.values(), strict=True):
        told = text(found)
        assert entry.claim.rstrip(".") in told
        assert entry.strength.capitalize() in told
        assert ("Quoted by others" in told) == (entry.basis == "secondary")
        assert all(figure in told for figure in entry.figures)
        assert [cite.get_text() for cite in found.select("cite")] == [entry.title]


def test_a_footnote_tells_its_source_and_how_strong_it_is(site: Site, project: Project) -> None:
    count = 0
    for url, page in site.pages.items():
        for note in page.select(".footnote li"):
            count += 1
            entry = project.ledger[str(note["id"]).removeprefix("fn:")]
            link = note.select_one("a[href]:not(.footnote-backref)")
            assert link
            assert link.get_text() == entry.label
            assert entry.strength.capitalize() in text(note), url
            assert ("quoted by others" in text(note)) == (entry.basis == "secondary")
    assert count > 5


def test_a_claim_shows_its_verdict_as_a_shape_and_a_word(site: Site, project: Project) -> None:
    page = site.pages["claims/"]
    for found in page.select(".claim"):
        claim = project.claims[str(found.select("h3")[0]["id"])]
        [badge] = found.select(".sign")
        assert badge.get_text() == claim.verdict.capitalize()
        assert badge.select("svg[aria-hidden=true]")
    counts = [text(cell) for cell in page.select("table tbody td:nth-child(2)")]
    verdicts = [str(claim.verdict) for claim in project.claims.values()]
    assert sorted(counts) == sorted(str(verdicts.count(verdict)) for verdict in VERDICTS)


def test_a_page_that_moved_leads_to_its_new_address(site: Site) -> None:
    page = site.pages["guide/questions/tables/"]
    [moved] = page.select("page-moved")
    assert links("guide/questions/tables/", moved) == {("guide/questions/boundaries/", "")}
    [refresh] = page.select("meta[http-equiv=refresh]")
    assert refresh["content"] == "0; url=../boundaries/"
    [robots] = page.select("meta[name=robots]")
    assert robots["content"] == "noindex, follow"
