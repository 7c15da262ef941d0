"""The JSON Schemas that editors use accept what the loaders accept, and nothing else."""

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
from decision.tree.loading import tree_of
from tests.machine.sample_trees import OK, OK_TREES, text_of
from tests.machine.schema_files import SCHEMAS, schema_file, schemas
from tests.machine.strategies import Document, modest, mutated, written


def data(text: str) -> Document:
    """Return a file as data in which every scalar is text."""
    found: Document = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def full_tree() -> Document:
    """Return a small good tree with every key and a list wherever there can be one."""
    tree = data(text_of(OK / "minimal.yaml"))
    tree["questions"]["repeats"]["evidence"] = ["e"]
    tree["questions"]["repeats"]["answers"]["yes"] |= {
        **{"means": "M", "phrase": "P", "evidence": ["e"]},
    }
    tree["outcomes"]["cache"] |= {
        **{"short": "S", "icon": "star", "evidence": ["e"]},
        **{"good": ["G"], "bad": ["B"], "measure": ["M"]},
    }
    tree["rules"] = [
        {"id": "a", "when": {"repeats": "yes"}, "then": ["cache"], "because": "B"},
        {"id": "b", "when": {"repeats": ["yes"]}, "never": ["cache"], "because": "B"},
        {"id": "c", "reach": ["cache"], "only-with": {"repeats": ["yes"]}, "because": "B"},
    ]
    return tree


REQUIRED = {
    **{"topic": "facts", "claim": "A", "title": "B", "authors": "C", "year": "2024"},
    **{"where": "E", "basis": "primary", "read": "F"},
}
ENTRY = {
    **REQUIRED,
    **{"arxiv": "2401.01234", "doi": "10.1000/x", "url": "https://a.org/x", "figures": ["D"]},
    **{"strength": "vendor guidance", "caveat": "G", "as_of": "2026", "review_by": "2027-05"},
}
LEDGER: Document = {
    "topics": {"facts": "Facts"},
    "entries": {"a": ENTRY, "b": {**REQUIRED, "strength": "opinion"}},
}
CLAIM = {
    **{"says": "A", "verdict": "supported", "found": "B", "wording": "C", "note": "D"},
    **{"pages": ["a.md"], "evidence": ["e"]},
}
CLAIMS: Document = {"it-helps": CLAIM, "it-hurts": {**CLAIM, "verdict": "misquoted"}}


#: Where ids and texts turn from good to bad, and what no place for an id may hold.
ODD = (
    *("", " ", "\u00a0", "\u3000", "\u200b", "\n", "a\n", "a\n\n", " a", "a ", "A", "a_b", "a.b"),
    *("-a", "a-", "a--b", "a-b", "é", "٣", "0", "ü" * 60, "x" * 61, "𝔞" * 24, "facts"),
)


def around(*limits: int) -> tuple[str, ...]:
    """Return texts of as many characters as each limit allows, and of one more."""
    return tuple("x" * length for limit in limits for length in (limit, limit + 1))


#: The same for versions, icons and the limits of a tree file.
ODD_IN_TREES = (
    *("1.0.0", "1.0.0\n", "1.٣.0", "1.0.0-" + "a" * 34, "1.0.0-" + "a" * 35, "star", "stars"),
    *around(24, 40, 100, 120, 160, 200, 300, 400),
)
#: The same for dates, identifiers, addresses, names and the limits of the ledger.
ODD_IN_LEDGERS = (
    *("primary", "secondary", "opinion", "measurement", "vendor guidance", "regulator"),
    *("2024", "1850", "n.d.", "nd", "2024\n", "2024-05", "2024-13", "2024-5", "2024-02-29"),
    *("2024-02-30", "2024-04-31", "2024-12-31", "2024-00", "٢٠٢٤", "2401.01234", "2401.012345"),
    *("2413.01234", "2401.01234v2", "cs.CL/0102003", "cs/0102003", "arXiv:2401.01234"),
    *("10.1000/x", "10.1/x", "10.1000/", "10.1000/é", "doi:10.1000/x", "https://a.org"),
    *("https://a", "https://a.org/b c", "http://a.org", "https://a.org?x", "https://a.org#x"),
    *("https://A.org", "https://a.b-c.org/é", "https://a.org\n", *around(160, 400)),
)
ODD_IN_CLAIMS = ("supported", "partly supported", "Supported", *around(600))


