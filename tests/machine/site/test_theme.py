"""The theme is mended where it leaves something out, and a mending that fits no more is told."""

import re
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from markdown import markdown
from mkdocs.exceptions import PluginError
from mkdocs.theme import Theme

from hooks.theme import ResponsiveTables, mend
from tests.machine.parsed_html import left_open
from tests.machine.sample_trees import SERVICES
from tests.machine.site.rendering import site_of

SITE = site_of(SERVICES)
THEME = Path(__file__).parents[3] / "hooks/theme"
#: The templates that are mended, as the theme has them.
MENDED = (
    *("base.html", "partials/header.html", "partials/nav.html"),
    *("partials/search.html", "partials/nav-item.html"),
)


def sources() -> dict[str, str]:
    folder = Path(Theme(name="material").dirs[0])
    return {name: (folder / name).read_text(encoding="utf-8") for name in MENDED}


def mended(texts: dict[str, str]) -> Environment:
    """Return an environment with these templates mended; it needs only what they ask for."""
    environment = Environment(loader=DictLoader(texts))
    environment.filters |= {"url": str, "script_tag": str}
    mend(environment, SITE)
    return environment


def source(environment: Environment, name: str) -> str:
    assert environment.loader
    return environment.loader.get_source(environment, name)[0]


def test_every_mending_fits_the_theme_that_is_installed() -> None:
    environment = Theme(name="material", custom_dir=str(THEME)).get_env()
    mend(environment, SITE)
    assert environment.globals["site"] is SITE
    assert 'aria-label="Search"' in source(environment, "partials/search.html")


def test_titles_and_descriptions_are_escaped_wherever_the_theme_shows_them() -> None:
    environment = mended(sources())
    for name in MENDED:
        found = re.findall(
            r"\{\{ *page\.meta\.(?:title|description)[^}]*\}\}", source(environment, name)
        )
        assert all(re.search(r"\| *e *\}\}", text) for text in found), name


def test_a_page_of_a_section_names_its_navigation_in_words() -> None:
    text = source(mended(sources()), "partials/nav-item.html")
    assert 'aria-label="{{ (nav_item.title or "") | striptags | e }}" aria-expanded' in text
    assert 'aria-labelledby="{{ path }}_label" aria-expanded' not in text


@pytest.mark.parametrize("name", MENDED)
def test_a_mending_that_no_longer_fits_stops_the_build_and_names_the_template(name: str) -> None:
    with pytest.raises(PluginError, match=f"the theme's template {name} no longer holds `"):
        mended({**sources(), name: "another theme"})


TABLE = """\
| Part | What it `tells` |
|---|---|
| *One* | First |
| Two | |
"""


def test_each_cell_of_a_table_names_its_column() -> None:
    html = markdown(TABLE, extensions=["tables", ResponsiveTables()])
    assert left_open(html) == []
    assert html.count('data-label="Part"') == html.count('data-label="What it tells"') == 2
    assert '<td data-label="Part" role="cell"><em>One</em></td>' in html


def test_tables_say_what_they_are_though_they_are_shown_as_blocks() -> None:
    html = markdown(TABLE, extensions=["tables", ResponsiveTables()])
    roles = {"table": 1, "rowgroup": 2, "row": 3, "columnheader": 2, "cell": 4}
    assert {role: html.count(f'role="{role}"') for role in roles} == roles
