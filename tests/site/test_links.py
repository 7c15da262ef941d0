"""Links: all inside the site resolve, nothing comes from elsewhere, the tree can be crawled."""

import csv
import io
import json
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from bs4 import BeautifulSoup

from decision.project import Project
from decision.walk import paths, states
from tests.site.built import SITE_URL, Site

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
            target = urldefrag(urljoin(url, str(link["href"])))[0]
            if target.startswith(start) and target.endswith("/") and target not in seen:
                seen.add(target)
                todo.append(target)
    reached = {url.removeprefix(start) for url in seen} - {"table/"}
    assert reached == {state.url for state in states(project.tree)}


def test_csv_and_json_hold_every_path_with_its_outcome(site: Site, project: Project) -> None:
    expected = {leaf.url: str(leaf.at) for leaf in paths(project.tree)}
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
