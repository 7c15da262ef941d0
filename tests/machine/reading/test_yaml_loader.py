"""The loader in Python and the one in C give the same of every text: nodes, or messages."""

import runpy

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from decision.reading import yaml_loader
from decision.reading.diagnostics import TreeError, to_text
from decision.reading.nodes import MapNode, Node, Text, read
from decision.reading.yaml_loader import PythonLoader
from tests.machine.check_examples import UPDATE, messages
from tests.machine.sample_trees import MINIMAL, OK, text_of
from tests.machine.strategies import modest

MANY = text_of(OK / "many-forms.yaml")
SIGNS = st.sampled_from(
    [
        *("a", "b: c", "?", " ? ", "? ", " ?", ":", ": ", "- ", "-", "[", "]", "{", "}", ",", ", "),
        *("\n", "\n  ", "\n- ", "\n? ", "#", " #", "'", '"', "&a", "*a", "!", "|", ">", "|-", ">2"),
        *("%", "@", "`", "\\", "---", "...", "é", "\u00a0", "x y"),
    ]
)


@pytest.fixture
def in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_loader, "FASTEST", PythonLoader)


def what_is_read(text: str) -> object:
    try:
        return _plain(read(text, "some.yaml"))
    except TreeError as error:
        return to_text(error.diagnostics)


def _plain(node: Node) -> object:
    if isinstance(node, Text):
        return str(node), node.place[1:], node.comment and node.comment[1:]
    parts = (
        node.items if not isinstance(node, MapNode) else [p for pair in node.items for p in pair]
    )
    return type(node).__name__, node.place[1:], [_plain(part) for part in parts]


@modest
@given(st.lists(SIGNS, max_size=12).map("".join), st.booleans())
def test_both_loaders_give_the_same_nodes_or_the_same_messages(text: str, flow: bool) -> None:
    text = f"{{key: [{text}], other: x}}" if flow else text
    with_c = what_is_read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_loader, "FASTEST", PythonLoader)
        assert what_is_read(text) == with_c


@modest
@given(st.data())
def test_both_loaders_give_the_same_of_a_damaged_tree(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([MINIMAL, MANY]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        stop = min(len(text), start + data.draw(st.integers(0, 20)))
        text = text[:start] + data.draw(SIGNS) + text[stop:]
    with_c = what_is_read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_loader, "FASTEST", PythonLoader)
        assert what_is_read(text) == with_c


@pytest.mark.parametrize("text", ["How?", "How?? Why?", "Is it? Or not?", "a?b", "a ? b", "'Is ?'"])
@pytest.mark.parametrize("form", ["{key: %s, other: [%s, %s]}\n", "key: %s\n", "- %s\n- %s\n"])
@pytest.mark.usefixtures("in_python")
def test_a_question_mark_in_a_text_is_text_without_the_c_library_too(form: str, text: str) -> None:
    read_in_python = what_is_read(form.replace("%s", text))
    assert repr(text.strip("'")) in repr(read_in_python)


@pytest.mark.usefixtures("in_python")
def test_the_messages_are_the_same_without_the_c_library() -> None:
    for path, text in messages().items():
        assert path.read_text(encoding="utf-8") == text, UPDATE


def test_where_the_c_library_is_not_there_the_one_in_python_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert issubclass(runpy.run_path(str(yaml_loader.__file__))["FASTEST"], yaml.SafeLoader)
