"""What became of an address: a line of history, or the page of a state that is no more."""

from collections.abc import Sequence

from decision.history.places import Entry, changes_of_meaning, latest
from decision.render.actions import actions
from decision.render.flowchart import Link
from decision.render.html import Html, join, tag
from decision.render.panel import panel
from decision.render.state import outcome_label, reasons, section, title
from decision.tree.records import Tree
from decision.tree.states import Leaf, State, given, replay


def history_list(entries: Sequence[Entry]) -> Html | None:
    """Return what each version said at an address; None where it never changed its outcome."""
    found = changes_of_meaning(entries)
    if len(found) < 2:
        return None
    return section("What each version said here", tag("ul", map(_entry, found)))


def gone_page(tree: Tree, entries: Sequence[Entry], link: Link) -> Html:
    """Return the page of a state that today's tree has no more.

    It says so, shows what the last version that had it recommended, and where the same answers lead
    today.
    """
    entry, state = latest(entries)
    old = entry.tree
    notice = tag(
        "div",
        tag("p", f"Made with version {old.version}", class_="admonition-title"),
        tag(
            "p",
            f"This address belongs to version {old.version} of the guidance. Version {tree.version}"
            " no longer has this place; the address is kept so that links to it hold.",
        ),
        class_="admonition note",
    )
    found = [
        tag("h1", title(old, state)),
        notice,
        section("Your answers today", *_today(tree, old, state, link)),
        section(f"What version {old.version} said", panel(old, state, link, heading="h3")),
    ]
    if isinstance(state, Leaf):
        found.append(actions(state, link))
        found.append(reasons(old, state, link, (), level=3))
    return join(found, history_list(entries))


def _today(tree: Tree, old: Tree, state: State, link: Link) -> Sequence[Html | None]:
    walked = replay(tree, state.path)
    here = walked.state
    to = link(f"decide/{here.url}")
    if isinstance(here, Leaf):
        outcome = tree.outcomes[here.outcome]
        lead: tuple[Html | str, ...] = (
            f"With the same answers version {tree.version} recommends ",
            outcome_label(tree, outcome),
            ": ",
        )
    else:
        lead = (f"With the same answers version {tree.version} asks: ",)
    words = {(str(q.id), str(a.id)): f"{q.ask} {a.label}" for q, a in given(old, state)}
    left = [tag("li", words[pair]) for pair in (*walked.unknown, *walked.unused)]
    return (
        tag("p", *lead, tag("a", title(tree, here), href=to), "."),
        join(tag("p", "Answers that play no part any more:"), tag("ul", left)) if left else None,
    )


def _entry(entry: Entry) -> Html:
    tree, state = entry.tree, entry.state
    if state is None:
        said = "no such place any more"
    elif isinstance(state, Leaf):
        said = str(tree.outcomes[state.outcome].title)
    else:
        said = "a question"
    note = f". {entry.note}" if entry.note else None
    return tag("li", tag("strong", f"Version {tree.version}: "), said, note)
