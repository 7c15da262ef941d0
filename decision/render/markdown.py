"""Markdown that says what its parts say: texts escaped, lists, links, a path as a diagram."""

import re
from collections.abc import Iterator
from functools import lru_cache

from decision.tree.records import Tree
from decision.tree.states import Leaf, given

#: What CommonMark could take for a sign; GitHub adds tables, strikethrough and mentions of people.
_SIGNS = re.compile(r"([\\`*_\[\]<>&~|@]|(?<= )#+$)")
_START = re.compile(r"^(#{1,6}(?= |$)|[-+=](?=[-+= ]|$)|\d{1,9}(?=[.)]))")

#: A word in small letters, and one with a capital where no sentence begins.
_SMALL = re.compile(r"(?<![\w-])[a-z]\w+(?![\w-])")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")
#: Words that begin many sentences and no name.
_NO_NAMES = re.compile(
    "a|all|an|and|another|any|as|at|because|but|by|each|every|few|for|from|how|if|in|it|its|less|many"
    "|more|most|much|no|nobody|none|not|nothing|of|on|one|only|or|other|our|some|that|the|their|there"
    "|these|they|this|those|to|two|what|when|where|which|while|who|with|without|you|your"
)


def escaped(text: str) -> str:
    """Return a text on one line that CommonMark, and GitHub's tables and mentions, take as text."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    # A number is a sign only with what follows it, and a digit cannot be escaped.
    return _START.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", line)


def anchor(text: str, address: str) -> str:
    """Return a link; what could end its address early is percent-encoded."""
    safe = re.sub(r"[\s()<>\\]", lambda m: f"%{ord(m[0]):02X}", address)
    return f"[{escaped(text)}]({safe})"


def clause(text: str, tree: Tree) -> str:
    """Return a sentence as it goes on after `because`: no capital at its start, no full stop.

    A capital stays where it may belong to a name: only a word that the tree writes small elsewhere,
    or that no name begins with, loses it.
    """
    text = " ".join(text.split()).removesuffix(".")
    small = f"{text[:1].lower()}{text[1:]}"
    first = re.split(r"\W", small, maxsplit=1)[0]
    plain = _NO_NAMES.fullmatch(first) or first in _ordinary(tuple(_texts(tree)))
    return small if plain else text


def diagram(tree: Tree, leaf: Leaf) -> str:
    """Return the path to a leaf as a Mermaid flowchart, which code hosts draw."""
    lines = ["flowchart LR"]
    for number, (question, answer) in enumerate(given(tree, leaf)):
        behind = f"q{number + 1}"
        if number + 1 == len(leaf.path):
            behind = f'outcome(["{_quoted(tree.outcomes[leaf.outcome].title)}"])'
        lines.append(
            f'  q{number}["{_quoted(question.ask)}"] -- "{_quoted(answer.label)}" --> {behind}'
        )
    return "\n".join(lines)


@lru_cache(maxsize=8)
def _ordinary(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the words that stand in small letters in texts, and never as a name in them."""
    whole = "\n".join(texts)
    names = {name.lower() for name in _NAME.findall(whole)}
    return frozenset({*_SMALL.findall(whole)} - names)


def _texts(tree: Tree) -> Iterator[str]:
    for question in tree.questions.values():
        yield from (question.ask, question.why)
        for answer in question.answers.values():
            yield from (answer.label, answer.means, answer.phrase, answer.because)
    for outcome in tree.outcomes.values():
        yield from (outcome.title, outcome.short, outcome.summary)
        yield from (*outcome.good, *outcome.bad, *outcome.measure)


def _quoted(text: str) -> str:
    # Mermaid reads `#35;` as the character of that number, and much of the rest as syntax.
    line = " ".join(text.split())
    return re.sub(r"[\"#<>&;`{}\\]", lambda match: f"#{ord(match[0])};", line)
