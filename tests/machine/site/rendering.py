"""What pages and records show, without a build: a site of a tree, its parts, its records."""

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from decision.history.places import Entry, history
from decision.history.releases import Release
from decision.ledger import claims, evidence
from decision.ledger.citations import Citation
from decision.ledger.claims import Claim
from decision.ledger.evidence import Evidence
from decision.project import Project
from decision.reading import pages
from decision.tree import use_cases
from decision.tree.records import Tree
from decision.tree.states import Leaf, paths, states
from decision.tree.use_cases import UseCase
from hooks.assets import Bundles
from hooks.files import records
from hooks.site import Site, View
from hooks.templates import rendered
from tests.machine.parsed_html import link
from tests.machine.strategies import written

BASE = "https://example.org/guide/"
DIGEST = "a1" * 32


def part(name: str, tree: Tree, /, **values: Any) -> Markup:
    """Return a part of a page with what every part knows."""
    known = {"tree": tree, "ledger": {}, "use_cases": (), "link": link}
    return rendered(f"parts/{name}.html", **{**known, **values})


def site_of(
    tree: Tree,
    ledger: Mapping[str, Evidence] | None = None,
    releases: Sequence[Release] = (),
    checked: Mapping[str, Claim] | None = None,
    worked: Sequence[UseCase] = (),
) -> Site:
    """Return the site of a tree; it has no pages of its own, and no scripts."""
    config = MkDocsConfig()
    config.site_name, config.site_url = "A guide", BASE
    project = Project(tree, DIGEST, releases, ledger or {}, worked, {}, checked or {}, {}, ())
    return Site(
        config=config,
        file=Path("tree.yaml"),
        docs=Path("docs"),
        project=project,
        states={state.url: state for state in states(tree)},
        history=history(tree, DIGEST, releases),
        redirects={},
        bundles=Bundles({}, {}, {}),
        workbench=None,
    )


def view_of(site: Site, path: str, **front: Any) -> View:
    """Return a page of a site by its file, among the pages that templates link."""
    cases = (f"use-cases/{case.id}.md" for case in site.project.use_cases)
    named = ("evidence.md", "decide/table.md", "decide/compare.md", *cases)
    asked = (str(question.page) for question in site.tree.questions.values())
    reached = (str(outcome.page) for outcome in site.tree.outcomes.values())
    names = dict.fromkeys((path, *named, *asked, *reached))
    files = {name: File(name, None, "site", use_directory_urls=True) for name in names}
    page = Page(None, files[path], site.config)
    page.meta = front
    return View(site, page, Files([*files.values()]))


def records_of(site: Site, url: str) -> Mapping[str, str]:
    """Return the files beside the page of a state of today's tree, by name."""
    return dict(records(site, site.history[url][-1]))


def use_cases_of(tree: Tree, word: str) -> list[UseCase]:
    """Return a use case for each path, with a word as its texts."""
    found = []
    for number, leaf in enumerate(paths(tree)):
        told = f"{word} {'and so on ' * 6}"
        keys: dict[str, object] = {"title": told[:70], "description": told[:160]}
        keys |= {"outcome": leaf.outcome, "answers": dict(leaf.path)}
        page = f"---\n{json.dumps(keys, ensure_ascii=False)}\n---\n"
        found.append(use_cases.parse(page, f"case-{number}.md"))
    return found


def ledger_of(word: str) -> Mapping[str, Evidence]:
    """Return a ledger of two entries of one source, with a word as their texts."""
    keys = ("claim", "title", "authors", "where", "read", "caveat")
    entry: dict[str, object] = dict.fromkeys(keys, word)
    entry |= {"topic": "t", "year": "2024", "basis": "secondary", "strength": "opinion"}
    entry |= {"as_of": "2024-05", "review_by": "2027-01-31"}
    first = {**entry, "figures": [word], "url": "https://example.org/?a=1&b='"}
    document = {"topics": {"t": word}, "entries": {"study": first, "trial": entry}}
    return evidence.parse(written(document), "evidence.yaml")


