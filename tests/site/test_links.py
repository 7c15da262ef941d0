"""Links: all inside the site resolve, nothing comes from elsewhere, the tree can be crawled."""

import csv
import hashlib
import io
import json
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from bs4 import BeautifulSoup
from decision.render.record import Publication, asked, madr, nygard
from jsonschema import Draft202012Validator

from decision.project import Project
from decision.render.data import FORMAT
from decision.tree.states import Leaf, paths, states
from tests.built import SITE_URL, Site
from tests.guide.addresses import addresses, listed

_LOADED = ("script[src]", "img[src]", "link[rel=stylesheet]", "link[rel=icon]", "source", "iframe")


def test_every_link_and_anchor_inside_the_site_resolves(site: Site) -> None:
    ids = {
        url: {str(found["id"]) for found in page.select("[id]")} for url, page in site.pages.items()
    }
    broken = []
    for url, page in site.pages.items():
        base = SITE_URL if url == "404.html" else urljoin(SITE_URL, url)
        for link in page.select("a[href], link[href], script[src]"):
            address = str(link.get("href") or link.get("src"))
            whole, anchor = urldefrag(urljoin(base, address))
            if not whole.startswith(SITE_URL):
                continue
            target = unquote(whole.removeprefix(SITE_URL)).partition("?")[0]
            if target in ids:
                if anchor and unquote(anchor) not in ids[target] | {"__top"}:
                    broken.append((url, address))
            elif not (site.folder / target).is_file():
                broken.append((url, address))
    assert broken == []


def test_no_page_loads_anything_from_another_host(site: Site) -> None:
    for url, page in site.pages.items():
        for found in page.select(", ".join(_LOADED)):
            address = str(found.get("src") or found.get("href"))
            host = urlsplit(urljoin(urljoin(SITE_URL, url), address)).netloc
            assert host == urlsplit(SITE_URL).netloc, (url, address)
    for name, data in site.files().items():
        if name.endswith(".css"):
            assert b"url(http" not in data and b"url(//" not in data, name


def test_links_lead_to_the_site_or_to_https_only(site: Site) -> None:
    for url, page in site.pages.items():
        for link in page.select("a[href]"):
            scheme = urlsplit(str(link["href"])).scheme
            known = str(link["href"]).startswith(SITE_URL)
            assert scheme in ("", "https") or known, (url, link["href"])


def test_a_crawl_without_script_reaches_exactly_the_states_of_the_tree(
    address: str, project: Project
) -> None:
    start = urljoin(address, "decide/")
    seen = {start}
    todo = [start]
    while todo:
        url = todo.pop()
        with urlopen(url) as answer:
            page = BeautifulSoup(answer.read(), "lxml")
        for link in page.select("article a[href]"):
            target = urldefrag(urljoin(url, str(link["href"])))[0].partition("?")[0]
            if target.startswith(start) and target.endswith("/") and target not in seen:
                seen.add(target)
                todo.append(target)
    reached = {url.removeprefix(start) for url in seen} - {"table/", "compare/"}
    assert reached == {state.url for state in states(project.tree)}


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


def test_every_outcome_is_two_clicks_from_home(site: Site, project: Project) -> None:
    home = {urljoin(SITE_URL, str(a["href"])) for a in site.pages[""].select("article a[href]")}
    assert urljoin(SITE_URL, "decide/") in home
    chart = site.pages["decide/"].select(".flowchart a[href]")
    linked = {urljoin(urljoin(SITE_URL, "decide/"), str(a["href"])) for a in chart}
    assert {urljoin(SITE_URL, f"decide/{leaf.url}") for leaf in paths(project.tree)} <= linked


def test_no_address_that_was_ever_published_is_lost(site: Site) -> None:
    lost = []
    for address in listed():
        path, _, anchor = address.lstrip("/").partition("#")
        page = site.pages.get(path)
        moved = page.select_one("page-moved a") if page else None
        if page and moved:
            target = urlsplit(urljoin(SITE_URL + path, str(moved["href"]))).path.lstrip("/")
            page = site.pages[target]
        found = page is not None or (site.folder / path).is_file()
        if not found or (anchor and page and not page.find(id=anchor)):
            lost.append(address)
    assert lost == [], "redirect them in mkdocs.yml, or keep the anchor: ## Heading {#anchor}"


