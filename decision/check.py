"""A tree in, everything that is wrong with it out: the stages names, graph, rules and release.

Each check is a generator named by the bad thing that it finds. A stage runs where the one before it
found nothing, so that one fault gives one message.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from decision.history.releases import Release, changed_release, small_bump, with_next_version
from decision.ledger.numbers import uncited_figure
from decision.reading.diagnostics import Diagnostic, TreeError, in_order
from decision.tree import graph, references, rules
from decision.tree.loading import parse
from decision.tree.records import Tree
from decision.tree.use_cases import UseCase, disagreements


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a tree file and is named in it; None where it is not known.

    `pages` are Markdown files relative to the docs folder, `evidence` the ids of the ledger,
    `use_cases` the worked cases, which are tests of the tree, `releases` what was published of it
    before, oldest first.
    """

    pages: Collection[str] | None = None
    evidence: Collection[str] | None = None
    use_cases: Collection[UseCase] | None = None
    releases: Sequence[Release] = ()


def check(text: str, name: str, context: Context) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Return the tree in a text, where there is one, and all that is wrong with it, by place."""
    try:
        draft = parse(text, name)
    except TreeError as error:
        return None, error.diagnostics
    faults = [with_next_version(fault, context.releases) for fault in draft.diagnostics]
    if draft.tree is not None:
        for stage in (_names, _graph, _rules):
            of_stage = [*stage(draft.tree, context)]
            faults += of_stage
            if of_stage:
                break
        # What is not a good tree yet is not compared with what was published.
        if not faults:
            faults += _release(draft.tree, context)
    return draft.tree, in_order(faults)


def checked(text: str, name: str, context: Context) -> Tree:
    """Return the tree in a text; raises TreeError where anything at all is wrong with it."""
    tree, diagnostics = check(text, name, context)
    if tree is None or diagnostics:
        raise TreeError(diagnostics)
    return tree


def _names(tree: Tree, context: Context) -> Iterator[Diagnostic]:
    yield from references.unknown_name(tree)
    yield from references.unknown_answer(tree)
    yield from references.rule_named_twice(tree)
    yield from references.named_twice(tree)
    yield from references.reserved_id(tree)
    yield from references.same_label(tree)
    if context.pages is not None:
        yield from references.unknown_page(tree, context.pages)
    if context.evidence is not None:
        yield from references.unknown_evidence(tree, context.evidence)


def _graph(tree: Tree, context: Context) -> Iterator[Diagnostic]:
    yield from graph.missing_answer(tree)
    yield from graph.asked_twice(tree)
    yield from graph.unreachable(tree)
    yield from graph.decides_nothing(tree)
    yield from graph.too_many_questions(tree)


def _rules(tree: Tree, context: Context) -> Iterator[Diagnostic]:
    yield from rules.broken_or_idle_rule(tree)
    yield from rules.unknown_favours(tree)
    if context.evidence is not None:
        yield from uncited_figure(tree)
    if context.use_cases is not None:
        wrong = [fault for case in context.use_cases for fault in disagreements(tree, case)]
        yield from wrong
        # A case that is wrong may be the one that is missing elsewhere.
        if not wrong:
            yield from rules.no_use_case(tree, context.use_cases)


def _release(tree: Tree, context: Context) -> Iterator[Diagnostic]:
    yield from changed_release(tree, context.releases)
    yield from small_bump(tree, context.releases)
