"""An address in, however people have come by it, the answers that it states out."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from decision.reading.schema import ID
from decision.tree.states import QUESTION, RECORD, SHORT_RECORD, Pair

#: What an address can hold that looks like a pair and is none: its host, the files of a state, and
#: what search engines and social networks add to follow a click (`gclid`, `fbclid`, `msclkid`).
_HOST = re.compile(r"\A([a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*")
_FILES = ("index.html", RECORD, SHORT_RECORD, QUESTION)
_ADDED = re.compile(r"clk?id\Z")

#: What people's tools put into an address, or around it.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACE = "".join(map(chr, (*range(0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028)))
_SPACE += "\u2029\u202f\u205f\u3000"
_EDGE = _SPACE + ".,;:!?'\"`()[]{}<>*_~\u201c\u201d\u2018\u2019\u00ab\u00bb\u2026"
_ENCODED = re.compile("(?:%[0-9a-fA-F]{2})+")


@dataclass(frozen=True, slots=True)
class Stated:
    """What an address states: pairs that could be a question and an answer, and what is none."""

    answers: tuple[Pair, ...]
    rest: tuple[str, ...]


def answers_in(url: str) -> Stated:
    """Return the answers that an address states: its `question.answer` segments and its query.

    What the tools of people add is taken off: invisible signs, punctuation and brackets around it,
    capitals, `&amp;`. Segments before `/decide/`, or before the first pair, are passed over. What a
    pair names need not exist: `replay` tells. Its twin is `answersIn` in
    hooks/assets/decide/states.mjs, and both are tested on `tests/machine/addresses.json`.
    """
    whole = _INVISIBLE.sub("", url).strip(_SPACE).replace("&amp;", "&")
    path, _, query = _HOST.sub("", whole).partition("#")[0].partition("?")
    _, decide, below = f"/{path}/".rpartition("/decide/")
    answers: list[Pair] = []
    rest: list[str] = []
    for segment in filter(None, (below if decide else path).split("/")):
        text = _decoded(segment)
        plain = text.strip(_EDGE).lower()
        question, _, answer = plain.partition(".")
        if plain in _FILES:
            continue
        if ID.fullmatch(question) and ID.fullmatch(answer):
            answers.append((question, answer))
        elif plain and (decide or answers):
            rest.append(text)
    for part in re.split("[&;]", query):
        name, _, value = (_decoded(text) for text in part.replace("+", " ").partition("="))
        question, answer = name.strip(_EDGE).lower(), value.strip(_EDGE).lower()
        if ID.fullmatch(question) and answer and not _ADDED.search(question):
            if ID.fullmatch(answer):
                answers.append((question, answer))
            else:
                rest.append(f"{name}={value}")
    return Stated(tuple(answers), tuple(rest))


def _decoded(text: str) -> str:
    """Return a part of an address without percent signs, as far as they can be read."""

    def read(match: re.Match[str]) -> str:
        try:
            return unquote(match[0], errors="strict")
        except UnicodeDecodeError:
            return match[0]

    return _INVISIBLE.sub("", _ENCODED.sub(read, text)).strip(_SPACE)
