"""Markers are filled where they stand; one that cannot be is told with its page and a cure."""

import pytest
from mkdocs.exceptions import PluginError

from decision.reading.diagnostics import Diagnostic
from decision.reading.pages import parse, unknown_marker
from decision.tree.own_pages import NEEDED
from hooks.markers import MARKERS, fill, fill_headings
from hooks.site import View
from tests.machine.parsed_html import Parsed
from tests.machine.sample_trees import SERVICES
from tests.machine.site.rendering import claims_of, ledger_of, site_of, use_cases_of, view_of

SITE = site_of(SERVICES, ledger_of("Doe"), (), claims_of("word"), use_cases_of(SERVICES, "word"))
QUESTION = next(iter(SERVICES.questions.values()))
OUTCOME = next(iter(SERVICES.outcomes.values()))
PLAIN = view_of(SITE, "guide/words.md")


def unknown(text: str) -> list[Diagnostic]:
    return [*unknown_marker(parse(text, "docs/a.md", "a.md"), MARKERS)]


def page(path: object, **front: object) -> View:
    return view_of(SITE, str(path), **front)


@pytest.mark.parametrize(
    ("marker", "help_"),
    [
        ("flow-chart", "did you mean `flowchart`?"),
        ("use-cases", "did you mean `use-case`?"),
        ("entires: cost", "did you mean `entries`?"),
        ("toc", ""),
    ],
)
def test_an_unknown_marker_is_told_at_its_place_with_the_nearest_name(
    marker: str, help_: str
) -> None:
    text = f"# A page\n\nSome *words*\n\n  <!-- {marker} -->\n<!-- paths -->\n"
    [fault] = unknown(text)
    name = marker.partition(":")[0]
    assert (fault.check, fault.message) == ("unknown-marker", f"no marker is named `{name}`")
    place = fault.place
    assert (place.source.name, place.line, place.column, place.length) == (
        ("docs/a.md", 5, 8, len(name))
    )
    assert fault.help == help_


def test_every_unknown_marker_of_a_page_is_told() -> None:
    found = unknown("<!-- a -->\n\n<!-- b: x --> <!-- panel -->")
    assert [(fault.place.line, fault.message[-4:]) for fault in found] == [(1, " `a`"), (3, " `b`")]


CODE = [
    "`<!-- {} -->`",
    "``a ` <!-- {} -->``",
    "```html\n<!-- {} -->\n```",
    "~~~\n<!-- {} -->\n~~~",
    "   ```\n   <!-- {} -->\n   ```",
]


@pytest.mark.parametrize("form", CODE)
def test_a_marker_in_code_is_left_alone(form: str) -> None:
    for name in ("ledger", "no-such"):
        code = form.format(name)
        assert unknown(code) == []
        assert fill_headings(f"{code}\n\n<!-- ledger -->", PLAIN).startswith(f"{code}\n\n## Doe")


def test_a_comment_that_is_no_marker_is_left_alone() -> None:
    text = "<!-- Note: say more --> <!-- two words --> <!--x--> <!-- -->"
    assert unknown(text) == []
    assert fill(text, PLAIN) == fill_headings(text, PLAIN) == text


def test_only_headings_are_filled_in_markdown() -> None:
    filled = fill_headings("<!-- ledger -->\n<!-- flowchart -->", PLAIN)
    assert filled == "## Doe { #t }\n\n<!-- entries: t -->\n\n<!-- flowchart -->"


def test_what_stands_around_a_marker_stays_as_it_is() -> None:
    assert fill("<p>a <!-- count: claims --> b</p>", PLAIN) == "<p>a 1 b</p>"


def test_a_page_that_decides_in_place_is_an_element_and_no_other_is() -> None:
    assert fill("<h1>x</h1><!-- panels -->", PLAIN).startswith("<decision-tree><h1>x</h1>")
    assert "<decision-tree" not in fill("<!-- flowchart -->", PLAIN)


def test_pages_of_the_tree_show_what_they_are_about() -> None:
    why = Parsed(fill("<!-- question --><!-- states -->", page(QUESTION.page)))
    assert QUESTION.why in why.texts
    assert [a["href"] for a in why.links] == ["../../decide/"]
    assert OUTCOME.summary in fill("<!-- outcome --><!-- leaves -->", page(OUTCOME.page))
    case = page("use-cases/case-0.md")
    assert "panel--outcome" in fill("<!-- use-case --><!-- flips -->", case)


def test_links_are_relative_to_their_page() -> None:
    html = fill("<!-- flowchart -->", page("a/b.md"))
    assert Parsed(html).links[0]["href"] == "../../decide/"


WRONG_PAGE = [
    ("question", "the page of a question"),
    ("states", "the page of a question"),
    ("outcome", "the page of an outcome"),
    ("leaves", "the page of an outcome"),
    ("cases", "the page of an outcome"),
    ("use-case", "the page of a use case"),
    ("flips", "the page of a use case"),
    ("workbench", "the workbench stands on workbench/index.md only"),
    ("state", "needs `state` in the front matter"),
    ("worksheet: begin", "needs `worksheet` in the front matter"),
]


@pytest.mark.parametrize(("marker", "told"), WRONG_PAGE)
def test_a_marker_on_a_page_of_another_kind_stops_the_build_with_its_name(
    marker: str, told: str
) -> None:
    with pytest.raises(PluginError, match=rf"docs/guide/words\.md: .*{told}"):
        fill(f"<!-- {marker} -->", PLAIN)


WRONG_ARGUMENT = [
    ("count: measurements", "no count is named `measurements`: did you mean `measurement`?"),
    ("claims: suported", "no verdict is named `suported`: did you mean `supported`?"),
    ("entries: topic", "no topic is named `topic`: known: `t`"),
    ("sign: fact", "no badge is named `fact`: known: "),
    ("evidence: studdy", "no evidence is named `studdy`: did you mean `study`?"),
    ("answers: Not known", "`answers` needs two texts, with ` | ` between them"),
    ("check: no-such", "no-such.txt is missing"),
]


@pytest.mark.parametrize(("marker", "told"), WRONG_ARGUMENT)
def test_an_argument_that_a_marker_does_not_know_stops_the_build_with_its_name(
    marker: str, told: str
) -> None:
    with pytest.raises(PluginError) as caught:
        fill(f"<!-- {marker} -->", PLAIN)
    assert told in str(caught.value)


def test_a_part_that_the_worksheet_does_not_have_stops_the_build() -> None:
    sheet: dict[str, object] = {"fields": {"cost": {}}}
    with pytest.raises(PluginError, match="no part is named `costs`"):
        fill("<!-- worksheet: costs -->", page("guide/words.md", worksheet=sheet))


def test_a_page_that_the_site_does_not_have_is_told_with_the_page_that_needs_it() -> None:
    with pytest.raises(PluginError, match=r"docs/guide/words\.md needs the page a\.md, which"):
        PLAIN.link("a.md")


def test_every_marker_that_a_page_needs_is_one_that_is_filled() -> None:
    assert {name for names in NEEDED.values() for name in names} <= MARKERS.keys()
