"""The page of checks: each example is the golden test of its check."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.html import Html, tag
from hooks.markers import fill

_GOLDEN = ("tests/machine/trees/wrong", "tests/machine/ledgers/wrong")


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    root = Path(config.config_file_path).parent
    return fill(html, "check", lambda name: _message(root, f"{name}.txt"))


def _message(root: Path, name: str) -> Html:
    path = next((p for folder in _GOLDEN if (p := root / folder / name).is_file()), None)
    if path is None:
        raise PluginError(f"the site is not built: {name} is missing, the golden test of a check")
    text = path.read_text(encoding="utf-8").rstrip()
    return tag("div", tag("pre", tag("code", text), tabindex="0"), class_="highlight message")
