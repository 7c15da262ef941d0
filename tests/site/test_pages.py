"""What each page promises to a reader, a chat that unfurls it, and a browser that must trust it."""

import gzip
import hashlib
import re
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from decision.render.badge import word

from decision.ledger.claims import VERDICTS
from decision.project import Project
from decision.tree.states import Ask, Leaf, counterpoints, drivers, flips, given, states
from tests.built import SITE_URL, Site, build


def test_every_page_has_one_heading_a_title_and_a_telling_description(site: Site) -> None:
    told: dict[tuple[str, str], str] = {}
    for url, page in site.pages.items():
        if url != "404.html":
            assert len(page.select("h1")) == 1, url
            title, about = _meta(page, "og:title"), _meta(page, "og:description")
            assert title and len(about) >= 40, url
            assert page.title is not None and title in page.title.get_text(), url
            assert _meta(page, "og:url") == SITE_URL + url
            assert told.setdefault((title, about), url) == url


def test_the_unfurled_title_of_a_leaf_names_its_outcome_and_the_description_its_answers(
    site: Site, project: Project
) -> None:
    tree = project.tree
    for state in states(tree):
        if state.path:
            page = site.pages[f"decide/{state.url}"]
            title, about = _meta(page, "og:title"), _meta(page, "og:description")
            for _, answer in given(tree, state):
                assert answer.phrase in about
            if isinstance(state, Ask):
                assert title.startswith(tree.questions[state.question].ask)
            else:
                assert title.startswith(tree.outcomes[state.outcome].title)


def test_a_state_page_holds_everything_that_bears_on_the_state(
    site: Site, project: Project
) -> None:
    tree = project.tree
    for state in states(tree):
        page = site.pages["decide/" + state.url]
        panel = page.select_one("article .panel")
        assert panel is not None
        text = _text(panel)
        for question, answer in given(tree, state):
            assert question.ask in text and answer.label in text
        changes = [a["data-state"] for a in panel.select(".panel__answers a")]
        befores = ["".join(f"{q}.{a}/" for q, a in state.path[:n]) for n in range(len(state.path))]
        assert changes == befores
        if isinstance(state, Ask):
            question = tree.questions[state.question]
            assert question.ask in text and question.why in text
            choices = [a["data-state"] for a in panel.select(".panel__choice")]
            assert choices == [f"{state.url}{question.id}.{answer}/" for answer in question.answers]
        else:
            assert tree.outcomes[state.outcome].summary in text
            assert _items(page, "state__for") == [a.because for _, a in drivers(tree, state)]
            against = counterpoints(tree, state)
            for told, (_, answer) in zip(_items(page, "state__against"), against, strict=True):
                assert told.startswith(f"{answer.because} Speaks for ")
                assert all(tree.outcomes[id_].short in told for id_ in answer.favours)
            flipped = [a["data-state"] for a in page.select(".flips a")]
            assert flipped == [flip.state.url for flip in flips(tree, state)]
        if state.path:
            assert f"Tree version {tree.version}" in _text(page)


def test_a_use_case_page_draws_its_path_and_states_its_recommendation(
    site: Site, project: Project
) -> None:
    for case in project.use_cases:
        page = site.pages[f"use-cases/{case.id}/"]
        leaf = case.state(project.tree)
        current = page.select(".flowchart [aria-current=step]")
        assert [found["data-state"] for found in current] == [leaf.url]
        on = page.select(".flowchart__item--on > .flowchart__box")
        assert len(on) == len(leaf.path) + 1
        verdict = page.select_one(".panel__title")
        assert verdict and project.tree.outcomes[case.outcome].title in verdict.get_text()


def test_the_flowchart_links_every_state_once_and_marks_none(site: Site, project: Project) -> None:
    chart = site.pages["decide/"].select(".flowchart a")
    assert [a["data-state"] for a in chart] == [state.url for state in states(project.tree)]
    assert not site.pages["decide/"].select(".flowchart [aria-current]")


def test_pages_speak_the_words_of_the_tree(site: Site, project: Project) -> None:
    tree = project.tree
    for question in tree.questions.values():
        page = site.pages[question.page.removesuffix(".md") + "/"]
        assert _heading(page) == question.ask, f"docs/{question.page}: change its heading"
        labels = {_text(found).rstrip("¶") for found in page.select("h3")}
        missing = {answer.label for answer in question.answers.values()} - labels
        assert not missing, f"docs/{question.page}: a section for each answer, by its label"
    for outcome in tree.outcomes.values():
        page = site.pages[outcome.page.removesuffix(".md") + "/"]
        assert _heading(page) == outcome.title, f"docs/{outcome.page}: change its heading"
    for case in project.use_cases:
        page = site.pages[f"use-cases/{case.id}/"]
        rows = page.select("table tbody tr")[: len(case.answers)]
        shown = [[_text(cell) for cell in row.select("td")[:2]] for row in rows]
        asked = [(tree.questions[q], tree.questions[q].answers[a]) for q, a in case.answers.items()]
        expected = [[question.ask, answer.label] for question, answer in asked]
        assert shown == expected, f"docs/use-cases/{case.id}.md: the table of answers"


