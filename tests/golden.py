"""The golden files: what they hold is what the program says. `python -m tests.golden` writes them.

Read the difference before you commit it: each line of it is a promise that changes.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from decision.ledger.claims import CLAIMS
from decision.ledger.format import LEDGER
from decision.reading.diagnostics import CHECKS, to_text
from decision.reading.schema import Document, json_schema
from decision.tree.format import TREE
from decision.tree.records import Tree
from decision.tree.states import paths
from tests.samples import ROOT, SHIPPED, faults, folder, named

SCHEMAS = {"tree": TREE, "evidence": LEDGER, "claims": CLAIMS}
PATHS = ROOT / "tests/paths.txt"
UPDATE = "if this is meant, run `python -m tests.golden` and read what it changes"


def golden() -> Mapping[Path, str]:
    """Return what each golden file should hold."""
    messages = {folder(name) / f"{name}.txt": f"{to_text(faults(name))}\n" for name in CHECKS}
    schemas = {schema(name): written(document) for name, document in SCHEMAS.items()}
    return {**messages, **schemas, PATHS: outcomes(SHIPPED)}


def schema(name: str) -> Path:
    """Return the file that an editor reads for the files of a name."""
    return ROOT / f"decision/schemas/{name}.schema.json"


def written(document: Document) -> str:
    """Return the JSON Schema of a document as it stands in its file."""
    return json.dumps(json_schema(document), indent=2, ensure_ascii=False) + "\n"


def outcomes(tree: Tree) -> str:
    """Return a line a path: its outcome, and the answers that lead there."""
    width = max(map(len, tree.outcomes))
    return "".join(
        f"{leaf.outcome:{width}}  {' '.join(f'{q}={a}' for q, a in leaf.path)}\n"
        for leaf in paths(tree)
    )


def stale() -> list[str]:
    """Return the names of the golden files that do not hold what they should."""
    return [
        named(path)
        for path, text in golden().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main() -> None:
    """Write the golden files that are stale, and name them."""
    texts = golden()
    for name in stale():
        (ROOT / name).write_text(texts[ROOT / name], encoding="utf-8", newline="\n")
        print(name)


if __name__ == "__main__":
    main()
