"""A tree file in, a `Tree` out: the shape stage, which accepts what `format.py` declares."""

from dataclasses import dataclass
from typing import Any

from decision.reading.decoder import Decoder
from decision.reading.diagnostics import Diagnostic, Source, TreeError, quoted
from decision.reading.nodes import ListNode, Node, Text, read
from decision.reading.texts import no_text
from decision.tree.format import TREE
from decision.tree.records import Branch, Tree


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be read of a tree file.

    `tree` is None where the faults leave no structure to check; elsewhere a text that was refused
    stands in it as empty, so that the stages after this one still check the rest.
    """

    tree: Tree | None
    diagnostics: tuple[Diagnostic, ...]


def parse(text: str, name: str) -> Draft:
    """Return the draft of the tree in a text; raises TreeError where the text is no YAML at all."""
    node = read(text, name)
    decoder = Decoder()
    found = decoder.read(TREE, node)
    tree = _tree(decoder, node.place.source, found) if found is not None else None
    return Draft(tree, tuple(decoder.faults))


def tree_of(text: str, name: str) -> Tree:
    """Return the tree in a text; raises TreeError with every fault of syntax and shape."""
    draft = parse(text, name)
    if draft.diagnostics or draft.tree is None:
        raise TreeError(draft.diagnostics)
    return draft.tree


def _tree(decoder: Decoder, source: Source, found: dict[str, Any]) -> Tree | None:
    structure = found.pop("tree")
    root = _branch(decoder, *structure) if structure is not None else None
    return Tree(source, root=root, **found) if root is not None and decoder.structured else None


def _branch(decoder: Decoder, owner: Text, node: Node) -> Branch | None:
    """Read the question that stands below an answer; `owner` is the key it stands under."""
    asked = decoder.named(node, "a question and its answers", owner)
    if len(asked) != 1:
        decoder.structured = False
    if not asked:
        return None
    (question, below), *more = asked.items()
    for extra, _ in more:
        message = f"a second question, {quoted(extra)}, stands beside {quoted(question)}"
        decoder.fault("wrong-shape", message, extra, "ask it below one of the answers")
    answers = decoder.named(below, "answers by id", question)
    if not decoder.id(question) or not answers:
        decoder.structured = False
    targets: dict[Text, Branch | Text] = {}
    for answer, follows in answers.items():
        target = _target(decoder, answer, follows)
        if not decoder.id(answer) or target is None:
            decoder.structured = False
        else:
            targets[answer] = target
    reached = (t.outcomes if isinstance(t, Branch) else (str(t),) for t in targets.values())
    outcomes = tuple(dict.fromkeys(id_ for group in reached for id_ in group))
    return Branch(question, targets, outcomes)


def _target(decoder: Decoder, answer: Text, node: Node) -> Branch | Text | None:
    if isinstance(node, ListNode):
        message = f"{quoted(answer)} leads to a list"
        help_ = "name one outcome, or ask a question below it that tells them apart"
        decoder.fault("wrong-shape", message, answer, help_)
        return None
    if not isinstance(node, Text):
        return _branch(decoder, answer, node)
    if not node.strip():
        help_ = "name an outcome, or ask a question below it"
        decoder.faults.append(no_text(f"{quoted(answer)} leads nowhere", answer, node, help_))
        return None
    return node if decoder.id(node) else None
