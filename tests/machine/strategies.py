"""Hypothesis strategies: texts that hurt, tree files of any shape, and mutations of good ones."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from decision.tree.loading import tree_of
from decision.tree.records import Tree

#: Enough to find what is wrong, and the same examples on every machine.
modest = settings(deadline=None, max_examples=100, derandomize=True)
#: For what is done to every state of a tree, and for what is drawn of every state.
several, few = settings(modest, max_examples=50), settings(modest, max_examples=25)

#: Every character that a tree file may hold.
characters = st.characters(
    exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
).filter(lambda c: ord(c) & 0xFFFE != 0xFFFE)

#: Made once: to make a strategy takes longer than to draw from it.
_one_or_two, _one_to_four, _two_or_three = (st.integers(*ends) for ends in ((1, 2), (1, 4), (2, 3)))
_booleans = st.booleans()
_sampled = cache(lambda values: st.sampled_from(values))
_index = cache(lambda length: st.integers(0, length - 1))

type Document = dict[str, Any]
type Texts = Callable[[int], st.SearchStrategy[str]]


@cache
def plain(limit: int) -> st.SearchStrategy[str]:
    """Return a text that no reader can take for anything else."""
    return st.just("some text"[:limit])


@cache
def hostile(limit: int) -> st.SearchStrategy[str]:
    """Return texts that would be elements, attributes or entities where nobody escapes them."""
    known = ["<script>alert(1)</script>", '" onclick="x', "</li>", "<b>", "&amp;", "' & <!-- x"]
    some = st.sampled_from([text for text in known if len(text) <= limit])
    return some | st.text("<>&\"'/=!-x ", min_size=1, max_size=min(limit, 20)).filter(str.strip)


@st.composite
def documents(draw: st.DrawFn, texts: Texts = plain) -> Document:
    """Return a tree file as data: a tree in which every name is good and every path ends.

    It need not be a good tree: there may be questions that decide nothing.
    """
    outcomes = tuple(f"o{n}" for n in range(draw(_one_to_four)))
    favoured = _sampled(((), outcomes[:1], outcomes[-1:], outcomes[:2], outcomes[1:]))
    questions: Document = {}
    for number in range(draw(_one_to_four)):
        answers = {
            f"a{n}": {
                "label": draw(texts(40)),
                "favours": [*draw(favoured)],
                "because": draw(texts(200)),
                **({"means": draw(texts(200)), "phrase": draw(texts(60))} if n else {}),
            }
            for n in range(draw(_two_or_three))
        }
        words = {"ask": draw(texts(100)), "why": draw(texts(400)), "page": f"q{number}.md"}
        questions[f"q{number}"] = {**words, "answers": answers}

    def branch(left: tuple[str, ...]) -> Document:
        question = draw(_sampled(left))
        rest = tuple(id_ for id_ in left if id_ != question)
        answers: Document = {}
        for answer in questions[question]["answers"]:
            asks_on = bool(rest) and draw(_booleans)
            answers[answer] = branch(rest) if asks_on else draw(_sampled(outcomes))
        return {question: answers}

    return {
        "version": "1.0.0",
        "title": draw(texts(60)),
        "questions": questions,
        "outcomes": {
            id_: {"title": draw(texts(60)), "summary": draw(texts(300)), "page": f"{id_}.md"}
            for id_ in outcomes
        },
        "tree": branch(tuple(questions)),
        "rules": [],
    }


#: What an author writes in a tree file, but for lists: keys whose values are texts.
_WORDS = frozenset(
    {"ask", "why", "label", "means", "phrase", "because", "title", "short", "summary"}
)


def harmless(value: Any) -> Any:
    """Return a tree file as data with every word of its author replaced."""
    if isinstance(value, list):
        return [harmless(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: "word" if key in _WORDS and isinstance(inner, str) else harmless(inner)
        for key, inner in value.items()
    }


def written(document: object) -> str:
    """Return data as JSON, which is YAML, with every character as itself."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def trees(texts: Texts = plain) -> st.SearchStrategy[Tree]:
    """Return trees in which every name is good."""
    return documents(texts).map(lambda document: tree_of(written(document), "some.yaml"))


