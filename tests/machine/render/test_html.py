"""Elements as text hold what they are given, and nothing that it brings in."""

from hypothesis import given

from decision.render.html import Html, join, tag
from tests.machine.parsed_html import Parsed
from tests.machine.strategies import hostile, modest


def test_html_stays_as_it_is_and_everything_else_is_escaped() -> None:
    assert tag("p", "<b>", Html("<b>")) == "<p>&lt;b&gt;<b></p>"
    assert tag("a", None, ["x", ("&",)], href='"') == '<a href="&quot;">x&amp;</a>'
    assert join("<", Html("<")) == "&lt;<"
    assert isinstance(join("a"), Html)


def test_an_attribute_is_named_as_in_html_and_left_out_where_it_says_no() -> None:
    assert tag("p", class_="a", data_state="b", hidden=True, id=None, open=False) == (
        '<p class="a" data-state="b" hidden></p>'
    )


def test_an_element_without_content_is_not_closed() -> None:
    assert tag("br") == "<br>"


@modest
@given(hostile(200))
def test_any_text_is_read_as_it_was_written_and_becomes_no_element(text: str) -> None:
    parsed = Parsed(tag("p", text, title=text))
    assert parsed.elements == [("p", "title"), ("/p",)]
    assert "".join(parsed.texts) == text


def test_a_path_is_closed_because_what_follows_would_stand_in_it() -> None:
    assert tag("svg", tag("path", d="M0 0"), tag("path", d="M1 1")) == (
        '<svg><path d="M0 0"></path><path d="M1 1"></path></svg>'
    )
    assert tag("br") == "<br>"
