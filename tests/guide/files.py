"""The files of the guide in this repository: what `mkdocs.yml` names, and what stands beside it."""

from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).parents[2]


def _configuration() -> dict[str, Any]:
    # Read from the file itself: what it inherits is found beside it.
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        return yaml_load(file)


_CONFIGURATION = _configuration()
#: The tree of the site, and all trees that stand beside it.
TREE = ROOT / _CONFIGURATION["extra"]["tree"]
TREES = sorted(TREE.parent.glob("*.yaml"))
DATA = TREE.parent.parent
DOCS = ROOT / _CONFIGURATION.get("docs_dir", "docs")

#: Every address that was ever published, a line each.
ADDRESSES = DATA / "addresses.txt"
#: For each tree `<id>.txt`: where each of its paths ends.
PATHS = DATA / "paths"
