"""An editor that knows the schemas finds nothing wrong with the files of the guide."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.guide.files import DATA, TREES

FILES = [*TREES, *sorted(DATA.glob("*.yaml"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_names_its_schema_in_its_first_line_and_keeps_to_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named, "an editor finds the schema by the first line"
    schema = json.loads((file.parent / named[1]).read_text(encoding="utf-8"))
    # Every scalar is the text that the author wrote.
    document = yaml.load(text, Loader=yaml.BaseLoader)
    wrong = Draft202012Validator(schema).iter_errors(document)
    assert [f"{error.json_path}: {error.message}" for error in wrong] == []
