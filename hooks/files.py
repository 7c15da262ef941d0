"""Files beside the pages: records, frozen releases, the tree as data, pictures for shared links."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import resvg_py
from mkdocs.structure.files import File

from decision.history.places import Entry
from decision.history.releases import INDEX
from decision.project import releases_of
from decision.render.data import rows, to_json
from decision.render.icon import shape
from decision.render.title import title
from decision.tree.states import QUESTION, RECORD, SHORT_RECORD, Ask, Leaf, given
from hooks.assets import ASSETS
from hooks.made import made
from hooks.site import HOUSE, Site
from hooks.templates import rendered

#: The folder of the pictures for shared links.
CARDS = "assets/cards"
_FONT = ASSETS / "theme/source-serif-4-600.ttf"


def data_files(site: Site) -> Iterator[File]:
    """Yield the tree as data: every path as CSV, the whole as JSON with its schema."""
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows(site.tree))
    schema = HOUSE / "decision/schemas/published.schema.json"
    for name, content in {
        "paths.csv": table.getvalue(),
        "tree.json": to_json(site.tree) + "\n",
        "tree.schema.json": schema.read_text(encoding="utf-8"),
    }.items():
        yield File.generated(site.config, f"decide/{name}", content=content)


def write(site: Site, target: Path) -> None:
    """Write what is no page into a built site."""
    for url, entries in site.history.items():
        # A place that recommended once and asks on today keeps the record that was linked.
        last = {type(entry.state): entry for entry in entries}
        for entry in last.values():
            for name, text in records(site, entry):
                (target / "decide" / url / name).write_text(text, encoding="utf-8", newline="\n")
    _write_releases(site, target / "decide/releases")
    _write_cards(site, target / CARDS)


def records(site: Site, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the files beside the page of a state, by name: what one version said there."""
    of, state = site.published(entry), entry.state
    if isinstance(state, Ask):
        question = entry.tree.questions[state.question]
        values = {**of, "state": state, "question": question, "citation": _citation(site, entry)}
        yield QUESTION, rendered("records/question.md", **values)
    if isinstance(state, Leaf):
        outcome = entry.tree.outcomes[state.outcome]
        others = [other for other in entry.tree.outcomes.values() if other is not outcome]
        values = {
            **of,
            "leaf": state,
            "outcome": outcome,
            "options": [outcome, *others],
            "answers": [answer for _, answer in given(entry.tree, state)],
            "citation": _citation(site, entry),
        }
        yield RECORD, rendered("records/madr.md", **values)
        yield SHORT_RECORD, rendered("records/nygard.md", **values)


def _citation(site: Site, entry: Entry) -> str:
    assert entry.state is not None
    return site.cited(entry, title(entry.tree, entry.state), f"decide/{entry.state.url}")


def _write_releases(site: Site, target: Path) -> None:
    target.mkdir(exist_ok=True)
    folder = releases_of(site.file)
    releases = site.project.releases
    # A record names the file of its version, and so there is one before its release, too.
    (target / f"{site.tree.version}.yaml").write_bytes(site.file.read_bytes())
    names = [f"{release.version}.yaml" for release in releases] + ([INDEX] if releases else [])
    for name in names:
        (target / name).write_bytes((folder / name).read_bytes())


def _write_cards(site: Site, target: Path) -> None:
    """Write a picture for each outcome of any version, and one for all other pages."""
    name = site.config.site_name
    pictures = {"site": _card("", name, site.config.site_description or "", "compass")}
    # Chats and pages of others still ask for those of outcomes that are gone.
    for tree in (*(release.tree for release in site.project.releases), site.tree):
        for id_, outcome in tree.outcomes.items():
            pictures[id_] = _card(name, outcome.title, outcome.summary, outcome.icon)

    def draw(folder: Path) -> None:
        for id_, svg in pictures.items():
            (folder / f"{id_}.png").write_bytes(_png(svg))

    sources = {id_: svg.encode() for id_, svg in pictures.items()}
    drawn = made(HOUSE, "cards", {**sources, "font": _FONT.read_bytes()}, draw)
    shutil.copytree(drawn, target)


def _card(site: str, title: str, words: str, sign: str) -> str:
    values = {"site": site, "title": title, "words": words, "icon_shape": shape(sign)}
    return rendered("parts/card.svg.html", **values)


def _png(svg: str) -> bytes:
    # Only the font that is here, so that every machine draws the same bytes.
    fonts = [str(_FONT)]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts))
