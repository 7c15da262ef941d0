"""Walks through a tree: states and paths, replay of answers, what speaks for an outcome, flips."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from decision.model import Answer, Branch, Outcome, Question, Tree
from decision.nodes import Text
from decision.shape import ID

type Pair = tuple[str, str]

#: What an address can hold that looks like a pair and is none: its host, the files of a state, and
#: what search engines and social networks add to follow a click (`gclid`, `fbclid`, `msclkid`).
_HOST = re.compile(r"\A([a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*")
_FILES = ("index.html", "record.md", "record-nygard.md", "question.md")
_CLICK = re.compile(r"clk?id\Z")


@dataclass(frozen=True, slots=True)
class State:
    """Where a path stops: at a question (a branch) or, as a leaf, at an outcome (its id)."""

    path: tuple[Pair, ...]
    at: Branch | Text

    @property
    def is_leaf(self) -> bool:
        """Whether the state is an outcome."""
        return isinstance(self.at, Text)

    @property
    def url(self) -> str:
        """The address below `/decide/`, `need.facts/freshness.often/`; empty for the root."""
        return "".join(f"{question}.{answer}/" for question, answer in self.path)


@dataclass(frozen=True, slots=True)
class Replay:
    """Where a set of answers leads, and the pairs that played no part on the way.

    `unused` pairs name a question that the path does not ask, `unknown` ones no question or answer
    of the tree.
    """

    state: State
    unused: tuple[Pair, ...]
    unknown: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """One changed answer of a path and where it leads.

    `state` is a leaf, or the first question that the old answers leave open; `outcomes` are those
    that can be reached from there, one for a leaf.
    """

    question: Question
    answer: Answer
    state: State
    outcomes: tuple[Outcome, ...]


def states(tree: Tree) -> Iterator[State]:
    """Yield every state, questions before what follows them, in the order of the file."""
    todo = [State((), tree.root)]
    while todo:
        state = todo.pop()
        yield state
        todo += reversed([*next_states(state)])


def paths(tree: Tree) -> Iterator[State]:
    """Yield every leaf of the tree, in the order of the file."""
    return (state for state in states(tree) if state.is_leaf)


def next_states(state: State) -> Iterator[State]:
    """Yield the state behind each answer of the question at which `state` stops."""
    if isinstance(state.at, Branch):
        for answer, target in state.at.answers.items():
            yield State((*state.path, (str(state.at.question), str(answer))), target)


def replay(tree: Tree, answers: Iterable[Pair]) -> Replay:
    """Return where the answers lead from the root, whatever their order.

    At each question the answer given for it is taken; the walk stops at the first question that has
    none. Where a question is answered more than once, the last answer counts.
    """
    given = dict(answers)
    known = {
        (question, answer)
        for question, answer in given.items()
        if question in tree.questions and answer in tree.questions[question].answers
    }
    path: list[Pair] = []
    at: Branch | Text = tree.root
    while isinstance(at, Branch):
        pair = (str(at.question), given.get(at.question, ""))
        if pair not in known:
            break
        path.append(pair)
        at = at.answers[next(a for a in at.answers if a == pair[1])]
    rest = [pair for pair in given.items() if pair not in path]
    unused = tuple(pair for pair in rest if pair in known)
    return Replay(State(tuple(path), at), unused, tuple(p for p in rest if p not in known))


def pairs(url: str) -> tuple[Pair, ...]:
    """Return the answers that an address states: its `question.answer` segments and its query.

    Segments before `/decide/` are passed over, and so is what can be no pair of ids. What a pair
    names need not exist: `replay` tells. The twin of `answersIn` in hooks/assets/decide/states.mjs.
    """
    path, _, query = _HOST.sub("", url.strip()).partition("#")[0].partition("?")
    folders, _, file = f"/{path}".rpartition("/decide/")[2].rpartition("/")
    segments = [*folders.split("/"), *([] if file in _FILES else [file])]
    parts = (unquote(segment).partition(".") for segment in segments)
    found = [(question, answer) for question, _, answer in parts]
    found += [pair for pair in parse_qsl(query) if not _CLICK.search(pair[0])]
    return tuple(pair for pair in found if all(map(ID.fullmatch, pair)))


def given(tree: Tree, state: State) -> tuple[tuple[Question, Answer], ...]:
    """Return the questions and answers on the way to a state."""
    return tuple((tree.questions[q], tree.questions[q].answers[a]) for q, a in state.path)


def drivers(tree: Tree, leaf: State) -> tuple[tuple[Question, Answer], ...]:
    """Return the answers on the path that favour the outcome at its end."""
    return tuple((q, a) for q, a in given(tree, leaf) if leaf.at in a.favours)


def counterpoints(tree: Tree, leaf: State) -> tuple[tuple[Question, Answer], ...]:
    """Return the answers on the path that favour other outcomes only."""
    return tuple((q, a) for q, a in given(tree, leaf) if a.favours and leaf.at not in a.favours)


def flips(tree: Tree, leaf: State) -> Iterator[Flip]:
    """Yield each change of one answer, all others kept, that can lead to another outcome."""
    for question, old in given(tree, leaf):
        for new in question.answers.values():
            if new is old:
                continue
            state = replay(tree, (*leaf.path, (question.id, new.id))).state
            reached = state.at.outcomes if isinstance(state.at, Branch) else (str(state.at),)
            if set(reached) != {leaf.at}:
                yield Flip(question, new, state, tuple(tree.outcomes[id_] for id_ in reached))
