"""A message says what is wrong, shows where, and offers the cure, in every form alike."""

import json
import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.reading.diagnostics import (
    CHECKS,
    Diagnostic,
    Place,
    Source,
    TreeError,
    in_order,
    listed,
    nearest,
    quoted,
    to_text,
)
from decision.reading.formats import to_github, to_json
from tests.machine.check_examples import (
    UPDATE,
    WRONG,
    WRONG_LEDGERS,
    WRONG_PAGES,
    faults,
    folder,
    messages,
)
from tests.machine.strategies import modest

FOLDERS = (WRONG, WRONG_LEDGERS, WRONG_PAGES)
GOLDEN = {path.stem: text for path, text in messages().items()}
EXAMPLES = {name: faults(name) for name in CHECKS}
#: Their bytes are made in the test: no repository should hold a file as large as that.
MADE = {"too-large"}


def at(line: str, column: int, length: int = 1, name: str = "tree.yaml") -> Place:
    return Place(Source(name, (line,)), 1, column, length)


def test_every_check_has_an_example_and_every_example_has_a_check() -> None:
    held = [path for folder in FOLDERS for path in folder.iterdir()]
    assert sorted(path.stem for path in held if path.suffix == ".txt") == sorted(CHECKS)
    examples = [path.stem for path in held if path.suffix != ".txt"]
    assert sorted([*examples, *MADE]) == sorted(CHECKS)
    assert len(set(CHECKS)) == len(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_the_message_of_a_check_is_the_one_that_was_agreed(name: str) -> None:
    agreed = (folder(name) / f"{name}.txt").read_text(encoding="utf-8")
    assert agreed == GOLDEN[name], UPDATE


@pytest.mark.parametrize("name", CHECKS)
def test_one_fault_gives_one_message(name: str) -> None:
    assert [diagnostic.check for diagnostic in EXAMPLES[name]] == [name]


@pytest.mark.parametrize("name", CHECKS)
def test_a_message_keeps_the_form_of_a_message(name: str) -> None:
    [diagnostic] = EXAMPLES[name]
    first = GOLDEN[name].split("\n")[0]
    assert re.fullmatch(
        rf"tests/machine/(trees|ledgers|pages)/wrong/{name}\.(yaml|md|list):\d+:\d+: .+ \[{name}\]",
        first,
    )
    for text in (diagnostic.message, diagnostic.help, *(label for _, label in diagnostic.others)):
        words = re.sub("`[^`]*`", "", text).replace("YAML", "").replace("UTF-8", "")
        assert text
        assert not text.endswith((".", "!", " "))
        assert not words[:1].isupper()
        assert not re.search(r"\b(str|dict|list of|NoneType|Mapping|Text|Node|Traceback)\b", words)


@pytest.mark.parametrize("name", sorted({*CHECKS} - MADE - {"empty-file", "missing-key"}))
def test_the_mark_stands_under_what_is_wrong(name: str) -> None:
    [diagnostic] = EXAMPLES[name]
    place = diagnostic.place
    lines = GOLDEN[name].split("\n")
    line = next(n for n, text in enumerate(lines) if re.match(rf" *{place.line} \| ", text))
    mark = next(text for text in lines[line:] if "^" in text)
    under = lines[line][mark.index("^") : mark.rindex("^") + 1]
    written = place.source.lines[place.line - 1]
    guilty = written[place.column - 1 : place.column - 1 + place.length]
    if guilty.isprintable():
        assert under == guilty
    else:
        assert {*under} < {"→", "⍽", "\N{REPLACEMENT CHARACTER}"}


def test_a_message_shows_every_place_that_it_speaks_of_in_order() -> None:
    source = Source("tree.yaml", ("one: a", "two: b", "three: c", "four: a"))
    other = Source("case.md", ("---",))
    diagnostic = Diagnostic(
        "duplicate-key",
        "`a` is written twice",
        Place(source, 4, 7, 1),
        "keep one",
        ((Place(source, 1, 6, 1), "first written here"), (Place(other, 1, 1, 3), "used here")),
    )
    assert to_text([diagnostic]).split("\n") == [
        "tree.yaml:4:7: `a` is written twice [duplicate-key]",
        "  |",
        "1 | one: a",
        "  |      - first written here",
        "...",
        "4 | four: a",
        "  |       ^",
        "  = case.md:1:1: used here",
        "  = help: keep one",
    ]


def test_line_numbers_are_aligned_by_the_longest() -> None:
    source = Source("tree.yaml", tuple("x" for _ in range(100)))
    others = ((Place(source, 9, 1, 1), "here"),)
    text = to_text([Diagnostic("tab", "tab", Place(source, 100, 1, 1), others=others)])
    assert text.split("\n")[1:] == ["    |", "  9 | x", "    | - here", "...", "100 | x", "    | ^"]


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("ask: 字字?", 8, "         ^"),
        ("ask: e\u0301t", 8, "      ^"),
        ("ask: ☁\ufe0fx", 8, "      ^"),
        ("\tx: y", 5, "    ^"),
        ("x: \u202ey", 5, "    ^"),
    ],
)
def test_the_mark_stands_right_whatever_a_terminal_makes_of_a_character(
    line: str, column: int, expected: str
) -> None:
    assert to_text([Diagnostic("tab", "tab", at(line, column))]).split("\n")[3] == f"  | {expected}"


