"""States of a tree: where paths stop and answers lead, what speaks for an outcome, flips."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from decision.reading.nodes import Text
from decision.tree.records import Answer, Branch, Outcome, Question, Tree

type Pair = tuple[str, str]

#: The files beside the page of a leaf: its record in the form of MADR 4, and in Nygard's.
RECORD, SHORT_RECORD = "record.md", "record-nygard.md"
#: The file beside the page of a state that asks.
QUESTION = "question.md"


@dataclass(frozen=True, slots=True)
class Ask:
    """A state that asks: the path so far, and the branch at which it stops."""

    path: tuple[Pair, ...]
    branch: Branch

    @property
    def question(self) -> Text:
        """The id of the question that is asked."""
        return self.branch.question

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The ids of the outcomes that can be reached from here."""
        return self.branch.outcomes

    @property
    def url(self) -> str:
        """Its address below `/decide/`."""
        return address(self.path)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A state that recommends: a whole path, and the id of the outcome at its end."""

    path: tuple[Pair, ...]
    outcome: Text

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The id of the outcome, alone."""
        return (self.outcome,)

    @property
    def url(self) -> str:
        """Its address below `/decide/`."""
        return address(self.path)


#: Where a path stops.
type State = Ask | Leaf


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


def address(path: Iterable[Pair]) -> str:
    """Return the address of a path below `/decide/`, `need.facts/freshness.often/`."""
    return "".join(f"{question}.{answer}/" for question, answer in path)


def start(tree: Tree) -> Ask:
    """Return the state at the first question."""
    return Ask((), tree.root)


def states(tree: Tree) -> Iterator[State]:
    """Yield every state, questions before what follows them, in the order of the file."""
    todo: list[State] = [start(tree)]
    while todo:
        state = todo.pop()
        yield state
        todo += reversed([*next_states(state)])


def paths(tree: Tree) -> Iterator[Leaf]:
    """Yield every leaf of the tree, in the order of the file."""
    return (state for state in states(tree) if isinstance(state, Leaf))


def next_states(state: State) -> Iterator[State]:
    """Yield the state behind each answer of the question that `state` asks; none behind a leaf."""
    if isinstance(state, Ask):
        for answer, target in state.branch.answers.items():
            yield _stopped((*state.path, (str(state.question), str(answer))), target)


def choices(tree: Tree, state: Ask) -> Iterator[tuple[Answer, State]]:
    """Yield each answer of the question that a state asks, with the state behind it."""
    behind = {following.path[-1][1]: following for following in next_states(state)}
    for id_, answer in tree.questions[state.question].answers.items():
        yield answer, behind[id_]


def longest(state: State) -> int:
    """Return how many questions are asked at the most on a path through a state."""
    return max((longest(following) for following in next_states(state)), default=len(state.path))


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
    target: Branch | Text = tree.root
    while isinstance(target, Branch):
        pair = (str(target.question), given.get(target.question, ""))
        # A tree that is being written may say nothing of an answer yet.
        if pair not in known or (behind := _below(tree, target, pair[1])) is None:
            break
        path.append(pair)
        target = behind
    rest = [pair for pair in given.items() if pair not in path]
    unused = tuple(pair for pair in rest if pair in known)
    unknown = tuple(pair for pair in rest if pair not in known)
    return Replay(_stopped(tuple(path), target), unused, unknown)


def given(tree: Tree, state: State) -> tuple[tuple[Question, Answer], ...]:
    """Return the questions and answers on the way to a state."""
    return tuple((tree.questions[q], tree.questions[q].answers[a]) for q, a in state.path)


def drivers(tree: Tree, leaf: Leaf) -> tuple[tuple[Question, Answer], ...]:
    """Return the answers on the path that favour the outcome at its end."""
    return tuple((q, a) for q, a in given(tree, leaf) if leaf.outcome in a.favours)


def counterpoints(tree: Tree, leaf: Leaf) -> tuple[tuple[Question, Answer], ...]:
    """Return the answers on the path that favour other outcomes only."""
    return tuple(
        (q, a) for q, a in given(tree, leaf) if a.favours and leaf.outcome not in a.favours
    )


def flips(tree: Tree, leaf: Leaf) -> Iterator[Flip]:
    """Yield each change of one answer, all others kept, that can lead to another outcome."""
    for question, old in given(tree, leaf):
        for new in question.answers.values():
            if new is old:
                continue
            state = replay(tree, (*leaf.path, (question.id, new.id))).state
            if set(state.outcomes) != {leaf.outcome}:
                outcomes = tuple(tree.outcomes[id_] for id_ in state.outcomes)
                yield Flip(question, new, state, outcomes)


def _below(tree: Tree, branch: Branch, answer: str) -> Branch | Text | None:
    return branch.answers.get(tree.questions[branch.question].answers[answer].id)


def _stopped(path: tuple[Pair, ...], target: Branch | Text) -> State:
    return Leaf(path, target) if isinstance(target, Text) else Ask(path, target)
