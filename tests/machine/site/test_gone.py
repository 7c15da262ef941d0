"""What a reader is told of a place that said something else once, or is gone, and of changes."""

from decision.history.places import history, latest
from hooks.templates import told_of_gone
from tests.machine.changed_trees import releases
from tests.machine.parsed_html import Parsed, link
from tests.machine.site.rendering import DIGEST, part

RELEASES = releases()
TODAY = RELEASES[-1].tree
HISTORY = history(TODAY, DIGEST, RELEASES)


def gone(url: str) -> str:
    """Return the page of a place that today's tree has no more."""
    entry, state = latest(HISTORY[url])
    return part("gone", TODAY, old=entry.tree, state=state, entries=HISTORY[url])


def test_an_outcome_that_differed_is_told_with_the_note_of_its_release() -> None:
    told = Parsed(part("history", TODAY, entries=HISTORY["repeats.yes/stale.no/"])).text
    assert "Version 1.0.0: No cache. Note of 1.0.0." in told
    assert "Version 4.0.0: no such place any more. Note of 4.0.0." in told


def test_a_place_that_always_said_the_same_has_no_history() -> None:
    assert part("history", TODAY, entries=HISTORY[""]).strip() == ""


def test_a_place_that_is_gone_says_what_it_said_and_where_its_answers_lead_today() -> None:
    parsed = Parsed(gone("repeats.yes/stale.yes/size.yes/"))
    assert "Made with version 3.0.0" in parsed.text
    assert "What version 3.0.0 said" in parsed.text
    assert "Add a cache" in parsed.text
    # The question that moved is asked first now; the answer to the one that is gone is named.
    assert link("decide/stale.yes/repeats.yes/") in {a["href"] for a in parsed.links}
    assert "Does it fit in memory? It fits" in parsed.texts


def test_a_place_whose_answers_lead_to_a_question_today_says_that_it_asks() -> None:
    parsed = Parsed(gone("repeats.no/"))
    assert "With the same answers version 4.0.0 asks: May an answer be old?" in parsed.text
    assert parsed.links[1]["href"] == link("decide/")
    assert "Is the same thing read again? Rarely" in parsed.texts


def test_the_title_of_a_place_that_is_gone_names_the_version_that_had_it() -> None:
    assert told_of_gone(RELEASES[0].tree, '"Ask" & <see>') == 'Version 1.0.0: "Ask" & <see>'


def changes_between(before: int, after: int) -> Parsed:
    """Return what is told of the changes from one release to another, by their numbers."""
    found = [{"tree": r.tree, "date": r.date, "note": r.note} for r in RELEASES]
    return Parsed(part("changes", TODAY, steps=[(found[after], found[before])]))


def test_a_version_tells_its_changes_and_every_path_that_ends_elsewhere() -> None:
    parsed = changes_between(0, 1)
    assert "Version 2.0.0, 2026-01-01" in parsed.text
    assert "Note of 2.0.0." in parsed.text
    assert "Paths that no longer end as before:" in parsed.text
    assert link("decide/repeats.no/") in {a["href"] for a in parsed.links}
    assert "Asks: Is the same thing read again?" in parsed.text


def test_a_version_in_which_every_path_ends_as_before_says_so() -> None:
    parsed = changes_between(0, 0)
    assert "Every path ends as before." in parsed.text
    assert "Paths that no longer end" not in parsed.text


def test_the_first_version_is_counted_and_one_without_a_date_is_not_released() -> None:
    first = {"tree": RELEASES[0].tree, "date": "", "note": ""}
    told = Parsed(part("changes", TODAY, steps=[(first, None)])).text
    assert "Version 1.0.0, not released yet" in told
    assert "2 questions, 2 outcomes, 3 paths, 5 places that can be linked." in told
