"""What one build knows: the checked guide, what each version said, and how pages show it.

One `Site` is made for each build, and it is all that the parts of the build share.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from decision.history.places import Entry, History, history
from decision.history.releases import Draft, draft
from decision.project import Project, load, load_draft
from decision.reading.diagnostics import TreeError, nearest, quoted, to_text
from decision.render.title import title
from decision.tree.records import Tree
from decision.tree.states import State, states
from hooks import stopped
from hooks.assets import Bundles, bundle, published
from hooks.templates import rendered
from hooks.workbench import Workbench, workbench

_log = logging.getLogger(f"mkdocs.{__name__}")

#: Where the machine stands; a guide can stand elsewhere.
HOUSE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Site:
    """One build: its settings, the guide, its states by address, what each version said there.

    `file` is the tree file and `docs` the folder of pages; `redirects` are the pages that have
    moved, old to new. A guide without the page of the workbench has none.
    """

    config: MkDocsConfig
    file: Path
    docs: Path
    project: Project
    states: Mapping[str, State]
    history: History
    redirects: Mapping[str, str]
    bundles: Bundles
    workbench: Workbench | None

    @property
    def tree(self) -> Tree:
        """Today's tree."""
        return self.project.tree

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each state, by its address."""
        return {url: title(self.tree, state) for url, state in self.states.items()}

    @property
    def is_preview(self) -> bool:
        """Whether this build shows a draft to its author, faults that can wait included."""
        return bool(self.config.extra.get("draft"))

    @property
    def draft(self) -> Draft | None:
        """What today's tree has to become, or None where it is the last release or the first."""
        return draft(self.tree, self.project.releases)

    def served(self) -> Mapping[str, bytes]:
        """Return the files that pages refer to, by their addresses."""
        ours = published(self.bundles)
        return {**ours, **self.workbench.files} if self.workbench else ours

    def address(self, target: str) -> str:
        """Return the absolute address of what stands at a path below the site."""
        return urljoin(self.config.site_url or "", target)

    def published(self, entry: Entry) -> Mapping[str, Any]:
        """Return what a record or a citation needs to know of the version that it speaks of."""
        tree, ledger = entry.tree, self.project.ledger
        return {"tree": tree, "digest": entry.digest, "ledger": ledger, "link": self.address}

    def cited(self, entry: Entry, name: str, address: str) -> str:
        """Return one line of plain text that names a page, a version of the tree, an address."""
        values = {**self.published(entry), "name": name, "address": self.address(address)}
        return str(rendered("records/citation.txt.html", **values).unescape().strip())


@dataclass(frozen=True, slots=True)
class View:
    """One page of the site, and what is shown on it."""

    site: Site
    page: Page
    files: Files

    @property
    def path(self) -> str:
        """The file of the page, below the docs folder."""
        return self.page.file.src_uri

    @property
    def name(self) -> str:
        """The file of the page, as messages name it."""
        return f"{self.site.docs.as_posix()}/{self.path}"

    def link(self, target: str) -> str:
        """Return the address of a page or a state, relative to this page."""
        if target.endswith(".md"):
            file = self.files.get_file_from_path(target)
            if file is None:
                raise stopped(f"{self.name} needs the page {target}, which is not there")
            target = file.url
        return get_relative_url(target, self.page.url)

    def show(self, part: str, /, **values: Any) -> Markup:
        """Return what a template makes of the guide and of the values, for this page."""
        project = self.site.project
        known = {
            "tree": project.tree,
            "ledger": project.ledger,
            "use_cases": project.use_cases,
            "link": self.link,
        }
        template = part if "/" in part else f"parts/{part}"
        return rendered(f"{template}.html", **{**known, **values})


def read(config: MkDocsConfig) -> Site:
    """Return the site of a build; raises PluginError with all that is wrong with the guide."""
    # Messages name files as somebody at this terminal would.
    root = Path(os.path.relpath(Path(config.config_file_path).parent))
    file, docs = _tree_file(root, config), Path(os.path.relpath(config.docs_dir))
    try:
        project = _draft(file, docs) if config.extra.get("draft") else load(file, docs)
    except TreeError as error:
        raise stopped(to_text(error.diagnostics)) from None
    except OSError as error:
        raise stopped(f"{error.filename}: {(error.strerror or str(error)).lower()}") from None
    bundles = bundle(HOUSE)
    return Site(
        config=config,
        file=file,
        docs=docs,
        project=project,
        states={state.url: state for state in states(project.tree)},
        history=history(project.tree, project.digest, project.releases),
        redirects=_redirects(config),
        bundles=bundles,
        workbench=_workbench(file, project, bundles),
    )


def _draft(file: Path, docs: Path) -> Project:
    project, faults = load_draft(file, docs)
    _log.info("\n\n".join(("draft", to_text(faults))).rstrip())
    return project


def _tree_file(root: Path, config: MkDocsConfig) -> Path:
    """Return the tree file that mkdocs.yml names."""
    name = config.extra.get("tree")
    if not isinstance(name, str):
        raise stopped("mkdocs.yml: `extra:` must name the tree: `tree: decision/trees/<id>.yaml`")
    file = root / name
    if not file.is_file():
        known = (path.relative_to(root).as_posix() for path in file.parent.glob("*.yaml"))
        message = f"mkdocs.yml: there is no tree file {quoted(name)}"
        raise stopped("\n".join(filter(None, (message, nearest(name, sorted(known))))))
    return file


def _redirects(config: MkDocsConfig) -> Mapping[str, str]:
    """Return the pages that have moved, which mkdocs.yml names; old to new."""
    found = config.extra.get("redirects") or {}
    if not isinstance(found, dict) or not all(map(_is_page, (*found, *found.values()))):
        message = "`redirects` must map old pages to new ones: `guide/old.md: guide/new.md`"
        raise stopped(f"mkdocs.yml: {message}")
    return found


def _is_page(name: object) -> bool:
    return isinstance(name, str) and name.endswith(".md") and not {"", ".."} & {*name.split("/")}


def _workbench(file: Path, project: Project, bundles: Bundles) -> Workbench | None:
    if "workbench/index.md" not in project.pages:
        return None
    try:
        return workbench(HOUSE, file, project, bundles)
    except FileNotFoundError as error:
        message = f"{error.filename} is missing: `make build` and `make serve` install it"
        raise stopped(message) from None
