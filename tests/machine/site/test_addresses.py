"""What was published is still there: the build holds itself against the list of addresses."""

from pathlib import Path

from decision.project import Project
from hooks.addresses import add, of_site
from tests.built import Site, build


def listed(guide: Path, *more: str) -> Path:
    """Write a list of published addresses into a guide."""
    file = guide / "decision/addresses.txt"
    file.write_text("".join(f"{line}\n" for line in ("/", *more)), encoding="utf-8")
    return file


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_site_tells_all_that_people_may_link(site: Site) -> None:
    found = set(of_site(site.folder))
    assert found >= {
        *("/", "/guide/splitting/", "/outcomes/modules/#first-steps"),
        *("/decide/people.one-team/", "/decide/people.one-team/#your-path-in-the-tree"),
        *("/decide/people.one-team/boundaries.moving/record.md", "/decide/tree.json"),
        *("/decide/releases/1.0.0.yaml", "/decide/releases/index.yaml"),
        *("/assets/cards/site.png", "/assets/cards/monolith.png", "/changes/#v1.1.0"),
        *(f"/evidence/#{id_}" for id_ in ("muster-load-2022",)),
        *("/guide/questions/operations/#ready", "/use-cases/ticket-shop/"),
    }
    for address in found:
        assert not address.startswith(("/404", "/assets/workbench/")), address
        assert "#fn" not in address, address
        assert "#worksheet-" not in address, address


def test_what_a_site_has_it_holds_itself_to(guide: Path, site: Site, tmp_path: Path) -> None:
    file = listed(guide)
    added = add(site.folder, file)
    assert file.read_text(encoding="utf-8").splitlines() == sorted({"/", *added})
    assert add(site.folder, file) == []
    done = build(tmp_path / "site", guide)
    assert done.good, done.said


def test_all_that_is_lost_is_told_at_once_with_its_cure(guide: Path, tmp_path: Path) -> None:
    listed(
        guide,
        *("/outcomes/modules/#first-steps", "/outcomes/modules/#when-to-leave-it"),
        *("/decide/people.three/", "/assets/cards/gone.png", "/guide/splitting/#a-fourth"),
    )
    rewrite(guide / "docs/outcomes/modules.md", "## First steps", "## The first steps")
    done = build(tmp_path / "site", guide)
    assert not done.good
    assert done.said.count("[lost-address]") == 4
    assert "addresses.txt:2:1: the section at `/outcomes/modules/#first-steps` was published" in (
        done.said
    )
    assert "`{ #first-steps }`; did you mean `the-first-steps`?" in done.said
    assert "what stood at `/decide/people.three/` was published" in done.said
    assert "what stood at `/assets/cards/gone.png` was published" in done.said
    assert "when-to-leave-it" not in done.said
    rewrite(
        guide / "docs/outcomes/modules.md",
        "## The first steps",
        "## The first steps { #first-steps }",
    )
    listed(guide, "/outcomes/modules/#first-steps")
    assert build(tmp_path / "site", guide).good


def test_the_sections_of_a_page_that_is_redirected_are_not_lost(
    guide: Path, tmp_path: Path
) -> None:
    listed(guide, "/guide/old/", "/guide/old/#a-section")
    told = build(tmp_path / "site", guide).said
    assert told.count("[lost-address]") == 1
    rewrite(
        guide / "mkdocs.yml",
        "  redirects:\n",
        "  redirects:\n    guide/old.md: guide/splitting.md\n",
    )
    done = build(tmp_path / "site", guide)
    assert done.good, done.said


def test_a_section_that_a_state_no_longer_has_keeps_its_anchor_there(
    guide: Path, tmp_path: Path
) -> None:
    here, gone = "decide/people.one-team/boundaries.moving/", "decide/people.one-team/"
    listed(guide, f"/{here}#an-old-section", f"/{gone}#what-speaks-for-it")
    done = build(tmp_path / "site", guide)
    assert done.good, done.said
    site = Site(tmp_path / "site")
    for url, anchor in ((here, "an-old-section"), (gone, "what-speaks-for-it")):
        [found] = site.pages[url].select(f"article [id={anchor}]")
        assert not found.get_text(), "it shows nothing"


def test_the_picture_of_an_outcome_that_is_gone_stays(site: Site, project: Project) -> None:
    outcomes = {id_ for release in project.releases for id_ in release.tree.outcomes}
    for id_ in outcomes | {*project.tree.outcomes}:
        assert (site.folder / f"assets/cards/{id_}.png").is_file(), id_


def test_a_draft_adds_no_address_because_it_can_still_change(guide: Path, tmp_path: Path) -> None:
    rewrite(guide / "decision/trees/services.yaml", "version: 2.0.0", "version: 2.0.1")
    file = listed(guide)
    done = build(tmp_path / "site", guide)
    assert done.good, done.said
    assert add(tmp_path / "site", file) == []
    assert file.read_text(encoding="utf-8") == "/\n"
