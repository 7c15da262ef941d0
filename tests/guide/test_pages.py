"""The pages speak the words of the tree, tell what they are, and stay small."""

import gzip
import re

from decision.project import Project
from decision.tree.states import Ask, given, states
from tests.built import SITE_URL, Site
from tests.guide.files import DOCS
from tests.pages import address, heading, meta, text

#: What search engines and chats show whole.
MOST_OF_TITLE, LEAST_OF_DESCRIPTION, MOST_OF_DESCRIPTION = 60, 80, 155
#: Bytes, as they are sent.
SCRIPT, SCRIPT_OF_FLOWCHART, STYLE = 6 * 1024, 7 * 1024, 6 * 1024


def test_the_page_of_a_use_case_has_a_table_of_its_answers(site: Site, project: Project) -> None:
    for case in project.use_cases:
        page = site.pages[f"use-cases/{case.id}/"]
        rows = page.select("article table tbody tr")[: len(case.answers)]
        shown = [[text(cell) for cell in row.select("td")[:2]] for row in rows]
        asked = [project.tree.questions[question] for question in case.answers]
        pairs = zip(asked, case.answers.values(), strict=True)
        expected = [[question.ask, question.answers[answer].label] for question, answer in pairs]
        assert shown == expected, f"docs/use-cases/{case.id}.md: the table of answers"


def test_the_page_of_a_use_case_draws_its_path_and_states_its_recommendation(
    site: Site, project: Project
) -> None:
    for case in project.use_cases:
        page = site.pages[f"use-cases/{case.id}/"]
        leaf = case.state(project.tree)
        current = page.select(".flowchart [aria-current=step]")
        assert [found["data-state"] for found in current] == [leaf.url], case.id
        assert len(page.select(".flowchart__item--on > .flowchart__box")) == len(leaf.path) + 1
        [verdict] = page.select(".panel__title")
        assert project.tree.outcomes[case.outcome].title in text(verdict)


def test_every_state_has_a_page_whose_title_and_description_tell_it(
    site: Site, project: Project
) -> None:
    tree = project.tree
    for state in states(tree):
        page = site.pages[f"decide/{state.url}"]
        if state.path:
            title, about = meta(page, "og:title"), meta(page, "og:description")
            if isinstance(state, Ask):
                assert title.startswith(tree.questions[state.question].ask), state.url
            else:
                assert title.startswith(tree.outcomes[state.outcome].title), state.url
            for _, answer in given(tree, state):
                assert answer.phrase in about, state.url


def test_every_page_has_one_heading_an_address_and_words_of_its_own(site: Site) -> None:
    told: dict[tuple[str, str], str] = {}
    for url, page in site.pages.items():
        if url != "404.html":
            assert heading(page), url
            title, about = meta(page, "og:title"), meta(page, "og:description")
            assert page.title is not None
            assert title in page.title.get_text(), url
            assert meta(page, "og:url") == SITE_URL + url
            assert told.setdefault((title, about), url) == url


def test_titles_and_descriptions_of_written_pages_are_shown_whole_by_search_engines(
    site: Site, project: Project
) -> None:
    limits = f"{LEAST_OF_DESCRIPTION} to {MOST_OF_DESCRIPTION} characters"
    for file in project.pages:
        page = site.pages[address(file)]
        title, about = meta(page, "og:title"), meta(page, "og:description")
        assert 0 < len(title) <= MOST_OF_TITLE, f"{DOCS.name}/{file}: {len(title)} characters"
        found = len(about)
        assert LEAST_OF_DESCRIPTION <= found <= MOST_OF_DESCRIPTION, (
            f"{file}: {found}, not {limits}"
        )


def test_no_marker_and_no_unfinished_text_is_left(site: Site) -> None:
    for url, page in site.pages.items():
        article = page.select_one("article")
        parts = article.find_all(string=True) if article else []
        prose = "".join(part for part in parts if not part.find_parent("code"))
        unfinished = re.search(r"\b(TODO|TBD|FIXME)\b|(?i:lorem ipsum)|\[\^|^[<>=]{7}", prose, re.M)
        assert not unfinished, (url, unfinished)
        assert "<!-- " not in str(article), url


def test_our_own_scripts_and_styles_stay_small(site: Site) -> None:
    shared = site.text("assets/theme/site.css")
    for url, page in site.pages.items():
        styles = "".join(style.get_text() for style in page.select("style[data-component]"))
        assert len(gzip.compress((shared + styles).encode(), 9)) <= STYLE, url
        ours = "".join(script.get_text() for script in page.select("script[type=module]"))
        most = SCRIPT_OF_FLOWCHART if page.select("decision-tree") else SCRIPT
        assert len(gzip.compress(ours.encode(), 9)) <= most, url