@st.composite
def mutated(draw: st.DrawFn, document: Document) -> Document:
    """Return a copy of a tree file as data with one or two of its parts changed."""
    copy: Document = json.loads(json.dumps(document))
    for _ in range(draw(_one_or_two)):
        containers = [*_containers(copy)]
        owner = containers[draw(_index(len(containers)))]
        if isinstance(owner, dict):
            _change_mapping(draw, owner)
        else:
            _change_list(draw, owner)
    return copy


def _containers(value: object) -> Any:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from _containers(child)
    elif isinstance(value, list):
        yield value
        for child in value:
            yield from _containers(child)


_KEYS = st.sampled_from(
    [
        *("version", "title", "questions", "outcomes", "tree", "rules", "ask", "why", "page"),
        *("answers", "evidence", "label", "means", "phrase", "favours", "because", "short", "icon"),
        *("summary", "id", "when", "then", "never", "reach", "only-with", "lable", "staff", "yes"),
    ]
)
_IDS = st.sampled_from(
    [
        *("own", "staff", "a-b", "0", "a" * 60, "a" * 61, "", " ", "A", "a_b", "-a", "a-", "a--b"),
        *("a\n", "a\n\n", "a b", "é", "٣", "a.b", "\u00a0", "\u3000", "\u200b"),
    ]
)
_VERSIONS = st.sampled_from(
    [
        *("1.0.0", "1.0", "v1.0.0", "01.0.0", "1.0.0-rc.1+x", "1.0.0-01", "1.0.0-", "1.0.0\n"),
        *("1.٣.0", "1.0.0+a_b", "1.0.0-" + "a" * 34, "1.0.0-" + "a" * 35, " 1.0.0"),
    ]
)
_LENGTHS = [20, 24, 40, 60, 100, 120, 200, 300, 400]
_TEXTS = st.one_of(
    st.text(characters, max_size=6),
    st.sampled_from(_LENGTHS).flatmap(lambda n: st.sampled_from(["ü" * n, "𝔞" * n, "x" * (n + 1)])),
    st.sampled_from(["star", "stars", "Star", "star\n", "compass"]),
)
_ANY_TEXTS = _TEXTS | _IDS | _VERSIONS
_LISTS = st.lists(_IDS, max_size=2)
_CONDITIONS = st.dictionaries(_IDS, _IDS | _LISTS, max_size=2)
_NEW_KEYS = _KEYS | _IDS
_VALUES = st.recursive(
    _ANY_TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_NEW_KEYS, inner, max_size=2),
    max_leaves=4,
)
_CHANGES = st.sampled_from(["delete", "rename", "replace", "reword", "reword", "add", "empty"])
_CHANGES_OF_LISTS = st.sampled_from(["delete", "replace", "reword", "reword", "add"])


def _change_mapping(draw: st.DrawFn, owner: Document) -> None:
    change = draw(_CHANGES)
    if change == "add" or not owner:
        owner[draw(_NEW_KEYS)] = draw(_VALUES)
        return
    key = [*owner][draw(_index(len(owner)))]
    if change == "empty":
        owner.clear()
    elif change == "replace":
        owner[key] = draw(_VALUES)
    elif change == "reword":
        owner[key] = _reworded(draw, owner[key])
    else:
        value = owner.pop(key)
        if change == "rename":
            owner[draw(_NEW_KEYS)] = value


def _change_list(draw: st.DrawFn, owner: list[Any]) -> None:
    change = draw(_CHANGES_OF_LISTS)
    if change == "add" or not owner:
        owner.append(draw(_VALUES))
        return
    index = draw(_index(len(owner)))
    if change == "delete":
        del owner[index]
    elif change == "reword":
        owner[index] = _reworded(draw, owner[index])
    else:
        owner[index] = draw(_VALUES)


def _reworded(draw: st.DrawFn, value: Any) -> Any:
    """Return another text where there was one, and so for a list or a mapping."""
    if isinstance(value, str):
        return draw(_ANY_TEXTS)
    if isinstance(value, list):
        return draw(_LISTS)
    return draw(_CONDITIONS)
