"""A tree in, everything that is wrong with it out: the stages names, graph, rules and release.

Each check is a generator named by the bad thing that it finds. A stage runs where the one before it
found nothing, so that one fault gives one message.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from decision import figures, graph, names, release, rules
from decision.diagnostics import Diagnostic, TreeError, in_order
from decision.load import parse
from decision.model import Tree
from decision.release import Release
from decision.use_case import UseCase, disagreements


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a tree file and is named in it; None where it is not known.

    `pages` are Markdown files relative to the docs folder, `evidence` the ids of the ledger,
    `use_cases` the worked cases, which are tests of the tree, `releases` what was published of it
    before, oldest first.
    """

    pages: Collection[str] | None = None
    evidence: Collection[str] | None = None
    use_cases: Collection[UseCase] | None = None
    releases: Sequence[Release] = ()


def check(text: str, name: str, around: Surroundings) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Return the tree in a text, where there is one, and all that is wrong with it, by place."""
    try:
        draft = parse(text, name)
    except TreeError as error:
        return None, error.diagnostics
    found = [*draft.diagnostics]
    if draft.tree is not None:
        for stage in (_names, _graph, _rules):
            faults = [*stage(draft.tree, around)]
            found += faults
            if faults:
                break
        # What is not a good tree yet is not compared with what was published.
        if not found:
            found += _release(draft.tree, around)
    return draft.tree, in_order(found)


def checked(text: str, name: str, around: Surroundings) -> Tree:
    """Return the tree in a text; raises TreeError where anything at all is wrong with it."""
    tree, diagnostics = check(text, name, around)
    if tree is None or diagnostics:
        raise TreeError(diagnostics)
    return tree


def _names(tree: Tree, around: Surroundings) -> Iterator[Diagnostic]:
    yield from names.unknown_name(tree)
    yield from names.unknown_answer(tree)
    yield from names.rule_named_twice(tree)
    if around.pages is not None:
        yield from names.unknown_page(tree, around.pages)
    if around.evidence is not None:
        yield from names.unknown_evidence(tree, around.evidence)


def _graph(tree: Tree, around: Surroundings) -> Iterator[Diagnostic]:
    yield from graph.missing_answer(tree)
    yield from graph.asked_twice(tree)
    yield from graph.unreachable(tree)
    yield from graph.decides_nothing(tree)
    yield from graph.too_many_questions(tree)


def _rules(tree: Tree, around: Surroundings) -> Iterator[Diagnostic]:
    yield from rules.broken_or_idle_rule(tree)
    yield from rules.unknown_favours(tree)
    if around.evidence is not None:
        yield from figures.uncited_figure(tree)
    if around.use_cases is not None:
        wrong = [fault for case in around.use_cases for fault in disagreements(tree, case)]
        yield from wrong
        # A case that is wrong may be the one that is missing elsewhere.
        if not wrong:
            yield from rules.no_use_case(tree, around.use_cases)


def _release(tree: Tree, around: Surroundings) -> Iterator[Diagnostic]:
    yield from release.changed_release(tree, around.releases)
    yield from release.small_bump(tree, around.releases)
