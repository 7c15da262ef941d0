"""The hook that mkdocs.yml names: for each build it sets up what handles all further events."""

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

# MkDocs keeps this module for as long as it runs, and tells it only once what it runs for.
_is_served = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether pages are served as they are built."""
    global _is_served
    _is_served = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Read the guide, and register the handlers of the later events of this build."""
    root = str(Path(__file__).resolve().parents[1])
    if root not in sys.path:
        sys.path.insert(0, root)
    from hooks.build import Build

    config.plugins["decision"] = Build(config, is_served=_is_served)  # type: ignore[assignment]
