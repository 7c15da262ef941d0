"""The JSON Schema that editors use accepts what the loader accepts, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from decision.reading.diagnostics import TreeError
from decision.tree.loading import parse
from decision.tree.records import ICONS
from tests.samples import OK_TREES, ROOT, TREE, named, text_of
from tests.strategies import Document, documents, modest, mutated, written

SCHEMA = json.loads((ROOT / "decision/schemas/tree.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
GOOD = [TREE, *OK_TREES]


def data(text: str) -> Document:
    """Return a tree file as data in which every scalar is text."""
    found: Document = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def loads(document: object) -> bool:
    draft = parse(written(document), "some.yaml")
    return draft.diagnostics == () and draft.tree is not None


def agree(document: object) -> None:
    wrong = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]
    said = [f"{d.place.line}: {d.message}" for d in parse(written(document), "some").diagnostics]
    assert VALIDATOR.is_valid(document) == loads(document), (wrong, said)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", GOOD, ids=named)
def test_every_good_tree_is_valid(path: Any) -> None:
    assert list(VALIDATOR.iter_errors(data(text_of(path)))) == []


@modest
@given(documents())
def test_every_tree_that_loads_is_valid(document: Document) -> None:
    assert loads(document)
    assert VALIDATOR.is_valid(document)


@pytest.mark.parametrize("path", OK_TREES, ids=named)
def test_schema_and_loader_accept_the_same_shapes(path: Any) -> None:
    good = data(text_of(path))

    @modest
    @given(mutated(good))
    def same(document: Document) -> None:
        agree(document)

    same()


@modest
@given(
    st.recursive(
        st.text("ab ", max_size=3), lambda x: st.lists(x) | st.dictionaries(st.text("ab"), x)
    )
)
def test_schema_and_loader_refuse_what_is_no_tree(document: object) -> None:
    if document:
        agree(document)


def texts(schema: Document, document: Any) -> Iterator[tuple[Any, Any, int]]:
    """Yield the owner, the key and the limit of each text for which the schema has a limit."""
    schema = {**SCHEMA["$defs"].get(schema.get("$ref", "").rpartition("/")[2], {}), **schema}
    if isinstance(document, dict):
        for key, value in document.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
            inner = inner.get("else", inner) if isinstance(value, str) else inner.get("then", inner)
            merged = {**SCHEMA["$defs"].get(inner.get("$ref", "").rpartition("/")[2], {}), **inner}
            if isinstance(value, str) and "maxLength" in merged:
                yield document, key, merged["maxLength"]
            yield from texts(inner, value)
    elif isinstance(document, list):
        for index, value in enumerate(document):
            if isinstance(value, str):
                yield document, index, schema["items"].get("maxLength", 60)
            else:
                yield from texts(schema["items"], value)


def test_schema_and_loader_have_the_same_limits() -> None:
    document = data(text_of(ROOT / "tests/trees/ok/many-forms.yaml"))
    found = list(texts(SCHEMA, document))
    assert {limit for _, _, limit in found} == {24, 40, 60, 100, 120, 160, 200, 300, 400}
    for owner, key, limit in found:
        before = owner[key]
        if key == "version":
            owner[key] = "1.0.0-" + "a" * (limit - 6)
        else:
            owner[key] = "a" * limit
        assert VALIDATOR.is_valid(document) and loads(document), (key, limit)
        owner[key] += "a"
        assert not VALIDATOR.is_valid(document) and not loads(document), (key, limit)
        owner[key] = before


ODD = (
    *("", " ", "\u00a0", "\u3000", "\u200b", "\n", "a\n", "a\n\n", " a", "a ", "A", "a_b", "a.b"),
    *("-a", "a-", "a--b", "a-b", "é", "٣", "0", "ü" * 60, "𝔞" * 24, "star", "1.0.0", "1.0.0\n"),
)


def keys_and_texts(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the owner and the key or index of everything below a part of a tree file."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if not isinstance(value[key], str):
            yield from keys_and_texts(value[key])


def test_schema_and_loader_agree_on_every_odd_text_in_every_place() -> None:
    document = data(text_of(ROOT / "tests/trees/ok/minimal.yaml"))
    answer = document["questions"]["repeats"]["answers"]["yes"]
    answer |= {"means": "M", "phrase": "P", "evidence": ["e"]}
    document["outcomes"]["cache"] |= {"short": "S", "icon": "star", "evidence": ["e"]}
    document["outcomes"]["cache"] |= {"good": ["G"], "bad": ["B"], "measure": ["M"]}
    document["rules"] = [
        {"id": "a", "when": {"repeats": "yes"}, "then": ["cache"], "because": "B"},
        {"id": "b", "reach": ["cache"], "only-with": {"repeats": ["yes"]}, "because": "B"},
    ]
    assert VALIDATOR.is_valid(document) and loads(document)
    for owner, key in list(keys_and_texts(document)):
        before = owner[key]
        for odd in ODD:
            if isinstance(before, str):
                owner[key] = odd
                assert VALIDATOR.is_valid(document) == loads(document), (key, odd)
                owner[key] = before
            if isinstance(key, str) and odd not in owner:
                owner[odd] = owner.pop(key)
                assert VALIDATOR.is_valid(document) == loads(document), (key, odd)
                owner[key] = owner.pop(odd)


def test_the_schema_offers_the_icons_that_are_there() -> None:
    assert SCHEMA["$defs"]["outcome"]["properties"]["icon"]["enum"] == list(ICONS)


def test_a_text_that_an_editor_takes_for_a_number_is_valid() -> None:
    document = data(text_of(ROOT / "tests/trees/ok/minimal.yaml"))
    document["questions"]["repeats"]["answers"]["yes"]["label"] = 1.0
    document["questions"]["repeats"]["answers"]["no"]["label"] = False
    document["rules"] = [
        {"id": 1, "when": {"repeats": True}, "then": ["cache"], "because": "It holds."}
    ]
    assert VALIDATOR.is_valid(document)
    assert loads(document)


def test_every_key_is_described_for_the_editor() -> None:
    def undescribed(schema: Document, name: str) -> Iterator[str]:
        for key, inner in schema.get("properties", {}).items():
            if inner is not False:
                if "description" not in inner:
                    yield f"{name}.{key}"
                yield from undescribed(inner, f"{name}.{key}")

    for name, schema in (("tree", SCHEMA), *SCHEMA["$defs"].items()):
        assert list(undescribed(schema, name)) == []


def test_a_document_that_is_no_mapping_raises_no_other_error() -> None:
    for text in ("a", "[]", "- a", "{}"):
        try:
            assert parse(text, "some.yaml").diagnostics
        except TreeError as error:
            assert error.diagnostics
