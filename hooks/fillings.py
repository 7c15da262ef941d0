"""What fills each marker, from the page that it stands on and its argument."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from mkdocs.utils import get_build_date

from decision.history.places import latest
from decision.ledger.claims import VERDICTS
from decision.ledger.evidence import reviews as reviews_by
from decision.ledger.format import BASES, STRENGTHS
from decision.reading.diagnostics import nearest, quoted
from decision.tree.records import Outcome, Question
from decision.tree.states import Ask, Leaf, paths, states
from decision.tree.use_cases import FOLDER, is_case
from hooks import stopped
from hooks.site import HOUSE, View
from hooks.templates import rendered

#: What a field of the worksheet is where its page does not say.
_FIELD = {"hint": "", "least": 0, "most": 1_000_000_000, "whole": False, "choices": {}}

#: Whatever is shown as a shape and a word.
_BADGES = (*STRENGTHS, *BASES, *VERDICTS)

#: Where the examples of checks stand; each is a golden test as well.
_EXAMPLES = ("trees/wrong", "ledgers/wrong", "pages/wrong")


def state(view: View, _: str) -> str:
    """Return the state of the page, or what is told of one that is gone."""
    site, url = view.site, _front(view, "state")
    entries = site.history[url]
    if state := site.states.get(url):
        return view.show("state", state=state, entries=entries)
    entry, last = latest(entries)
    return view.show("gone", old=entry.tree, state=last, entries=entries)


def answers(view: View, words: str) -> str:
    """Return the form that reads answers; the argument is its two texts."""
    unknown, bar, submit = words.partition(" | ")
    if not bar:
        raise stopped(f"{view.name}: `answers` needs two texts, with ` | ` between them")
    return view.show("answers", unknown=unknown, submit=submit)


def question(view: View, _: str) -> str:
    """Return the answers of the question that the page is about."""
    return view.show("question", question=_own_question(view))


def asked(view: View, _: str) -> str:
    """Return the states that ask the question of the page."""
    id_ = _own_question(view).id
    asking = [s for s in states(view.site.tree) if isinstance(s, Ask) and s.question == id_]
    return view.show("ways", places=asking)


def outcome(view: View, _: str) -> str:
    """Return the recommendation that the page is about."""
    return view.show("outcome", outcome=_own_outcome(view), leaves=_leaves_of_page(view))


def leaves(view: View, _: str) -> str:
    """Return the paths that end in the outcome of the page."""
    return view.show("ways", places=_leaves_of_page(view))


def cases(view: View, _: str) -> str:
    """Return the use cases, on the page of an outcome its own."""
    outcome = None if view.path == f"{FOLDER}/index.md" else _own_outcome(view)
    return view.show("use_cases", outcome=outcome)


def use_case(view: View, _: str) -> str:
    """Return the path and the recommendation of the use case."""
    return view.show("use_case", leaf=_own_leaf(view))


def flips(view: View, _: str) -> str:
    """Return what would change the recommendation of the use case."""
    return view.show("flips", leaf=_own_leaf(view))


def entries(view: View, topic: str) -> str:
    """Return the entries of a topic."""
    project = view.site.project
    ledger = project.ledger.values()
    _known(view, topic, {entry.topic.id for entry in ledger}, "topic")
    found = [entry for entry in ledger if entry.topic.id == topic]
    return view.show("entries", entries=found, citations=project.citations)


def evidence(view: View, id_: str) -> str:
    """Return the footnote for an entry."""
    ledger = view.site.project.ledger
    return view.show("footnote", entry=ledger[_known(view, id_, ledger, "evidence")])


def reviews(view: View, _: str) -> str:
    """Return the entries that wait for a review, by month."""
    # Two builds of one commit are the same: the day is that of SOURCE_DATE_EPOCH, where it is set.
    late, coming = reviews_by(view.site.project.ledger, date.fromisoformat(get_build_date()))
    return view.show("reviews", late=late, coming=coming)


def claims(view: View, verdict: str) -> str:
    """Return the checked claims with a verdict."""
    project = view.site.project
    _known(view, verdict, VERDICTS, "verdict")
    found = [claim for claim in project.claims.values() if claim.verdict == verdict]
    return view.show("claims", claims=found, pages=project.pages)


def count(view: View, name: str) -> str:
    """Return how many entries or claims there are of a kind."""
    ledger, checked = view.site.project.ledger.values(), view.site.project.claims.values()
    counts = Counter(str(entry.strength) for entry in ledger)
    counts.update(str(entry.basis) for entry in ledger)
    counts.update(str(claim.verdict) for claim in checked)
    counts.update(evidence=len(ledger), claims=len(checked))
    return str(counts[_known(view, name, (*_BADGES, "evidence", "claims"), "count")])


def changes(view: View, _: str) -> str:
    """Return what changed from version to version."""
    releases = view.site.project.releases
    versions = [{"tree": r.tree, "date": r.date, "note": r.note} for r in releases]
    if all(release.version != view.site.tree.version for release in releases):
        versions.append({"tree": view.site.tree, "date": "", "note": ""})
    return view.show("changes", steps=list(zip(versions, [None, *versions], strict=False)))


def check(view: View, name: str) -> str:
    """Return the agreed message of a check."""
    folders = (HOUSE / "tests/machine" / folder for folder in _EXAMPLES)
    path = next((p for folder in folders if (p := folder / f"{name}.txt").is_file()), None)
    if path is None:
        raise stopped(f"{name}.txt is missing, the golden test of a check")
    return view.show("check", message=path.read_text(encoding="utf-8").rstrip())


def worksheet(view: View, part: str) -> str:
    """Return a part of the worksheet that the front matter tells."""
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


def sign(view: View, name: str) -> str:
    """Return the sign of a strength, a basis or a verdict."""
    return view.show("sign", name=_known(view, name, _BADGES, "badge"))


def workbench(view: View, _: str) -> str:
    """Return the workbench."""
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


def ledger(view: View, _: str) -> str:
    """Return a heading for each topic of the ledger."""
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
    name = PurePosixPath(view.path).stem if is_case(view.path) else ""
    cases = view.site.project.use_cases
    case = _owner(view, (case for case in cases if case.id == name), "a use case")
    state = case.state(view.site.tree)
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
