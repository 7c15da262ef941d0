"""A node and its shape in, the keys that stand a level too deep or too high out.

One such key makes all that follows it look wrong, so nothing else is told of a file that has one.
"""

from collections.abc import Iterator, Mapping

from decision.reading.diagnostics import Diagnostic, quoted
from decision.reading.nodes import MapNode, Node, Text
from decision.reading.schema import MapOf, Record, Shape, String


def misplaced(shape: Shape | None, node: Node) -> Iterator[Diagnostic]:
    """Yield the keys that a record lacks and that stand in one of its parts, or beside it."""
    if isinstance(shape, Record) and isinstance(node, MapNode):
        written = {key for key, _ in node.items if isinstance(key, Text)}
        lost = {f.key: f.shape for f in shape.fields if f.required and f.key not in written}
        if lost and not shape.front_matter:
            for key, below in node.items:
                for found in _within(lost, _shape_of(shape, key), below):
                    message = f"{quoted(found)} stands inside {_name(key)}"
                    help_ = f"indent it as {_name(key)} is: it belongs beside it"
                    others = ((key.place, "belongs beside this"),)
                    yield Diagnostic("misplaced-key", message, found.place, help_, others)
        yield from _left(shape, node)
        for key, below in node.items:
            yield from misplaced(_shape_of(shape, key), below)
    elif isinstance(shape, MapOf) and isinstance(shape.value, Record) and isinstance(node, MapNode):
        yield from _beside(shape.value, node)
        for _, below in node.items:
            yield from misplaced(shape.value, below)


def _within(lost: Mapping[str, Shape], shape: Shape | None, node: Node) -> Iterator[Text]:
    """Yield the lost keys that stand anywhere in a node, where its own shape has no such key."""
    for key, below in node.items if isinstance(node, MapNode) else ():
        if isinstance(key, Text) and key in lost and _shape_in(shape, key) is None:
            # Where a text is lost, a mapping under its name is something else.
            if isinstance(below, Text) or not isinstance(lost[key], String):
                yield key
        else:
            yield from _within(lost, _shape_of(shape, key), below)


def _beside(shape: Record, node: MapNode) -> Iterator[Diagnostic]:
    """Find a key of a record that stands beside the record before it, which lacks it."""
    needed = {field.key for field in shape.fields if field.required}
    before: Node | None = None
    lacking: set[str] = set()
    for key, below in node.items:
        if before and isinstance(key, Text) and key in lacking:
            message = f"{quoted(key)} stands beside {shape.name} {_name(before)}"
            help_ = f"indent it: it belongs into {_name(before)}"
            others = ((before.place, "belongs into this"),)
            yield Diagnostic("misplaced-key", message, key.place, help_, others)
        else:
            before = key
            lacking = set()
            if isinstance(below, MapNode):
                lacking = needed - {inner for inner, _ in below.items if isinstance(inner, Text)}


def _left(shape: Record, node: MapNode) -> Iterator[Diagnostic]:
    """Find a record that stands beside the mapping of its like, not in it."""
    before: tuple[Node, MapOf] | None = None
    for key, below in node.items:
        own = _shape_of(shape, key)
        if isinstance(own, MapOf):
            before = key, own
        elif own is None and before and isinstance(key, Text) and _is_like(before[1].value, below):
            message = f"{quoted(key)} stands beside {_name(before[0])}"
            help_ = f"indent it: it belongs into {_name(before[0])}"
            others = ((before[0].place, "belongs into this"),)
            yield Diagnostic("misplaced-key", message, key.place, help_, others)


def _is_like(shape: Shape, node: Node) -> bool:
    """Return whether a node has all keys that a record must have."""
    written = {key for key, _ in node.items} if isinstance(node, MapNode) else set()
    needed = [f.key for f in shape.fields if f.required] if isinstance(shape, Record) else []
    return bool(needed) and all(key in written for key in needed)


def _shape_of(shape: Shape | None, key: Node) -> Shape | None:
    return shape.value if isinstance(shape, MapOf) else _shape_in(shape, key)


def _shape_in(shape: Shape | None, key: Node) -> Shape | None:
    fields = shape.fields if isinstance(shape, Record) else ()
    return next((field.shape for field in fields if field.key == key), None)


def _name(key: Node) -> str:
    return quoted(key) if isinstance(key, Text) else "this"
