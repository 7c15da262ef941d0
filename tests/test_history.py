"""What became of an address over releases."""

import json
from collections.abc import Callable
from typing import Any

from decision.history.changes import changes, moved
from decision.history.places import changes_of_meaning, history, latest
from decision.history.releases import Release
from decision.render.history import gone_page, history_list
from decision.tree.loading import tree_of
from decision.tree.states import states
from tests.strategies import written
from tests.test_changes import BEFORE, add_question, move_question, rename_outcome, split_answer

#: Three releases after the first: what each changes.
STEPS: dict[str, tuple[Callable[[Any], None], ...]] = {
    "2.0.0": (add_question, split_answer),
    "3.0.0": (rename_outcome,),
    "4.0.0": (),
}


def releases() -> tuple[Release, ...]:
    """Return a tree that is changed twice and, in the last release, asks in another order."""
    document = json.loads(json.dumps(BEFORE))
    found = [_release(document)]
    for version, steps in STEPS.items():
        document["version"] = version
        for step in steps:
            step(document)
        if version == "4.0.0":
            del document["questions"]["size"]
            move_question(document)
            document = json.loads(json.dumps(document).replace('"none"', '"source"'))
            below = document["tree"]["stale"]["yes"]["repeats"]
            del below["no"]
            below |= {"seldom": "source", "never": "cache"}
        found.append(_release(document))
    return tuple(found)


def _release(document: Any) -> Release:
    tree = tree_of(written(document), f"{document['version']}.yaml")
    return Release(tree, "2026-01-01", "0" * 64, f"Note of {tree.version}.")


RELEASES = releases()
TODAY = RELEASES[-1].tree
HISTORY = history(TODAY, "0" * 64, RELEASES)


def link(target: str) -> str:
    return f"/{target}"


def test_every_address_of_every_release_is_known() -> None:
    for release in RELEASES:
        for state in states(release.tree):
            assert state.url in HISTORY


def test_each_address_tells_what_every_version_said() -> None:
    versions = [str(entry.tree.version) for entry in HISTORY[""]]
    assert versions == ["1.0.0", "2.0.0", "3.0.0", "4.0.0"]
    for url, entries in HISTORY.items():
        for entry, release in zip(entries, RELEASES, strict=True):
            here = {state.url: state for state in states(release.tree)}
            assert entry.state == here.get(url)


def test_the_last_version_that_had_a_place_speaks_for_it() -> None:
    entry, state = latest(HISTORY["repeats.no/"])
    assert (entry.tree.version, state.outcomes) == ("1.0.0", ("none",))
    entry, state = latest(HISTORY["stale.yes/repeats.never/"])
    assert (entry.tree.version, state.outcomes) == ("4.0.0", ("cache",))


def test_an_outcome_that_differed_is_told_with_the_note_of_its_release() -> None:
    told = [
        str(entry.tree.version) for entry in changes_of_meaning(HISTORY["repeats.yes/stale.no/"])
    ]
    assert told == ["1.0.0", "3.0.0", "4.0.0"]
    html = history_list(HISTORY["repeats.yes/stale.no/"]) or ""
    assert "Version 1.0.0: </strong>No cache. Note of 1.0.0." in html
    assert "Version 4.0.0: </strong>no such place any more. Note of 4.0.0." in html
    assert history_list(HISTORY[""]) is None


def test_a_place_that_is_gone_says_what_it_said_and_where_its_answers_lead_today() -> None:
    page = gone_page(TODAY, HISTORY["repeats.yes/stale.yes/size.yes/"], link)
    assert "Made with version 3.0.0" in page
    assert "What version 3.0.0 said" in page and "Add a cache" in page
    # The question that moved is asked first now; the answer to the one that is gone is named.
    assert 'href="/decide/stale.yes/repeats.yes/"' in page
    assert "<li>Does it fit in memory? It fits</li>" in page
    split = gone_page(TODAY, HISTORY["repeats.no/"], link)
    assert 'version 4.0.0 asks: <a href="/decide/">' in split
    assert "<li>Is the same thing read again? Rarely</li>" in split


def test_a_tree_that_is_not_released_yet_stands_last() -> None:
    found = history(TODAY, "1" * 64, RELEASES[:-1])
    assert [entry.digest[0] for entry in found[""]] == ["0", "0", "0", "1"]
    assert found[""][-1].note == ""


def test_a_question_inserted_at_the_end_keeps_every_address_of_before() -> None:
    document = json.loads(json.dumps(BEFORE))
    add_question(document)
    new = tree_of(written(document), "new.yaml")
    old = tree_of(written(BEFORE), "old.yaml")
    assert {s.url for s in states(old)} <= {s.url for s in states(new)}
    assert [m.leaf.url for m in moved(old, new)] == ["repeats.yes/stale.yes/"]
    assert changes(old, new)[0].part == "minor"
