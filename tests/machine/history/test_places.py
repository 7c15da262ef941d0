"""What became of an address over releases."""

import json

from decision.history.changes import changes, moved
from decision.history.places import changes_of_meaning, history, latest
from decision.tree.loading import tree_of
from decision.tree.states import states
from tests.machine.changed_trees import BEFORE, add_question, releases
from tests.machine.strategies import written

RELEASES = releases()
TODAY = RELEASES[-1].tree
HISTORY = history(TODAY, "0" * 64, RELEASES)


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


def test_only_the_versions_that_said_something_else_are_told() -> None:
    found = changes_of_meaning(HISTORY["repeats.yes/stale.no/"])
    assert [str(entry.tree.version) for entry in found] == ["1.0.0", "3.0.0", "4.0.0"]
    assert [entry.note for entry in found] == ["Note of 1.0.0.", "Note of 3.0.0.", "Note of 4.0.0."]
    assert len(changes_of_meaning(HISTORY[""])) == 1


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
