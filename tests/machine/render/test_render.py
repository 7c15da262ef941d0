"""What is written for readers holds every word of the tree and nothing that the words bring in."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

import pytest
from decision.render.claims import claim_list
from decision.render.evidence import references
from decision.render.panel import panel
from decision.render.paths import paths_table
from hypothesis import given
from hypothesis import strategies as st

from decision.ledger import evidence
from decision.ledger.citations import Citation
from decision.ledger.claims import Claim
from decision.ledger.claims import parse as parse_claims
from decision.reading.pages import Page
from decision.render import cost_plot, guide, worksheet
from decision.render import ledger as ledger_html
from decision.render import state as pages
from decision.render.data import rows, to_json
from decision.render.flowchart import flowchart, path_chart
from decision.render.html import Html, join, tag
from decision.render.icon import icon, tone
from decision.render.terminal import interview, outline
from decision.tree import use_cases as use_cases_module
from decision.tree.loading import tree_of
from decision.tree.records import ICONS, Tree
from decision.tree.states import (
    Ask,
    Leaf,
    address,
    answers_in,
    counterpoints,
    drivers,
    flips,
    paths,
    replay,
    states,
)
from decision.tree.use_cases import UseCase
from tests.machine.sample_trees import NINE_QUESTIONS, SERVICES, big_tree
from tests.machine.strategies import Document, documents, few, hostile, modest, trees, written

WORDS = ("ask", "why", "label", "means", "phrase", "because", "title", "short", "summary")


class Read(HTMLParser):
    """What a browser makes of HTML: its elements, its links and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.links: list[dict[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        if tag == "a":
            self.links.append(dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment",))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("declaration",))

    def handle_pi(self, data: str) -> None:
        self.elements.append(("instruction",))


def link(target: str) -> str:
    # An address that is not escaped would end its attribute here.
    return f'/site/"&lt;/{target}'


def front_matter(keys: Mapping[str, object]) -> str:
    return f"---\n{json.dumps(keys, ensure_ascii=False)}\n---\n"


def use_cases(tree: Tree, word: str) -> list[UseCase]:
    """Return a use case for each path, with a word as its texts."""
    found = []
    for number, leaf in enumerate(paths(tree)):
        keys = {
            "title": word,
            "description": word,
            "outcome": leaf.outcome,
            "answers": dict(leaf.path),
        }
        found.append(use_cases_module.parse(front_matter(keys), f"case-{number}.md"))
    return found


def ledger(word: str) -> Mapping[str, evidence.Evidence]:
    """Return a ledger of one entry, with a word as its texts."""
    keys = ("claim", "title", "authors", "where", "read", "caveat")
    entry: dict[str, object] = dict.fromkeys(keys, word)
    entry |= {"topic": "t", "year": "2024", "basis": "secondary", "strength": "opinion"}
    entry |= {"figures": [word], "url": "https://example.org/?a=1&b='"}
    document = {"topics": {"t": word}, "entries": {"study": entry}}
    return evidence.parse(json.dumps(document, ensure_ascii=False), "evidence.yaml")


def claims(word: str) -> Mapping[str, Claim]:
    """Return one checked claim, with a word as its texts."""
    claim: dict[str, object] = dict.fromkeys(("says", "found", "wording", "note"), word)
    claim |= {"verdict": "supported", "pages": ["a.md"], "evidence": ["study"]}
    return parse_claims(json.dumps({"claim": claim}, ensure_ascii=False), "claims.yaml")


def rendered(tree: Tree, word: str) -> Iterator[Html]:
    """Yield everything that is HTML: `word` is the text of the use cases and of the evidence."""
    cases, entries = use_cases(tree, word), ledger(word)
    yield flowchart(tree, link)
    yield paths_table(tree, link)
    yield references(entries.values(), link)
    yield ledger_html.entries(entries, "t", {"study": [Citation("page", word, "a.md")]}, link)
    yield ledger_html.sources(entries.values(), link)
    yield claim_list(claims(word), "supported", entries, {"a.md": Page("a.md", word, ())}, link)
    yield guide.outcome_cards(tree, link)
    yield guide.case_cards(tree, cases, link)
    for question in tree.questions.values():
        yield guide.question_card(tree, question)
        yield guide.asked(tree, question, link)
    for outcome in tree.outcomes.values():
        yield pages.outcome_label(tree, outcome)
        yield guide.outcome_card(tree, outcome)
        yield guide.leaves(tree, outcome, link)
        yield guide.cases(tree, cases, link, outcome)
    for state in states(tree):
        yield flowchart(tree, link, state)
        yield path_chart(tree, link, state)
        yield panel(tree, state, link)
        yield pages.state_page(tree, state, link, cases, entries)
        if isinstance(state, Leaf):
            yield guide.worked_path(tree, state, link)
            yield pages.flip_list(tree, state, link)
    shapes = [cost_plot.Shape(word, 10.0, 1.0, "a"), cost_plot.Shape(word, 1.0, 10.0, "b")]
    yield cost_plot.cost_plot(shapes, 10_000)
    unit = f"¤ per {word}"
    fields = (
        worksheet.Field("one", word, unit, 12_000, hint=word),
        worksheet.Field("two", word, unit, word, least=None, most=None),
        worksheet.Field("three", word, "", "first", choices={"first": word, "last": word}),
    )
    yield worksheet.begin({"word": word}, word, word)
    yield worksheet.fields([worksheet.Group(word, fields)], word, (word, word, word))


def harmless(value: Any) -> Any:
    """Return a tree file with every word of it replaced."""
    if isinstance(value, dict):
        return {
            k: "word" if k in WORDS and isinstance(v, str) else harmless(v)
            for k, v in value.items()
        }
    return value


def cited(document: Document) -> Document:
    """Return a tree file in which everything cites the one study of the ledger."""
    for question in document["questions"].values():
        for owner in (question, *question["answers"].values()):
            owner["evidence"] = ["study"]
    for outcome in document["outcomes"].values():
        outcome["evidence"] = ["study"]
    return document


@few
@given(documents(hostile).map(cited), hostile(20))
def test_no_text_of_a_tree_becomes_an_element_or_an_attribute(
    document: Document, word: str
) -> None:
    tree = tree_of(written(document), "some.yaml")
    plain = tree_of(written(harmless(document)), "some.yaml")
    for html, expected in zip(rendered(tree, word), rendered(plain, "word"), strict=True):
        assert Read(html).elements == Read(expected).elements


@few
@given(documents(hostile))
def test_every_text_of_a_tree_is_read_as_it_was_written(document: Document) -> None:
    tree = tree_of(written(document), "some.yaml")
    parts = [flowchart(tree, link), paths_table(tree, link), guide.outcome_cards(tree, link)]
    parts += [guide.question_card(tree, question) for question in tree.questions.values()]
    parts += [panel(tree, state, link) for state in states(tree)]
    texts = [text for part in parts for text in Read(part).texts]
    asked = {state.question for state in states(tree) if isinstance(state, Ask)}
    for question in tree.questions.values():
        assert question.why in texts
        assert question.ask in texts or question.id not in asked
        for answer in question.answers.values():
            assert answer.label in texts and answer.because in texts
            assert not answer.means or answer.means in texts
    for outcome in tree.outcomes.values():
        assert outcome.title in texts and outcome.summary in texts


@few
@given(trees(hostile), hostile(20))
def test_the_reasons_of_a_leaf_are_read_as_they_were_written(tree: Tree, word: str) -> None:
    cases = use_cases(tree, word)
    for leaf in paths(tree):
        texts = Read(pages.state_page(tree, leaf, link, cases, {})).texts
        told = "".join(texts)
        for _, answer in (*drivers(tree, leaf), *counterpoints(tree, leaf)):
            phrase = f"{answer.phrase[:1].upper()}{answer.phrase[1:]}"
            assert phrase in texts
            assert f"{phrase}: {answer.because}" in told
        for flip in flips(tree, leaf):
            assert flip.answer.label in texts
            assert all(outcome.short in texts for outcome in flip.outcomes)
        assert word in texts


def test_evidence_is_read_as_it_was_written() -> None:
    word = "<i>\"& 'ı</i>"
    [entry] = ledger(word).values()
    read = Read(references([entry], link))
    assert "".join(read.texts).startswith(f"{word} 2024: {word}. {word}. Opinion, quoted by others")
    assert [found["href"] for found in read.links] == [f"{link('evidence.md')}#study"]


@few
@given(trees())
def test_the_flowchart_links_every_state_once_and_in_order(tree: Tree) -> None:
    found = Read(flowchart(tree, link)).links
    assert [a["href"] for a in found] == [link(f"decide/{state.url}") for state in states(tree)]
    assert [a["data-state"] for a in found] == [state.url for state in states(tree)]
    assert not any("aria-current" in a for a in found)


@few
@given(trees())
def test_the_flowchart_marks_the_state_and_the_way_to_it(tree: Tree) -> None:
    for state in states(tree):
        html = flowchart(tree, link, state)
        current = [a["data-state"] for a in Read(html).links if "aria-current" in a]
        assert current == [state.url]
        assert html.count("flowchart__item--on") == len(state.path) + 1


@few
@given(trees())
def test_the_drawn_path_holds_the_way_and_the_answers_that_were_not_given(tree: Tree) -> None:
    for state in states(tree):
        found = [a["data-state"] for a in Read(path_chart(tree, link, state)).links]
        on = [address(state.path[:n]) for n in range(len(state.path) + 1)]
        beside = [
            "".join(f"{q}.{a}/" for q, a in (*state.path[:n], (question, answer)))
            for n, (question, given_answer) in enumerate(state.path)
            for answer in tree.questions[question].answers
            if answer != given_answer
        ]
        assert sorted(map(str, found)) == sorted([*on, *beside])


@few
@given(trees())
def test_elements_are_closed_in_the_order_in_which_they_were_opened(tree: Tree) -> None:
    for html in rendered(tree, "word"):
        open_: list[str] = []
        for name, *_ in Read(html).elements:
            if name.startswith("/"):
                assert open_.pop() == name[1:]
            elif name not in ("path", "line", "circle", "br", "input") or f"</{name}>" in html:
                open_.append(name)
        assert open_ == []


def test_a_question_links_what_follows_each_of_its_answers() -> None:
    for state in states(NINE_QUESTIONS):
        found = Read(panel(NINE_QUESTIONS, state, link)).links
        choices = [a["data-state"] for a in found if a.get("class") == "panel__choice"]
        if isinstance(state, Ask):
            answers = NINE_QUESTIONS.questions[state.question].answers
            assert choices == [f"{state.url}{state.question}.{id_}/" for id_ in answers]
        else:
            assert choices == []


def test_each_answer_so_far_can_be_changed() -> None:
    leaf = max(paths(NINE_QUESTIONS), key=lambda leaf: len(leaf.path))
    found = [
        a["data-state"] for a in Read(panel(NINE_QUESTIONS, leaf, link)).links if "data-state" in a
    ]
    before = [address(leaf.path[:n]) for n in range(len(leaf.path))]
    assert found == [*before, ""]


@few
@given(trees(hostile))
def test_every_state_has_a_title_and_a_description_of_its_own_words(tree: Tree) -> None:
    for state in states(tree):
        title, description = pages.title(tree, state), pages.description(tree, state)
        if isinstance(state, Ask):
            question = tree.questions[state.question]
            assert title.startswith(question.ask) and description.endswith(question.why)
        else:
            outcome = tree.outcomes[state.outcome]
            assert title.startswith(outcome.title) and description.endswith(outcome.summary)


def test_no_two_states_have_the_same_description() -> None:
    told = [pages.description(NINE_QUESTIONS, state) for state in states(NINE_QUESTIONS)]
    assert len(set(told)) == len(told)


def test_html_stays_as_it_is_and_everything_else_is_escaped() -> None:
    assert tag("p", "<b>", Html("<b>")) == "<p>&lt;b&gt;<b></p>"
    assert tag("a", None, ["x", ("&",)], href='"') == '<a href="&quot;">x&amp;</a>'
    assert tag("p", class_="a", data_state="b", hidden=True, id=None, open=False) == (
        '<p class="a" data-state="b" hidden></p>'
    )
    assert tag("br") == "<br>"
    assert join("<", Html("<")) == "&lt;<"
    assert isinstance(join("a"), Html)


@pytest.mark.parametrize("name", ICONS)
def test_every_sign_is_drawn_and_passed_over_by_assistive_technology(name: str) -> None:
    assert Read(icon(name)).elements[0][0] == "svg"
    assert 'aria-hidden="true"' in icon(name)
    assert len({icon(other) for other in ICONS}) == len(ICONS)


def test_outcomes_are_told_apart_by_sign_and_by_colour() -> None:
    found = [(tone(NINE_QUESTIONS, o), icon(o.icon)) for o in NINE_QUESTIONS.outcomes.values()]
    assert len({colour for colour, _ in found}) == len({sign for _, sign in found}) == len(found)


@few
@given(trees(hostile))
def test_the_table_holds_every_path_with_its_answers(tree: Tree) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows(tree))
    heading, *found = csv.reader(io.StringIO(out.getvalue()))
    assert heading == ["outcome", "state", *tree.questions]
    assert len(found) == len(list(paths(tree)))
    for row, leaf in zip(found, paths(tree), strict=True):
        answers = {q: a for q, a in zip(heading[2:], row[2:], strict=True) if a}
        assert (row[0], answers_in(row[1]), answers) == (leaf.outcome, leaf.path, dict(leaf.path))


@few
@given(documents(hostile))
def test_the_tree_as_json_holds_its_texts_its_structure_and_its_paths(document: Document) -> None:
    tree = tree_of(written(document), "some.yaml")
    data = json.loads(to_json(tree))
    assert (data["version"], data["title"]) == (document["version"], document["title"])
    assert data["tree"] == document["tree"]
    for id_, question in document["questions"].items():
        assert {**question, "answers": data["questions"][id_]["answers"]}.items() <= data[
            "questions"
        ][id_].items()
        for answer_id, answer in question["answers"].items():
            assert answer.items() <= data["questions"][id_]["answers"][answer_id].items()
    for id_, outcome in document["outcomes"].items():
        assert outcome.items() <= data["outcomes"][id_].items()
    for path, leaf in zip(data["paths"], paths(tree), strict=True):
        assert replay(tree, path["answers"].items()).state == leaf
        assert (path["outcome"], path["state"]) == (leaf.outcome, leaf.url)


def test_the_outline_tells_every_question_answer_and_outcome_in_order() -> None:
    lines = outline(SERVICES).split("\n")
    assert lines[0] == "Monolith or services? 1.0.0"
    assert lines[2:9] == [
        "How many teams change the system? (teams)",
        "  One team (one)",
        "    Do you know where the parts begin and end? (boundaries)",
        "      Still moving (moving): One well-kept monolith",
        "      Stable (stable)",
        "        Does one part need far more capacity? (scaling)",
        "          Much the same (even): A monolith of modules",
    ]
    asked = sum(isinstance(state, Ask) for state in states(SERVICES))
    assert len(lines) == 2 + asked + sum(1 for _ in states(SERVICES)) - 1


class Terminal:
    """Somebody at a terminal who gives prepared replies and then the first answer each time."""

    def __init__(self, replies: list[str]) -> None:
        self.replies = iter(replies)
        self.said: list[str] = []

    def ask(self, prompt: str) -> str:
        return next(self.replies, "1")

    def say(self, text: str) -> None:
        self.said.append(text)


@pytest.mark.parametrize("leaf", list(paths(SERVICES)), ids=lambda leaf: str(leaf.url))
def test_an_interview_ends_where_its_answers_lead(leaf: Leaf) -> None:
    numbers = [
        str([*SERVICES.questions[question].answers].index(answer) + 1)
        for question, answer in leaf.path
    ]
    for replies in ([answer for _, answer in leaf.path], numbers, [f" {n} " for n in numbers]):
        terminal = Terminal(replies)
        assert interview(SERVICES, terminal.ask, terminal.say) == 0
        assert terminal.said[-1] == f"\n/decide/{leaf.url}\n"
        outcome = SERVICES.outcomes[leaf.outcome]
        assert f"\n{outcome.title}\n{outcome.summary}" in terminal.said


def test_an_interview_tells_the_reasons_and_what_would_change_them() -> None:
    terminal = Terminal(["one", "stable", "uneven", "ready"])
    interview(SERVICES, terminal.ask, terminal.say)
    end = "\n".join(terminal.said).split("\nServices, split one at a time\n")[1]
    assert "What speaks for it\n  boundaries are stable: What rarely changes" in end
    assert "What speaks against it\n  one team: One team can change" in end
    assert "Do you know where the parts begin and end? Still moving: One well-kept monolith" in end
    several = "How many teams change the system? Several teams: "
    assert f"{several}A monolith of modules or Services, split one at a time" in end


@modest
@given(st.lists(st.sampled_from(["1", "2", "3", "0", "back", "", "one", "stable", "BACK", "-"])))
def test_back_takes_the_last_answer_back_and_nonsense_changes_nothing(replies: list[str]) -> None:
    terminal = Terminal(replies)
    interview(SERVICES, terminal.ask, terminal.say)
    path: list[tuple[str, str]] = []
    nonsense = 0
    for reply in [*replies, *"1" * 9]:
        state = replay(SERVICES, path).state
        if not isinstance(state, Ask):
            break
        answers = [*SERVICES.questions[state.question].answers]
        if reply.lower() == "back" and path:
            path.pop()
        elif reply in answers:
            path.append((str(state.question), reply))
        elif reply.isdigit() and 1 <= int(reply) <= len(answers):
            path.append((str(state.question), answers[int(reply) - 1]))
        else:
            nonsense += 1
    assert terminal.said[-1] == f"\n/decide/{replay(SERVICES, path).state.url}\n"
    assert sum(text.endswith("is none of these.") for text in terminal.said) == nonsense


def test_an_interview_that_is_broken_off_says_no_more() -> None:
    def gone(_: str) -> str:
        raise EOFError

    terminal = Terminal([])
    with pytest.raises(EOFError):
        interview(SERVICES, gone, terminal.say)
    assert terminal.said[0].startswith("\nHow many teams")


def test_a_tree_of_ten_thousand_states_is_drawn_whole() -> None:
    tree = tree_of(big_tree(4), "big.yaml")
    found = [a["data-state"] for a in Read(flowchart(tree, link)).links]
    assert found == [state.url for state in states(tree)]
