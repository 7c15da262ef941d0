"""Publishes what the workbench runs on, and puts the workbench on its page."""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from decision.project import releases_of
from hooks.markers import fill, project
from hooks.parts import FOLDER, digest, renewed

#: A site without this page carries nothing of the workbench.
_PAGE = "workbench/index.md"
_OURS = Path("assets/workbench")
_CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
_STYLES = ("paths/paths.css", "workbench/workbench.css")

#: What we write is left out of the site as it is, and published at another address.
_PUBLISHED = InclusionLevel.NOT_IN_NAV

#: The second example is one of the tests' good trees, so that it stays one.
_TREES = (
    ("A minimal starter: build or buy?", "docs/assets/workbench/starter.yaml"),
    ("Another subject: monolith or services?", "tests/trees/ok/second-subject.yaml"),
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    if files.get_file_from_path(_PAGE) is None:
        return files
    root = Path(config.config_file_path).resolve().parent
    prepared = root / FOLDER / "core"
    try:
        own = renewed(root)
    except FileNotFoundError as error:
        message = f"{error.filename} is missing: `make build` and `make serve` prepare it"
        raise PluginError(f"the site is not built\n\n{message}\n") from None
    core = {name: (prepared / name).read_bytes() for name in _CORE}
    wheels = {path.name: path.read_bytes() for path in own.iterdir() if path.suffix != ""}
    written = Path(config.docs_dir) / _OURS
    ours = {path.name: path.read_bytes() for path in written.glob("*.mjs")}
    ours |= wheels
    ours["codemirror.mjs"] = (prepared / "codemirror.mjs").read_bytes()
    # The table of paths looks as it does on its own page.
    styles = (Path(config.docs_dir, "assets", name) for name in _STYLES)
    ours["workbench.css"] = b"\n".join(path.read_bytes() for path in styles)
    ours["flowchart.css"] = Path(config.docs_dir, "assets/flowchart/flowchart.css").read_bytes()
    ours["tree.schema.json"] = (root / "decision/schemas/tree.schema.json").read_bytes()
    ours["site.json"] = json.dumps(_site(root, config), ensure_ascii=False).encode()
    folders = {}
    # Addresses change with what they hold: a browser never joins files of two builds.
    for name, held in (("core", core), ("ours", ours)):
        folders[name] = f"{_OURS.as_posix()}/{digest(held)}/"
        for file, data in held.items():
            uri = folders[name] + file
            files.append(File.generated(config, uri, content=data, inclusion=_PUBLISHED))
    download = json.loads((prepared / "python.json").read_text(encoding="utf-8"))["download"]
    config.extra["workbench"] = {
        "html": (written / "workbench.html").read_text(encoding="utf-8"),
        "folders": folders,
        "sizes": {name: len(data) for name, data in {**core, **wheels}.items()},
        "download": f"about {download / 1e6:.1f} MB",
    }
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return fill(html, "workbench", lambda _: _filled(page, config.extra["workbench"]))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    if "<decision-workbench" in output:
        ours = get_relative_url(config.extra["workbench"]["folders"]["ours"], page.url)
        style = f'<link rel="stylesheet" href="{ours}workbench.css">'
        script = f'<script type="module" src="{ours}workbench.mjs"></script>'
        output = output.replace("</head>", f"{style}</head>", 1)
        output = output.replace("</body>", f"{script}</body>", 1)
    return output


def _filled(page: Page, found: Mapping[str, object]) -> str:
    folders = found["folders"]
    assert isinstance(folders, dict)
    values = {
        "core": get_relative_url(folders["core"], page.url),
        "sizes": json.dumps(found["sizes"], sort_keys=True),
        "download": str(found["download"]),
    }
    html = str(found["html"])
    for name, value in values.items():
        html = html.replace(f"{{{name}}}", escape(value))
    return html


def _site(root: Path, config: MkDocsConfig) -> Mapping[str, object]:
    """Return what stands around a tree of this site, and the trees that can be loaded."""
    found = project(config)
    docs = Path(config.docs_dir)
    tree = (root / config.extra["tree"]).read_text(encoding="utf-8")
    folder = releases_of(root / config.extra["tree"])
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
