"""HTML elements as text: everything that is not already HTML is escaped."""

from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape

type Child = str | Iterable["Child"] | None

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Text that is HTML; any other text is escaped where it meets HTML."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself: templates ask for this before they escape a text."""
        return self


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """Return an element. `data_state` names `data-state`; what is False or None is left out."""
    opened = name
    for key, value in attributes.items():
        if value is True:
            opened += f" {_name(key)}"
        elif value is not None and value is not False:
            opened += f' {_name(key)}="{_escaped(value)}"'
    return Html(f"<{opened}>" if name in _VOID else f"<{opened}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """Return the children one after the other, escaped where they are not HTML."""
    out: list[str] = []
    for child in children:
        if isinstance(child, Html):
            out.append(child)
        elif isinstance(child, str):
            out.append(_escaped(child))
        elif child is not None:
            out.append(join(*child))
    return Html("".join(out))


# A page says the same words in many places, a large tree the more so.
_escaped = lru_cache(maxsize=4096)(escape)


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
