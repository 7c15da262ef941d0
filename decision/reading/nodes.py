"""YAML text in, nodes that know their place out: the syntax stage.

Scalars stay the text that the author wrote (`yes`, `no` and `1.0` are text), so the file is read as
a stream of events and never through a constructor. Only a small, plain part of YAML is accepted.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from decision.reading.diagnostics import Diagnostic, Place, Source, TreeError, quoted
from decision.reading.lines import UNPRINTABLE, refused
from decision.reading.yaml_error import not_yaml
from decision.reading.yaml_loader import PythonLoader, loader_for

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 64


class Text(str):
    """A scalar: the text itself, the place where it stands, and the comment that cuts it short.

    A comment behind quotes or brackets cuts nothing.
    """

    place: Place
    comment: Place | None = None

    def __new__(cls, value: str, place: Place) -> "Text":
        """Return the text that stands at a place."""
        text = super().__new__(cls, value)
        text.place = place
        return text


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping: its pairs in order, duplicates included, and the place where it starts."""

    items: tuple[tuple["Node", "Node"], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list: its items in order and the place where it starts."""

    items: tuple["Node", ...]
    place: Place


type Node = Text | MapNode | ListNode


def load_text(path: Path) -> str:
    """Return the text of a file; raises TreeError where it is too large or not UTF-8, OSError."""
    return decode(path.read_bytes(), path.as_posix())


def decode(data: bytes, name: str) -> str:
    """Return the text of a file; raises TreeError where it is too large or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise TreeError([_too_large(name, len(data))])
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        rest = data[error.start :].split(b"\n", 1)[0].decode("utf-8", "replace")
        lines = (good + rest).split("\n")
        column = len(good) - good.rfind("\n")
        place = Place(Source(name, tuple(lines)), len(lines), column, 1)
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise TreeError(
            [Diagnostic("encoding", message, place, "save the file as UTF-8")]
        ) from None


def read(text: str, name: str, if_empty: str = "start from a complete tree") -> Node:
    """Return the root node of a YAML text; raises TreeError with every syntax fault found.

    `if_empty` is the cure for a file in which nothing is written.
    """
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise TreeError([_too_large(name, len(text.encode("utf-8", "replace")))])
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    # The C loader counts a line break at the end even where there is none.
    text = text if text.endswith("\n") else f"{text}\n"
    source = Source(name, tuple(text.split("\n")))
    if faults := [*refused(text, source)]:
        raise TreeError(faults)
    reader = _Reader(source)
    try:
        root = reader.node(text, loader_for(text))
    except yaml.YAMLError:
        # The C and the Python loader word the same fault differently: only one of them speaks.
        reader = _Reader(source)
        try:
            root = reader.node(text, PythonLoader)
        except yaml.YAMLError as error:
            raise TreeError([not_yaml(error, source)]) from None
    if root is None and not reader.faults:
        place = Place(source, 1, 1, 1)
        raise TreeError([Diagnostic("empty-file", "the file is empty", place, if_empty)])
    if root is None or reader.faults:
        raise reader.found()
    return root


def _too_large(name: str, size: int) -> Diagnostic:
    message = f"the file has {size:,} bytes, more than {MAX_BYTES:,}"
    return Diagnostic(
        "too-large",
        message,
        Place(Source(name, ("",)), 1, 1, 1),
        "make it smaller, or make several of it",
    )


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults: list[Diagnostic] = []
        self.anchors: dict[str, int] = {}
        self.uses: dict[int, list[tuple[Place, str]]] = {}
        self.commented = {n for n, line in enumerate(source.lines) if " #" in line}

    def node(self, text: str, loader: type) -> Node | None:
        # Tens of thousands of events pass here in a large file: what is common is tested first.
        stack: list[tuple[Place, bool, list[Node]]] = []
        items: list[Node] = []
        roots = items
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.ScalarEvent):
                in_mapping = bool(stack) and stack[-1][1]
                items.append(
                    self.scalar(event, items[-1] if in_mapping and len(items) % 2 else None)
                )
            elif isinstance(event, yaml.CollectionStartEvent):
                self.plain(event)
                if len(stack) == MAX_DEPTH:
                    message = f"nested more than {MAX_DEPTH} levels deep"
                    self.fault("too-deep", message, event, "nest fewer of them in one another")
                    raise self.found()
                stack.append((self.place(event), isinstance(event, yaml.MappingStartEvent), items))
                items = []
            elif isinstance(event, yaml.CollectionEndEvent):
                place, is_mapping, outer = stack.pop()
                if is_mapping:
                    outer.append(MapNode(tuple(zip(items[::2], items[1::2], strict=True)), place))
                else:
                    outer.append(ListNode(tuple(items), place))
                items = outer
            elif isinstance(event, yaml.AliasEvent):
                items.append(Text("", self.place(event)))
                self.alias(event)
            elif isinstance(event, yaml.DocumentStartEvent) and roots:
                help_ = "keep one document in a file"
                self.fault("not-yaml", "a second document starts here", event, help_)
                raise self.found()
        root = roots[0] if roots else None
        return None if isinstance(root, Text) and not root and not self.faults else root

    def scalar(self, event: yaml.ScalarEvent, key: Node | None) -> Text:
        """Return a text; `key` is the one that it is the value of, if any."""
        if event.style == '"' or event.anchor or event.tag:
            self.plain(event)
        place, end = self.place(event), event.end_mark
        line, column = (end.line, end.column) if end and not event.style else (-1, 0)
        if not (event.value or event.style) and isinstance(key, Text):
            # The loaders do not agree on where a value stands that is not there.
            place = key.place
            line, column = place.line - 1, place.column - 1 + place.length
        text = Text(event.value, place)
        if line in self.commented:
            rest = self.source.lines[line][column:]
            if (sign := rest.lstrip(" :")).startswith("#"):
                start = column + len(rest) - len(sign)
                text.comment = Place(self.source, line + 1, start + 1, len(sign.rstrip()))
        return text

    def plain(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self.anchors[event.anchor] = len(self.faults)
            help_ = "delete it, and write the content out where it is needed"
            self.sign("alias", "anchor", "&", event, help_)
        if event.tag is not None:
            self.sign("tag", "tag", "!", event, "delete it: every value is text")
        # An escape in double quotes can stand for what may not stand in the file itself.
        if isinstance(event, yaml.ScalarEvent) and (bad := UNPRINTABLE.search(event.value)):
            message = f"an escape for control character U+{ord(bad[0]):04X}"
            self.fault("control-character", message, event, "delete it")

    def sign(self, check: str, kind: str, sign: str, event: yaml.Event, help_: str) -> None:
        place = self.place(event)
        line = self.source.lines[place.line - 1]
        if found := re.compile(rf"{sign}[^\s,]*").search(line, place.column - 1):
            place = place._replace(column=found.start() + 1, length=len(found[0]))
        text = quoted(line[place.column - 1 : place.column - 1 + place.length])
        self.faults.append(Diagnostic(check, f"{kind} {text}", place, help_))

    def alias(self, event: yaml.AliasEvent) -> None:
        # Anchor and aliases are one fault: none of them can stay.
        anchor = event.anchor or ""
        if (number := self.anchors.get(anchor)) is not None:
            self.uses.setdefault(number, []).append((self.place(event), "used here"))
        else:
            message = f"alias {quoted('*' + anchor)}"
            self.fault("alias", message, event, "write the content out")

    def place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        line, column = start.line, start.column
        if isinstance(event, yaml.CollectionStartEvent):
            stop = column + 1
        else:
            stop = end.column if end.line == line else len(self.source.lines[line].rstrip())
        return Place(self.source, line + 1, column + 1, stop - column if stop > column else 1)

    def fault(self, check: str, message: str, event: yaml.Event, help_: str) -> None:
        self.faults.append(Diagnostic(check, message, self.place(event), help_))

    def found(self) -> TreeError:
        """Return what was found so far, each anchor with the places that use it."""
        for number, uses in self.uses.items():
            self.faults[number] = replace(self.faults[number], others=tuple(uses))
        return TreeError(self.faults)