def claims_of(word: str) -> Mapping[str, Claim]:
    """Return one checked claim, with a word as its texts."""
    claim: dict[str, object] = dict.fromkeys(("says", "found", "wording", "note"), word)
    claim |= {"verdict": "supported", "pages": ["a.md"], "evidence": ["study", "trial"]}
    return claims.parse(written({"claim": claim}), "claims.yaml")


def every_part(tree: Tree, old: Tree, word: str) -> Iterator[tuple[str, Markup]]:
    """Yield everything that is HTML with the name of its template.

    `old` is the tree of an earlier version, `word` the text of all that is not in the tree.
    """
    for name, values in _values(tree, old, word):
        yield name, part(name, tree, **values)


def _values(tree: Tree, old: Tree, word: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    ledger, worked = ledger_of(word), use_cases_of(tree, word)
    known = {"ledger": ledger, "use_cases": worked}
    yield "answers", {"unknown": word, "submit": word}
    yield "fault", {"said": word, "good": True}
    for name in ("compare", "outcomes", "paths"):
        yield name, {}
    for name in ("panels", "use_cases"):
        yield name, {**known, "outcome": None}
    yield from _values_of_states(tree, old, word, known)
    for question in tree.questions.values():
        yield "question", {"question": question}
    for outcome in tree.outcomes.values():
        leaves = [leaf for leaf in paths(tree) if leaf.outcome == outcome.id]
        yield "outcome", {"outcome": outcome, "leaves": leaves}
        yield "use_cases", {"outcome": outcome, "use_cases": worked}
    yield "ways", {"places": list(states(tree))}
    now, before = (
        {"tree": of, "date": "2026-01-31", "note": word if of is tree else ""} for of in (tree, old)
    )
    yield "changes", {"steps": [(before, None), (now, before)]}
    entries = [*ledger.values()]
    yield "footnote", {"entry": entries[0]}
    yield "sources", {"entries": entries}
    yield "reviews", {"late": entries[:1], "coming": {"2027-01": entries}}
    kinds = ("page", "question", "answer", "outcome", "claim", "claim")
    cited = {"study": [Citation(kind, word, "a.md", "x") for kind in kinds]}
    yield "entries", {"entries": entries, "citations": cited}
    page = dataclasses.replace(pages.parse("# A", "a.md", "a.md"), title=word)
    shown = {"claims": claims_of(word).values(), "pages": {"a.md": page}, "ledger": ledger}
    yield "claims", shown
    yield "check", {"message": word}
    yield "sign", {"name": "measurement"}
    for name in ("begin", "fields"):
        yield "worksheet", {"sheet": _sheet(word), "part": name, "groups": {word: _fields(word)}}
    yield "card.svg", {"site": word, "title": word, "words": word, "icon_shape": "M0 0"}


def _values_of_states(
    tree: Tree, old: Tree, word: str, known: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    entries = (Entry(old, word, DIGEST, next(paths(old))), Entry(tree, word, DIGEST, None))
    for state in states(tree):
        yield "state", {**known, "state": state, "entries": entries}
        if isinstance(state, Leaf):
            yield "flips", {"leaf": state}
            yield "use_case", {"leaf": state}
    for state in states(old):
        yield "gone", {**known, "old": old, "state": state, "entries": entries}


def _sheet(word: str) -> Mapping[str, Any]:
    return {
        **dict.fromkeys(("currency", "start-again", "refused"), word),
        "heads": [word] * 3,
        "words": {"number": word, "least": word},
    }


def _fields(word: str) -> Mapping[str, Mapping[str, Any]]:
    """Return a number, a short text and a choice, with a word as their texts."""
    field = {"label": word, "unit": f"¤ per {word}", "example": 12_000, "hint": word}
    field |= {"least": 0, "most": 10, "whole": True, "choices": {}}
    text = {**field, "unit": "", "least": None, "most": None, "whole": False, "example": word}
    return {
        "number": field,
        "text": text,
        "choice": {**text, "example": "one", "choices": {"one": word, "other": word}},
    }
