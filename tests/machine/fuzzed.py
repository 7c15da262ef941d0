"""What reads an author's text, by kind: each takes any text and says what is wrong with it.

Whatever raises something else than a TreeError, or names a place outside the text, has a fault.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from decision.check import Context, check
from decision.history.releases import RELEASES
from decision.ledger import claims, evidence
from decision.ledger.prose import unsourced
from decision.reading.decoder import Decoder
from decision.reading.diagnostics import (
    CHECKS,
    Diagnostic,
    Place,
    TreeError,
    to_text,
)
from decision.reading.formats import to_github, to_json
from decision.reading.nodes import read
from decision.reading.pages import parse
from decision.tree import use_cases
from decision.tree.loading import tree_of
from decision.tree.stated import answers_in
from decision.tree.states import replay
from tests.machine.sample_trees import MINIMAL

_TREE = tree_of(MINIMAL, "tree.yaml")


def try_out(kind: str, text: str) -> None:
    """Fail where a text of a kind is not read, or refused, as it should be."""
    try:
        found = tuple(READERS[kind](text))
    except TreeError as error:
        found = error.diagnostics
    well_formed(found)
    for form in (to_text, to_json, to_github):
        form(found)


def well_formed(diagnostics: Iterable[Diagnostic]) -> None:
    """Fail where a message does not keep its form, or a place lies outside the text."""
    for number, diagnostic in enumerate(diagnostics):
        inside(diagnostic.place)
        for place, _ in diagnostic.others:
            inside(place)
        assert diagnostic.check in CHECKS
        assert diagnostic.message
        assert len(diagnostic.message) < 600
        # A cure is looked for where it is shown.
        for said in (diagnostic.message, diagnostic.help if number < 100 else ""):
            assert "\n" not in said
            assert not said.endswith(".")


def inside(place: Place) -> None:
    """Fail where a place lies outside its source."""
    assert 1 <= place.line <= len(place.source.lines)
    line = place.source.lines[place.line - 1]
    assert 1 <= place.column <= len(line) + 1
    assert 1 <= place.length <= max(1, len(line) + 1 - place.column)


def _tree(text: str) -> Iterable[Diagnostic]:
    pages = {"questions/repeats.md", "outcomes/cache.md", "outcomes/no-cache.md"}
    tree, found = check(text, "some.yaml", Context(pages, {"study-2024"}, None))
    assert tree is not None or found
    return found


def _ledger(text: str) -> Iterable[Diagnostic]:
    return evidence.unused_evidence(evidence.parse(text, "some.yaml"), ())


def _claims(text: str) -> Iterable[Diagnostic]:
    return claims.unknown_names(claims.parse(text, "some.yaml"), {"a.md"}, {"study-2024"})


def _index(text: str) -> Iterable[Diagnostic]:
    decoder = Decoder()
    decoder.read(RELEASES, read(text, "some.yaml"))
    return decoder.faults


def _case(text: str) -> Iterable[Diagnostic]:
    return use_cases.disagreements(_TREE, use_cases.parse(text, "some.md"))


def _page(text: str) -> Iterator[Diagnostic]:
    for id_ in parse(text, "some.md", "some.md").cited:
        inside(id_.place)
    # What Markdown makes of it is not ours; each paragraph is one.
    html = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return unsourced(html, text.replace("\r\n", "\n"), "some.md")


def _address(text: str) -> Iterable[Diagnostic]:
    replay(_TREE, answers_in(text).answers)
    return ()


READERS: Mapping[str, Callable[[str], Iterable[Diagnostic]]] = {
    "tree": _tree,
    "ledger": _ledger,
    "claims": _claims,
    "index": _index,
    "case": _case,
    "page": _page,
    "address": _address,
}
