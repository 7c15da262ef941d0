"""Outcomes are told apart by sign and by colour, and signs are drawn for eyes alone."""

import pytest

from decision.render.icon import icon, outcome_label, shape, tone
from decision.tree.records import ICONS
from tests.machine.parsed_html import Parsed, left_open
from tests.machine.sample_trees import NINE_QUESTIONS


@pytest.mark.parametrize("name", ICONS)
def test_every_sign_is_drawn_and_passed_over_by_assistive_technology(name: str) -> None:
    assert Parsed(icon(name)).elements[0][0] == "svg"
    assert 'aria-hidden="true"' in icon(name)
    assert f'd="{shape(name)}"' in icon(name)


def test_no_two_signs_are_drawn_alike() -> None:
    assert len({icon(name) for name in ICONS}) == len(ICONS)


def test_outcomes_are_told_apart_by_sign_and_by_colour() -> None:
    found = [(tone(NINE_QUESTIONS, o), icon(o.icon)) for o in NINE_QUESTIONS.outcomes.values()]
    assert len({colour for colour, _ in found}) == len({sign for _, sign in found}) == len(found)


def test_the_label_of_an_outcome_is_its_short_title_with_its_sign_and_its_colour() -> None:
    for outcome in NINE_QUESTIONS.outcomes.values():
        label = outcome_label(NINE_QUESTIONS, outcome)
        assert Parsed(label).texts == [outcome.short]
        assert icon(outcome.icon) in label
        assert tone(NINE_QUESTIONS, outcome) in label
        assert left_open(label) == []
