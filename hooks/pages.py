"""Pages that nobody wrote: one for each state of each release, and one where a page has moved."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from decision.history.places import Entry, latest
from decision.render.title import title
from decision.tree.states import QUESTION, RECORD, Leaf
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
            file.edit_uri = f"../{site.config.extra['tree']}"
            yield file


def moved_pages(site: Site, files: Files) -> Iterator[File]:
    """Yield a page for each that has moved: `extra.redirects` maps the old file to the new one.

    Raises PluginError where one leads nowhere, and where a page that a release names is lost.
    """
    redirects = site.config.extra.get("redirects") or {}
    if not isinstance(redirects, dict) or not all(map(_is_page, (*redirects, *redirects.values()))):
        message = "`redirects` must map old pages to new ones: `guide/old.md: guide/new.md`"
        raise stopped(f"mkdocs.yml: {message}")
    for old, new in redirects.items():
        target = None if new in redirects else files.get_file_from_path(new)
        if target is None or files.get_file_from_path(old) is not None:
            there = f"{old} is still there"
            why = there if target else "there is no such page, or it has moved too"
            raise stopped(f"mkdocs.yml: redirect to {new}: {why}")
        file = _page(site, old, "")
        address = get_relative_url(target.url, file.url)
        file.content_string = rendered("parts/moved.md", address=address, url=target.url)
        yield file
    for release in site.project.releases:
        tree = release.tree
        pages = [q.page for q in tree.questions.values()] + [o.page for o in tree.outcomes.values()]
        for page in pages:
            if page not in redirects and files.get_file_from_path(page) is None:
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


def _is_page(name: object) -> bool:
    return isinstance(name, str) and name.endswith(".md") and not {"", ".."} & {*name.split("/")}


def _outcome(site: Site, page: Page) -> str:
    """Return the outcome that a page is about, or an empty text."""
    path = PurePosixPath(page.file.src_uri)
    if "state" in page.meta:
        state = latest(site.history[page.meta["state"]])[1]
        return str(state.outcome) if isinstance(state, Leaf) else ""
    cases = {case.id: str(case.outcome) for case in site.project.use_cases}
    if path.parent.name == "use-cases" and path.stem in cases:
        return cases[path.stem]
    pages = {str(outcome.page): id_ for id_, outcome in site.tree.outcomes.items()}
    return pages.get(page.file.src_uri, "")
