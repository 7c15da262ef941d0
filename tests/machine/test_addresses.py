"""Addresses state the same answers here and in the browser: one table of examples for both."""

import json
from pathlib import Path

from decision.tree.states import answers_in

TABLE = json.loads(Path(__file__).with_name("addresses.json").read_text(encoding="utf-8"))


def test_every_address_states_the_answers_that_the_table_says() -> None:
    for example in TABLE:
        expected = tuple((question, answer) for question, answer in example["answers"])
        assert answers_in(example["address"]) == expected, example["address"]
