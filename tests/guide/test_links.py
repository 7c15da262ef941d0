"""Links lead somewhere, nothing comes from elsewhere, and no address is ever lost."""

from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from decision.history.places import history
from decision.history.releases import unreleased
from decision.project import Project
from decision.tree.states import Leaf, paths, states
from tests.built import SITE_URL, Site
from tests.guide.addresses import addresses, listed
from tests.pages import address, led, links, meta

_LOADED = ("script[src]", "img[src]", "link[rel=stylesheet]", "link[rel=icon]", "source", "iframe")


def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: Site) -> None:
    ids = {
        url: {str(found["id"]) for found in page.select("[id]")} for url, page in site.pages.items()
    }
    broken = []
    for url, page in site.pages.items():
        for link in page.select("a[href], link[href], script[src], img[src]"):
            named = str(link.get("href") or link.get("src"))
            target, anchor = led(url, named) or ("", "")
            if target in ids:
                there = not anchor or anchor in ids[target] | {"__top"}
            else:
                there = (site.folder / target).is_file()
            if not there:
                broken.append((url, named))
    assert broken == []


def test_no_page_loads_anything_from_another_host(site: Site) -> None:
    for url, page in site.pages.items():
        for found in page.select(", ".join(_LOADED)):
            named = str(found.get("src") or found.get("srcset") or found.get("href"))
            assert led(url, named) or named.startswith("data:"), (url, named)
    for name, data in site.files().items():
        if name.endswith(".css"):
            assert b"url(http" not in data
            assert b"url(//" not in data, name


def test_links_lead_to_the_site_or_to_https_only(site: Site) -> None:
    for url, page in site.pages.items():
        for link in page.select("a[href]"):
            href = str(link["href"])
            assert led(url, href) or urlsplit(href).scheme == "https", (url, href)


def test_whoever_follows_links_from_home_reaches_every_page_and_every_state(
    site: Site, project: Project
) -> None:
    seen, todo = {""}, [""]
    while todo:
        url = todo.pop()
        found = {target for target, _ in links(url, site.pages[url]) if target in site.pages}
        todo += found - seen
        seen |= found
    wanted = {address(file) for file in project.pages}
    wanted |= {f"decide/{state.url}" for state in states(project.tree)}
    assert wanted - seen == set()


def test_every_recommendation_is_two_clicks_from_home(site: Site, project: Project) -> None:
    home = site.pages[""].select_one("article")
    assert home
    assert "decide/" in {target for target, _ in links("", home)}
    [chart] = site.pages["decide/"].select(".flowchart")
    linked = {target for target, _ in links("decide/", chart)}
    assert {f"decide/{leaf.url}" for leaf in paths(project.tree)} <= linked


def test_no_address_that_was_ever_published_is_lost(site: Site, project: Project) -> None:
    # The sections of a state are what the state is: one that asks by now gives no reasons, and
    # tells what it said when the link was made. The machine keeps the anchors of its own words.
    made = {f"decide/{url}" for url in history(project.tree, project.digest, project.releases)}
    lost = []
    for line in listed():
        path, _, anchor = line.removeprefix("/").partition("#")
        page = site.pages.get(path)
        if page and (moved := page.select_one("page-moved")):
            [(target, _)] = links(path, moved)
            page = site.pages[target]
        if page is None:
            there = (site.folder / path).is_file()
        else:
            there = not anchor or path in made - {"decide/"} or bool(page.find(id=anchor))
        if not there:
            lost.append(line)
    assert lost == [], "redirect them in mkdocs.yml, or keep the anchor: ## Heading { #anchor }"


def test_every_address_of_the_site_is_on_the_list_of_published_ones(
    site: Site, project: Project
) -> None:
    # What is not released yet can still change, and is no promise.
    is_draft = not project.releases or any(unreleased(project.tree, project.releases))
    missing = set(addresses(site)) - set(listed())
    assert is_draft or missing == set(), "run `make golden`, which adds them"


def test_every_place_and_file_of_every_release_is_on_the_list(project: Project) -> None:
    known = set(listed())
    for release in project.releases:
        for state in states(release.tree):
            of_leaf = ("", "record.md", "record-nygard.md")
            names = of_leaf if isinstance(state, Leaf) else ("", "question.md")
            assert {f"/decide/{state.url}{name}" for name in names} <= known
        assert f"/decide/releases/{release.version}.yaml" in known
        pages = [question.page for question in release.tree.questions.values()]
        pages += [outcome.page for outcome in release.tree.outcomes.values()]
        assert {f"/{address(page)}" for page in pages if page} <= known


def test_the_sitemap_holds_what_should_be_found_and_nothing_else(
    site: Site, project: Project
) -> None:
    sitemap = BeautifulSoup(site.text("sitemap.xml"), "xml")
    found = [loc.get_text().removeprefix(SITE_URL) for loc in sitemap.find_all("loc")]
    wanted = {address(file) for file in project.pages}
    wanted |= {f"decide/{leaf.url}" for leaf in paths(project.tree)}
    assert sorted(found) == sorted(wanted)
    hidden = {url for url, page in site.pages.items() if page.select("meta[name=robots]")}
    assert hidden == set(site.pages) - wanted - {"404.html"}


def test_what_machines_read_first_lists_every_page_of_the_navigation(site: Site) -> None:
    told = site.text("llms.txt")
    for url in {target for target, _ in links("", site.pages[""].select(".md-nav--primary")[0])}:
        if url in site.pages:
            page = site.pages[url]
            title, about = meta(page, "og:title"), meta(page, "og:description")
            assert f"- [{title}]({SITE_URL}{url}): {about}\n" in told
    for line in told.split("\n"):
        if line.startswith("- ["):
            named = line.partition("](")[2].partition(")")[0].removeprefix(SITE_URL)
            assert named in site.pages or (site.folder / named).is_file(), line


def test_what_machines_read_first_begins_with_what_the_site_is(
    site: Site, project: Project
) -> None:
    name = site.pages[""].select_one('meta[property="og:site_name"]')
    assert name
    assert site.text("llms.txt").startswith(f"# {name['content']}\n\n> ")
    assert f"Version {project.tree.version} of the guidance" in site.text("llms.txt")
    assert urljoin(SITE_URL, "decide/tree.json") in site.text("llms.txt")
