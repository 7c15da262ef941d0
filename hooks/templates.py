"""Our templates: parts of pages in HTML, records in Markdown; each escapes what it is given."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from textwrap import wrap
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from decision.history.changes import changes, moved
from decision.history.places import changes_of_meaning
from decision.ledger.citations import evidence_of
from decision.ledger.evidence import by_source
from decision.ledger.numbers import numbers
from decision.render.flowchart import path_chart
from decision.render.icon import icon, outcome_label, tone
from decision.render.markdown import anchor, clause, diagram, escaped
from decision.render.paths_table import paths_table
from decision.render.title import phrases, title
from decision.tree import states
from decision.tree.records import Tree
from decision.tree.states import Leaf, State, given
from decision.tree.use_cases import worked

FOLDERS = (Path(__file__).parent / "theme", Path(__file__).parent / "assets")
_COMPILED = Path(__file__).parents[1] / ".cache/templates"


def rendered(name: str, /, **values: Any) -> Markup:
    """Return what a template makes of its values: HTML, or Markdown for a file that ends so."""
    if not name.endswith(".md"):
        return Markup(_html().get_template(name).render(values))
    text = _markdown().get_template(name).render(values)
    # Parts that are left out leave their empty lines behind.
    return Markup(re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n")


def description(tree: Tree, state: State) -> str:
    """Return one or two sentences that tell the state to somebody who sees nothing else."""
    return _plain("description", tree, state)


def told_of_gone(tree: Tree, text: str) -> str:
    """Return a title or description of a state that today's tree has no more."""
    return _plain("gone", tree, text)


def _plain(macro: str, *values: object) -> str:
    module: Any = _html().get_template("parts/unfurl.txt.html").module
    return str(Markup(getattr(module, macro)(*values)).unescape())


@cache
def compiled(environment: str) -> FileSystemBytecodeCache:
    """Return where an environment keeps compiled templates from one build to the next.

    They hold how it escapes: each has a folder of its own, and a new one when this module changes.
    """
    folder = _COMPILED / f"{environment}-{sha256(Path(__file__).read_bytes()).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


@cache
def _html() -> Environment:
    return _environment("html")


@cache
def _markdown() -> Environment:
    # What is escaped as Markdown counts as safe, so that it is not escaped as HTML as well.
    return _environment(
        "markdown",
        finalize=lambda value: value if hasattr(value, "__html__") else Markup(escaped(str(value))),
        filters={"clause": clause, "in_heading": in_heading},
        functions={"anchor": lambda *parts: Markup(anchor(*parts)), "diagram": diagram},
    )


def _environment(
    name: str,
    finalize: Any = None,
    filters: Mapping[str, Any] | None = None,
    functions: Mapping[str, Any] | None = None,
) -> Environment:
    env = Environment(
        loader=FileSystemLoader(FOLDERS),
        bytecode_cache=compiled(name),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.tests["leaf"] = lambda state: isinstance(state, Leaf)
    env.filters |= {
        "by_source": by_source,
        "listed": lambda items, last: last.join(_but_last(list(items))),
        "lower_first": lambda text: f"{text[:1].lower()}{text[1:]}",
        "month": month,
        "page_url": page_url,
        "query": lambda pairs: urlencode(pairs, safe="/"),
        "records": lambda ids, known: [known[id_] for id_ in ids],
        "sentence": sentence,
        "thousands": lambda n: f"{n:,}" if isinstance(n, int) and n >= 10_000 else str(n),
        "upper_first": lambda text: f"{text[:1].upper()}{text[1:]}",
        "without_stop": lambda text: text.removesuffix("."),
        "wrapped": wrap,
        **(filters or {}),
    }
    env.globals |= {
        "address": states.address,
        "changes": changes,
        "changes_of_meaning": changes_of_meaning,
        "choices": states.choices,
        "counterpoints": states.counterpoints,
        "drivers": states.drivers,
        "evidence_of": evidence_of,
        "flips": lambda *of: list(states.flips(*of)),
        "given": given,
        "given_by_question": lambda tree, state: {str(q.id): a for q, a in given(tree, state)},
        "has_number": lambda text: any(numbers(text)),
        "icon": icon,
        "longest": states.longest,
        "outcome_label": outcome_label,
        "moved": lambda *of: list(moved(*of)),
        "path_chart": path_chart,
        "paths": states.paths,
        "paths_table": paths_table,
        "phrases": phrases,
        "replay": states.replay,
        "states": states.states,
        "title": title,
        "tone": tone,
        "worked": worked,
        **(functions or {}),
    }
    return env


def in_heading(text: str) -> Markup:
    """Return a text as Python-Markdown reads it in a heading: as text, whatever it holds."""
    return Markup(re.sub(r"([\\`*_{}\[\]()+.!-])", r"\\\1", html.escape(text, quote=False)))


def month(text: str) -> str:
    """Return `2026-09` as `September 2026`, and a year as it is; a day is left out."""
    year, _, rest = text.partition("-")
    return f"{date(int(year), int(rest[:2]), 1):%B %Y}" if rest else year


def page_url(page: str) -> str:
    """Return the address below the site that MkDocs gives a page."""
    return quote(re.sub(r"(^|/)(index|README)/$", r"\1", f"{page.removesuffix('.md')}/"))


def sentence(text: str) -> str:
    """Return a text with a capital at its start and a full stop at its end."""
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _but_last(items: Sequence[str]) -> Iterator[str]:
    return filter(None, (", ".join(items[:-1]), items[-1]))
