"""The page of a state holds all that bears on it, and tells it to those who see only its link."""

from bs4 import BeautifulSoup

from decision.project import Project
from decision.tree.states import Ask, Leaf, counterpoints, drivers, flips, given, states
from tests.built import Site
from tests.pages import heading, links, meta, text

#: The sections of a recommendation, by their anchors: people link them.
SECTIONS = (
    *("what-speaks-for-it", "what-speaks-against-it", "what-would-change-it"),
    *("worked-use-cases", "your-path-in-the-tree", "what-this-rests-on"),
)


def test_a_state_page_tells_the_answers_so_far_and_lets_each_be_changed(
    site: Site, project: Project
) -> None:
    for state in states(project.tree):
        panel = site.pages[f"decide/{state.url}"].select_one("article .panel")
        assert panel is not None
        told = text(panel)
        for question, answer in given(project.tree, state):
            assert question.ask in told
            assert answer.label in told
        changes = [a["data-state"] for a in panel.select(".panel__answers a")]
        befores = ["".join(f"{q}.{a}/" for q, a in state.path[:n]) for n in range(len(state.path))]
        assert changes == befores


def test_the_page_of_a_question_says_why_it_is_asked_and_links_each_answer(
    site: Site, project: Project
) -> None:
    for state in states(project.tree):
        if isinstance(state, Ask):
            question = project.tree.questions[state.question]
            page = site.pages[f"decide/{state.url}"]
            panel = page.select_one("article .panel")
            assert panel
            assert question.ask in text(panel)
            assert question.why in text(panel)
            choices = panel.select(".panel__choice")
            below = [f"{state.url}{question.id}.{answer}/" for answer in question.answers]
            assert [a["data-state"] for a in choices] == below
            for choice, answer in zip(choices, question.answers.values(), strict=True):
                assert answer.label in text(choice)
                assert answer.means in text(choice)


def test_the_page_of_a_recommendation_gives_its_reasons_and_what_would_change_it(
    site: Site, project: Project
) -> None:
    tree = project.tree
    for state in states(tree):
        if isinstance(state, Leaf):
            page = site.pages[f"decide/{state.url}"]
            outcome = tree.outcomes[state.outcome]
            panel = page.select_one("article .panel")
            assert heading(page) == outcome.title
            assert panel
            assert outcome.summary in text(panel)
            assert _items(page, "state__for") == [a.because for _, a in drivers(tree, state)]
            against = counterpoints(tree, state)
            for told, (_, answer) in zip(_items(page, "state__against"), against, strict=True):
                assert told.startswith(f"{answer.because} Speaks for ")
                assert all(tree.outcomes[id_].short in told for id_ in answer.favours)
            flipped = [a["data-state"] for a in page.select(".flips a")]
            assert flipped == [flip.state.url for flip in flips(tree, state)]


def test_the_page_of_a_recommendation_leads_to_the_use_cases_that_end_in_it(
    site: Site, project: Project
) -> None:
    for state in states(project.tree):
        if isinstance(state, Leaf):
            article = site.pages[f"decide/{state.url}"].select_one("article")
            linked = {url for url, _ in links(f"decide/{state.url}", article)} if article else set()
            for case in project.use_cases:
                assert (f"use-cases/{case.id}/" in linked) == (case.outcome == state.outcome)


def test_the_sections_of_a_recommendation_keep_their_anchors(site: Site, project: Project) -> None:
    for state in states(project.tree):
        if isinstance(state, Leaf):
            page = site.pages[f"decide/{state.url}"]
            assert [h["id"] for h in page.select("article h2[id]")][: len(SECTIONS)] == [*SECTIONS]


def test_a_state_page_leads_to_the_evidence_it_rests_on(site: Site, project: Project) -> None:
    tree = project.tree
    for state in states(tree):
        if state.path:
            if isinstance(state, Ask):
                question = tree.questions[state.question]
                owners = [question.evidence, *(a.evidence for a in question.answers.values())]
            else:
                owners = [tree.outcomes[state.outcome].evidence]
                owners += [answer.evidence for _, answer in given(tree, state)]
            page = site.pages[f"decide/{state.url}"]
            linked = [str(a["href"]).partition("#")[2] for a in page.select(".references a")]
            assert linked == list(dict.fromkeys(str(id_) for ids in owners for id_ in ids))


def test_the_title_of_a_link_to_a_state_names_it_and_the_description_its_answers(
    site: Site, project: Project
) -> None:
    tree = project.tree
    for state in states(tree):
        if state.path:
            page = site.pages[f"decide/{state.url}"]
            title, about = meta(page, "og:title"), meta(page, "og:description")
            for _, answer in given(tree, state):
                assert answer.phrase in about
            if isinstance(state, Ask):
                assert title.startswith(tree.questions[state.question].ask)
            else:
                assert title.startswith(tree.outcomes[state.outcome].title)


def test_the_flowchart_of_the_site_links_every_state_once_and_marks_none(
    site: Site, project: Project
) -> None:
    chart = site.pages["decide/"].select(".flowchart a")
    assert [a["data-state"] for a in chart] == [state.url for state in states(project.tree)]
    assert not site.pages["decide/"].select(".flowchart [aria-current]")


def test_search_engines_find_each_recommendation_and_no_question_on_the_way(
    site: Site, project: Project
) -> None:
    for state in states(project.tree):
        if state.path:
            robots = site.pages[f"decide/{state.url}"].select("meta[name=robots]")
            told = [] if isinstance(state, Leaf) else ["noindex, follow"]
            assert [found["content"] for found in robots] == told


def _items(page: BeautifulSoup, kind: str) -> list[str]:
    return [text(item).partition(": ")[2] for item in page.select(f".{kind} li")]
