"""Publishes what the workbench runs on, and puts the workbench on its page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from hooks.assets import ASSETS, SITE, Bundles
from hooks.made import digest
from hooks.markers import fill, project
from hooks.pyodide_bundle import DOWNLOAD, compressed, core, wheels
from hooks.running import keep, kept

#: A site without this page carries nothing of the workbench.
_PAGE = "workbench/index.md"
_ADDRESS = "assets/workbench"
_HTML = ASSETS / "workbench/workbench.html"

#: The second example is one of the tests' good trees, so that it stays one.
_TREES = (
    ("A minimal starter: build or buy?", "hooks/assets/workbench/starter.yaml"),
    ("Another subject: monolith or services?", "tests/trees/ok/second-subject.yaml"),
)


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the workbench loads: files by address, and the folders that they stand in.

    `size` is what the start unpacks and `download` what a server sends for it, in bytes.
    """

    files: Mapping[str, bytes]
    core: str
    ours: str
    size: int
    download: int


def on_files(files: Files, config: MkDocsConfig) -> Files:
    if files.get_file_from_path(_PAGE):
        for uri, data in keep(workbench(config, kept(Bundles))).files.items():
            files.append(File.generated(config, uri, content=data))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return fill(html, "workbench", lambda _: filled(kept(Workbench), page))


def workbench(config: MkDocsConfig, bundles: Bundles) -> Workbench:
    """Return all that the workbench loads. Raises PluginError where Pyodide is not installed."""
    root = Path(config.config_file_path).resolve().parent
    try:
        python, own = _held(core(root)), _held(wheels(root))
    except FileNotFoundError as error:
        message = f"{error.filename} is missing: `make build` and `make serve` install it"
        raise PluginError(f"the site is not built\n\n{message}\n") from None
    download = int(python.pop(DOWNLOAD))
    size = sum(map(len, (*python.values(), *own.values())))
    served = bundles.served.items()
    ours = {PurePosixPath(path).name: data for path, data in served if path != SITE}
    ours |= own
    ours["tree.schema.json"] = (root / "decision/tree.schema.json").read_bytes()
    ours["site.json"] = json.dumps(_site(root, config), ensure_ascii=False).encode()
    # Addresses change with what they hold: a browser never joins files of two builds.
    here, there = (f"{_ADDRESS}/{digest(held)}/" for held in (python, ours))
    files = {
        **{here + name: data for name, data in python.items()},
        **{there + name: data for name, data in ours.items()},
    }
    return Workbench(files, here, there, size, download + compressed(ours.values()))


def filled(found: Workbench, page: Page) -> str:
    """Return the workbench as it stands on its page."""
    values = {
        "core": get_relative_url(found.core, page.url),
        "ours": get_relative_url(found.ours, page.url),
        "size": str(found.size),
        "download": f"{found.download / 1e6:.1f}",
    }
    html = _HTML.read_text(encoding="utf-8")
    for name, value in values.items():
        html = html.replace(f"{{{name}}}", escape(value))
    return html


def _held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _site(root: Path, config: MkDocsConfig) -> Mapping[str, object]:
    """Return what stands around a tree of this site, and the trees that can be loaded."""
    found = project(config)
    docs = Path(config.docs_dir)
    tree = (root / config.extra["tree"]).read_text(encoding="utf-8")
    folder = root / Path(config.extra["tree"]).parent / "releases"
    releases = [
        {
            "name": f"{release.version}.yaml",
            "text": (folder / f"{release.version}.yaml").read_text(encoding="utf-8"),
            "date": release.date,
            "digest": release.digest,
            "note": release.note,
        }
        for release in found.releases
    ]
    cases = sorted((docs / "use-cases").glob("*.md"))
    trees = [{"label": "The tree of this site", "own": True, "text": tree}]
    for release in reversed(releases):
        label = f"Release {release['name'].removesuffix('.yaml')}, {release['date']}"
        trees.append({"label": label, "own": True, "text": release["text"]})
    for label, name in _TREES:
        text = (root / name).read_text(encoding="utf-8")
        trees.append({"label": label, "own": False, "text": text})
    return {
        "trees": trees,
        "published": releases[-1]["text"] if releases else tree,
        "around": {
            "pages": sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md")),
            "evidence": list(found.ledger),
            "use_cases": {c.name: _front(c) for c in cases if c.stem != "index"},
            "releases": releases,
        },
    }


def _front(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n---\n")[0] + "\n---\n"
