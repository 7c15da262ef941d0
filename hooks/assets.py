"""Scripts and styles of each component in, bundled by esbuild; pages that hold what they need out.

A component stands inline on the pages that hold its element and on no others: a browser loads no
module from a file, and the flowchart works from a folder too.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hooks import stopped
from hooks.made import made
from hooks.pyodide_bundle import MODULES

ASSETS = Path(__file__).with_name("assets")

#: The element of each component, and its folder. What the page gets of it are the script and the
#: styles that are named like the folder, with all that they import.
COMPONENTS = {
    "decision-tree": "decide",
    "state-actions": "actions",
    "page-cite": "cite",
    "state-replay": "replay",
    "page-moved": "moved",
    "compare-states": "compare",
    "cost-worksheet": "worksheet",
    "paths-filter": "paths",
    "evidence-ledger": "ledger",
}

#: What is not inline but has an address: the styles of every page, and the workbench.
SITE = "theme/site.css"
SERVED = (
    SITE,
    "flowchart/flowchart.css",
    "workbench/workbench.css",
    "workbench/workbench.mjs",
    "workbench/editor.mjs",
    "workbench/worker.mjs",
)
#: Elements that load what they need from there.
_LOADING = frozenset({"decision-workbench"})

#: What is served as it is, beside the styles that refer to it.
_KEPT = (
    "theme/favicon.svg",
    "theme/source-serif-4-600.woff2",
    "theme/source-serif-4-LICENSE.txt",
)

_ELEMENT = re.compile(r"<([a-z]+(?:-[a-z]+)+)[\s>]")


@dataclass(frozen=True, slots=True)
class Bundles:
    """What esbuild made: scripts and styles by element, and by path what has an address."""

    scripts: Mapping[str, str]
    styles: Mapping[str, str]
    served: Mapping[str, bytes]


def bundle(
    root: Path,
    assets: Path = ASSETS,
    components: Mapping[str, str] = COMPONENTS,
    served: Sequence[str] = SERVED,
) -> Bundles:
    """Return the bundles of all components and of what is served, from one run of esbuild.

    What an earlier build has made of the same is taken. `root` is the project, where npm has put
    esbuild and what scripts import. Raises PluginError where a component has no file, and where
    esbuild is missing or finds a fault.
    """
    entries = [*_entries(assets, components), *served]
    folder = _bundled(root, assets, entries)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    scripts, styles = (
        {
            element: files[file].decode()
            for element, name in components.items()
            if (file := f"{name}/{name}{suffix}") in files
        }
        for suffix in (".js", ".css")
    )
    addresses = (entry.replace(".mjs", ".js") for entry in served)
    return Bundles(scripts, styles, {address: files[address] for address in addresses})


def with_components(html: str, bundles: Bundles, name: str) -> str:
    """Return a page with the styles and the scripts of the components that it holds.

    Raises PluginError where it holds an element that is no component; `name` says where.
    """
    found = set(_ELEMENT.findall(html)) - _LOADING
    if unknown := sorted(found - bundles.scripts.keys() - bundles.styles.keys()):
        raise stopped(
            f"{name}: `<{unknown[0]}>` is no component: "
            "components stand in the table of hooks/assets.py"
        )
    styles = "".join(css for element, css in bundles.styles.items() if element in found)
    scripts = (code for element, code in bundles.scripts.items() if element in found)
    # Each in a scope of its own: what is shared stands in several, under names that may be equal.
    code = "".join(f'<script type="module">{script}</script>' for script in scripts)
    if styles:
        html = html.replace("</head>", f"<style data-component>{styles}</style></head>", 1)
    return html.replace("</body>", f"{code}</body>", 1)


def published(bundles: Bundles, assets: Path = ASSETS) -> dict[str, bytes]:
    """Return what every page refers to, by its address."""
    kept = {f"assets/{file}": (assets / file).read_bytes() for file in _KEPT}
    return {f"assets/{SITE}": bundles.served[SITE], **kept}


def _entries(assets: Path, components: Mapping[str, str]) -> Iterator[str]:
    for element, folder in components.items():
        names = (f"{folder}/{folder}.mjs", f"{folder}/{folder}.css")
        found = [name for name in names if (assets / name).is_file()]
        if not found:
            raise stopped(
                f"hooks/assets.py names the component `{element}`, "
                f"but hooks/assets/ holds neither {names[0]} nor {names[1]}"
            )
        yield from found


def _bundled(root: Path, assets: Path, entries: list[str]) -> Path:
    """Return the folder with what esbuild makes of the entries."""
    modules = (root / MODULES).resolve()
    # The program itself, which npm installs for this machine, spares a start of Node.
    program = next(modules.glob("@esbuild/*/bin/esbuild"), None)
    if program is None:
        raise stopped(
            f"{root / MODULES} holds no esbuild: `make build` and `make serve` install it"
        )
    command = [str(program), *(str(assets / entry) for entry in entries), f"--outbase={assets}"]
    command += ["--bundle", "--minify", "--format=esm", "--charset=utf8", "--external:*.woff2"]
    command += ["--legal-comments=inline", "--log-level=warning"]

    def make(folder: Path) -> None:
        environment = {**os.environ, "NODE_PATH": str(modules)}
        whole = [*command, f"--outdir={folder}"]
        done = subprocess.run(whole, env=environment, capture_output=True, text=True, check=False)
        # A fault in styles is but a warning to it.
        if done.returncode or done.stderr:
            raise stopped(done.stderr.rstrip())

    sources = [path for suffix in (".mjs", ".css") for path in assets.rglob(f"*{suffix}")]
    made_from = {
        "command": " ".join(command).encode(),
        "packages": (modules / ".package-lock.json").read_bytes(),
        **{str(path): path.read_bytes() for path in sources},
    }
    return made(root, "bundles", made_from, make)
