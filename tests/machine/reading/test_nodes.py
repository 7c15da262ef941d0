"""Text in, nodes that know their place or messages out: what an author wrote is what is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.check import Context, check
from decision.reading.diagnostics import Diagnostic, TreeError
from decision.reading.nodes import MapNode, Node, Text, decode, read
from decision.tree.loading import parse
from tests.machine.fuzzed import inside, well_formed
from tests.machine.sample_trees import MINIMAL, OK, OK_TREES, named, text_of
from tests.machine.strategies import characters, modest

MANY = text_of(OK / "many-forms.yaml")


def texts(node: Node) -> list[Text]:
    """Return every text below a node."""
    if isinstance(node, Text):
        return [node]
    if isinstance(node, MapNode):
        return [text for pair in node.items for part in pair for text in texts(part)]
    return [text for item in node.items for text in texts(item)]


def found(text: str) -> tuple[Diagnostic, ...]:
    return check(text, "some.yaml", Context(pages=(), evidence=(), use_cases=()))[1]


def checks(text: str) -> list[str]:
    return [diagnostic.check for diagnostic in found(text)]


def refused_well(text: str) -> None:
    tree, diagnostics = check(text, "some.yaml", Context((), (), ()))
    well_formed(diagnostics)
    assert tree is not None or diagnostics
    try:
        for part in texts(read(text, "some.yaml")):
            inside(part.place)
    except TreeError as error:
        well_formed(error.diagnostics)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf_8_is_told_behind_a_byte_order_mark_as_well(mark: bytes) -> None:
    with pytest.raises(TreeError) as caught:
        decode(mark + "éé".encode() + b"\xff", "some.yaml")
    [fault] = caught.value.diagnostics
    assert fault.message == "byte 0xff is not UTF-8"
    place = fault.place
    assert place.source.lines[place.line - 1][place.column - 1] == "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("path", OK_TREES, ids=named)
def test_every_text_knows_its_place(path: Path) -> None:
    lines = text_of(path).split("\n")
    for text in texts(read(text_of(path), named(path))):
        start = text.place.column - 1
        written = lines[text.place.line - 1][start : start + text.place.length]
        if written.startswith("'"):
            written = written[1:-1].replace("''", "'")
        elif written.startswith('"'):
            written = written[1:-1].replace('\\"', '"')
        assert text == written or text.startswith(written) or written in (">-", "|"), written


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert parse(decode(b"\xef\xbb\xbf" + MINIMAL.encode(), "some.yaml"), "some.yaml").tree


def test_line_ends_of_windows_change_no_text_and_no_place() -> None:
    def told(text: str) -> list[tuple[str, int, int, int]]:
        found = texts(read(text, "some.yaml"))
        return [(t, t.place.line, t.place.column, t.place.length) for t in found]

    assert told(MANY.replace("\n", "\r\n")) == told(MANY)


def test_an_escape_cannot_bring_in_what_the_file_may_not_hold() -> None:
    for escape in (r"\a", r"\0", r"\x1b[2J", r"\ud800", r"\u2028", r"\N", r"\ufeff"):
        assert checks(MINIMAL.replace("title: Cache or not?", f'title: "a{escape}"')) == [
            "control-character"
        ], escape


def test_a_second_tree_in_a_file_is_refused() -> None:
    [diagnostic] = found(f"{MINIMAL}---\n{MINIMAL}")
    assert (diagnostic.check, diagnostic.place.line) == ("not-yaml", MINIMAL.count("\n") + 1)


def test_a_file_that_only_opens_brackets_is_refused_in_time() -> None:
    assert checks("[" * 200_000) == ["too-deep"]
    assert checks("{a: " * 100_000) == ["too-deep"]
    assert checks("- " * 100_000) == ["too-deep"]


def test_a_file_of_aliases_is_one_fault() -> None:
    [diagnostic] = found("a: &a [b]\n" + "c: *a\n" * 50_000)
    assert (diagnostic.check, len(diagnostic.others)) == ("alias", 50_000)


def test_a_file_may_have_as_many_bytes_as_the_limit_says_and_no_more() -> None:
    padded = MINIMAL.encode() + b"#"
    padded += b"x" * (1024 * 1024 - len(padded))
    assert check(decode(padded, "some.yaml"), "some.yaml", Context())[1] == ()
    with pytest.raises(TreeError, match="more than 1,048,576"):
        decode(padded + b"x", "some.yaml")
    wide = MINIMAL + "#" + "€" * (1024 * 1024 // 3)
    assert len(wide) < 1024 * 1024
    assert checks(wide) == ["too-large"]


def test_a_wrong_byte_is_found_in_its_line_and_column() -> None:
    with pytest.raises(TreeError) as caught:
        decode("title: Où\ntitle: été".encode() + b" caf\xe9, \xff\n", "some.yaml")
    [diagnostic] = caught.value.diagnostics
    assert (diagnostic.place.line, diagnostic.place.column) == (2, 15)
    assert diagnostic.message == "byte 0xe9 is not UTF-8"


@pytest.mark.parametrize(
    "text", ["{0", "?", "a:", "a: [", '"', "- ", "&a", "*a", "!a", "a: |", "#"]
)
def test_a_text_that_breaks_off_is_refused_with_places_inside_it(text: str) -> None:
    for before in ("", "a:\n  - b\n", MINIMAL):
        refused_well(f"{before}{text}")


@modest
@given(st.text())
def test_any_text_loads_or_is_refused_with_places_inside_it(text: str) -> None:
    refused_well(text)


@modest
@given(st.text("ab01:- \n[]{},'\"&*!#|>%@?.\\é\u202e字\t", max_size=60))
def test_any_text_of_signs_that_yaml_knows_loads_or_is_refused_well(text: str) -> None:
    refused_well(text)
    refused_well(f"a:\n  b: c\n{text}")


@modest
@given(st.data())
def test_a_damaged_tree_loads_or_is_refused_well(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([MINIMAL, MANY]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        stop = min(len(text), start + data.draw(st.integers(0, 40)))
        new = data.draw(st.text(characters, max_size=3) | st.sampled_from(["\n", ": ", "- ", "["]))
        text = text[:start] + new + text[stop:]
    refused_well(text)


@modest
@given(st.binary() | st.binary().map(lambda data: MANY.encode()[:300] + data))
def test_any_bytes_load_or_are_refused_with_places_inside_them(data: bytes) -> None:
    try:
        text = decode(data, "some.yaml")
    except TreeError as error:
        well_formed(error.diagnostics)
    else:
        refused_well(text)
