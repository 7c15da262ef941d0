"""Reads the tree, the ledger and the use cases before each build; stops it where they are wrong."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from decision.project import load
from decision.reading.diagnostics import TreeError, to_text


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    root = Path(config.config_file_path).resolve().parent
    file = Path(config.extra["tree"])
    docs = Path(config.docs_dir).resolve().relative_to(root)
    config.watch += [str(root / file.parent.parent), str(root / "hooks")]
    try:
        config.extra["project"] = load(file, docs)
    except TreeError as error:
        raise PluginError(f"the site is not built\n\n{to_text(error.diagnostics)}\n") from None
    return config
