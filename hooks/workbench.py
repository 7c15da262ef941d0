"""What the workbench loads: Pyodide, our Python and scripts, and trees that can be opened."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from decision.project import Project, releases_of
from decision.reading.pages import Page
from decision.tree.loading import tree_of
from decision.tree.use_cases import is_case
from hooks.assets import ASSETS, SITE, Bundles
from hooks.made import digest
from hooks.pyodide_bundle import DOWNLOAD, compressed, core, wheels

_ADDRESS = "assets/workbench"

#: What can be opened beside the trees of the site.
_EXAMPLES = ("starter.yaml", "another.yaml")


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the workbench loads: files by address, and the folders that they stand in.

    `size` is what the start unpacks and `download` what a server sends for it, in bytes;
    `releases` and `examples` are the trees that can be opened, in the order of the list.
    """

    files: Mapping[str, bytes]
    core: str
    ours: str
    size: int
    download: int
    releases: tuple[Mapping[str, str], ...]
    examples: tuple[str, ...]


def workbench(house: Path, file: Path, project: Project, bundles: Bundles) -> Workbench:
    """Return all that the workbench loads, for a tree file and the guide around it.

    Raises FileNotFoundError where Pyodide is not installed in the house.
    """
    python, own = _held(core(house)), _held(wheels(house))
    download = int(python.pop(DOWNLOAD))
    size = sum(map(len, (*python.values(), *own.values())))
    releases = _releases(file, project)
    examples = [(ASSETS / "workbench" / name).read_text(encoding="utf-8") for name in _EXAMPLES]
    texts = [file.read_text(encoding="utf-8"), *(r["text"] for r in releases)]
    # Pages and use cases are those of today, which older trees need not fit.
    trees = [{"own": n == 0, "text": text} for n, text in enumerate((*texts, *examples))]
    site = {
        "trees": trees,
        "around": _around(project, releases[::-1]),
    }
    ours = {PurePosixPath(p).name: data for p, data in bundles.served.items() if p != SITE}
    ours |= own
    ours["tree.schema.json"] = (house / "decision/schemas/tree.schema.json").read_bytes()
    ours["site.json"] = json.dumps(site, ensure_ascii=False).encode()
    # Addresses change with what they hold: a browser never joins files of two builds.
    here, there = (f"{_ADDRESS}/{digest(held)}/" for held in (python, ours))
    return Workbench(
        files={
            **{here + name: data for name, data in python.items()},
            **{there + name: data for name, data in ours.items()},
        },
        core=here,
        ours=there,
        size=size,
        download=download + compressed(ours.values()),
        releases=releases,
        examples=tuple(
            str(tree_of(text, name).title) for text, name in zip(examples, _EXAMPLES, strict=True)
        ),
    )


def _held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _releases(file: Path, project: Project) -> tuple[Mapping[str, str], ...]:
    """Return the releases, newest first, with the texts of their files."""
    return tuple(
        {
            "name": f"{release.version}.yaml",
            "text": (releases_of(file) / f"{release.version}.yaml").read_text(encoding="utf-8"),
            "date": release.date,
            "digest": release.digest,
            "note": release.note,
        }
        for release in reversed(project.releases)
    )


def _around(project: Project, releases: Sequence[Mapping[str, str]]) -> Mapping[str, object]:
    """Return what stands around a tree of this site, oldest release first."""
    cases = (page for page in project.pages.values() if is_case(page.path))
    return {
        "pages": sorted(project.pages),
        "evidence": list(project.ledger),
        "use_cases": {PurePosixPath(case.path).name: _front(case) for case in cases},
        "releases": releases,
    }


def _front(case: Page) -> str:
    return "\n".join(case.source.lines).partition("\n---\n")[0] + "\n---\n"