def test_every_address_of_the_site_is_on_the_list_of_published_ones(site: Site) -> None:
    missing = set(addresses(site)) - set(listed())
    assert missing == set(), "run `make golden`, which adds them"


def test_the_list_holds_every_kind_of_address(project: Project) -> None:
    known = set(listed())
    for one in project.releases:
        for state in states(one.tree):
            assert f"/decide/{state.url}" in known
            names = (
                ("record.md", "record-nygard.md") if isinstance(state, Leaf) else ("question.md",)
            )
            assert {f"/decide/{state.url}{name}" for name in names} <= known
        assert f"/decide/releases/{one.version}.yaml" in known
        for page in [q.page for q in one.tree.questions.values()]:
            assert f"/{page.removesuffix('.md')}/" in known
            assert any(line.startswith(f"/{page.removesuffix('.md')}/#") for line in known)
    assert {f"/use-cases/{case.id}/" for case in project.use_cases} <= known


def test_the_sitemap_holds_what_should_be_found_and_nothing_else(site: Site) -> None:
    listed_ = BeautifulSoup(site.text("sitemap.xml"), "xml")
    found = {loc.get_text().removeprefix(SITE_URL) for loc in listed_.find_all("loc")}
    indexed = {
        u for u, p in site.pages.items() if u != "404.html" and not p.select("[name=robots]")
    }
    assert found == indexed
    assert "decide/need.facts/freshness.often/" in found
    assert "decide/need.facts/" not in found
    for url in set(site.pages) - indexed - {"404.html"}:
        robots = site.pages[url].select_one("meta[name=robots]")
        assert robots and robots["content"] == "noindex, follow"


def test_what_machines_read_first_lists_every_page_of_the_navigation(site: Site) -> None:
    text = site.text("llms.txt")
    assert text.startswith("# RAG or fine-tuning?\n\n> ")
    for url in ("", "decide/", "guide/rag/", "outcomes/hybrid/", "use-cases/medical/"):
        page = site.pages[url]
        title, about = (
            page.select_one(f'meta[property="og:{n}"]') for n in ("title", "description")
        )
        assert title and about
        assert f"- [{title['content']}]({SITE_URL}{url}): {about['content']}\n" in text
    for line in text.split("\n"):
        if line.startswith("- ["):
            address = line.partition("](")[2].partition(")")[0].removeprefix(SITE_URL)
            assert address in site.pages or (site.folder / address).is_file(), line


def test_every_place_names_its_markdown_and_the_file_is_what_the_program_writes(
    site: Site, project: Project
) -> None:
    of = Publication(
        project.tree, project.digest, project.ledger, lambda target: urljoin(SITE_URL, target)
    )
    for state in states(project.tree):
        page, folder = site.pages[f"decide/{state.url}"], f"decide/{state.url}"
        link = page.select_one('link[type="text/markdown"]')
        assert link and link["href"] == ("record.md" if isinstance(state, Leaf) else "question.md")
        if isinstance(state, Leaf):
            assert site.text(f"{folder}record.md") == madr(of, state)
            assert site.text(f"{folder}record-nygard.md") == nygard(of, state)
        else:
            assert site.text(f"{folder}question.md") == asked(of, state)


def test_the_digest_in_records_is_that_of_the_frozen_file(site: Site, project: Project) -> None:
    for one in project.releases:
        data = (site.folder / f"decide/releases/{one.version}.yaml").read_bytes()
        assert hashlib.sha256(data).hexdigest() == one.digest
    record = site.text("decide/need.facts/freshness.often/record.md")
    assert (
        hashlib.sha256(
            (site.folder / f"decide/releases/{project.tree.version}.yaml").read_bytes()
        ).hexdigest()
        in record
    )


def test_the_json_has_the_form_that_its_schema_describes(site: Site) -> None:
    schema = json.loads(site.text("decide/tree.schema.json"))
    found = json.loads(site.text("decide/tree.json"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    assert found["$schema"] == "tree.schema.json" and found["format"] == FORMAT
    assert not Draft202012Validator(schema).is_valid({**found, "format": "2.0.0"})
