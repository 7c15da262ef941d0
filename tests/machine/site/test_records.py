"""Records of every state: valid Markdown, whole, with absolute links and the digest."""

from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlsplit

import mdformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from decision.ledger import evidence
from decision.render.markdown import escaped
from decision.render.title import title
from decision.tree.records import Tree
from decision.tree.states import (
    QUESTION,
    RECORD,
    SHORT_RECORD,
    Ask,
    Leaf,
    State,
    counterpoints,
    drivers,
    flips,
    paths,
    states,
)
from decision.tree.states import given as answers_of
from hooks.files import records
from hooks.templates import page_url
from tests.machine.changed_trees import releases
from tests.machine.sample_trees import NINE_QUESTIONS
from tests.machine.site.rendering import BASE, DIGEST, ledger_of, records_of, site_of
from tests.machine.strategies import few, hostile, trees

TREE = NINE_QUESTIONS
LEAVES = list(paths(TREE))
ASKING = [state for state in states(TREE) if isinstance(state, Ask)]
MARKDOWN = MarkdownIt("commonmark").use(front_matter_plugin)
#: What no text of an author may become.
NOT_OURS = {"html_block", "html_inline", "image", "code_block", "hr", "blockquote_open"}

LEDGER = evidence.parse(
    """\
topics: {work: Background work}
entries:
  study-2024: {topic: work, claim: Queues help., title: A study of queues, authors: Doe, year: 2024,
    where: Table 2, basis: primary, read: all, strength: measurement, caveat: One shop only.}
  survey-2025: {topic: work, claim: Timers last., title: A survey of timers, authors: Roe,
    year: 2025, where: p. 3, basis: secondary, read: abstract, strength: opinion, caveat: Old.}
""",
    "evidence.yaml",
)
SITE = site_of(TREE, LEDGER)


def text_of(tokens: Sequence[Token]) -> str:
    """Return what a reader sees of parsed Markdown, a line a block."""
    return "\n".join(
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    )


def headings(tokens: Sequence[Token]) -> list[str]:
    pairs = pairwise(tokens)
    return [f"{o.tag} {text_of([inner])}" for o, inner in pairs if o.type == "heading_open"]


def links(tokens: Sequence[Token]) -> list[str]:
    children = [child for token in tokens for child in token.children or ()]
    return [str(child.attrs["href"]) for child in children if child.type == "link_open"]


def parsed(state: State, name: str) -> list[Token]:
    return MARKDOWN.parse(records_of(SITE, state.url)[name])


def url_of(state: State) -> str:
    return state.url


def test_a_leaf_has_two_records_and_a_question_has_one() -> None:
    for leaf in LEAVES:
        assert [*records_of(SITE, leaf.url)] == [RECORD, SHORT_RECORD]
    for state in ASKING:
        assert [*records_of(SITE, state.url)] == [QUESTION]


