"""The fields of the worksheet, and the same fields as a table of examples, as HTML."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from decision.render.actions import button, tools
from decision.render.html import Html, join, tag

_FORM = "worksheet"


@dataclass(frozen=True, slots=True)
class Field:
    """One number of the reader's, or a choice, or a short text where `least` and `most` are None.

    A `¤` in the unit stands for the reader's currency.
    """

    name: str
    label: str
    unit: str
    example: str | float
    hint: str = ""
    least: float | None = 0
    most: float | None = 1_000_000_000
    whole: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one legend."""

    legend: str
    fields: tuple[Field, ...]


def begin(words: Mapping[str, str], start_again: str, refused: str) -> Html:
    """Return what stands before all fields: the actions, the words for mistakes, and the form.

    The fields stand elsewhere on the page and name the form they belong to.
    """
    return tag(
        "form",
        tools(
            "",
            tag("button", start_again, type="reset"),
            button("link", "Copy link"),
            button("print", "Print"),
        ),
        tag(
            "p",
            join(refused, " ", tag("strong")),
            class_="worksheet__error",
            hidden=True,
            data_part="refused",
        ),
        tag("p", role="status", class_="hidden", data_part="status"),
        tag(
            "div",
            (tag("span", text, data_word=word) for word, text in words.items()),
            hidden=True,
            data_part="words",
            data_search_exclude=True,
        ),
        id=_FORM,
        autocomplete="off",
        hidden=True,
        data_script=True,
    )


def fields(groups: Sequence[Group], currency: str, heads: Sequence[str]) -> Html:
    """Return the fields for readers with script, and the table of examples for those without."""
    return join(
        tag(
            "div",
            (
                tag(
                    "fieldset",
                    tag("legend", group.legend),
                    (_field(one, currency) for one in group.fields),
                    class_="worksheet__group",
                )
                for group in groups
            ),
            class_="worksheet__fields",
            hidden=True,
            data_script=True,
        ),
        tag(
            "div",
            (_table(group, currency, heads) for group in groups),
            class_="worksheet__fields",
            data_served=True,
        ),
    )


def _field(one: Field, currency: str) -> Html:
    id_ = f"{_FORM}-{one.name}"
    if one.choices:
        control = tag(
            "select",
            (
                tag("option", text, value=value, selected=value == one.example)
                for value, text in one.choices.items()
            ),
            **{"id": id_, "name": one.name, "form": _FORM},
        )
        error = None
    else:
        numeric = one.least is not None and one.most is not None
        control = tag(
            "input",
            **{"id": id_, "name": one.name, "form": _FORM, "value": str(one.example)},
            inputmode="decimal" if numeric else None,
            data_least=f"{one.least}" if numeric else None,
            data_most=f"{one.most}" if numeric else None,
            data_whole=one.whole,
            aria_describedby=f"{id_}-error",
        )
        error = tag("p", id=f"{id_}-error", class_="worksheet__error")
    label = tag(
        "label",
        tag("span", one.label),
        " ",
        tag(
            "span",
            _priced(one.unit, currency),
            f"; {one.hint}" if one.hint and one.unit else one.hint,
            class_="worksheet__unit",
        ),
        for_=id_,
    )
    return tag("div", label, control, error, class_="worksheet__field")


def _table(group: Group, currency: str, heads: Sequence[str]) -> Html:
    return join(
        tag("h3", group.legend),
        tag(
            "table",
            tag(
                "thead",
                tag("tr", (tag("th", head, role="columnheader") for head in heads), role="row"),
                role="rowgroup",
            ),
            tag("tbody", _rows(group, currency, heads), role="rowgroup"),
            role="table",
        ),
    )


def _rows(group: Group, currency: str, heads: Sequence[str]) -> Iterator[Html]:
    for one in group.fields:
        example = one.choices.get(str(one.example), str(one.example))
        if isinstance(one.example, int) and one.example >= 10_000:
            example = f"{one.example:,}"
        label = f"{one.label} ({one.hint})" if one.hint else one.label
        cells = (label, _priced(one.unit, currency), example)
        yield tag(
            "tr",
            (
                tag("td", cell, role="cell", data_label=head)
                for cell, head in zip(cells, heads, strict=True)
            ),
            role="row",
        )


def _priced(unit: str, currency: str) -> Html:
    before, sign, after = unit.partition("¤")
    return join(before, tag("span", currency, data_currency=True) if sign else None, after)
