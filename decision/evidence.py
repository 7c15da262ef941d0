"""The evidence ledger: `evidence.yaml` in, one record a claim out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from decision.diagnostics import TreeError, nearest, quoted
from decision.nodes import Node, Text, decode, read
from decision.shape import Shape

_FIELDS = ("claim", "title", "authors", "year", "where", "basis", "strength", "link", "caveat")
_REQUIRED = ("claim", "title", "authors", "year", "where", "basis", "read", "strength")
_BASES = ("primary", "secondary")
_LIMIT = 600


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim in our words, with the source it was read from."""

    id: Text
    claim: str
    title: str
    authors: str
    year: str
    where: str
    basis: str
    strength: str
    link: str
    caveat: str


def load(path: Path) -> Mapping[str, Evidence]:
    """Return the ledger in a file by id; raises TreeError for what is wrong with it."""
    return parse(decode(path.read_bytes(), path.as_posix()), path.as_posix())


def parse(text: str, name: str) -> Mapping[str, Evidence]:
    """Return the ledger in a text by id; raises TreeError for what is wrong with it."""
    ledger = _Ledger()
    entries = ledger.entries(read(text, name))
    if ledger.faults:
        raise TreeError(ledger.faults)
    return entries


class _Ledger(Shape):
    def entries(self, node: Node) -> dict[str, Evidence]:
        found = self.pairs(node, "entries by id", None)
        made = [self.entry(id_, entry) for id_, entry in (found or {}).items()]
        return {str(entry.id): entry for entry in made if entry is not None}

    def entry(self, id_: Text, node: Node) -> Evidence | None:
        self.id(id_)
        what = f"entry {quoted(id_)}"
        keys = self.keys(node, what, _REQUIRED, ("link", "figures", "caveat"), id_)
        if keys is None:
            return None
        for figure in self.items(keys, "figures"):
            if not isinstance(figure, Text):
                self.fault("wrong-shape", "a figure must be a text", figure, "put it in quotes")
        self.text(keys, "read", _LIMIT)
        texts = {key: self.text(keys, key, _LIMIT) for key in _FIELDS}
        if (link := texts["link"]) and not link.startswith("https://"):
            message = f"{quoted(link)} is no address of a source"
            self.fault("wrong-shape", message, link, "a link must begin with https://")
        if (basis := texts["basis"]) and basis not in _BASES:
            message = f"no basis is named {quoted(basis)}"
            self.fault("unknown-name", message, basis, nearest(basis, _BASES))
        return Evidence(id=id_, **texts)
