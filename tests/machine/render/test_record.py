"""Decision records of every leaf: valid Markdown, whole, with absolute links and the digest."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import mdformat
import pytest
from decision.render.record import Publication, asked, citation, madr, nygard
from decision.render.state import title
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from decision.ledger import evidence
from decision.tree.records import Tree
from decision.tree.states import Ask, Leaf, State, counterpoints, drivers, flips, paths, states
from decision.tree.states import given as answers_of
from tests.machine.sample_trees import NINE_QUESTIONS
from tests.machine.strategies import few, hostile, trees

BASE = "https://example.org/guide/"
LEAVES = list(paths(NINE_QUESTIONS))
ASKING = [state for state in states(NINE_QUESTIONS) if isinstance(state, Ask)]
MARKDOWN = MarkdownIt("commonmark").use(front_matter_plugin)


LEDGER = """\
topics: {work: Background work}
entries:
  study-2024: {topic: work, claim: Queues help., title: A study of queues, authors: Doe, year: 2024,
    where: Table 2, basis: primary, read: all, strength: measurement, caveat: One shop only.}
  survey-2025: {topic: work, claim: Timers last., title: A survey of timers, authors: Roe,
    year: 2025, where: p. 3, basis: secondary, read: abstract, strength: opinion, caveat: Old.}
