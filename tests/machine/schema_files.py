"""The JSON Schemas that editors read, as they follow from the declarations of the YAML files."""

import json
from collections.abc import Mapping
from pathlib import Path

from decision.ledger.claims import CLAIMS
from decision.ledger.format import LEDGER
from decision.reading.schema import Document, json_schema
from decision.tree.format import TREE
from tests.machine.sample_trees import ROOT

SCHEMAS = {"tree": TREE, "evidence": LEDGER, "claims": CLAIMS}


def schemas() -> Mapping[Path, str]:
    """Return what the file of each schema should hold."""
    return {schema_file(name): _written(document) for name, document in SCHEMAS.items()}


def schema_file(name: str) -> Path:
    """Return the file that an editor reads for the files of a name."""
    return ROOT / f"decision/schemas/{name}.schema.json"


def _written(document: Document) -> str:
    return json.dumps(json_schema(document), indent=2, ensure_ascii=False) + "\n"
