"""Nodes in, texts, ids and keys of the expected shape out, and faults for the rest."""

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as Map

from decision.reading.diagnostics import Diagnostic, Place, Source, nearest, quoted
from decision.reading.nodes import ListNode, MapNode, Node, Text

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID = 60

#: The known keys of a mapping by name: each key as it is written, and what stands under it.
type Keys = Map[str, tuple[Text, Node]]

_NO_TEXT = Text("", Place(Source("", ("",)), 1, 1, 1))


class Decoder:
    """Reads nodes and gathers faults; `structured` tells whether the rest still hangs together."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self.structured = True

    def conditions(self, keys: Keys, key: str) -> dict[Text, tuple[Text, ...]]:
        out: dict[Text, tuple[Text, ...]] = {}
        for question, answer in self.named(keys, key, "questions with answers").items():
            self.id(question)
            if isinstance(answer, Text):
                out[question] = (answer,) if self.id(answer) else ()
            else:
                out[question] = self.ids({question: (question, answer)}, question, 1)
        return out

    def records[T](
        self, keys: Keys, key: str, make: Callable[[Text, Node], T | None]
    ) -> dict[str, T]:
        """Return what `make` makes of the mapping under a key, by id.

        The names in the rest of the file can be checked only where every id here is good.
        """
        out: dict[str, T] = {}
        for id_, node in self.named(keys, key, f"`{key}` by id").items():
            good = self.id(id_)
            if (made := make(id_, node)) is not None and good:
                out[str(id_)] = made
            else:
                self.structured = False
        if not out:
            self.structured = False
        return out

    def named(self, keys: Keys, key: str, what: str) -> dict[Text, Node]:
        if key not in keys:
            return {}
        owner, node = keys[key]
        found = self.pairs(node, what, owner)
        if found is not None and not found:
            self.fault("wrong-shape", f"`{key}` is empty", owner, "name at least one")
        return found or {}

    def ids(self, keys: Keys, key: str, least: int = 0) -> tuple[Text, ...]:
        items = self.items(keys, key)
        if key in keys and len(items) < least and isinstance(keys[key][1], ListNode):
            self.fault("wrong-shape", f"`{key}` is empty", keys[key][0], "name at least one")
        found: list[Text] = []
        for item in items:
            if not isinstance(item, Text):
                self.fault("wrong-shape", f"`{key}` must hold ids only", item, "write ids")
            elif self.id(item):
                found.append(item)
        return tuple(found)

    def items(self, keys: Keys, key: str) -> tuple[Node, ...]:
        if key not in keys:
            return ()
        node = keys[key][1]
        if isinstance(node, ListNode):
            return node.items
        sample = quoted(node)[1:-1] if isinstance(node, Text) and node else "one, two"
        help_ = f"write `{key}: [{sample}]`"
        self.fault("wrong-shape", f"`{key}` must be a list", keys[key][0], help_)
        return ()

    def text(self, keys: Keys, key: str, limit: int) -> Text:
        if key not in keys:
            return _NO_TEXT
        return self._text(*keys[key], key, limit)

    def texts(self, keys: Keys, key: str, limit: int) -> tuple[Text, ...]:
        items = self.items(keys, key)
        if key in keys and not items and isinstance(keys[key][1], ListNode):
            self.fault("wrong-shape", f"`{key}` is empty", keys[key][0], "name at least one")
        return tuple(filter(None, (self._text(item, item, key, limit) for item in items)))

    def _text(self, owner: Node, text: Node, key: str, limit: int) -> Text:
        if not isinstance(text, Text):
            self.fault("wrong-shape", f"`{key}` must be a text", owner, "put the text in quotes")
        elif not text.strip():
            self.fault("empty-text", f"`{key}` is empty", owner, f"write the text after `{key}:`")
        elif len(text) > limit:
            message = f"`{key}` has {len(text)} characters, more than {limit}"
            self.fault("long-text", message, text, "say it in fewer words")
        else:
            return text
        return _NO_TEXT

    def id(self, text: Text) -> bool:
        if not text.strip():
            self.fault("empty-text", "an id is empty", text, "write the id, or delete its place")
        elif len(text) > MAX_ID:
            message = f"this id has {len(text)} characters, more than {MAX_ID}"
            self.fault("long-text", message, text, "choose a shorter id")
        elif not ID.fullmatch(text):
            plain = unicodedata.normalize("NFKD", text.lower())
            letters = "".join(c for c in plain if not unicodedata.combining(c))
            words = "-".join(re.findall("[a-z0-9]+", letters))
            help_ = "use small letters and digits, with single hyphens between words"
            help_ += f": {quoted(words)}" if words else ""
            self.fault("bad-id", f"{quoted(text)} cannot be part of an address", text, help_)
        else:
            return True
        return False

    def keys(
        self,
        node: Node,
        what: str,
        required: tuple[str, ...],
        optional: tuple[str, ...] = (),
        owner: Text | None = None,
    ) -> Keys | None:
        """Return the known keys of a mapping by name; report missing and unknown ones."""
        before = len(self.faults)
        found = self.pairs(node, f"the keys of {what}", owner)
        if found is None:
            return None
        doubled = any(fault.check == "duplicate-key" for fault in self.faults[before:])
        known = required + optional
        for key in found:
            if key not in known:
                message = f"{what} has no key {quoted(key)}"
                self.fault("unknown-key", message, key, nearest(key, known))
        # A misspelt key is one fault: what it was meant to be is not missing too. So is a key that
        # is written twice, since one of the two may stand for another.
        meant = {nearest(k, known) for k in found if k not in known}
        for needed in () if doubled else required:
            if needed not in found and nearest(needed, (needed,)) not in meant:
                message = f"{what} has no `{needed}`"
                self.fault("missing-key", message, owner or node, f"add `{needed}:`")
        return {str(key): (key, value) for key, value in found.items() if key in known}

    def pairs(self, node: Node, what: str, owner: Text | None) -> dict[Text, Node] | None:
        if not isinstance(node, MapNode):
            found = "a list" if isinstance(node, ListNode) else f"the text {quoted(node)}"
            found = "nothing" if isinstance(node, Text) and not node else found
            help_ = "write them below it, indented" if owner else ""
            self.fault("wrong-shape", f"expected {what}, found {found}", owner or node, help_)
            return None
        out: dict[Text, Node] = {}
        first: dict[str, Text] = {}
        for key, value in node.items:
            if not isinstance(key, Text):
                self.fault("wrong-shape", "a key must be a text", key, "write `key: value`")
                self.structured = False
            elif key in first:
                message, other = (
                    f"{quoted(key)} is written twice",
                    (first[key].place, "first written here"),
                )
                help_ = "keep one of the two"
                self.faults.append(Diagnostic("duplicate-key", message, key.place, help_, (other,)))
                self.structured = False
            else:
                out[key] = value
                first[key] = key
        return out

    def fault(self, check: str, message: str, at: Node, help_: str = "") -> None:
        self.faults.append(Diagnostic(check, message, at.place, help_))