@dataclass(frozen=True)
class Form:
    """A kind of file: its schema, its loader, a small good document with every key, odd texts."""

    name: str
    load: Callable[[str, str], object]
    small: Document
    odd: tuple[str, ...]

    @property
    def validator(self) -> Draft202012Validator:
        return Draft202012Validator(json.loads(schema_file(self.name).read_text(encoding="utf-8")))

    def loads(self, document: object) -> bool:
        try:
            self.load(written(document), "some.yaml")
        except TreeError as error:
            # That a topic exists is a matter of names, which no schema can look up.
            return all(d.message.startswith("no topic is named") for d in error.diagnostics)
        return True


FORMS = {
    form.name: form
    for form in (
        Form("tree", tree_of, full_tree(), ODD_IN_TREES),
        Form("evidence", evidence.parse, LEDGER, ODD_IN_LEDGERS),
        Form("claims", claims.parse, CLAIMS, ODD_IN_CLAIMS),
    )
}
each = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


@each
def test_the_file_of_a_schema_is_what_the_declaration_says(form: Form) -> None:
    file = schema_file(form.name)
    assert FORMS.keys() == SCHEMAS.keys()
    assert file.read_text(encoding="utf-8") == schemas()[file], (
        "run `make golden` and read what it changes"
    )


@each
def test_the_schema_is_a_schema(form: Form) -> None:
    Draft202012Validator.check_schema(form.validator.schema)


@pytest.mark.parametrize(
    ("name", "good"),
    [(name, form.small) for name, form in FORMS.items()]
    + [("tree", data(text_of(path))) for path in OK_TREES],
    ids=[*FORMS, *(path.stem for path in OK_TREES)],
)
def test_schema_and_loader_accept_the_same_shapes(name: str, good: Document) -> None:
    form, validator = FORMS[name], FORMS[name].validator
    assert validator.is_valid(good)
    assert form.loads(good)

    @modest
    @given(mutated(good))
    def same(document: Document) -> None:
        assert validator.is_valid(document) == form.loads(document)

    same()


def keys_and_texts(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the owner and the key or index of everything below a part of a file."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if not isinstance(value[key], str):
            yield from keys_and_texts(value[key])


@each
def test_schema_and_loader_agree_on_every_odd_text_in_every_place(form: Form) -> None:
    validator = form.validator
    document = copy.deepcopy(form.small)
    for owner, key in list(keys_and_texts(document)):
        before = owner[key]
        for odd in (*ODD, *form.odd):
            if isinstance(before, str):
                owner[key] = odd
                assert validator.is_valid(document) == form.loads(document), (key, odd)
                owner[key] = before
        for odd in ODD if isinstance(owner, dict) else ():
            if odd not in owner:
                owner[odd] = owner.pop(key)
                assert validator.is_valid(document) == form.loads(document), (key, odd)
                owner[key] = owner.pop(odd)
        if isinstance(owner, dict):
            del owner[key]
            assert validator.is_valid(document) == form.loads(document), key
            owner[key] = before


def test_a_text_that_an_editor_takes_for_a_number_is_valid() -> None:
    tree, ledger = full_tree(), copy.deepcopy(LEDGER)
    tree["questions"]["repeats"]["answers"]["yes"]["label"] = 1.0
    tree["questions"]["repeats"]["answers"]["no"]["label"] = False
    tree["rules"] = [{"id": 1, "when": {"repeats": True}, "then": ["cache"], "because": "B"}]
    ledger["entries"]["a"] |= {"year": 2024, "as_of": 2026, "arxiv": 2401.01234}
    for name, document in (("tree", tree), ("evidence", ledger)):
        assert FORMS[name].validator.is_valid(document)
        assert FORMS[name].loads(document)
