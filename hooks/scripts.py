"""The script of each component, inline on the pages that hold the component and on no others.

Inline, because a browser loads no module from a file, and the flowchart works from a folder too.
"""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

_COMPONENTS = {
    "decision-tree": ("decide/states.mjs", "decide/decide.mjs"),
    "state-actions": ("copy/copy.mjs", "actions/actions.mjs"),
    "page-cite": ("copy/copy.mjs", "cite/cite.mjs"),
    "state-replay": ("decide/states.mjs", "replay/replay.mjs"),
    "page-moved": ("moved/moved.mjs",),
    "compare-states": ("decide/states.mjs", "copy/copy.mjs", "compare/compare.mjs"),
    "paths-filter": ("paths/paths.mjs",),
}


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    return _with_scripts(output, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    return _with_scripts(output_content, config)


def _with_scripts(output: str, config: MkDocsConfig) -> str:
    for element, files in _COMPONENTS.items():
        if f"<{element}" in output:
            code = "\n".join(map(_joinable, (Path(config.docs_dir, "assets", f) for f in files)))
            output = output.replace("</body>", f'<script type="module">{code}</script></body>')
    return output


def _joinable(path: Path) -> str:
    """Return a module without imports and exports: its neighbours stand in one script with it."""
    code = path.read_text(encoding="utf-8")
    return re.sub(r"^(import .*\n|export )", "", code, flags=re.MULTILINE)