"""


@pytest.fixture(scope="module")
def of() -> Publication:
    ledger = evidence.parse(LEDGER, "evidence.yaml")
    return Publication(NINE_QUESTIONS, "a1" * 32, ledger, lambda target: BASE + target)


def text_of(tokens: list[Token]) -> str:
    """Return what a reader sees of parsed Markdown, a line a block."""
    return "\n".join(
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    )


def headings(tokens: list[Token]) -> list[str]:
    pairs = pairwise(tokens)
    return [f"{o.tag} {text_of([inner])}" for o, inner in pairs if o.type == "heading_open"]


def links(tokens: list[Token]) -> list[str]:
    children = [child for token in tokens for child in token.children or ()]
    return [str(child.attrs["href"]) for child in children if child.type == "link_open"]


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.url)
def test_a_record_has_every_part_of_madr_and_says_what_the_tree_says(
    of: Publication, leaf: Leaf
) -> None:
    tree, outcome = of.tree, of.tree.outcomes[leaf.outcome]
    tokens = MARKDOWN.parse(madr(of, leaf))
    assert tokens[0].type == "front_matter"
    assert tokens[0].content.split("\n") == ["status: proposed", "date: YYYY-MM-DD"]
    others = [f"h3 {o.title}" for o in tree.outcomes.values() if o is not outcome]
    assert headings(tokens) == [
        f"h1 {title(tree, leaf)}",
        "h2 Context and Problem Statement",
        "h2 Decision Drivers",
        "h2 Considered Options",
        "h2 Decision Outcome",
        "h3 Consequences",
        "h3 Confirmation",
        "h2 Pros and Cons of the Options",
        f"h3 {outcome.title}",
        *others,
        "h2 More Information",
        "h3 What would change it",
        "h3 Evidence",
        "h3 The path",
    ]
    text = text_of(tokens)
    for question, answer in answers_of(tree, leaf):
        assert f"{question.ask} {answer.label}" in text
        assert answer.because in text and answer.means[1:].rstrip(".") in text
    assert f'Chosen option: "{outcome.title}", because ' in text
    for told in (*outcome.good, *outcome.bad):
        assert told[1:].rstrip(".") in text
    for told in outcome.measure:
        assert told in text
    for _, answer in drivers(tree, leaf):
        assert f"Good, because {answer.phrase}." in text
    for _, answer in counterpoints(tree, leaf):
        assert f"Neutral, because {answer.phrase}, which speaks for " in text
    assert f"{BASE}{outcome.page.removesuffix('.md')}/" in links(tokens)
    for flip in flips(tree, leaf):
        assert f"{BASE}decide/{flip.state.url}" in links(tokens)
    cited = [e for _, a in answers_of(tree, leaf) for e in a.evidence]
    for id_ in (*outcome.evidence, *cited):
        assert of.ledger[id_].title in text
        assert of.ledger[id_].caveat.strip().rstrip(".")[1:] in text


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.url)
def test_both_forms_name_address_version_and_digest(of: Publication, leaf: Leaf) -> None:
    for record in (madr(of, leaf), nygard(of, leaf)):
        tokens = MARKDOWN.parse(record)
        assert f"{BASE}decide/{leaf.url}" in links(tokens)
        assert f"{BASE}decide/releases/{of.tree.version}.yaml" in links(tokens)
        assert of.digest in record
        assert citation(of, leaf) in text_of(tokens)


def test_the_short_form_has_the_parts_that_nygard_gave_it(of: Publication) -> None:
    found = headings(MARKDOWN.parse(nygard(of, LEAVES[0])))
    assert [part.partition(" ")[2] for part in found[1:]] == [
        "Status",
        "Context",
        "Decision",
        "Consequences",
    ]


@pytest.mark.parametrize("state", [*LEAVES, *ASKING], ids=lambda state: state.url)
def test_a_formatter_of_markdown_leaves_every_file_as_it_is(of: Publication, state: State) -> None:
    written = (
        [madr(of, state), nygard(of, state)] if isinstance(state, Leaf) else [asked(of, state)]
    )
    for text in written:
        assert mdformat.text(text, extensions={"frontmatter"}, options={"number": True}) == text


@pytest.mark.parametrize("state", [*LEAVES, *ASKING], ids=lambda state: state.url)
def test_every_link_in_every_file_is_absolute(of: Publication, state: State) -> None:
    written = (
        [madr(of, state), nygard(of, state)] if isinstance(state, Leaf) else [asked(of, state)]
    )
    for text in written:
        found = links(MARKDOWN.parse(text))
        assert found
        assert {urlsplit(link).scheme for link in found} == {"https"}


def test_a_state_that_asks_links_every_answer(of: Publication) -> None:
    for state in ASKING:
        found = links(MARKDOWN.parse(asked(of, state)))
        behind = [s for s in states(of.tree) if s.path[:-1] == state.path and s.path]
        assert [f"{BASE}decide/{s.url}" for s in behind] == found[: len(behind)]


def test_a_citation_is_one_line_with_title_version_digest_and_address(of: Publication) -> None:
    leaf = LEAVES[0]
    assert citation(of, leaf) == (
        "“A timer on one machine: the clock starts it, runs are short”. Timer, queue or by hand?"
        f" Tree version {of.tree.version} (SHA-256 {of.digest[:12]}). {BASE}decide/{leaf.url}"
    )


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.url)
def test_the_diagram_has_an_arrow_for_each_answer(of: Publication, leaf: Leaf) -> None:
    (fence,) = [t for t in MARKDOWN.parse(madr(of, leaf)) if t.type == "fence"]
    assert fence.info == "mermaid"
    first, *lines = fence.content.rstrip().split("\n")
    assert first == "flowchart LR"
    form = re.compile(r'  q\d+\["[^"]+"\] -- "[^"]+" --> (q\d+|outcome\(\["[^"]+"\]\))')
    assert all(form.fullmatch(line) for line in lines)
    assert len(lines) == len(leaf.path)


@few
@given(trees(hostile), st.data())
def test_what_an_author_writes_stays_text(tree: Tree, data: st.DataObject) -> None:
    of = Publication(tree, "0" * 64, {}, lambda target: BASE + target)
    state = data.draw(st.sampled_from(list(states(tree))))
    for text in (
        (madr(of, state), nygard(of, state)) if isinstance(state, Leaf) else (asked(of, state),)
    ):
        tokens = MARKDOWN.parse(text)
        kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
        assert not kinds & {
            "html_block",
            "html_inline",
            "image",
            "code_block",
            "hr",
            "blockquote_open",
        }
        assert all(link.startswith(BASE) for link in links(tokens))
        shown = text_of(tokens)
        for question, answer in answers_of(tree, state):
            for words in (question.ask, answer.label):
                assert " ".join(words.split()) in shown


SIGNS = st.text(st.sampled_from("#-+=*_[]()<>&~|@\\`1.:! a\n"), min_size=1, max_size=12)


@few
@given(trees(lambda limit: SIGNS.filter(str.strip)), st.data())
def test_no_sign_of_markdown_is_taken_for_one(tree: Tree, data: st.DataObject) -> None:
    of = Publication(tree, "0" * 64, {}, lambda target: BASE + target)
    leaf = data.draw(st.sampled_from(list(paths(tree))))
    shown = text_of(MARKDOWN.parse(madr(of, leaf)))
    for question, answer in answers_of(tree, leaf):
        assert f"{' '.join(question.ask.split())} {' '.join(answer.label.split())}" in shown
        assert " ".join(answer.because.split()) in shown
