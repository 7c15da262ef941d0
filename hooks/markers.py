"""Markers in a page, `<!-- name -->` or `<!-- name: argument -->`, and what fills each of them."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from mkdocs.utils import get_build_date

from decision.history.places import latest
from decision.ledger.claims import VERDICTS
from decision.ledger.evidence import Evidence, overdue
from decision.ledger.format import BASES, STRENGTHS
from decision.reading.diagnostics import nearest, quoted
from decision.reading.markdown import without_code
from decision.reading.pages import MARKER
from decision.render.flowchart import flowchart
from decision.tree.records import Outcome, Question
from decision.tree.states import Ask, Leaf, paths, start, states
from hooks import stopped
from hooks.site import HOUSE, View
from hooks.templates import rendered


@dataclass(frozen=True, slots=True)
class Marker:
    """What fills a marker, from the page that it stands on and its argument.

    One that `makes_headings` is filled in the Markdown of its page, so that the table of contents
    and the search know them; every other one in its HTML.
    """

    filling: Callable[[View, str], str]
    makes_headings: bool = False


def fill(html: str, view: View) -> str:
    """Return the HTML of a page with every marker in it filled."""
    filled = MARKER.sub(lambda match: _filled(match, view, headings=False), html)
    in_place = any(match[1] == "panels" for match in MARKER.finditer(html))
    return f"<decision-tree>{filled}</decision-tree>" if in_place else filled


def fill_headings(markdown: str, view: View) -> str:
    """Return the Markdown of a page with those markers filled that make headings."""
    prose = without_code(markdown)

    def filled(match: re.Match[str]) -> str:
        is_code = not prose.startswith(match[0], match.start())
        return match[0] if is_code else _filled(match, view, headings=True)

    return MARKER.sub(filled, markdown)


def _filled(match: re.Match[str], view: View, *, headings: bool) -> str:
    marker = MARKERS.get(match[1])
    if marker is None or marker.makes_headings != headings:
        return match[0]
    return marker.filling(view, match[2] or "")


def _state(view: View, _: str) -> str:
    site, url = view.site, _front(view, "state")
    entries = site.history[url]
    if state := site.states.get(url):
        return view.show("state", state=state, entries=entries)
    entry, last = latest(entries)
    return view.show("gone", old=entry.tree, state=last, entries=entries)


def _answers(view: View, words: str) -> str:
    unknown, bar, submit = words.partition(" | ")
    if not bar:
        raise stopped(f"{view.name}: `answers` needs two texts, with ` | ` between them")
    return view.show("answers", unknown=unknown, submit=submit)


def _question(view: View, _: str) -> str:
    return view.show("question", question=_own_question(view))


def _asked(view: View, _: str) -> str:
    id_ = _own_question(view).id
    asking = [s for s in states(view.site.tree) if isinstance(s, Ask) and s.question == id_]
    return view.show("ways", places=asking)


def _outcome(view: View, _: str) -> str:
    return view.show("outcome", outcome=_own_outcome(view), leaves=_leaves_of_page(view))


def _leaves(view: View, _: str) -> str:
    return view.show("ways", places=_leaves_of_page(view))


def _cases(view: View, _: str) -> str:
    outcome = None if _folder(view) == "use-cases" else _own_outcome(view)
    return view.show("use_cases", outcome=outcome)


def _use_case(view: View, _: str) -> str:
    return view.show("use_case", leaf=_own_leaf(view))


def _flips(view: View, _: str) -> str:
    return view.show("flips", leaf=_own_leaf(view))


def _entries(view: View, topic: str) -> str:
    project = view.site.project
    ledger = project.ledger.values()
    _known(view, topic, {entry.topic.id for entry in ledger}, "topic")
    found = [entry for entry in ledger if entry.topic.id == topic]
    return view.show("entries", entries=found, citations=project.citations)


def _evidence(view: View, id_: str) -> str:
    ledger = view.site.project.ledger
    return view.show("footnote", entry=ledger[_known(view, id_, ledger, "evidence")])


def _reviews(view: View, _: str) -> str:
    # Two builds of one commit are the same: the day is that of SOURCE_DATE_EPOCH, where it is set.
    today = date.fromisoformat(get_build_date())
    ledger = view.site.project.ledger.values()
    coming: dict[str, list[Evidence]] = {}
    for entry in sorted(ledger, key=lambda entry: str(entry.review_by)):
        if entry.review_by and not overdue(entry, today):
            coming.setdefault(str(entry.review_by)[:7], []).append(entry)
    late = [entry for entry in ledger if overdue(entry, today)]
    return view.show("reviews", late=late, coming=coming)


def _claims(view: View, verdict: str) -> str:
    project = view.site.project
    _known(view, verdict, VERDICTS, "verdict")
    found = [claim for claim in project.claims.values() if claim.verdict == verdict]
    return view.show("claims", claims=found, pages=project.pages)


def _count(view: View, name: str) -> str:
    ledger, claims = view.site.project.ledger.values(), view.site.project.claims.values()
    counts = Counter(str(entry.strength) for entry in ledger)
    counts.update(str(entry.basis) for entry in ledger)
    counts.update(str(claim.verdict) for claim in claims)
    counts.update(evidence=len(ledger), claims=len(claims))
    return str(counts[_known(view, name, (*_BADGES, "evidence", "claims"), "count")])


def _changes(view: View, _: str) -> str:
    releases = view.site.project.releases
    versions = [{"tree": r.tree, "date": r.date, "note": r.note} for r in releases]
    if all(release.version != view.site.tree.version for release in releases):
        versions.append({"tree": view.site.tree, "date": "", "note": ""})
    return view.show("changes", steps=list(zip(versions, [None, *versions], strict=False)))


def _check(view: View, name: str) -> str:
    folders = (HOUSE / "tests/machine" / folder for folder in _EXAMPLES)
    path = next((p for folder in folders if (p := folder / f"{name}.txt").is_file()), None)
    if path is None:
        raise stopped(f"{name}.txt is missing, the golden test of a check")
    return view.show("check", message=path.read_text(encoding="utf-8").rstrip())


def _worksheet(view: View, part: str) -> str:
    if part == "end":
        return "</cost-worksheet>"
    sheet = _front(view, "worksheet")
    parts = {"begin": {}, **sheet["fields"]}
    groups = {
        legend: {name: {**_FIELD, **field} for name, field in group.items()}
        for legend, group in parts[_known(view, part, parts, "part")].items()
    }
    html = view.show("worksheet", sheet=sheet, part=part, groups=groups)
    # What follows on the page, up to the end, is the content of the element.
    return f'<cost-worksheet class="worksheet">{html}' if part == "begin" else html


def _sign(view: View, name: str) -> str:
    return view.show("sign", name=_known(view, name, _BADGES, "badge"))


def _workbench(view: View, _: str) -> str:
    found = view.site.workbench
    if found is None:
        raise stopped(f"{view.name}: the workbench stands on workbench/index.md only")
    return view.show(
        "workbench/workbench",
        workbench=found,
        core=view.link(found.core),
        ours=view.link(found.ours),
        download=f"{found.download / 1e6:.1f}",
    )


def _ledger(view: View, _: str) -> str:
    topics = dict.fromkeys(entry.topic for entry in view.site.project.ledger.values())
    return rendered("parts/ledger.md", topics=topics)


def _own_question(view: View) -> Question:
    """Return the question that the page is about."""
    questions = view.site.tree.questions.values()
    return _owner(view, (q for q in questions if q.page == view.path), "a question")


def _own_outcome(view: View) -> Outcome:
    """Return the outcome that the page is about."""
    outcomes = view.site.tree.outcomes.values()
    return _owner(view, (o for o in outcomes if o.page == view.path), "an outcome")


def _own_leaf(view: View) -> Leaf:
    """Return the state that the use case of the page reaches."""
    name = PurePosixPath(view.path).stem if _folder(view) == "use-cases" else ""
    cases = view.site.project.use_cases
    leaf = _owner(view, (case for case in cases if case.id == name), "a use case")
    state = leaf.state(view.site.tree)
    assert isinstance(state, Leaf)  # the check has replayed it
    return state


def _owner[T](view: View, found: Iterator[T], kind: str) -> T:
    owner = next(found, None)
    if owner is None:
        raise stopped(f"{view.name}: a marker here is for the page of {kind}, and it is none")
    return owner


def _front(view: View, key: str) -> Any:
    """Return what the front matter of the page says."""
    if key not in view.page.meta:
        raise stopped(f"{view.name}: a marker here needs `{key}` in the front matter of the page")
    return view.page.meta[key]


def _known(view: View, name: str, known: Collection[str], kind: str) -> str:
    """Return the argument of a marker, which is one of those known."""
    if name not in known:
        help_ = nearest(name, sorted(known))
        raise stopped(f"{view.name}: no {kind} is named {quoted(name)}: {help_}".rstrip(": "))
    return name


def _leaves_of_page(view: View) -> list[Leaf]:
    id_ = _own_outcome(view).id
    return [leaf for leaf in paths(view.site.tree) if leaf.outcome == id_]


def _folder(view: View) -> str:
    return PurePosixPath(view.path).parent.name


#: What a field of the worksheet is where its page does not say.
_FIELD = {"hint": "", "least": 0, "most": 1_000_000_000, "whole": False, "choices": {}}

#: Whatever is shown as a shape and a word.
_BADGES = (*STRENGTHS, *BASES, *VERDICTS)

#: Where the examples of checks stand; each is a golden test as well.
_EXAMPLES = ("trees/wrong", "ledgers/wrong", "pages/wrong")

#: Every marker by its name. Whoever adds one adds a line here.
MARKERS: Mapping[str, Marker] = {
    "answers": Marker(_answers),
    "cases": Marker(_cases),
    "changes": Marker(_changes),
    "check": Marker(_check),
    "claims": Marker(_claims),
    "compare": Marker(lambda view, _: view.show("compare")),
    "count": Marker(_count),
    "entries": Marker(_entries),
    "evidence": Marker(_evidence),
    "flips": Marker(_flips),
    "flowchart": Marker(lambda view, _: flowchart(view.site.tree, view.link)),
    "leaves": Marker(_leaves),
    "ledger": Marker(_ledger, makes_headings=True),
    "no-evidence": Marker(lambda view, _: ""),
    "outcome": Marker(_outcome),
    "outcomes": Marker(lambda view, _: view.show("outcomes")),
    "panel": Marker(
        lambda view, _: f"<div>{view.show('panel', state=start(view.site.tree))}</div>"
    ),
    "panels": Marker(lambda view, _: view.show("panels")),
    "paths": Marker(lambda view, _: view.show("paths")),
    "question": Marker(_question),
    "reviews": Marker(_reviews),
    "sign": Marker(_sign),
    "sources": Marker(
        lambda view, _: view.show("sources", entries=view.site.project.ledger.values())
    ),
    "state": Marker(_state),
    "states": Marker(_asked),
    "use-case": Marker(_use_case),
    "workbench": Marker(_workbench),
    "worksheet": Marker(_worksheet),
}
