"""Nodes and their shape in, values and records out, and faults for what is not of that shape."""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Map
from functools import cache, partial
from typing import Any

from decision.reading.diagnostics import Diagnostic, Place, Source, nearest, quoted
from decision.reading.lines import WRONG_DASHES, WRONG_SPACES
from decision.reading.misplaced import misplaced
from decision.reading.nodes import ListNode, MapNode, Node, Text
from decision.reading.schema import (
    MAX_ID,
    ByHand,
    Document,
    Field,
    Id,
    ListOf,
    MapOf,
    Record,
    Shape,
    String,
)
from decision.reading.texts import (
    no_text,
    wrong_form,
    wrong_id,
    wrong_item,
    wrong_space,
    wrong_text,
)

#: Of a record with more unknown keys, none is taken for one that is missing.
_FEW = 20
_NO_TEXT = Text("", Place(Source("", ("",)), 1, 1, 1))


class Decoder:
    """Reads nodes by their shapes and gathers faults; a text that is refused is read as empty.

    `structured` tells whether the names in a file can be checked: not where a record that others
    may name could not be read, or where a key is written twice.
    """

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self.structured = True

    def read(self, document: Document, node: Node) -> Any:
        """Return what a file holds; nothing where it is no mapping or a key stands elsewhere."""
        if faults := [*misplaced(document.shape, node)]:
            self.faults += faults
            self.structured = False
            return None if isinstance(document.shape, Record) else {}
        return self._value(document.shape, "", None, node)

    def named(self, node: Node, what: str, owner: Text) -> dict[Text, Node]:
        """Return the pairs of the mapping under a key; one without any is a fault."""
        found = self._pairs(node, what, owner)
        if found is not None and not found:
            self.fault("wrong-shape", f"`{owner}` is empty", owner, "name at least one")
        return found or {}

    def id(self, text: Text) -> bool:
        """Return whether a text is an id."""
        return self._is_good(wrong_id(text))

    def fault(
        self, check: str, message: str, at: Node, help_: str | Callable[[], str] = ""
    ) -> None:
        """Report what is wrong at a node."""
        self.faults.append(Diagnostic(check, message, at.place, help_))

    def _value(self, shape: Shape, key: str, owner: Text | None, node: Node) -> Any:
        match shape:
            case String():
                return self._text(shape, key, owner or node, node)
            case Id():
                text = self._text(String(MAX_ID), key, owner or node, node)
                if text:
                    self.id(text)
                return text
            case ListOf():
                return self._list(shape, key, owner or node, node)
            case MapOf():
                return self._map(shape, key, owner, node)
            case Record():
                article = "an" if shape.name[0] in "aeio" else "a"  # a use case
                return self._record(shape, f"{article} {shape.name}", owner, node)
            case ByHand():
                return owner, node

    def _text(self, shape: String, key: str, owner: Node, text: Node) -> Text:
        if not isinstance(text, Text):
            self.fault("wrong-shape", f"`{key}` must be a text", owner, "put the text in quotes")
        elif not text.strip():
            help_ = f"write the text after `{key}:`"
            self.faults.append(no_text(f"`{key}` is empty", owner, text, help_))
        else:
            self.faults += wrong_text(shape, key, text)
            return text if len(text) <= shape.limit else _NO_TEXT
        return _NO_TEXT

    def _is_good(self, faults: Iterable[Diagnostic]) -> bool:
        """Report faults; return whether there are none."""
        before = len(self.faults)
        self.faults += faults
        return len(self.faults) == before

    def _list(self, shape: ListOf, key: str, owner: Node, node: Node) -> tuple[Any, ...]:
        if shape.or_one and isinstance(node, Text):
            return (node,) if self.id(node) else ()
        if not isinstance(node, ListNode):
            self.fault("wrong-shape", f"`{key}` must be a list", owner, _as_list(key, node))
            return ()
        if len(node.items) < shape.least:
            self.fault("wrong-shape", f"`{key}` is empty", owner, "name at least one")
        out = []
        for item in node.items:
            before = len(self.faults)
            if not isinstance(shape.item, Id):
                made = self._value(shape.item, key, None, item)
            elif isinstance(item, Text):
                made = item if self._is_good(wrong_item(item)) else None
            else:
                self.fault("wrong-shape", f"`{key}` must hold ids only", item, "write ids")
            # What is wrong in a list is not there for those who read on.
            if len(self.faults) == before:
                out.append(made)
        return tuple(out)

    def _map(self, shape: MapOf, key: str, owner: Text | None, node: Node) -> dict[str, Any]:
        what = shape.what or f"`{key}` by id"
        if owner is not None and shape.least:
            found = self.named(node, what, owner)
        else:
            found = self._pairs(node, what, owner) or {}
        if not isinstance(shape.value, Record):
            # Where a key sticks to its value, that is all that is wrong.
            refused = {name for name in found if not self._key(shape, name)}
            nothing = _nothing(shape.value)
            return {
                name: nothing if name in refused else self._value(shape.value, name, name, held)
                for name, held in found.items()
            }
        # Records keep their ids; the rest of the file may name them.
        out = {}
        for name, held in found.items():
            good = self._key(shape, name)
            called = f"{shape.value.name} {quoted(name)}"
            made = self._record(shape.value, called, name, held, name)
            if made is not None and good:
                out[str(name)] = made
            else:
                self.structured = False
        self.structured &= bool(out)
        return out

    def _key(self, shape: MapOf, name: Text) -> bool:
        return self._is_good(wrong_form(shape.key, name)) if shape.key else self.id(name)

    def _record(
        self, shape: Record, what: str, owner: Text | None, node: Node, id_: Text | None = None
    ) -> Any:
        before = len(self.faults)
        found = self._pairs(node, f"the keys of {what}", owner)
        if found is None:
            return None
        doubled = any(fault.check == "duplicate-key" for fault in self.faults[before:])
        slipped = self._slips(shape, what, owner or node, found, doubled)
        fields = _fields(shape)
        values = dict(_absent(shape))
        if id_ is not None:
            values["id"] = id_
        for key, held in found.items():
            if (field := fields.get(key)) is not None:
                values[field.name] = self._value(field.shape, field.key, key, held)
        if shape.check is not None and not slipped:
            self.faults += shape.check(values, found, owner or node)
        return shape.make(**values)

    def _slips(
        self, shape: Record, what: str, at: Node, found: Map[Text, Node], doubled: bool
    ) -> bool:
        """Report unknown and missing keys; return whether one of the keys may stand for another.

        That one is a single fault: what it was meant to be is not missing, too.
        """
        fields = _fields(shape)
        missing = [key for key, field in fields.items() if field.required and key not in found]
        if any(isinstance(fields[key].shape, MapOf) for key in missing):
            self.structured = False
        unknown = [] if shape.front_matter else [key for key in found if key not in fields]
        for key in unknown:
            name, colon, _ = key.partition(":")
            if colon and name in fields:
                message = f"no space follows `{name}:`"
                self.fault("unknown-key", message, key, "write a space after the colon")
            elif self._is_good(wrong_space(key)):
                message = f"{what} has no key {quoted(key)}"
                self.fault("unknown-key", message, key, partial(nearest, key, fields))
        # More than a few unknown keys are no misspelt ones, and to compare them takes long.
        meant = {nearest(_plain(key), fields) for key in unknown[:_FEW]}
        for needed in () if doubled else missing:
            if nearest(needed, (needed,)) not in meant:
                message, help_ = f"{what} has no `{needed}`", f"add `{needed}:`"
                if shape.front_matter:
                    message = f"this {shape.name} has no `{needed}`"
                    help_ += " to the front matter"
                self.fault("missing-key", message, at, help_)
        return doubled or bool(unknown)

    def _pairs(self, node: Node, what: str, owner: Text | None) -> dict[Text, Node] | None:
        if not isinstance(node, MapNode):
            found = "a list" if isinstance(node, ListNode) else f"the text {quoted(node)}"
            found = "nothing" if isinstance(node, Text) and not node else found
            help_ = "write them below it, indented" if owner else ""
            if isinstance(node, Text) and re.match(r"[\w-]+:\S", node):
                help_ = "write a space after the colon"
            self.fault("wrong-shape", f"expected {what}, found {found}", owner or node, help_)
            return None
        out: dict[Text, Node] = {}
        first: dict[str, Text] = {}
        for key, value in node.items:
            if not isinstance(key, Text):
                self.fault("wrong-shape", "a key must be a text", key, "write `key: value`")
                self.structured = False
            elif key in first:
                message = f"{quoted(key)} is written twice"
                other = (first[key].place, "first written here")
                help_ = "keep one of the two"
                self.faults.append(Diagnostic("duplicate-key", message, key.place, help_, (other,)))
                self.structured = False
            else:
                out[key] = value
                first[key] = key
        return out


def _as_list(key: str, node: Node) -> str:
    """Return how to write a list in place of what is none."""
    sample = quoted(node)[1:-1] if isinstance(node, Text) and node else "one, two"
    if sample.startswith("-"):
        return "write a space after each `-`"
    if sample[0] in WRONG_DASHES:
        return f"write `-`, the hyphen of the keyboard, for `{sample[0]}`"
    return f"write `{key}: [{sample}]`"


def _plain(key: Text) -> str:
    """Return a key without what nobody sees, and without a text that sticks to its colon."""
    return re.sub(f"[{WRONG_SPACES}]", "", key.partition(":")[0])


@cache
def _fields(shape: Record) -> Map[str, Field]:
    """Return the fields of a record by key, those first that must be there."""
    return {field.key: field for field in sorted(shape.fields, key=lambda f: not f.required)}


@cache
def _absent(shape: Record) -> Map[str, Any]:
    """Return what stands for keys that are left out; None for a record and what code reads."""
    return {field.name: _nothing(field.shape) for field in shape.fields}


def _nothing(shape: Shape) -> Any:
    empty = {String: _NO_TEXT, Id: _NO_TEXT, ListOf: (), MapOf: {}}
    return empty.get(type(shape))