def test_every_page_has_a_policy_that_allows_its_own_scripts_and_no_others(site: Site) -> None:
    for url, page in site.pages.items():
        found = page.select("meta[http-equiv=Content-Security-Policy]")
        assert len(found) == 1, url
        policy = str(found[0]["content"])
        scripts = policy.partition("script-src ")[2].partition(";")[0]
        # Python in the browser is WebAssembly, which one page runs.
        allowed = scripts.replace(" 'wasm-unsafe-eval'", "") if url == "workbench/" else scripts
        assert "unsafe" not in allowed and "*" not in policy and "http" not in policy
        assert policy.startswith("default-src 'none'")
        for script in page.select("script:not([src]):not([type='application/json'])"):
            digest = hashlib.sha256(script.get_text().encode()).digest()
            assert f"'sha256-{b64encode(digest).decode()}'" in scripts, url
        assert not [tag for tag in page.find_all() if any(a.startswith("on") for a in tag.attrs)]


def test_no_marker_and_no_unfinished_text_is_left(site: Site) -> None:
    for url, page in site.pages.items():
        article = page.select_one("article")
        parts = article.find_all(string=True) if article else []
        text = "".join(part for part in parts if not part.find_parent("code"))
        assert not re.search(r"\bTODO\b|lorem ipsum|\[\^", text, re.IGNORECASE), url
        assert "<!-- " not in str(article), url


def test_every_footnote_tells_its_source_and_strength_and_leads_to_its_entry(
    site: Site, project: Project
) -> None:
    count = 0
    for url, page in site.pages.items():
        for note in page.select(".footnote li"):
            count += 1
            entry = project.ledger[str(note["id"]).removeprefix("fn:")]
            link = note.select_one("a[href]:not(.footnote-backref)")
            assert link and link.get_text() == entry.label
            target = urljoin(SITE_URL + url, str(link["href"]))
            assert target == f"{SITE_URL}evidence/#{entry.id}"
            assert word(entry.strength) in note.get_text(), url
            assert ("quoted by others" in note.get_text()) == (entry.basis == "secondary")
    assert count > 100


def test_every_entry_can_be_linked_and_names_everything_that_rests_on_it(
    site: Site, project: Project
) -> None:
    page = site.pages["evidence/"]
    shown = page.select(".ledger > li")
    assert [found["id"] for found in shown] == list(project.ledger)
    for found, entry in zip(shown, project.ledger.values(), strict=True):
        assert entry.claim.rstrip(".") in _text(found) and word(entry.strength) in _text(found)
        assert all(figure in _text(found) for figure in map(_plain, entry.figures))
        source = found.select_one("cite")
        assert source and source.get_text() == entry.title
        sites = {urljoin(SITE_URL + "evidence/", str(a["href"])) for a in found.select("a")}
        for citation in project.citations[str(entry.id)]:
            assert citation.name.rstrip(".") in _text(found)
            path = citation.page.removesuffix(".md").removesuffix("index").rstrip("/")
            whole = f"{SITE_URL}{path}/" if path else SITE_URL
            assert whole + (f"#{citation.anchor}" if citation.anchor else "") in sites


def test_a_page_that_cites_an_entry_and_the_entry_lead_to_each_other(site: Site) -> None:
    ledger = site.pages["evidence/"]
    for url, page in site.pages.items():
        for note in page.select(".footnote li"):
            entry = ledger.find(id=str(note["id"]).removeprefix("fn:"))
            assert isinstance(entry, Tag)
            linked = {urljoin(SITE_URL + "evidence/", str(a["href"])) for a in entry.select("a")}
            assert SITE_URL + url in linked, (url, entry["id"])


def test_a_state_page_leads_to_the_evidence_it_rests_on(site: Site, project: Project) -> None:
    for state in states(project.tree):
        if state.path and isinstance(state, Ask):
            question = project.tree.questions[state.question]
            answers = question.answers.values()
            ids = [*question.evidence, *(id_ for a in answers for id_ in a.evidence)]
            page = site.pages[f"decide/{state.url}"]
            linked = [str(a["href"]).partition("#")[2] for a in page.select(".references a")]
            assert linked == list(dict.fromkeys(map(str, ids)))


def test_the_evidence_page_names_what_is_past_its_review_on_the_day_of_the_build(
    site: Site, copy: Path, tmp_path: Path
) -> None:
    assert "Past their review" not in _text(site.pages["evidence/"])
    june = {"SOURCE_DATE_EPOCH": str(int(datetime(2027, 6, 1, tzinfo=UTC).timestamp()))}
    done = build(tmp_path / "out", copy, more=june)
    assert done.returncode == 0, done.stderr
    page = Site(tmp_path / "out").pages["evidence/"]
    assert "Past their review" in _text(page)
    lead = page.find("p", string=re.compile("Past their review"))
    late = lead.find_next("ul") if lead else None
    assert isinstance(late, Tag)
    assert late.select("a[href$='#openai-2026-ft-wind-down']")


