"""Script and styles of each component, inline on the pages that hold it and on no others.

Inline, because a browser loads no module from a file, and the flowchart works from a folder too.
"""

import re
from pathlib import Path

import rcssmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

#: The element of each component, and its files below `docs/assets`.
_COMPONENTS = {
    "decision-tree": ("decide/decide.css", "decide/states.mjs", "decide/decide.mjs"),
    "state-actions": ("actions/actions.css", "copy/copy.mjs", "actions/actions.mjs"),
    "page-cite": ("copy/copy.mjs", "cite/cite.mjs"),
    "state-replay": ("decide/states.mjs", "replay/replay.mjs"),
    "page-moved": ("moved/moved.mjs",),
    "compare-states": ("compare/compare.css", "decide/states.mjs", "compare/compare.mjs"),
    "cost-worksheet": (
        *("worksheet/worksheet.css", "worksheet/costs.mjs"),
        *("worksheet/plot.mjs", "worksheet/worksheet.mjs"),
    ),
    "paths-filter": ("paths/paths.css", "paths/paths.mjs"),
    "evidence-ledger": ("ledger/ledger.css",),
}

#: What a script in a page does without; comments are known by standing at the start of a line.
_LEFT_OUT = re.compile(r"^(import .*\n|export |\s*/\*\*(?:.|\n)*?\*/\n|\s*//.*\n)", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for part in (part for parts in _COMPONENTS.values() for part in parts):
        if found := files.get_file_from_path(f"assets/{part}"):
            files.remove(found)
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    return _with_parts(output, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    return _with_parts(output_content, config)


def _with_parts(output: str, config: MkDocsConfig) -> str:
    here = [parts for element, parts in _COMPONENTS.items() if f"<{element}" in output]
    # A part that several components need stands there once.
    names = dict.fromkeys(name for parts in here for name in parts)
    paths = [Path(config.docs_dir, "assets", name) for name in names]
    css = "\n".join(_text(path) for path in paths if path.suffix == ".css")
    code = "\n".join(_joinable(path) for path in paths if path.suffix == ".mjs")
    if css:
        style = f"<style data-component>{rcssmin.cssmin(css)}</style>"
        output = output.replace("</head>", f"{style}</head>", 1)
    if code:
        output = output.replace("</body>", f'<script type="module">{code}</script></body>')
    return output


def _joinable(path: Path) -> str:
    """Return a module without imports, exports and comments: its neighbours stand beside it."""
    return _LEFT_OUT.sub("", _text(path))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
