"""YAML text in, nodes that know their place out: the syntax stage.

Scalars stay the text that the author wrote (`yes`, `no` and `1.0` are text), so the file is read as
a stream of events and never through a constructor. Only a small, plain part of YAML is accepted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from decision.diagnostics import Diagnostic, Place, Source, TreeError

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 64

#: What YAML 1.2 (section 5.1) calls printable, less the line breaks that only some readers count.
_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Text(str):
    """A scalar: the text itself, with the place where it stands."""

    place: Place

    def __new__(cls, value: str, place: Place) -> "Text":
        text = super().__new__(cls, value)
        text.place = place
        return text


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping: its pairs in order, duplicates included, and the place where it starts."""

    items: tuple[tuple["Node", "Node"], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list: its items in order and the place where it starts."""

    items: tuple["Node", ...]
    place: Place


type Node = Text | Mapping | Sequence


def decode(data: bytes, name: str) -> str:
    """Return the text of a file; raises TreeError where it is too large or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise TreeError([_too_large(name, len(data))])
    try:
        return data.decode("utf-8-sig")
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


def read(text: str, name: str, first_line: int = 1) -> Node:
    """Return the root node of a YAML text; raises TreeError with every syntax fault found.

    `first_line` is where the text starts in its file (front matter does not start at line 1).
    """
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise TreeError([_too_large(name, len(text.encode("utf-8", "replace")))])
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    source = Source(name, (*[""] * (first_line - 1), *text.split("\n")))
    if faults := list(_characters(source)):
        raise TreeError(faults)
    return _Reader(source, first_line - 1).root(text)


def _too_large(name: str, size: int) -> Diagnostic:
    message = f"the file has {size:,} bytes, more than {MAX_BYTES:,}"
    return Diagnostic(
        "too-large", message, Place(Source(name, ("",)), 1, 1, 1), "split the subject"
    )


def _characters(source: Source) -> Iterator[Diagnostic]:
    for number, line in enumerate(source.lines, 1):
        if bad := _UNPRINTABLE.search(line):
            place = Place(source, number, bad.start() + 1, 1)
            message = f"control character U+{ord(bad[0]):04X}"
            yield Diagnostic("control-character", message, place, "delete it")
        if (column := line.find("\t")) >= 0:
            length = len(line) - len(line[column:].lstrip("\t")) - column
            place = Place(source, number, column + 1, length)
            yield Diagnostic("tab", "tab character", place, "use spaces")


class _Reader:
    def __init__(self, source: Source, offset: int) -> None:
        self.source = source
        self.offset = offset
        self.faults: list[Diagnostic] = []

    def root(self, text: str) -> Node:
        try:
            root = self.node(text, _LOADER)
        except yaml.YAMLError:
            # The C and the Python loader word the same fault differently: only one of them speaks.
            self.faults.clear()
            try:
                root = self.node(text, yaml.SafeLoader)
            except yaml.YAMLError as error:
                raise TreeError([self.not_yaml(error)]) from None
        if self.faults or root is None:
            raise TreeError(self.faults or [self.empty()])
        return root

    def node(self, text: str, loader: type) -> Node | None:
        stack: list[tuple[Place, bool, list[Node]]] = []
        root: Node | None = None
        for event in yaml.parse(text, Loader=loader):
            done: Node | None = None
            if isinstance(event, yaml.ScalarEvent):
                self.plain(event)
                done = Text(event.value, self.place(event))
            elif isinstance(event, yaml.AliasEvent):
                done = Text("", self.place(event))
                self.fault("alias", "alias", event, "write the content out where it is needed")
            elif isinstance(event, yaml.CollectionStartEvent):
                self.plain(event)
                if len(stack) == MAX_DEPTH:
                    message = f"nested more than {MAX_DEPTH} levels deep"
                    self.fault("too-deep", message, event, "ask fewer questions on a path")
                    raise TreeError(self.faults)
                stack.append((self.place(event), isinstance(event, yaml.MappingStartEvent), []))
            elif isinstance(event, yaml.CollectionEndEvent):
                place, is_mapping, items = stack.pop()
                if is_mapping:
                    done = Mapping(tuple(zip(items[::2], items[1::2], strict=True)), place)
                else:
                    done = Sequence(tuple(items), place)
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                help_ = "keep one tree in a file"
                self.fault("not-yaml", "a second document starts here", event, help_)
                raise TreeError(self.faults)
            if done is not None and stack:
                stack[-1][2].append(done)
            elif done is not None:
                root = done
        return None if isinstance(root, Text) and not root and not self.faults else root

    def plain(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            help_ = "write the content out where it is needed"
            self.fault("alias", f"anchor `&{event.anchor}`", event, help_)
        if event.tag is not None:
            self.fault("tag", f"tag `{event.tag}`", event, "delete it: every value is text")

    def place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None
        line = self.source.lines[start.line + self.offset]
        if isinstance(event, yaml.CollectionStartEvent):
            stop = start.column + 1
        else:
            stop = end.column if end.line == start.line else len(line.rstrip())
        length = max(1, stop - start.column)
        return Place(self.source, start.line + self.offset + 1, start.column + 1, length)

    def fault(self, check: str, message: str, event: yaml.Event, help_: str) -> None:
        self.faults.append(Diagnostic(check, message, self.place(event), help_))

    def empty(self) -> Diagnostic:
        place = Place(self.source, self.offset + 1, 1, 1)
        return Diagnostic("empty-file", "the file is empty", place, "start from a complete tree")

    def not_yaml(self, error: yaml.YAMLError) -> Diagnostic:
        problem = getattr(error, "problem", None) or "unreadable"
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        line = min(line + self.offset, len(self.source.lines) - 1)
        column = min(column, len(self.source.lines[line]))
        place = Place(self.source, line + 1, column + 1, 1)
        message = problem.replace("'", "`").replace("<", "").replace(">", "")
        return Diagnostic("not-yaml", f"not YAML: {message}", place, _cure(problem))


def _cure(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "put a text that holds `: ` in quotes, or mend the indentation"
    if "expected <block end>" in problem or "could not find expected ':'" in problem:
        return "compare the indentation with the lines above, and end each key with a colon"
    if "found unexpected end of stream" in problem or "flow" in problem:
        return "close the bracket or the quote that was opened before"
    if "cannot start any token" in problem:
        return "put the text in quotes"
    return ""
