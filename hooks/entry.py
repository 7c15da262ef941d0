"""The hook that mkdocs.yml names: for each build it sets up what handles all further events."""

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    """Read the guide, and register the handlers of the later events of this build."""
    house = str(Path(__file__).resolve().parents[1])
    if house not in sys.path:
        sys.path.insert(0, house)
    from hooks.build import Build

    # MkDocs treats it as a plugin: it lives as long as these settings, which is one build.
    config.plugins["decision"] = Build(config)  # type: ignore[assignment]
