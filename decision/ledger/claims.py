"""Claims that were checked: `claims.yaml` in, one record a claim with its verdict out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from decision.reading.decoder import Decoder
from decision.reading.diagnostics import Diagnostic, TreeError, nearest, quoted
from decision.reading.nodes import Node, Text, decode, read
from decision.tree.references import unknown

#: From the one that needs most correction to the one that needs none.
VERDICTS = ("misquoted", "unsupported", "partly supported", "supported")

_REQUIRED = ("says", "verdict", "found", "wording", "pages", "evidence")
_LIMIT = 600


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


def load(path: Path) -> Mapping[str, Claim]:
    """Return the claims in a file by id; raises TreeError for what is wrong with them."""
    return parse(decode(path.read_bytes(), path.as_posix()), path.as_posix())


def parse(text: str, name: str) -> Mapping[str, Claim]:
    """Return the claims in a text by id; raises TreeError for what is wrong with them."""
    reader = _Claims()
    claims = reader.claims(read(text, name))
    if reader.faults:
        raise TreeError(reader.faults)
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
                message = f"there is no page {quoted(page)}"
                help_ = nearest(page, sorted(pages)) or "write the page, or name another one"
                yield Diagnostic("unknown-page", message, page.place, help_)
        for id_ in claim.evidence:
            if ledger is not None and id_ not in ledger:
                yield unknown("evidence", id_, ledger)


class _Claims(Decoder):
    def claims(self, node: Node) -> dict[str, Claim]:
        found = self.pairs(node, "claims by id", None) or {}
        made = [self.claim(id_, claim) for id_, claim in found.items()]
        return {str(claim.id): claim for claim in made if claim is not None}

    def claim(self, id_: Text, node: Node) -> Claim | None:
        self.id(id_)
        keys = self.keys(node, f"claim {quoted(id_)}", _REQUIRED, ("note",), id_)
        if keys is None:
            return None
        verdict = self.text(keys, "verdict", _LIMIT)
        if verdict and verdict not in VERDICTS:
            message = f"no verdict is named {quoted(verdict)}"
            self.fault("unknown-name", message, verdict, nearest(verdict, VERDICTS))
        return Claim(
            id=id_,
            verdict=verdict,
            pages=self.texts(keys, "pages", _LIMIT),
            evidence=self.ids(keys, "evidence", 1),
            **{key: self.text(keys, key, _LIMIT) for key in ("says", "found", "wording", "note")},
        )
