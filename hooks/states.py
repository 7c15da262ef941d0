"""One static page for every state of the tree; generated, never written into `docs/`."""

import json

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from decision.render.state import description, state_page, title
from decision.walk import states
from hooks.markers import fill, linker, project


def on_files(files: Files, config: MkDocsConfig) -> Files:
    tree = project(config).tree
    for state in states(tree):
        if state.path:
            front = {
                "title": title(tree, state),
                "description": description(tree, state),
                "hide": ["navigation", "toc"],
                "search": {"exclude": True},
                "state": state.url,
            }
            content = f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n\n<!-- state -->\n"
            name = f"decide/{state.url}index.md"
            file = File.generated(
                config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV
            )
            file.edit_uri = f"../{config.extra['tree']}"
            files.append(file)
    config.extra["states"] = {state.url: state for state in states(tree)}
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    if "state" not in page.meta:
        return html
    found = project(config)
    state = config.extra["states"][page.meta["state"]]
    content = state_page(found.tree, state, linker(page, files), found.use_cases, found.ledger)
    return fill(html, "state", lambda _: content)
