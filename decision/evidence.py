"""The evidence ledger: `evidence.yaml` in, one record a claim out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from decision.diagnostics import Diagnostic, TreeError
from decision.nodes import Mapping as Node
from decision.nodes import Text, decode, read

_REQUIRED = ("claim", "title", "authors", "year", "where", "basis", "read", "strength")
_KEYS = (*_REQUIRED, "link", "figures", "caveat")


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
    node = read(text, name)
    faults: list[Diagnostic] = []
    ledger: dict[str, Evidence] = {}
    for id_, entry in node.items if isinstance(node, Node) else ():
        if not isinstance(id_, Text) or not isinstance(entry, Node):
            message = "expected an id with the keys of an entry"
            faults.append(Diagnostic("wrong-shape", message, id_.place))
            continue
        keys = {str(k): v for k, v in entry.items if isinstance(k, Text)}
        for key, _ in entry.items:
            if not isinstance(key, Text) or key not in _KEYS:
                message = f"entry `{id_}` has no key `{key}`"
                faults.append(Diagnostic("unknown-key", message, key.place))
        for required in _REQUIRED:
            if not isinstance(keys.get(required), Text):
                message = f"entry `{id_}` has no `{required}`"
                faults.append(Diagnostic("missing-key", message, id_.place, f"add `{required}:`"))
        texts = {key: str(value) for key, value in keys.items() if isinstance(value, Text)}
        link = texts.get("link", "")
        if link and not link.startswith("https://"):
            message = f"entry `{id_}` links to `{link}`"
            help_ = "a link must begin with https://"
            faults.append(Diagnostic("wrong-shape", message, id_.place, help_))
        if id_ in ledger:
            message = f"`{id_}` is written twice"
            faults.append(Diagnostic("duplicate-key", message, id_.place, "keep one of the two"))
        fields = {key: texts.get(key, "") for key in _KEYS if key not in ("figures", "read")}
        ledger[str(id_)] = Evidence(id=id_, **fields)
    if faults:
        raise TreeError(faults)
    return ledger
