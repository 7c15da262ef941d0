"""Nodes and their shape in, values and records out, and faults for what is not of that shape."""

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as Map
from functools import cache, partial
from typing import Any

from decision.reading.diagnostics import Diagnostic, Place, Source, nearest, quoted
from decision.reading.lines import WRONG_DASHES, WRONG_SPACES, mend, named
from decision.reading.misplaced import misplaced
from decision.reading.nodes import ListNode, MapNode, Node, Text
from decision.reading.schema import (
    ID,
    MAX_ID,
    ByHand,
    Choice,
    Document,
    Field,
    Form,
    Id,
    ListOf,
    MapOf,
    Record,
    Shape,
    String,
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
        if len(text) <= MAX_ID and ID.fullmatch(text):
            return True
        if not text.strip():
            self.fault("empty-text", "an id is empty", text, "write the id, or delete its place")
        elif len(text) > MAX_ID:
            message = f"this id has {len(text)} characters, more than {MAX_ID}"
            self.fault("long-text", message, text, "choose a shorter id")
        elif self._wrong_space(text):
            pass
        elif (parts := text.partition(":"))[2] and ID.fullmatch(parts[0]):
            self.fault("bad-id", f"no space follows `{parts[0]}:`", text, "write one")
        else:
            plain = unicodedata.normalize("NFKD", text.lower())
            letters = "".join(c for c in plain if not unicodedata.combining(c))
            words = "-".join(re.findall("[a-z0-9]+", letters))
            help_ = "use small letters and digits, with single hyphens between words"
            help_ += f": {quoted(words)}" if words else ""
            self.fault("bad-id", f"{quoted(text)} cannot be part of an address", text, help_)
        return False

    def fault(
        self, check: str, message: str, at: Node, help_: str | Callable[[], str] = ""
    ) -> None:
        """Report what is wrong at a node."""
        self.faults.append(Diagnostic(check, message, at.place, help_))

    def empty(self, what: str, owner: Node, text: Text, help_: str) -> None:
        """Report a text that is not there, or all of which is a comment."""
        if text.comment is None:
            self.fault("empty-text", what, owner, help_)
        else:
            message = f"{what}, for `#` begins a comment"
            help_ = "put the whole text in quotes, or the comment on a line of its own"
            self.faults.append(Diagnostic("cut-text", message, text.comment, help_))

    def _wrong_space(self, text: Text) -> bool:
        """Report a character in a key or an id that nobody sees."""
        if not (found := re.search(f"[{WRONG_SPACES}]", text)):
            return False
        line, start = text.place.source.lines[text.place.line - 1], text.place.column - 1
        at = max(line.find(found[0], start), start) + 1
        place = text.place._replace(column=at, length=1)
        message = f"{named(found[0])} in {quoted(text)}"
        self.faults.append(Diagnostic("wrong-space", message, place, mend(found[0])))
        return True

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
            self.empty(f"`{key}` is empty", owner, text, f"write the text after `{key}:`")
        elif len(text) > shape.limit:
            message = f"`{key}` has {len(text)} characters, more than {shape.limit}"
            self.fault("long-text", message, text, "say it in fewer words")
        else:
            if shape.form is not None:
                self._formed(shape.form, text)
            elif text.comment and (" " in text or not _is_spaced(text.comment)):
                message = f"`{key}` ends before this `#`, which begins a comment"
                help_ = "put the whole text in quotes, or the comment on a line of its own"
                self.faults.append(Diagnostic("cut-text", message, text.comment, help_))
            elif len(text) < shape.least:
                message = f"`{key}` has {len(text)} characters, fewer than {shape.least}"
                self.fault("short-text", message, text, "say more: many readers see nothing else")
            return text
        return _NO_TEXT

    def _formed(self, form: Form | Choice, text: Text) -> bool:
        if isinstance(form, Form):
            if re.fullmatch(form.pattern, text, re.ASCII):
                return True
            message, help_ = f"{quoted(text)} {form.wrong}", form.help
            if form.meant and (meant := form.meant(text)):
                help_ = f"write `{meant}`"
            self.fault(form.check, message, text, help_)
        else:
            if text in form.names:
                return True
            message = f"no {form.kind} is named {quoted(text)}"
            self.fault(form.check, message, text, partial(nearest, text, form.names))
        return False

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
                made = item if self._id_in_list(item) else None
            else:
                self.fault("wrong-shape", f"`{key}` must hold ids only", item, "write ids")
            # What is wrong in a list is not there for those who read on.
            if len(self.faults) == before:
                out.append(made)
        return tuple(out)

    def _id_in_list(self, text: Text) -> bool:
        words = text.split(" ")
        if len(words) < 2 or not all(map(ID.fullmatch, words)):
            return self.id(text)
        message = f"{quoted(text)} is not one id"
        few = quoted(", ".join(words[:4])) if len(words) < 5 else "commas"
        self.fault("bad-id", message, text, f"put a comma between two ids: {few}")
        return False

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
        return self._formed(shape.key, name) if shape.key else self.id(name)

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
            elif not self._wrong_space(key):
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


def _is_spaced(comment: Place) -> bool:
    """Return whether a comment begins with `# `, as those do that are meant."""
    return comment.source.lines[comment.line - 1][comment.column : comment.column + 1] in ("", " ")


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
