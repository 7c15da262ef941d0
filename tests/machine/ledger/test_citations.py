"""Who cites what: footnotes name entries of the ledger, and an entry knows what rests on it."""

from decision.ledger.citations import Citation, citations, unknown_footnotes
from decision.ledger.claims import parse as parse_claims
from decision.reading.pages import Page, parse
from tests.machine.sample_trees import OK, tree_at


def page(text: str) -> Page:
    return parse(text, "docs/guide/caches.md", "guide/caches.md")


def test_an_unknown_footnote_is_told_once_a_page_with_the_nearest_id() -> None:
    pages = [page("[^study-2042] and [^study-2042]"), page("[^study-2024]")]
    [fault] = unknown_footnotes(pages, ["study-2024"])
    assert (fault.check, fault.help) == ("unknown-evidence", "did you mean `study-2024`?")
    assert (fault.place.line, fault.place.column, fault.place.length) == (1, 3, 10)


def test_an_entry_knows_everything_that_rests_on_it() -> None:
    tree = tree_at(OK / "many-forms.yaml")
    claim = "says: It helps., found: A, wording: B, verdict: supported, pages: [a.md]"
    claims = parse_claims(f"it-helps: {{{claim}, evidence: [study-2024, other]}}", "claims.yaml")
    found = citations(tree, [page("# Caches\n\n[^study-2024] [^study-2024]")], claims)
    about = found["study-2024"]
    assert about[0] == Citation("page", "Caches", "guide/caches.md")
    assert about[-1] == Citation("claim", "It helps.", "claims.md", "it-helps")
    assert found["other"] == [about[-1]]
    named = {
        *(id_ for q in tree.questions.values() for id_ in q.evidence),
        *(id_ for q in tree.questions.values() for a in q.answers.values() for id_ in a.evidence),
        *(id_ for outcome in tree.outcomes.values() for id_ in outcome.evidence),
    }
    assert named <= found.keys()
    assert {c.kind for cited in found.values() for c in cited} <= {
        *("page", "question", "answer", "outcome", "claim")
    }
