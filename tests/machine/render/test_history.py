"""What a reader is told of a place that said something else once, or is gone."""

from decision.render.history import gone_page, history_list

from decision.history.places import history
from tests.machine.changed_trees import releases

RELEASES = releases()
TODAY = RELEASES[-1].tree
HISTORY = history(TODAY, "0" * 64, RELEASES)


def link(target: str) -> str:
    return f"/{target}"


def test_an_outcome_that_differed_is_told_with_the_note_of_its_release() -> None:
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
