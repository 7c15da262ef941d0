"""The JSON Schemas of the ledger and the claims accept what their loaders accept, nothing else."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from decision.ledger import claims, evidence
from decision.reading.diagnostics import TreeError
from tests.samples import ROOT
from tests.strategies import Document, modest, mutated, written

ENTRY = {
    **{"topic": "facts", "claim": "A", "title": "B", "authors": "C", "year": "2024"},
    **{"arxiv": "2401.01234", "doi": "10.1000/x", "url": "https://a.org/x", "figures": ["D"]},
    **{"where": "E", "basis": "primary", "read": "F", "strength": "vendor guidance"},
    **{"caveat": "G", "as_of": "2026", "review_by": "2027-05"},
}
REQUIRED = {key: ENTRY[key] for key in [*ENTRY][:5]} | {
    key: ENTRY[key] for key in ("where", "basis", "read")
}
CLAIM = {
    **{"says": "A", "verdict": "supported", "found": "B", "wording": "C", "note": "D"},
    **{"pages": ["a.md"], "evidence": ["e"]},
}


@dataclass(frozen=True)
class Form:
    """A file with its schema, its loader, and a small good document with every key."""

    name: str
    load: Callable[[str, str], object]
    small: Document

    @property
    def schema(self) -> Document:
        text = (ROOT / f"decision/schemas/{self.name}.schema.json").read_text(encoding="utf-8")
        found: Document = json.loads(text)
        return found

    @property
    def shipped(self) -> Document:
        text = (ROOT / f"decision/{self.name}.yaml").read_text(encoding="utf-8")
        found: Document = yaml.load(text, Loader=yaml.BaseLoader)
        return found

    def loads(self, document: object) -> bool:
        try:
            self.load(written(document), "some.yaml")
        except TreeError as error:
            # That a topic exists is a matter of names, which no schema can look up.
            return all(d.message.startswith("no topic is named") for d in error.diagnostics)
        return True


FORMS = [
    Form(
        "evidence",
        evidence.parse,
        {
            "topics": {"facts": "Facts"},
            "entries": {"a": ENTRY, "b": {**REQUIRED, "strength": "opinion"}},
        },
    ),
    Form(
        "claims", claims.parse, {"it-helps": CLAIM, "it-hurts": {**CLAIM, "verdict": "misquoted"}}
    ),
]
each = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


@each
def test_the_schema_is_a_schema_and_the_shipped_file_is_valid(form: Form) -> None:
    Draft202012Validator.check_schema(form.schema)
    assert list(Draft202012Validator(form.schema).iter_errors(form.shipped)) == []
    assert form.loads(form.shipped)
    name = f"# yaml-language-server: $schema=schemas/{form.name}.schema.json\n"
    assert (ROOT / f"decision/{form.name}.yaml").read_text(encoding="utf-8").startswith(name)


@each
def test_schema_and_loader_accept_the_same_shapes(form: Form) -> None:
    validator = Draft202012Validator(form.schema)
    assert validator.is_valid(form.small) and form.loads(form.small)

    @modest
    @given(mutated(form.small))
    def same(document: Document) -> None:
        if document:
            assert validator.is_valid(document) == form.loads(document)

    same()


#: Where dates, identifiers, addresses, names and lengths turn from good to bad.
ODD = (
    *("", " ", "a", "A", "a-b", "a--b", "a\n", "é", "x" * 60, "x" * 61, "x" * 160, "x" * 161),
    *("x" * 400, "x" * 401, "x" * 600, "x" * 601, "facts", "primary", "secondary", "opinion"),
    *("measurement", "vendor guidance", "regulator", "supported", "partly supported", "Supported"),
    *("2024", "1850", "n.d.", "nd", "2024\n", "2024-05", "2024-13", "2024-5", "2024-02-29"),
    *("2024-02-30", "2024-04-31", "2024-12-31", "2024-00", "٢٠٢٤", "2401.01234", "2401.012345"),
    *("2413.01234", "2401.01234v2", "cs.CL/0102003", "cs/0102003", "arXiv:2401.01234"),
    *(
        "10.1000/x",
        "10.1/x",
        "10.1000/",
        "10.1000/é",
        "doi:10.1000/x",
        "https://a.org",
        "https://a",
    ),
    *("https://a.org/b c", "http://a.org", "https://a.org?x", "https://a.org#x", "https://A.org"),
    *("https://a.b-c.org/é", "https://a.org\n", "a.md"),
)


def keys_and_texts(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the owner and the key or index of everything below a part of a file."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if not isinstance(value[key], str):
            yield from keys_and_texts(value[key])


@each
def test_schema_and_loader_agree_on_every_odd_text_in_every_place(form: Form) -> None:
    validator = Draft202012Validator(form.schema)
    document = copy.deepcopy(form.small)
    for owner, key in list(keys_and_texts(document)):
        before = owner[key]
        for odd in (*ODD, None):
            if odd is None and isinstance(key, str):
                del owner[key]
                assert not document or validator.is_valid(document) == form.loads(document), key
                owner[key] = before
            elif odd is not None and isinstance(before, str):
                owner[key] = odd
                assert validator.is_valid(document) == form.loads(document), (key, odd)
                owner[key] = before
            if odd is not None and isinstance(key, str) and odd not in owner:
                owner[odd] = owner.pop(key)
                assert validator.is_valid(document) == form.loads(document), (key, odd)
                owner[key] = owner.pop(odd)


@each
def test_every_key_is_described_for_the_editor(form: Form) -> None:
    for part in (form.schema, *form.schema["$defs"].values()):
        for key, inner in part.get("properties", {}).items():
            assert "description" in inner, key


def test_the_schemas_offer_the_names_that_are_there() -> None:
    entry, claim = (form.schema["$defs"] for form in FORMS)
    offered = entry["entry"]["properties"]
    assert offered["basis"]["enum"] == list(evidence.BASES)
    assert offered["strength"]["enum"] == list(evidence.STRENGTHS)
    assert claim["claim"]["properties"]["verdict"]["enum"] == list(claims.VERDICTS)


def test_a_year_that_an_editor_takes_for_a_number_is_valid() -> None:
    [form, _] = FORMS
    document = copy.deepcopy(form.small)
    document["entries"]["a"] |= {"year": 2024, "as_of": 2026, "arxiv": 2401.01234}
    assert Draft202012Validator(form.schema).is_valid(document)
    assert form.loads(document)
