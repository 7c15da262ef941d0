"""Parts of pages hold every word of a guide, and nothing that the words bring in."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import Phase, given, settings

from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.states import (
    Ask,
    address,
    counterpoints,
    drivers,
    flips,
    paths,
    start,
    states,
)
from hooks.templates import description
from tests.machine.changed_trees import releases
from tests.machine.parsed_html import Parsed, left_open, link
from tests.machine.sample_trees import NINE_QUESTIONS, SERVICES
from tests.machine.site.rendering import (
    claims_of,
    every_part,
    ledger_of,
    part,
    use_cases_of,
)
from tests.machine.strategies import (
    Document,
    documents,
    few,
    harmless,
    hostile,
    trees,
    written,
)

#: For what draws everything of every state: too much to look for the smallest example.
drawn = settings(few, max_examples=12, phases=[Phase.explicit, Phase.generate])
HOSTILE = "<i>\"& 'ı</i>"
EARLIER, *_, LATER = (release.tree for release in releases())


def cited(document: Document) -> Document:
    """Return a tree file in which everything cites the entries of the ledger."""
    for question in document["questions"].values():
        for owner in (question, *question["answers"].values()):
            owner["evidence"] = ["study", "trial"]
    for outcome in document["outcomes"].values():
        outcome["evidence"] = ["study", "trial"]
        outcome |= {key: [outcome["title"]] for key in ("good", "bad", "measure")}
    return document


def changed(document: Document) -> Document:
    """Return a later version of a tree file: the first question alone is asked."""
    [(question, below)] = document["tree"].items()
    ends = [*document["outcomes"]]
    root = {answer: ends[n % len(ends)] for n, answer in enumerate(reversed(below))}
    return {**document, "version": "2.0.0", "tree": {question: root}}


@drawn
@given(documents(hostile).map(cited), hostile(20))
def test_no_text_becomes_an_element_or_an_attribute(document: Document, word: str) -> None:
    later, earlier = (tree_of(written(of), "some.yaml") for of in (changed(document), document))
    plain, plain_earlier = (
        tree_of(written(harmless(of)), "some.yaml") for of in (changed(document), document)
    )
    shown = zip(
        every_part(later, earlier, word), every_part(plain, plain_earlier, "word"), strict=True
    )
    for (name, html), (_, expected) in shown:
        if name != "card.svg":  # wraps its words: more of them make more elements
            assert Parsed(html).elements == Parsed(expected).elements, name


def test_elements_are_closed_in_the_order_in_which_they_were_opened() -> None:
    for tree, old in ((LATER, EARLIER), (SERVICES, NINE_QUESTIONS)):
        for name, html in every_part(tree, old, "word"):
            assert left_open(html) == [], name


@few
@given(trees(hostile))
def test_every_text_of_a_tree_is_read_as_it_was_written(tree: Tree) -> None:
    parts = [part("outcomes", tree)]
    parts += [part("question", tree, question=q) for q in tree.questions.values()]
    parts += [part("panel", tree, state=state) for state in states(tree)]
    texts = {text.strip() for html in parts for text in Parsed(html).texts}
    asked = {state.question for state in states(tree) if isinstance(state, Ask)}
    for question in tree.questions.values():
        assert question.why.strip() in texts
        assert question.ask.strip() in texts or question.id not in asked
        for answer in question.answers.values():
            assert answer.label.strip() in texts
            assert answer.because.strip() in texts
            assert not answer.means or answer.means.strip() in texts
    for outcome in tree.outcomes.values():
        assert outcome.title.strip() in texts
        assert outcome.summary.strip() in texts


@few
@given(trees(hostile), hostile(20))
def test_the_reasons_of_a_leaf_are_read_as_they_were_written(tree: Tree, word: str) -> None:
    worked = use_cases_of(tree, word)
    for leaf, own in zip(paths(tree), worked, strict=True):
        parsed = Parsed(part("reasons", tree, leaf=leaf, use_cases=worked, level=2))
        told = "".join(parsed.texts)
        for _, answer in (*drivers(tree, leaf), *counterpoints(tree, leaf)):
            phrase = f"{answer.phrase[:1].upper()}{answer.phrase[1:]}"
            assert f"{phrase}: {answer.because}" in told
        for flip in flips(tree, leaf):
            assert flip.answer.label in parsed.texts
            assert all(outcome.short in parsed.texts for outcome in flip.outcomes)
        assert f"{own.title}: {own.description}" in told


def test_a_question_links_what_follows_each_of_its_answers_in_their_order() -> None:
    for state in states(NINE_QUESTIONS):
        found = Parsed(part("panel", NINE_QUESTIONS, state=state)).links
        links = [(a["href"], a["data-state"]) for a in found if a.get("class") == "panel__choice"]
        if isinstance(state, Ask):
            answers = NINE_QUESTIONS.questions[state.question].answers
            behind = [f"{state.url}{state.question}.{id_}/" for id_ in answers]
            assert links == [(link(f"decide/{url}"), url) for url in behind]
        else:
            assert links == []


def test_each_answer_so_far_can_be_changed() -> None:
    leaf = max(paths(NINE_QUESTIONS), key=lambda leaf: len(leaf.path))
    found = Parsed(part("panel", NINE_QUESTIONS, state=leaf)).links
    before = [address(leaf.path[:n]) for n in range(len(leaf.path))]
    assert [a["data-state"] for a in found if "data-state" in a] == [*before, ""]


def test_a_question_says_how_many_there_are_at_most() -> None:
    told = Parsed(part("panel", NINE_QUESTIONS, state=start(NINE_QUESTIONS))).text
    assert "Question 1 of at most 8" in told


def test_a_recommendation_without_a_counterpoint_says_so() -> None:
    for leaf in paths(SERVICES):
        told = Parsed(part("reasons", SERVICES, leaf=leaf, level=2)).text
        none = "None of your answers speaks for another outcome alone." in told
        assert none is not bool(counterpoints(SERVICES, leaf))


def test_use_cases_are_those_of_the_very_path_and_those_of_the_same_outcome() -> None:
    worked = use_cases_of(SERVICES, "word")
    ends = [leaf.outcome for leaf in paths(SERVICES)]
    for number, leaf in enumerate(paths(SERVICES)):
        html = part("reasons", SERVICES, leaf=leaf, level=2, use_cases=worked)
        own = "This very path", [f"case-{number}"]
        same = [f"case-{n}" for n, end in enumerate(ends) if end == leaf.outcome and n != number]
        shown = [own, ("The same outcome by another path", same)] if same else [own]
        leads = html.split('<p class="state__lead">')[1:]
        assert len(leads) == len(shown)
        for found, (lead, cases) in zip(leads, shown, strict=True):
            hrefs = [a["href"] for a in Parsed(found).links]
            assert found.startswith(lead)
            assert hrefs == [link(f"use-cases/{case}.md") for case in cases]


@few
@given(trees(hostile))
def test_a_description_is_plain_text_and_ends_in_the_words_of_the_state(tree: Tree) -> None:
    for state in states(tree):
        told = description(tree, state)
        if isinstance(state, Ask):
            assert told.endswith(tree.questions[state.question].why)
        else:
            outcome = tree.outcomes[state.outcome]
            assert told.startswith(outcome.title)
            assert told.endswith(outcome.summary)


def test_no_two_states_have_the_same_description() -> None:
    told = [description(NINE_QUESTIONS, state) for state in states(NINE_QUESTIONS)]
    assert len(set(told)) == len(told)


def test_a_footnote_tells_its_source_the_claim_and_the_strength() -> None:
    entry = ledger_of(HOSTILE)["study"]
    parsed = Parsed(part("footnote", SERVICES, entry=entry))
    assert parsed.text == (
        f"{entry.label}: {HOSTILE}. {HOSTILE}. Opinion, quoted by others: its source was not read."
        f" {HOSTILE}. As of May 2024."
    )
    assert [found["href"] for found in parsed.links] == [f"{link('evidence.md')}#study"]


def test_an_entry_of_the_ledger_says_all_that_is_known_of_it() -> None:
    entries = [*ledger_of(HOSTILE).values()]
    parsed = Parsed(part("entries", SERVICES, entries=entries, citations={}))
    assert ("li", "id", "class") in parsed.elements
    assert f"{HOSTILE}. {HOSTILE}." in parsed.text
    assert "As of May 2024, to be reviewed by January 2027" in parsed.text
    assert "1 figure, cited in 0 places" in parsed.text
    assert {"href": "https://example.org/?a=1&b='"} in parsed.links


def test_what_rests_on_an_entry_is_listed_by_its_kind_with_its_place() -> None:
    parsed = Parsed(dict(every_part(SERVICES, SERVICES, HOSTILE))["entries"])
    assert f"Claims checked with it: {HOSTILE}, {HOSTILE}." in parsed.text
    assert f"Cited on: {HOSTILE}." in parsed.text
    assert f"{link('a.md')}#x" in {found["href"] for found in parsed.links}


def test_entries_of_one_source_stand_on_one_line() -> None:
    entries = [*ledger_of("Doe").values()]
    parsed = Parsed(part("sources", SERVICES, entries=entries))
    assert parsed.elements.count(("li",)) == 1
    assert parsed.text == "Doe 2024a, b: Doe"


def test_a_claim_tells_its_verdict_what_sources_say_and_what_this_guide_says() -> None:
    html = dict(every_part(SERVICES, SERVICES, HOSTILE))["claims"]
    told = Parsed(html).text
    assert "Verdict Supported" in told
    assert f"We say{HOSTILE}" in told
    assert f"Used on{HOSTILE}" in told
    assert len(claims_of(HOSTILE)) == 1


@pytest.mark.parametrize("name", ["number", "text", "choice"])
def test_a_field_of_the_worksheet_has_a_label_and_its_example(name: str) -> None:
    html = [html for kind, html in every_part(SERVICES, SERVICES, HOSTILE) if kind == "worksheet"]
    begin, fields = map(str, html)
    assert f'for="worksheet-{name}"' in fields
    assert f'id="worksheet-{name}"' in fields
    assert "data-currency" in fields
    assert "¤" not in fields
    assert HOSTILE in Parsed(fields).texts
    assert HOSTILE in Parsed(begin).text
    assert "12,000" in Parsed(fields).texts


def test_the_picture_of_a_link_is_well_formed_and_says_its_words() -> None:
    words = f"{HOSTILE} and what else there is to say of it in more than a line"
    values = {"site": HOSTILE, "title": words, "words": words, "icon_shape": "M0 0"}
    root = ElementTree.fromstring(part("card.svg", SERVICES, **values))
    told = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert told[-1] == HOSTILE
    assert " ".join(told[:-1]) == f"{words} {words}"
    assert len(told) > 4


def test_the_table_of_paths_can_be_filtered_by_every_answer() -> None:
    html = part("paths", SERVICES)
    for question in SERVICES.questions.values():
        assert f'<select name="{question.id}">' in html
        for answer in question.answers.values():
            assert f'<option value="{answer.id}">{answer.label}</option>' in html


def test_states_are_compared_row_by_row() -> None:
    html = part("compare", SERVICES)
    rows = len(re.findall(r"<th scope=\"row\"", html))
    for column in html.split("<template ")[1:]:
        head, *_ = column.split("</template>")
        assert head.count("<td") == rows, head[:60]
    assert html.count("<template ") == sum(1 for _ in states(SERVICES)) - 1