def test_a_wide_character_is_marked_over_its_whole_width() -> None:
    assert to_text([Diagnostic("tab", "tab", at("a: 字b", 4, 2))]).endswith("  |    ^^^")


@modest
@given(st.text())
def test_nothing_in_a_message_can_move_a_cursor_or_reorder_a_line(text: str) -> None:
    place = at(text.replace("\n", " "), 1)
    told = to_text([Diagnostic("tab", f"no {quoted(text)}", place, f"try {quoted(text)}")])
    for line in told.split("\n"):
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in line)


@modest
@given(st.text(min_size=1))
def test_a_name_in_a_message_is_in_backticks_on_one_line_and_short(text: str) -> None:
    name = quoted(text)
    assert name[0] == name[-1] == "`"
    assert "\n" not in name
    assert len(name) <= 62


def test_messages_are_sorted_by_file_line_and_column() -> None:
    places = [at("x" * 9, 5, name="b"), at("x" * 9, 7, name="a"), at("x" * 9, 2, name="a")]
    found = in_order(Diagnostic("tab", "tab", place) for place in places)
    assert [(d.place.source.name, d.place.column) for d in found] == [("a", 2), ("a", 7), ("b", 5)]


def test_an_error_says_all_that_it_carries() -> None:
    found = [Diagnostic("tab", "tab", at("x", 1)), Diagnostic("tag", "tag", at("x", 1, name="a"))]
    error = TreeError(found)
    assert [d.check for d in error.diagnostics] == ["tag", "tab"]
    assert str(error) == to_text(error.diagnostics)


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("servises", ["monolith", "services"], "did you mean `services`?"),
        ("x", ["one", "two"], "known: `one`, `two`"),
        ("x", [f"name-{n}" for n in range(13)], ""),
        ("x", [], ""),
        ("x", ["a" * 99], f"known: `{'a' * 59}…`"),
    ],
)
def test_the_nearest_name_is_offered_or_else_all_where_they_are_few(
    name: str, known: list[str], expected: str
) -> None:
    assert nearest(name, known) == expected


def test_json_holds_everything_that_the_text_says() -> None:
    for name in CHECKS:
        [record] = json.loads(to_json(EXAMPLES[name]))
        [diagnostic] = EXAMPLES[name]
        place = diagnostic.place
        assert record["check"] == name
        assert (record["message"], record["help"]) == (diagnostic.message, diagnostic.help)
        assert (record["line"], record["column"]) == (place.line, place.column)
        assert (record["file"], record["length"]) == (place.source.name, place.length)
        assert [(o["line"], o["column"], o["label"]) for o in record["others"]] == [
            (other.line, other.column, label) for other, label in diagnostic.others
        ]


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(to_json([])) == []


