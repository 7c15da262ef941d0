"""Beside the pages stand records, frozen releases, and the tree as data."""

import csv
import hashlib
import io
import json

from jsonschema import Draft202012Validator

from decision.history.places import history, latest
from decision.project import Project
from decision.render.data import FORMAT
from decision.tree.states import Leaf, paths, states
from tests.built import SITE_URL, Site


def test_every_place_of_every_version_names_its_markdown_and_has_it(
    site: Site, project: Project
) -> None:
    for url, entries in history(project.tree, project.digest, project.releases).items():
        state = latest(entries)[1]
        names = ("record.md", "record-nygard.md") if isinstance(state, Leaf) else ("question.md",)
        link = site.pages[f"decide/{url}"].select_one('link[type="text/markdown"]')
        assert link
        assert link["href"] == names[0]
        assert all((site.folder / f"decide/{url}{name}").is_file() for name in names)


def test_a_record_names_its_place_and_the_version_that_it_was_made_with(
    site: Site, project: Project
) -> None:
    for url, entries in history(project.tree, project.digest, project.releases).items():
        entry, state = latest(entries)
        said = entry.tree.outcomes[state.outcome].title if isinstance(state, Leaf) else ""
        of_leaf = ("record.md", "record-nygard.md")
        for name in of_leaf if isinstance(state, Leaf) else ("question.md",):
            record = site.text(f"decide/{url}{name}")
            assert f"<{SITE_URL}decide/{url}>" in record
            assert said in record
            assert f"<{SITE_URL}decide/releases/{entry.tree.version}.yaml>" in record
            assert f"`{entry.digest}`" in record


def test_each_release_is_published_byte_for_byte_with_the_digest_that_records_name(
    site: Site, project: Project
) -> None:
    for release in project.releases:
        data = (site.folder / f"decide/releases/{release.version}.yaml").read_bytes()
        assert hashlib.sha256(data).hexdigest() == release.digest
    assert all(
        release.digest in site.text("decide/releases/index.yaml") for release in project.releases
    )


def test_csv_and_json_hold_every_path_with_its_outcome(site: Site, project: Project) -> None:
    expected = {leaf.url: leaf.outcome for leaf in paths(project.tree)}
    rows = list(csv.DictReader(io.StringIO(site.text("decide/paths.csv"))))
    assert {row["state"].removeprefix("/decide/"): row["outcome"] for row in rows} == expected
    for row in rows:
        url = "".join(f"{q}.{row[q]}/" for q in project.tree.questions if row[q])
        assert sorted(url.split("/")) == sorted(row["state"].removeprefix("/decide/").split("/"))
    found = json.loads(site.text("decide/tree.json"))
    assert {path["state"]: path["outcome"] for path in found["paths"]} == expected
    assert found["version"] == project.tree.version


def test_the_json_has_the_form_that_its_schema_describes(site: Site) -> None:
    schema = json.loads(site.text("decide/tree.schema.json"))
    found = json.loads(site.text("decide/tree.json"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    assert found["$schema"] == "tree.schema.json"
    assert found["format"] == FORMAT
    assert not Draft202012Validator(schema).is_valid({**found, "format": "2.0.0"})


def test_a_shared_link_shows_the_picture_of_its_outcome(site: Site, project: Project) -> None:
    outcomes = {state.url: state for state in states(project.tree) if isinstance(state, Leaf)}
    shown = {f"decide/{url}": leaf.outcome for url, leaf in outcomes.items()}
    shown |= {f"use-cases/{case.id}/": case.outcome for case in project.use_cases}
    shown |= {f"{o.page.removesuffix('.md')}/": o.id for o in project.tree.outcomes.values()}
    gone = history(project.tree, project.digest, project.releases).keys() - {
        state.url for state in states(project.tree)
    }
    for url, page in site.pages.items():
        card = page.select_one('meta[property="og:image"]')
        assert (card is None) == (url == "404.html")
        if card and url.removeprefix("decide/") not in gone:
            name = shown.get(url, "site")
            assert card["content"] == f"{SITE_URL}assets/cards/{name}.png", url


def test_a_picture_is_of_the_size_that_chats_show_whole_and_has_words(site: Site) -> None:
    for url, page in site.pages.items():
        if url != "404.html":
            told = {str(m["property"]): str(m["content"]) for m in page.select("meta[property]")}
            assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
            assert told["og:image:alt"]
    for name in {*(site.folder / "assets/cards").iterdir()}:
        data = name.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) > 20_000, "no text was drawn"
        assert int.from_bytes(data[16:20]) == 1200
        assert int.from_bytes(data[20:24]) == 630
