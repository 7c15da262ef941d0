"""Every template is used, is tried with hostile texts, and escapes what it is given."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemBytecodeCache, UndefinedError, nodes
from mkdocs.theme import Theme

from hooks import templates
from hooks.templates import FOLDERS, rendered
from tests.machine.sample_trees import SERVICES
from tests.machine.site.rendering import every_part

ROOT = Path(__file__).parents[3]
THEME = ROOT / "hooks/theme"
#: Ours, by the names by which they are asked for.
OURS = {
    path.relative_to(folder).as_posix(): path
    for folder, names in ((FOLDERS[0], ("parts/*", "records/*")), (FOLDERS[1], ("*/*.html",)))
    for name in names
    for path in sorted(folder.glob(name))
}
#: Those of the theme, which MkDocs renders as it renders its own: they escape each text by hand.
OF_THE_THEME = {path.name: path for path in sorted(THEME.glob("*.*")) if path.suffix != ".js"}

#: What is not escaped though it is no text of a template, and why that does no harm.
SAFE = {
    # An address made of ids, or of the name of a file, stands where escapes are no part of it: in
    # front matter, in `<...>`. Characters that could end it there are percent-encoded.
    "parts/moved.md": {"url", "address"},
    "records/parts.md": {"link", "tree.version"},
    # In a fence nothing is a sign but its end; the diagram encodes backticks.
    "records/madr.md": {"diagram"},
}

#: Values that hold more than an attribute or an element should.
HOSTILE = "</title>\"><script>'&</script>"

_USED = re.compile(
    r"""(?:show|rendered|get_template|_plain)\(\s*\n?\s*["']([\w./-]+)["']"""
    r"""|{%-? *(?:include|from|extends|import) +["']([\w./-]+)["']"""
)


def parse(path: Path) -> nodes.Template:
    return Environment().parse(path.read_text(encoding="utf-8"))


def named(expression: nodes.Node) -> str:
    """Return a name for an expression: a name, an attribute, or what is called."""
    if isinstance(expression, nodes.Call):
        return named(expression.node)
    if isinstance(expression, nodes.Getattr):
        return f"{named(expression.node)}.{expression.attr}"
    return expression.name if isinstance(expression, nodes.Name) else type(expression).__name__


def not_escaped(template: nodes.Template) -> Iterator[str]:
    """Yield what a template does not escape, but for texts of its own."""
    for found in template.find_all(nodes.Filter):
        if found.name == "safe" and found.node and not isinstance(found.node, nodes.Const):
            yield named(found.node)
    for kind in (nodes.MarkSafe, nodes.MarkSafeIfAutoescape, nodes.ScopedEvalContextModifier):
        yield from (kind.__name__ for _ in template.find_all(kind))


@pytest.mark.parametrize("name", OURS)
def test_a_template_leaves_nothing_unescaped_but_what_is_listed_with_its_reason(name: str) -> None:
    assert {*not_escaped(parse(OURS[name]))} == SAFE.get(name, set())


@pytest.mark.parametrize("name", OURS)
def test_a_template_can_be_read_and_escapes_by_default(name: str) -> None:
    environment = templates._markdown() if name.endswith(".md") else templates._html()
    assert environment.autoescape is True
    assert environment.get_template(name)


@pytest.mark.parametrize("name", [*OURS, *OF_THE_THEME])
def test_every_template_is_used(name: str) -> None:
    sources = [*(ROOT / "hooks").glob("*.py"), *OURS.values(), *OF_THE_THEME.values()]
    used: set[str] = set()
    for path in sources:
        for match in _USED.finditer(path.read_text(encoding="utf-8")):
            asked = match[1] or match[2]
            used |= {asked, f"parts/{asked}.html", f"{asked}.html"}
    settings = (ROOT / "hooks/mkdocs.yml").read_text(encoding="utf-8")
    theirs = Path(Theme(name="material").dirs[0])
    assert name in used or name in settings or (theirs / name).is_file()


def test_every_part_is_among_those_that_are_tried_with_hostile_texts() -> None:
    tried = {f"parts/{name}.html" for name, _ in every_part(SERVICES, SERVICES, "word")}
    todo = [*tried]
    while todo:
        source = OURS[todo.pop()].read_text(encoding="utf-8")
        more = {match[2] for match in _USED.finditer(source) if match[2]} - tried
        tried |= more
        todo += more
    # Plain text and Markdown have tests of their own, and so has the workbench.
    others = {"parts/unfurl.txt.html", "workbench/workbench.html", "records/citation.txt.html"}
    assert tried | others == {name for name in OURS if name.endswith(".html")}


def test_a_value_that_is_missing_is_told_and_not_left_out() -> None:
    with pytest.raises(UndefinedError, match="'entry' is undefined"):
        rendered("parts/footnote.html", link=str)


def test_what_is_compiled_for_one_way_to_escape_is_never_taken_for_another() -> None:
    caches = [templates._html().bytecode_cache, templates._markdown().bytecode_cache]
    folders = {cache.directory for cache in caches if isinstance(cache, FileSystemBytecodeCache)}
    assert len({*folders, templates.compiled("theme").directory}) == 3


def page_of(**values: object) -> dict[str, object]:
    """Return what MkDocs gives a template of the theme, with a hostile text wherever it can be."""
    page = {"meta": {"title": HOSTILE, "description": HOSTILE}, "title": HOSTILE}
    config = {"site_name": HOSTILE, "site_description": HOSTILE}
    return {"page": page, "config": config, **values}


def of_the_theme(name: str, **values: object) -> str:
    """Return what a template of ours for the theme adds to an empty page."""
    blocks = ("extrahead", "content", "libs")
    base = "".join(f"{{% block {block} %}}{{% endblock %}}" for block in blocks)
    environment = Environment(
        loader=DictLoader(
            {"base.html": base}
            | {path.name: path.read_text(encoding="utf-8") for path in THEME.glob("*.*")}
        )
    )
    environment.filters["url"] = str
    return environment.get_template(name).render(page_of(**values))


def test_the_head_of_a_page_and_its_citation_are_escaped() -> None:
    card = {"address": "https://example.org/card.png", "title": HOSTILE}
    html = of_the_theme("main.html", citation=HOSTILE, guidance="1.0.0", card=card)
    assert html.count("<script") == 1, "the one that waits for the search"
    assert html.count("&lt;script&gt;") == 6
    assert "</title>" not in html


def test_the_page_for_unknown_addresses_escapes_the_titles_of_states() -> None:
    site = {"titles": {"a.b/": HOSTILE}}
    html = of_the_theme("404.html", site=site)
    assert html.count("<script") == 1
    assert html.count("&lt;script&gt;") >= 1
