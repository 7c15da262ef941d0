"""A state in, what it is called out."""

from decision.tree.records import Tree
from decision.tree.states import Ask, State, given


def title(tree: Tree, state: State) -> str:
    """Return what a browser tab, a search result or a chat shows for a state; never empty."""
    told = [str(answer.phrase) for _, answer in given(tree, state)]
    some = ", ".join(told if len(told) < 4 else [told[0], *told[-2:]])
    if isinstance(state, Ask):
        ask = str(tree.questions[state.question].ask)
        return f"{ask} ({some})" if some else ask
    return f"{tree.outcomes[state.outcome].title}: {some}"


def phrases(tree: Tree, state: State) -> str:
    """Return the answers on the way to a state in one line; empty at the first question."""
    return ", ".join(answer.phrase for _, answer in given(tree, state))
