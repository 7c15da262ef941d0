"""Nodes in, texts, ids and keys of the expected shape out, and faults for the rest."""

import re
from collections.abc import Callable
from collections.abc import Mapping as Map

from decision.diagnostics import Diagnostic, Place, Source, nearest
from decision.nodes import Mapping, Node, Sequence, Text

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID = 60

#: The known keys of a mapping by name: each key as it is written, and what stands under it.
type Keys = Map[str, tuple[Text, Node]]

_NO_TEXT = Text("", Place(Source("", ("",)), 1, 1, 1))


class Shape:
    """Reads nodes and gathers faults; `structured` tells whether the rest still hangs together."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self.structured = True

    def conditions(self, keys: Keys, key: str) -> dict[Text, tuple[Text, ...]]:
        if key not in keys:
            return {}
        out: dict[Text, tuple[Text, ...]] = {}
        found = self.pairs(keys[key][1], f"questions with answers under `{key}`", keys[key][0])
        if found is not None and not found:
            self.fault(
                "wrong-shape", f"`{key}` is empty", keys[key][0], "name a question and an answer"
            )
        for question, answer in (found or {}).items():
            self.id(question)
            if isinstance(answer, Text):
                out[question] = (
                    (answer,) if self.full(question, answer, MAX_ID) and self.id(answer) else ()
                )
            else:
                out[question] = self.ids({question: (question, answer)}, question, 1)
        return out

    def named[T](
        self, keys: Keys, key: str, make: Callable[[Text, Node], T | None]
    ) -> dict[str, T]:
        out: dict[str, T] = {}
        if key in keys:
            found = self.pairs(keys[key][1], f"`{key}` by id", keys[key][0])
            if found is not None and not found:
                self.fault("wrong-shape", f"`{key}` is empty", keys[key][0], "name at least one")
            if not found:
                self.structured = False
            for id_, node in (found or {}).items():
                self.id(id_)
                if (made := make(id_, node)) is not None:
                    out[str(id_)] = made
                else:
                    self.structured = False
        elif key == "answers":
            self.structured = False
        return out

    def ids(self, keys: Keys, key: str, least: int = 0) -> tuple[Text, ...]:
        items = self.items(keys, key)
        if key in keys and len(items) < least and isinstance(keys[key][1], Sequence):
            self.fault("wrong-shape", f"`{key}` is empty", keys[key][0], "name at least one")
        found: list[Text] = []
        for item in items:
            if not isinstance(item, Text):
                self.fault("wrong-shape", f"`{key}` must hold ids only", item, "write [one, two]")
            elif self.full(keys[key][0], item, MAX_ID) and self.id(item):
                found.append(item)
        return tuple(found)

    def items(self, keys: Keys, key: str) -> tuple[Node, ...]:
        if key not in keys:
            return ()
        node = keys[key][1]
        if isinstance(node, Sequence):
            return node.items
        self.fault("wrong-shape", f"`{key}` must be a list", keys[key][0], "write [one, two]")
        return ()

    def text(self, keys: Keys, key: str, limit: int) -> Text:
        if key not in keys:
            return _NO_TEXT
        owner, node = keys[key]
        if not isinstance(node, Text):
            self.fault("wrong-shape", f"`{key}` must be a text", owner, "put the text in quotes")
            return _NO_TEXT
        return node if self.full(owner, node, limit) else _NO_TEXT

    def full(self, owner: Text, text: Text, limit: int) -> bool:
        if not text.strip():
            self.fault("empty-text", f"`{owner}` is empty", owner)
        elif len(text) > limit:
            message = f"{len(text)} characters, more than {limit}"
            self.fault("long-text", message, text, "say it in fewer words")
        else:
            return True
        return False

    def id(self, text: Text) -> bool:
        if ID.fullmatch(text) and len(text) <= MAX_ID:
            return True
        words = "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:MAX_ID].strip("-")
        help_ = "use small letters and digits, with single hyphens between words"
        help_ += f": `{words}`" if words and words != text else ""
        self.fault("bad-id", f"`{text}` cannot be part of an address", text, help_)
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
        found = self.pairs(node, f"the keys of {what}", owner)
        if found is None:
            return None
        known = required + optional
        for key in found:
            if key not in known:
                self.fault("unknown-key", f"{what} has no key `{key}`", key, nearest(key, known))
        # A misspelt key is one fault: what it was meant to be is not missing too.
        meant = {nearest(k, known) for k in found if k not in known}
        for needed in required:
            if needed not in found and nearest(needed, (needed,)) not in meant:
                message = f"{what} has no `{needed}`"
                self.fault("missing-key", message, owner or node, f"add `{needed}:`")
        return {str(key): (key, value) for key, value in found.items() if key in known}

    def pairs(self, node: Node, what: str, owner: Text | None) -> dict[Text, Node] | None:
        if not isinstance(node, Mapping):
            found = "a list" if isinstance(node, Sequence) else f"the text `{node[:40]}`"
            found = "nothing" if isinstance(node, Text) and not node else found
            self.fault("wrong-shape", f"expected {what}, found {found}", owner or node)
            return None
        out: dict[Text, Node] = {}
        for key, value in node.items:
            if not isinstance(key, Text):
                self.fault("wrong-shape", "a key must be a text", key)
            elif key in out:
                first = next(k for k in out if k == key)
                self.faults.append(
                    Diagnostic(
                        "duplicate-key",
                        f"`{key}` is written twice",
                        key.place,
                        "keep one of the two",
                        ((first.place, "first written here"),),
                    )
                )
            else:
                out[key] = value
        return out

    def fault(self, check: str, message: str, at: Node, help_: str = "") -> None:
        self.faults.append(Diagnostic(check, message, at.place, help_))
