"""An editor that knows the schemas finds nothing wrong with the files of the guide."""

import json
import re

import yaml
from jsonschema import Draft202012Validator

from tests.guide.files import DATA, TREES


def test_every_file_that_names_a_schema_in_its_first_line_keeps_to_it() -> None:
    wrong = []
    for file in (*TREES, *sorted(DATA.glob("*.yaml"))):
        text = file.read_text(encoding="utf-8")
        if named := re.match(r"# yaml-language-server: \$schema=(\S+)\n", text):
            schema = json.loads((file.parent / named[1]).read_text(encoding="utf-8"))
            # Every scalar is the text that the author wrote.
            document = yaml.load(text, Loader=yaml.BaseLoader)
            faults = Draft202012Validator(schema).iter_errors(document)
            wrong += [f"{file.name}: {fault.json_path}: {fault.message}" for fault in faults]
    assert wrong == []
