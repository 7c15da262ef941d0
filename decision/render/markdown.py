"""Markdown that says what its parts say: texts escaped, lists, links, a path as a diagram."""

import re
from collections.abc import Iterable

from decision.tree.records import Tree
from decision.tree.states import Leaf, given

#: What CommonMark could take for a sign; GitHub adds tables, strikethrough and mentions of people.
_SIGNS = re.compile(r"([\\`*_\[\]<>&~|@]|(?<= )#+$)")
_START = re.compile(r"^(#{1,6}(?= |$)|[-+=](?=[-+= ]|$)|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """Return a text on one line that CommonMark, and GitHub's tables and mentions, take as text."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    # A number is a sign only with what follows it, and a digit cannot be escaped.
    return _START.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", line)


def anchor(text: str, address: str) -> str:
    """Return a link; what could end its address early is percent-encoded."""
    safe = re.sub(r"[\s()<>\\]", lambda m: f"%{ord(m[0]):02X}", address)
    return f"[{escaped(text)}]({safe})"


def bullets(items: Iterable[str]) -> str:
    """Return a list whose items are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def numbered(items: Iterable[str]) -> str:
    """Return a numbered list whose items are Markdown already."""
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))


def clause(text: str) -> str:
    """Return a sentence as it goes on after `because`: no capital at its start, no full stop."""
    text = " ".join(text.split()).removesuffix(".")
    return text if text[1:2].isupper() or text.startswith("I ") else f"{text[:1].lower()}{text[1:]}"


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


def _quoted(text: str) -> str:
    # Mermaid reads `#35;` as the character of that number, and much of the rest as syntax.
    line = " ".join(text.split())
    return re.sub(r"[\"#<>&;`{}\\]", lambda match: f"#{ord(match[0])};", line)
