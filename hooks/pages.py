"""Pages that nobody wrote: one for each state of each release, and one where a page has moved."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from decision.history.places import Entry, latest
from decision.render.title import title
from decision.tree.records import paged
from decision.tree.states import QUESTION, RECORD, Leaf
from decision.tree.use_cases import is_case
from hooks import stopped
from hooks.files import CARDS
from hooks.site import Site
from hooks.templates import description, rendered, told_of_gone


def state_pages(site: Site) -> Iterator[File]:
    """Yield a page for each state that any version had, but for the first question."""
    for url, entries in site.history.items():
        if url:
            front = json.dumps(_front(site, url, entries), ensure_ascii=False)
            file = _page(site, f"decide/{url}index.md", f"---\n{front}\n---\n\n<!-- state -->\n")
            file.edit_uri = Path(os.path.relpath(site.file, site.docs)).as_posix()
            yield file


def moved_pages(site: Site, files: Files) -> Iterator[File]:
    """Yield a page for each that has moved: `extra.redirects` maps the old file to the new one.

    Raises PluginError where one leads nowhere, and where a page that a release names is lost.
    """
    for old, new in site.redirects.items():
        target = None if new in site.redirects else files.get_file_from_path(new)
        if target is None or files.get_file_from_path(old) is not None:
            there = f"{old} is still there"
            why = there if target else "there is no such page, or it has moved too"
            raise stopped(f"mkdocs.yml: redirect to {new}: {why}")
        file = _page(site, old, "")
        address = get_relative_url(target.url, file.url)
        file.content_string = rendered("parts/moved.md", address=address, url=target.url)
        yield file
    for release in site.project.releases:
        for page in (owner.page for owner in paged(release.tree)):
            if page not in site.redirects and files.get_file_from_path(page) is None:
                message = f"release {release.version} names {page}, and people link to it"
                help_ = "put it back, or add it to `redirects` in mkdocs.yml"
                raise stopped(f"{message}: {help_}")


def context(site: Site, page: Page) -> Mapping[str, Any]:
    """Return what the theme shows of a page: its citation, and its picture for shared links."""
    outcome = site.tree.outcomes.get(_outcome(site, page))
    name, words = (outcome.id, outcome.title) if outcome else ("site", site.config.site_name)
    card = {"address": site.address(f"{CARDS}/{name}.png"), "title": words}
    if "moved" in page.meta:
        return {"card": card}
    entry, state = latest(site.history[page.meta.get("state", "")])
    told = title(entry.tree, state) if "state" in page.meta else page.meta.get("title", page.title)
    citation = site.cited(entry, str(told), page.url)
    return {"card": card, "citation": citation, "guidance": entry.tree.version}


def _front(site: Site, url: str, entries: Sequence[Entry]) -> Mapping[str, Any]:
    entry, state = latest(entries)
    told = title(entry.tree, state), description(entry.tree, state)
    is_gone = url not in site.states
    if is_gone:
        told = told_of_gone(entry.tree, told[0]), told_of_gone(entry.tree, told[1])
    return {
        "title": told[0],
        "description": told[1],
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
        "state": url,
        "markdown": RECORD if isinstance(state, Leaf) else QUESTION,
        **({} if isinstance(state, Leaf) and not is_gone else {"robots": "noindex, follow"}),
    }


def _page(site: Site, name: str, content: str) -> File:
    not_listed = InclusionLevel.NOT_IN_NAV
    return File.generated(site.config, name, content=content, inclusion=not_listed)


def _outcome(site: Site, page: Page) -> str:
    """Return the outcome that a page is about, or an empty text."""
    if "state" in page.meta:
        state = latest(site.history[page.meta["state"]])[1]
        return str(state.outcome) if isinstance(state, Leaf) else ""
    if is_case(page.file.src_uri):
        cases = {case.id: str(case.outcome) for case in site.project.use_cases}
        return cases[PurePosixPath(page.file.src_uri).stem]
    pages = {str(outcome.page): id_ for id_, outcome in site.tree.outcomes.items()}
    return pages.get(page.file.src_uri, "")
