"""Claims that were checked: `claims.yaml` in, one record a claim with its verdict out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from decision.reading.decoder import Decoder
from decision.reading.diagnostics import Diagnostic, TreeError
from decision.reading.nodes import Text, load_text, read
from decision.reading.schema import (
    Choice,
    Document,
    Id,
    ListOf,
    MapOf,
    Record,
    String,
    optional,
    required,
)
from decision.tree.references import no_page, unknown

#: From the one that needs most correction to the one that needs none.
VERDICTS = ("misquoted", "unsupported", "partly supported", "supported")

_TEXT = String(600)
_IF_EMPTY = "write `{}` where no claim was checked, or delete the file"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim in our paraphrase, what the sources say to it, and what this site says instead."""

    id: Text
    says: Text
    verdict: Text
    found: Text
    wording: Text
    note: Text
    pages: tuple[Text, ...]
    evidence: tuple[Text, ...]


CLAIMS = Document(
    "Checked claims",
    "Claims that were checked against the evidence ledger, by id.",
    MapOf(
        Record(
            "claim",
            (
                required("says", _TEXT, "The claim, in our paraphrase."),
                required("verdict", String(600, Choice("verdict", VERDICTS)), "What became of it."),
                required("found", _TEXT, "What the sources say."),
                required("wording", _TEXT, "What this site says instead."),
                optional("note", _TEXT, "What else the reader should know about the verdict."),
                required(
                    "pages",
                    ListOf(_TEXT, least=1),
                    "The pages that use our wording, relative to the docs folder.",
                ),
                required(
                    "evidence", ListOf(Id(), least=1), "Ids of entries in the evidence ledger."
                ),
            ),
            make=Claim,
        ),
        "claims by id",
        least=0,
    ),
)


def load(path: Path) -> Mapping[str, Claim]:
    """Return the claims in a file by id; raises TreeError for what is wrong with them."""
    return parse(load_text(path), path.as_posix())


def parse(text: str, name: str) -> Mapping[str, Claim]:
    """Return the claims in a text by id; raises TreeError for what is wrong with them."""
    decoder = Decoder()
    claims: Mapping[str, Claim] = decoder.read(CLAIMS, read(text, name, _IF_EMPTY))
    if decoder.faults:
        raise TreeError(decoder.faults)
    return claims


def unknown_names(
    claims: Mapping[str, Claim],
    pages: Collection[str] | None,
    ledger: Collection[str] | None,
) -> Iterator[Diagnostic]:
    """Find pages and evidence that a claim names and that are not there; None is not checked."""
    for claim in claims.values():
        for page in claim.pages:
            if pages is not None and page not in pages:
                yield no_page(page, pages)
        for id_ in claim.evidence:
            if ledger is not None and id_ not in ledger:
                yield unknown("evidence", id_, ledger)