def test_an_annotation_is_one_command_on_one_line() -> None:
    place = at("x: y", 4, 1, "some/tree.yaml")
    assert to_github([Diagnostic("bad-id", "no `y`: 100%", place, "try: z,\r\na")]) == (
        "::error file=some/tree.yaml,line=1,col=4,endColumn=5,title=bad-id"
        "::no `y`: 100%25%0Ahelp: try: z,%0D%0Aa"
    )


@modest
@given(st.text(), st.text(min_size=1), st.text())
def test_nothing_in_an_annotation_can_begin_another_command(
    message: str, name: str, help_: str
) -> None:
    told = to_github([Diagnostic("bad-id", message, at("x", 1, name=name), help_)])
    match = re.fullmatch(
        r"::error file=([^:,\r\n]*),line=1,col=1,endColumn=2,title=bad-id::([^\r\n]*)", told
    )
    assert match
    assert unquote(match[1], errors="surrogatepass") == name
    body = f"{message}\nhelp: {help_}" if help_ else message
    decoded = match[2].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    assert decoded == body


def test_a_message_a_line_a_command_a_message() -> None:
    found = [Diagnostic("tab", "tab", at("x", 1)), Diagnostic("tag", "tag", at("x", 1))]
    assert len(to_github(found).split("\n")) == 2
    assert to_text(found).count("\n\n") == 1
    assert to_github([]) == to_text([]) == ""


@pytest.mark.parametrize("column", [1, 100, 159, 160, 161, 5000, 9_998])
def test_of_a_long_line_the_part_around_the_mark_is_shown(column: int) -> None:
    line = "".join(chr(0x61 + n % 26) for n in range(10_000))
    shown, mark = to_text([Diagnostic("tab", "tab", at(line, column, 3))]).split("\n")[2:4]
    assert len(shown) < 170
    assert shown[mark.index("^") : mark.rindex("^") + 1] == line[column - 1 : column + 2]
    assert shown.endswith("…") is (column < 9000)
    assert ("… " in shown or "| …" in shown) is (column > 150)


def test_a_mark_that_is_longer_than_what_is_shown_is_cut() -> None:
    shown, mark = to_text([Diagnostic("tab", "tab", at("x" * 5000, 1, 5000))]).split("\n")[2:4]
    assert len(mark) < len(shown) < 170


def test_a_hundred_messages_are_shown_and_the_others_counted() -> None:
    found = [Diagnostic("tab", "tab", at("x" * 2000, n + 1)) for n in range(1234)]
    assert to_text(found).split("\n\n")[100:] == ["and 1,134 more"]
    assert len(to_text(found[:100]).split("\n\n")) == 100
    *records, note = json.loads(to_json(found))
    assert len(records) == 100
    assert note.keys() == records[0].keys()
    assert (note["severity"], note["message"], note["column"]) == ("note", "and 1,134 more", 101)
    *commands, notice = to_github(found).split("\n")
    assert (len(commands), notice) == (100, "::notice::and 1,134 more")


def test_a_cure_is_looked_for_only_where_its_message_is_shown() -> None:
    asked = []

    def cure() -> str:
        asked.append(1)
        return "try harder"

    found = [Diagnostic("tab", "tab", at("x", 1), cure) for _ in range(200)]
    assert to_text(found).count("try harder") == len(asked) == 100


def test_of_many_other_places_the_first_are_shown() -> None:
    source = Source("tree.yaml", tuple("x" for _ in range(100)))
    others = tuple((Place(source, n, 1, 1), "here") for n in range(2, 90))
    text = to_text([Diagnostic("tab", "tab", Place(source, 1, 1, 1), others=others)])
    assert text.count("- here") == 12
    assert text.endswith("= and 76 more places")


def test_of_many_names_the_first_are_listed() -> None:
    names = ["a", "b", "c", "d", "e", "f", "g"]
    assert [listed(names[:n]) for n in (0, 1, 2, 5, 7)] == [
        "",
        "`a`",
        "`a` and `b`",
        "`a`, `b`, `c`, `d` and `e`",
        "`a`, `b`, `c`, `d`, `e` and 2 more",
    ]
