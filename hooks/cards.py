"""The pictures that chats show with a link: one for each outcome, and one for all else."""

from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin

import resvg_py
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from decision.history import latest
from decision.render.card import card
from hooks.assets import ASSETS
from hooks.markers import project

_FOLDER = "assets/cards"
_FONT = ASSETS / "theme/source-serif-4-600.ttf"


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    outcome = project(config).tree.outcomes.get(_outcome(page, config))
    name, title = (outcome.id, outcome.title) if outcome else ("site", config.site_name)
    address = urljoin(config.site_url or "", f"{_FOLDER}/{name}.png")
    context["card"] = {"address": address, "words": f"{title}. {config.site_name}"}


def on_post_build(config: MkDocsConfig) -> None:
    folder = Path(config.site_dir, _FOLDER)
    folder.mkdir(parents=True)
    pictures = {"site": card("", config.site_name, config.site_description or "", "compass")}
    for id_, outcome in project(config).tree.outcomes.items():
        pictures[id_] = card(config.site_name, outcome.title, outcome.summary, outcome.icon)
    kept = Path(config.config_file_path).parent / ".cache/cards"
    kept.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures.items():
        drawn = kept / f"{sha256(svg.encode() + _FONT.read_bytes()).hexdigest()}.png"
        if not drawn.is_file():
            # Whole or not at all: what is kept is published until its words change.
            half = drawn.with_suffix(".new")
            half.write_bytes(_png(svg))
            half.replace(drawn)
        (folder / f"{name}.png").write_bytes(drawn.read_bytes())


def _png(svg: str) -> bytes:
    # Only the font that is here, so that every machine draws the same bytes.
    fonts = [str(_FONT)]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts))


def _outcome(page: Page, config: MkDocsConfig) -> str:
    """Return the outcome that a page is about, or an empty text."""
    found = project(config)
    path = PurePosixPath(page.file.src_uri)
    if entries := config.extra["history"].get(page.meta.get("state")):
        state = latest(entries)[1]
        return str(state.at) if state.is_leaf else ""
    cases = {case.id: str(case.outcome) for case in found.use_cases}
    if path.parent.name == "use-cases" and path.stem in cases:
        return cases[path.stem]
    pages = {str(outcome.page): id_ for id_, outcome in found.tree.outcomes.items()}
    return pages.get(page.file.src_uri, "")
