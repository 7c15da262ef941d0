"""A tree, pages and checked claims in, who cites which evidence out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from decision.ledger.claims import Claim
from decision.ledger.evidence import Evidence
from decision.reading.diagnostics import Diagnostic, quoted
from decision.reading.nodes import Text
from decision.reading.pages import Page
from decision.tree.records import Tree
from decision.tree.references import owners, unknown
from decision.tree.states import Ask, State, given

#: The page of the entries of the ledger; each has an anchor there by its id.
LEDGER = "evidence.md"
#: The page of the claims; each has an anchor there by its id.
CLAIMS = "claims.md"


@dataclass(frozen=True, slots=True)
class Citation:
    """What rests on an entry: its kind, its name, and the page and anchor where it stands."""

    kind: str
    name: str
    page: str
    anchor: str = ""


def citations(
    tree: Tree, pages: Iterable[Page], claims: Mapping[str, Claim]
) -> Mapping[str, Sequence[Citation]]:
    """Return who cites each entry that is cited, by its id: pages first, then the tree, claims."""
    out: dict[str, list[Citation]] = {}
    for ids, citation in _all(tree, pages, claims):
        for id_ in dict.fromkeys(map(str, ids)):
            out.setdefault(id_, []).append(citation)
    return out


def evidence_of(tree: Tree, state: State, ledger: Mapping[str, Evidence]) -> Sequence[Evidence]:
    """Return the entries that a question, or a recommendation and its answers, rest on."""
    if isinstance(state, Ask):
        question = tree.questions[state.question]
        owners = [question.evidence, *(a.evidence for a in question.answers.values())]
    else:
        owners = [tree.outcomes[state.outcome].evidence]
        owners += [answer.evidence for _, answer in given(tree, state)]
    ids = dict.fromkeys(id_ for owner in owners for id_ in owner)
    return [ledger[id_] for id_ in ids if id_ in ledger]


def unknown_footnotes(pages: Iterable[Page], ledger: Collection[str]) -> Iterator[Diagnostic]:
    """Find footnotes that name no entry of the ledger, each once a page."""
    for page in pages:
        first: dict[str, Diagnostic] = {}
        for id_ in page.cited:
            if id_ not in ledger and id_ not in first:
                first[str(id_)] = unknown("evidence", id_, ledger)
        yield from first.values()


def lost_evidence(releases: Iterable[Tree], ledger: Collection[str]) -> Iterator[Diagnostic]:
    """Find evidence of releases that the ledger no longer holds, each once."""
    lost: dict[str, Text] = {}
    for tree in releases:
        for owner in owners(tree):
            lost |= {str(id_): id_ for id_ in owner.evidence if id_ not in ledger}
    for id_ in lost.values():
        message = f"the ledger no longer holds {quoted(id_)}, on which this release rests"
        help_ = "restore the entry from the history of the repository: records name it"
        yield Diagnostic("unknown-evidence", message, id_.place, help_)


def _all(
    tree: Tree, pages: Iterable[Page], claims: Mapping[str, Claim]
) -> Iterator[tuple[Iterable[str], Citation]]:
    for page in pages:
        yield page.cited, Citation("page", page.title, page.path)
    for question in tree.questions.values():
        yield question.evidence, Citation("question", question.ask, question.page)
        for answer in question.answers.values():
            name = f"{question.ask} {answer.label}"
            yield answer.evidence, Citation("answer", name, question.page)
    for outcome in tree.outcomes.values():
        yield outcome.evidence, Citation("outcome", outcome.title, outcome.page)
    for claim in claims.values():
        yield claim.evidence, Citation("claim", claim.says, CLAIMS, claim.id)