@pytest.mark.parametrize("leaf", LEAVES, ids=url_of)
def test_a_record_has_every_part_of_madr_and_says_what_the_tree_says(leaf: Leaf) -> None:
    outcome = TREE.outcomes[leaf.outcome]
    tokens = parsed(leaf, RECORD)
    assert tokens[0].type == "front_matter"
    assert tokens[0].content.split("\n") == ["status: proposed", "date: YYYY-MM-DD"]
    others = [f"h3 {o.title}" for o in TREE.outcomes.values() if o is not outcome]
    assert headings(tokens) == [
        f"h1 {title(TREE, leaf)}",
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
    for question, answer in answers_of(TREE, leaf):
        assert f"{question.ask} {answer.label}" in text
        assert answer.because in text
        assert answer.means[1:].rstrip(".") in text
    assert f'Chosen option: "{outcome.title}", because ' in text
    for told in (*outcome.good, *outcome.bad):
        assert told[1:].rstrip(".") in text
    for told in outcome.measure:
        assert told in text
    for _, answer in drivers(TREE, leaf):
        assert f"Good, because {answer.phrase}." in text
    for _, answer in counterpoints(TREE, leaf):
        assert f"Neutral, because {answer.phrase}, which speaks for " in text
    assert f"{BASE}{outcome.page.removesuffix('.md')}/" in links(tokens)
    for flip in flips(TREE, leaf):
        assert f"{BASE}decide/{flip.state.url}" in links(tokens)
    cited = [e for _, a in answers_of(TREE, leaf) for e in a.evidence]
    for id_ in (*outcome.evidence, *cited):
        assert LEDGER[id_].title in text
        assert LEDGER[id_].caveat.strip().rstrip(".")[1:] in text


@pytest.mark.parametrize("leaf", LEAVES, ids=url_of)
def test_both_forms_name_address_version_digest_and_how_to_cite_them(leaf: Leaf) -> None:
    cited = SITE.cited(SITE.history[leaf.url][-1], title(TREE, leaf), f"decide/{leaf.url}")
    for name in (RECORD, SHORT_RECORD):
        tokens = parsed(leaf, name)
        assert f"{BASE}decide/{leaf.url}" in links(tokens)
        assert f"{BASE}decide/releases/{TREE.version}.yaml" in links(tokens)
        assert DIGEST in text_of(tokens)
        assert cited in text_of(tokens)


def test_the_short_form_has_the_parts_that_nygard_gave_it() -> None:
    first, *found = headings(parsed(LEAVES[0], SHORT_RECORD))
    assert first == f"h1 {title(TREE, LEAVES[0])}"
    assert found == ["h2 Status", "h2 Context", "h2 Decision", "h2 Consequences"]


@pytest.mark.parametrize("state", [*LEAVES, *ASKING], ids=url_of)
def test_a_formatter_of_markdown_leaves_every_file_as_it_is(state: State) -> None:
    for text in records_of(SITE, state.url).values():
        assert mdformat.text(text, extensions={"frontmatter"}, options={"number": True}) == text


@pytest.mark.parametrize("state", [*LEAVES, *ASKING], ids=url_of)
def test_every_link_in_every_file_is_absolute(state: State) -> None:
    for text in records_of(SITE, state.url).values():
        found = links(MARKDOWN.parse(text))
        assert found
        assert {urlsplit(link).scheme for link in found} == {"https"}


def test_a_state_that_asks_links_every_answer_in_the_order_of_its_question() -> None:
    for state in ASKING:
        found = links(parsed(state, QUESTION))
        answers = TREE.questions[state.question].answers
        behind = [f"{BASE}decide/{state.url}{state.question}.{id_}/" for id_ in answers]
        assert found[: len(behind)] == behind


def test_a_state_that_asks_tells_the_answers_so_far() -> None:
    for state in ASKING:
        text = text_of(parsed(state, QUESTION))
        assert ("Answers so far" in text) is bool(state.path)
        for question, answer in answers_of(TREE, state):
            assert f"{question.ask} {answer.label}" in text


def test_a_citation_is_one_line_with_title_version_digest_and_address() -> None:
    leaf = LEAVES[0]
    entry = SITE.history[leaf.url][-1]
    assert SITE.cited(entry, title(TREE, leaf), f"decide/{leaf.url}") == (
        "“A timer on one machine: the clock starts it, runs are short”. Timer, queue or by hand?"
        f" Tree version {TREE.version} (SHA-256 {DIGEST[:12]}). {BASE}decide/{leaf.url}"
    )


def test_a_citation_is_plain_text_whatever_the_title_holds() -> None:
    entry = SITE.history[""][-1]
    assert '“<b> & "x"”' in SITE.cited(entry, '<b> & "x"', "")


@pytest.mark.parametrize("leaf", LEAVES, ids=url_of)
def test_the_path_is_drawn_as_a_diagram_with_an_arrow_for_each_answer(leaf: Leaf) -> None:
    (fence,) = [token for token in parsed(leaf, RECORD) if token.type == "fence"]
    assert fence.info == "mermaid"
    assert fence.content.count(" --> ") == len(leaf.path)


def test_the_record_of_a_place_that_is_gone_speaks_of_the_version_that_had_it() -> None:
    published = releases()
    site = site_of(published[-1].tree, releases=published)
    entries = site.history["repeats.yes/stale.yes/size.yes/"]
    assert records_of(site, "repeats.yes/stale.yes/size.yes/") == {}
    last = next(entry for entry in reversed(entries) if entry.state)
    for text in dict(records(site, last)).values():
        tokens = MARKDOWN.parse(text)
        assert "Tree version 3.0.0" in text_of(tokens)
        assert last.digest in text_of(tokens)
        assert f"{BASE}decide/releases/3.0.0.yaml" in links(tokens)


@pytest.mark.parametrize(
    ("page", "url"),
    [
        ("outcomes/cache.md", "outcomes/cache/"),
        ("outcomes/index.md", "outcomes/"),
        ("index.md", ""),
        ("reindex.md", "reindex/"),
        ("a page.md", "a%20page/"),
    ],
)
def test_a_page_is_linked_at_the_address_that_the_build_gives_it(page: str, url: str) -> None:
    assert page_url(page) == url


@few
@given(trees(hostile), hostile(20), st.data())
def test_what_an_author_writes_stays_text(tree: Tree, word: str, data: st.DataObject) -> None:
    site = site_of(tree, ledger_of(word))
    state = data.draw(st.sampled_from(list(states(tree))))
    for text in records_of(site, state.url).values():
        tokens = MARKDOWN.parse(text)
        kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
        assert not kinds & NOT_OURS
        assert all(link.startswith(BASE) for link in links(tokens))
        shown = text_of(tokens)
        for question, answer in answers_of(tree, state):
            for words in (question.ask, answer.label):
                assert " ".join(words.split()) in shown


SIGNS = st.text(st.sampled_from("#-+=*_[]()<>&~|@\\`1.:! a\n"), min_size=1, max_size=12)
signs = settings(few, max_examples=50)


@signs
@given(trees(lambda limit: SIGNS.filter(str.strip)), st.data())
def test_no_sign_of_markdown_is_taken_for_one(tree: Tree, data: st.DataObject) -> None:
    leaf = data.draw(st.sampled_from(list(paths(tree))))
    files = {name: MARKDOWN.parse(t) for name, t in records_of(site_of(tree), leaf.url).items()}
    shown = text_of(files[RECORD])
    for question, answer in answers_of(tree, leaf):
        assert f"{' '.join(question.ask.split())} {' '.join(answer.label.split())}" in shown
        assert " ".join(answer.because.split()) in shown
    outcome = tree.outcomes[leaf.outcome]
    told = " ".join(title(tree, leaf).split())
    assert headings(files[RECORD])[0] == headings(files[SHORT_RECORD])[0] == f"h1 {told}"
    decided = f"{outcome.title}. {outcome.summary}"
    assert " ".join(decided.split()) in text_of(files[SHORT_RECORD])


@signs
@given(SIGNS)
def test_an_escaped_text_is_read_as_it_was_written_wherever_it_stands(text: str) -> None:
    words = " ".join(text.split())
    for before in ("", "# ", "- ", "1. "):
        tokens = MARKDOWN.parse(f"{before}{escaped(text)}")
        assert text_of(tokens) == words
        assert not {token.type for token in tokens} & {*NOT_OURS, "fence"}
