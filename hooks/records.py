"""Decision records and frozen releases as files, and how each page is cited."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from decision.history.places import Entry, latest
from decision.history.releases import INDEX
from decision.project import releases_of
from decision.render.actions import ASKED, RECORD, SHORT
from decision.render.record import Publication, asked, citation, cited, madr, nygard
from decision.tree.states import Leaf, State
from hooks.markers import project


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    entries = config.extra["history"].get(page.meta.get("state"))
    if entries is not None:
        entry, state = latest(entries)
        context["citation"] = citation(_published(config, entry), state)
        context["guidance"] = entry.tree.version
    elif "moved" not in page.meta:
        of = _published(config, config.extra["history"][""][-1])
        address = of.link(page.url)
        context["guidance"] = of.tree.version
        context["citation"] = cited(of, unescape(str(page.meta.get("title", page.title))), address)


def on_post_build(config: MkDocsConfig) -> None:
    found, site = project(config), Path(config.site_dir)
    for url, entries in config.extra["history"].items():
        # A place that recommended once and asks on today keeps the record that was linked.
        last = {isinstance(e.state, Leaf): e for e in entries if e.state is not None}
        for entry in last.values():
            for name, text in _files(_published(config, entry), entry.state):
                (site / "decide" / url / name).write_text(text, encoding="utf-8", newline="\n")
    target = site / "decide/releases"
    target.mkdir(exist_ok=True)
    tree = Path(config.extra["tree"])
    frozen = {r.version: releases_of(tree) / f"{r.version}.yaml" for r in found.releases}
    # A record names the file of its version, and so there is one before its release, too.
    for version, path in {str(found.tree.version): tree, **frozen}.items():
        (target / f"{version}.yaml").write_bytes(path.read_bytes())
    if found.releases:
        (target / INDEX).write_bytes((releases_of(tree) / INDEX).read_bytes())


def _files(of: Publication, state: State) -> Iterator[tuple[str, str]]:
    if isinstance(state, Leaf):
        yield RECORD, madr(of, state)
        yield SHORT, nygard(of, state)
    else:
        yield ASKED, asked(of, state)


def _published(config: MkDocsConfig, entry: Entry) -> Publication:
    def link(target: str) -> str:
        return urljoin(config.site_url or "", target)

    return Publication(entry.tree, entry.digest, project(config).ledger, link)
