"""One static page for every state of every release; generated, never written into `docs/`."""

import json

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from decision.history.places import history, latest
from decision.render.actions import ASKED, RECORD
from decision.render.history import gone_page, history_list
from decision.render.html import join
from decision.render.state import description, state_page, title
from decision.tree.states import Ask, Leaf, states
from hooks.markers import fill, linker, project


def on_files(files: Files, config: MkDocsConfig) -> Files:
    found = project(config)
    config.extra["states"] = {state.url: state for state in states(found.tree)}
    config.extra["titles"] = {s.url: title(found.tree, s) for s in states(found.tree)}
    config.extra["history"] = history(found.tree, found.digest, found.releases)
    for url, entries in config.extra["history"].items():
        if not url:
            continue
        entry, state = latest(entries)
        is_gone = url not in config.extra["states"]
        made = f"Version {entry.tree.version}: " if is_gone else ""
        front = {
            "title": made + title(entry.tree, state),
            "description": made + description(entry.tree, state),
            "hide": ["navigation", "toc"],
            "search": {"exclude": True},
            "state": url,
            "markdown": RECORD if isinstance(state, Leaf) else ASKED,
            **({"robots": "noindex, follow"} if is_gone or isinstance(state, Ask) else {}),
        }
        content = f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n\n<!-- state -->\n"
        name = f"decide/{url}index.md"
        file = File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = f"../{config.extra['tree']}"
        files.append(file)
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    if "state" not in page.meta:
        return html
    found, url, link = project(config), page.meta["state"], linker(page, files)
    entries = config.extra["history"][url]
    state = config.extra["states"].get(url)
    if state is None:
        content = gone_page(found.tree, entries, link)
    else:
        content = state_page(found.tree, state, link, found.use_cases, found.ledger)
        content = join(content, history_list(entries))
    return fill(html, "state", lambda _: content)
