"""The rules stage: a well-formed tree in, broken promises out, each with a path that breaks it."""

from collections.abc import Collection, Iterator
from functools import partial

from decision.reading.diagnostics import Diagnostic, nearest
from decision.tree.records import Rule, Tree
from decision.tree.states import Leaf, given, paths
from decision.tree.use_cases import UseCase


def broken_or_idle_rule(tree: Tree) -> Iterator[Diagnostic]:
    """Find rules that some path breaks, and rules that no path ever triggers."""
    for rule, leaves in governed(tree):
        broken = [leaf for leaf in leaves if not _keeps(rule, leaf, dict(leaf.path))]
        if not leaves:
            message = f"no path triggers rule `{rule.id}`"
            help_ = "it proves nothing: mend its conditions or delete it"
            yield Diagnostic("idle-rule", message, rule.id.place, help_)
        if broken:
            yield _broken(tree, rule, broken)


def governed(tree: Tree) -> Iterator[tuple[Rule, list[Leaf]]]:
    """Yield each rule with the paths of which it speaks, kept or broken."""
    leaves = [(leaf, dict(leaf.path)) for leaf in paths(tree)]
    for rule in tree.rules:
        yield rule, [leaf for leaf, answers in leaves if _triggers(rule, leaf, answers)]


def unknown_favours(tree: Tree) -> Iterator[Diagnostic]:
    """Find answers that favour something that is no outcome."""
    for question in tree.questions.values():
        for answer in question.answers.values():
            for outcome in answer.favours:
                if outcome not in tree.outcomes:
                    message = f"answer `{answer.id}` favours `{outcome}`, which is no outcome"
                    help_ = partial(nearest, outcome, tree.outcomes)
                    yield Diagnostic("unknown-favours", message, outcome.place, help_)


def no_use_case(tree: Tree, use_cases: Collection[UseCase]) -> Iterator[Diagnostic]:
    """Find outcomes in which no worked use case ends."""
    worked = {str(case.outcome) for case in use_cases}
    for outcome in tree.outcomes.values():
        if outcome.id not in worked:
            message = f"no use case ends in outcome `{outcome.id}`"
            help_ = f"write a page in docs/use-cases with `outcome: {outcome.id}` and its answers"
            yield Diagnostic("no-use-case", message, outcome.id.place, help_)


def _triggers(rule: Rule, leaf: Leaf, answers: dict[str, str]) -> bool:
    matches = all(answers.get(question) in allowed for question, allowed in rule.when.items())
    return matches and (not rule.reach or leaf.outcome in rule.reach)


def _keeps(rule: Rule, leaf: Leaf, answers: dict[str, str]) -> bool:
    if rule.then and leaf.outcome not in rule.then:
        return False
    allowed = all(answers.get(question) in good for question, good in rule.only_with.items())
    return leaf.outcome not in rule.never and allowed


def _broken(tree: Tree, rule: Rule, leaves: list[Leaf]) -> Diagnostic:
    leaf = leaves[0]
    way = ", ".join(f"{question.id}={answer.id}" for question, answer in given(tree, leaf))
    more = f", as do {len(leaves) - 1} more" if len(leaves) > 1 else ""
    message = f"the path {way} ends in `{leaf.outcome}` and breaks rule `{rule.id}`{more}"
    because = " ".join(rule.because.split()).rstrip(".")
    help_ = f"let it end elsewhere, or change the rule: {because}"
    return Diagnostic(
        "broken-rule", message, leaf.outcome.place, help_, ((rule.id.place, "the rule"),)
    )
