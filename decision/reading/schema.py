"""The shapes of YAML files, each declared once: a shape in, its JSON Schema for editors out.

`decoder.py` reads by the same shapes. Every scalar is a text there, while editors take some for
numbers or booleans: where a text may look like one, the JSON Schema accepts that as well.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from decision.reading.diagnostics import Diagnostic
from decision.reading.nodes import Node

#: Ids are parts of addresses.
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID = 60

type Json = Mapping[str, Any]
type Shape = String | Id | ListOf | MapOf | Record | ByHand


@dataclass(frozen=True, slots=True)
class Form:
    r"""How a text is written, and what is said of one that is not: "`x` is not a year".

    The whole text matches `pattern`, in which `\d` stands for 0 to 9 only. `taken_for` is what an
    editor takes such a text for where it has no quotes: `integer` or `number`. `meant` returns the
    text of that form which a wrong one likely stands for, or nothing.
    """

    pattern: str
    check: str
    wrong: str
    help: str = ""
    taken_for: str = ""
    meant: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The names of which a text must be one, and what they name: "no icon is named `x`"."""

    kind: str
    names: tuple[str, ...]
    check: str = "unknown-name"


@dataclass(frozen=True, slots=True)
class String:
    """A text that is not blank, of at least `least` and at most `limit` characters."""

    limit: int
    form: Form | Choice | None = None
    least: int = 0


@dataclass(frozen=True, slots=True)
class Id:
    """An id: small letters and digits, with single hyphens between words."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of at least so many items; with `or_one`, an id may stand in place of a list of it."""

    item: Shape
    least: int = 0
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from ids, or from texts of a form, to values of one shape.

    `what` is what messages call it; where it is empty, that is its key and "by id".
    """

    value: Shape
    what: str = ""
    least: int = 1
    key: Form | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record, what it holds, and what editors say of it."""

    key: str
    shape: Shape
    description: str
    required: bool

    @property
    def name(self) -> str:
        """The key as it is called in Python."""
        return self.key.replace("-", "_")


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A mapping with known keys; messages call it by its name, which is its own in a file.

    `make` is called with what was read, by keyword; a record in a `MapOf` has its key as `id`. What
    depends on several keys is for `check`, which is called with what was read, the keys that are
    written and the node to blame, and for `keywords`, which say it in the JSON Schema. Front matter
    may have other keys, too.
    """

    name: str
    fields: tuple[Field, ...]
    make: Callable[..., Any] = dict
    check: Callable[[Mapping[str, Any], Collection[str], Node], Iterable[Diagnostic]] | None = None
    keywords: Json | None = None
    front_matter: bool = False


@dataclass(frozen=True, slots=True)
class ByHand:
    """What the decoder hands out as it stands, key and node, for code that reads it."""

    name: str
    schema: Json


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file."""

    title: str
    description: str
    shape: Record | MapOf


def required(key: str, shape: Shape, description: str) -> Field:
    """Return a key that must be there."""
    return Field(key, shape, description, required=True)


def optional(key: str, shape: Shape, description: str) -> Field:
    """Return a key that may be left out."""
    return Field(key, shape, description, required=False)


def json_schema(document: Document) -> Json:
    """Return the JSON Schema (2020-12) of a file."""
    defs: dict[str, Json] = {}
    shape = document.shape
    root = _record(shape, defs) if isinstance(shape, Record) else _schema(shape, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": document.title,
        "description": document.description,
        **root,
        "$defs": _COMMON | defs,
    }


def reference(name: str) -> Json:
    """Return the JSON Schema of what is defined under a name."""
    return {"$ref": f"#/$defs/{name}"}


def id_or(nested: Json) -> Json:
    """Return the JSON Schema of an id, or of what is no scalar."""
    return {"if": {"type": ["object", "array"]}, "then": nested, "else": reference("id")}


def _whole(pattern: str) -> str:
    # Python's `$` matches before a line break at the end, too; its `\d`, digits of any script.
    return f"^({pattern})$(?!\\n)".replace(r"\d", "[0-9]")


_COMMON: dict[str, Json] = {
    "text": {
        "type": ["string", "number", "boolean"],
        "pattern": r"\S",
        "description": "A text. It is read as it is written: `yes`, `no` and `1.0` are texts, too.",
    },
    "id": {
        "type": ["string", "integer", "boolean"],
        "minimum": 0,
        "maxLength": MAX_ID,
        "pattern": _whole(ID.pattern),
        "description": "An id: small letters and digits, with single hyphens between words.",
    },
}


def _schema(shape: Shape, defs: dict[str, Json]) -> Json:
    match shape:
        case Id():
            return reference("id")
        case String():
            return _string(shape)
        case ListOf():
            least = {"minItems": shape.least} if shape.least else {}
            found = {"type": "array", **least, "items": _schema(shape.item, defs)}
            return id_or(found) if shape.or_one else found
        case MapOf():
            least = {"minProperties": shape.least} if shape.least else {}
            key = {"pattern": _whole(shape.key.pattern)} if shape.key else reference("id")
            value = _schema(shape.value, defs)
            return {"type": "object", **least, "propertyNames": key, "additionalProperties": value}
        case Record():
            name = shape.name.replace(" ", "-")
            if name not in defs:
                defs[name] = {}  # keeps its place before the parts that it refers to
                defs[name] = _record(shape, defs)
            return reference(name)
        case ByHand():
            defs[shape.name] = shape.schema
            return reference(shape.name)


def _string(shape: String) -> Json:
    form = shape.form
    if isinstance(form, Choice):
        return {"enum": [*form.names]}
    if form is None:
        return {**reference("text"), "maxLength": shape.limit}
    types = ["string", form.taken_for] if form.taken_for else "string"
    return {"type": types, "maxLength": shape.limit, "pattern": _whole(form.pattern)}


def _record(shape: Record, defs: dict[str, Json]) -> Json:
    return {
        "type": "object",
        "required": [field.key for field in shape.fields if field.required],
        "additionalProperties": shape.front_matter,
        "properties": {
            field.key: {**_schema(field.shape, defs), "description": field.description}
            for field in shape.fields
        },
        **(shape.keywords or {}),
    }