def test_every_checked_claim_has_an_anchor_a_verdict_in_words_and_its_sources(
    site: Site, project: Project
) -> None:
    page = site.pages["claims/"]
    assert {str(h["id"]) for h in page.select(".claim h3")} == set(project.claims)
    for found in page.select(".claim"):
        heading = found.select_one("h3")
        claim = project.claims[str(heading["id"])] if heading else None
        verdict = found.select_one(".sign")
        assert claim and verdict and verdict.get_text() == str(claim.verdict).capitalize()
        assert verdict.select_one("svg[aria-hidden=true]")
        for text in (claim.says, claim.found, claim.wording, claim.note):
            assert text in _text(found)
        linked = {str(a["href"]) for a in found.select("a")}
        assert {f"../evidence/#{id_}" for id_ in claim.evidence} <= linked
    counts = [_text(row) for row in page.select("table tbody tr td:nth-child(2)")]
    verdicts = [str(claim.verdict) for claim in project.claims.values()]
    assert counts == [str(verdicts.count(verdict)) for verdict in VERDICTS]


def test_tables_name_their_columns_in_each_cell(site: Site) -> None:
    for url, page in site.pages.items():
        for table in page.select("article table[role=table]"):
            heads = [_text(head) for head in table.select("thead th")]
            for row in table.select("tbody tr"):
                labels = [str(cell.get("data-label", "")) for cell in row.select("td")]
                assert labels == heads[-len(labels) :], url


def test_edit_links_stand_only_where_a_repository_is_set(site: Site) -> None:
    assert not any(page.select("a[rel=edit]") for page in site.pages.values())


def test_our_own_styles_and_scripts_stay_small(site: Site) -> None:
    shared = site.text("assets/theme/site.css")
    for url, page in site.pages.items():
        styles = (shared + _styles(page)).encode()
        assert len(gzip.compress(styles, 9)) <= 6 * 1024, url
        ours = "".join(script.get_text() for script in page.select("script[type=module]"))
        assert len(gzip.compress(ours.encode(), 9)) <= 6 * 1024, url


def test_the_styles_of_a_component_come_with_the_pages_that_hold_it_and_no_others(
    site: Site,
) -> None:
    for url, page in site.pages.items():
        assert (".paths__table{" in _styles(page)) == bool(page.select("paths-filter")), url
    assert ".paths__" not in site.text("assets/theme/site.css")
    assert "assets/paths/paths.css" not in site.files()


def test_every_page_says_its_version_and_how_to_cite_it(site: Site, project: Project) -> None:
    for url, page in site.pages.items():
        cite = page.select_one("page-cite")
        if url == "404.html" or page.select_one("page-moved"):
            assert cite is None
            continue
        assert cite and f"Guidance version {project.tree.version}." in _text(cite), url
        text = cite.select_one(".cite__text")
        assert text and page.title
        citation = _text(text)
        assert f"“{_meta(page, 'og:title')}”" in citation, url
        assert f"Tree version {project.tree.version} (SHA-256 {project.digest[:12]})" in citation
        assert citation.endswith(f" {SITE_URL}{url}")


def test_a_shared_link_shows_the_picture_of_its_outcome(site: Site, project: Project) -> None:
    for url, page in site.pages.items():
        if url == "404.html":
            continue
        card = _meta(page, "og:image").removeprefix(SITE_URL)
        data = (site.folder / card).read_bytes()
        assert data.startswith(b"\x89PNG") and len(data) > 20_000, "no text was drawn"
        assert (_meta(page, "og:image:width"), _meta(page, "og:image:height")) == ("1200", "630")
        assert int.from_bytes(data[16:20]) == 1200 and int.from_bytes(data[20:24]) == 630
        assert _meta(page, "og:image:alt")
    for state in states(project.tree):
        card = _meta(site.pages[f"decide/{state.url}"], "og:image")
        name = state.outcome if isinstance(state, Leaf) else "site"
        assert card == f"{SITE_URL}assets/cards/{name}.png"
    for case in project.use_cases:
        card = _meta(site.pages[f"use-cases/{case.id}/"], "og:image")
        assert card == f"{SITE_URL}assets/cards/{case.outcome}.png"


def test_every_section_has_a_permalink(site: Site) -> None:
    for url, page in site.pages.items():
        for heading in page.select("article :is(h2, h3)[id]"):
            if heading.find_parent("section") is None or heading.name == "h2":
                link = heading.select_one("a.headerlink")
                assert link and link["href"] == f"#{heading['id']}", (url, heading.get_text())


def _meta(page: BeautifulSoup, name: str) -> str:
    found = page.select_one(f'meta[property="{name}"]')
    assert found is not None, name
    return str(found["content"])


def _styles(page: BeautifulSoup) -> str:
    return "".join(style.get_text() for style in page.select("style[data-component]"))


def _text(found: Tag) -> str:
    return " ".join(found.get_text().split())


def _plain(text: str) -> str:
    return " ".join(text.split())


def _heading(page: BeautifulSoup) -> str:
    found = page.select_one("h1")
    assert found is not None
    return _text(found).rstrip("¶").strip()


def _items(page: BeautifulSoup, kind: str) -> list[str]:
    return [_text(item).partition(": ")[2] for item in page.select(f".{kind} li")]
