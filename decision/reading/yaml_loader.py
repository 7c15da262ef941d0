"""PyYAML's loaders: which of the two reads a text, so that both give the same of every text.

The loader in C is ten times as fast and not in every Python; the other words faults better.
"""

import re

import yaml

#: What PyYAML's loader in C takes for something else than its loader in Python: a `?` that begins a
#: key, a tag, a comment right behind `|` or `>`, and a `?` in the name of an anchor or an alias.
_READ_APART = re.compile(
    r"^ *[?!]|[\[{,:?-][ \n]*[?!]|[|>][-+0-9]*#|[&*][^\s&*?!]*[?!]", re.MULTILINE
)
#: Is true of all of these, and soon told of most texts.
_MAYBE = (
    re.compile(r"[?!](?<![^\s\[{,:?-][?!])"),
    re.compile(r"[|>][-+0-9]*#"),
    re.compile(r"[&*][^\s&*?!]*[?!]"),
)
#: What ends a plain text wherever it stands, and what does in brackets.
_BLANK, _SIGNS = "\0 \n", ",[]{}"


class PythonLoader(yaml.SafeLoader):
    """The loader in Python, for which a `?` within a text in brackets is part of the text.

    So it is in YAML 1.2 (https://yaml.org/spec/1.2.2/#733-plain-style) and for the loader in C.
    """

    def scan_plain(self) -> yaml.ScalarToken:
        """Return the token of the plain text that begins here."""
        chunks: list[str] = []
        start = end = self.get_mark()
        least = self.indent + 1
        spaces: list[str] = []
        while self.peek() != "#" and (length := self._plain_length()):
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(least, start) or []
            if not spaces or (not self.flow_level and self.column < least):
                break
        return yaml.ScalarToken("".join(chunks), True, start, end)

    def _plain_length(self) -> int:
        length = 0
        ends = _SIGNS if self.flow_level else ""
        while True:
            sign = self.peek(length)
            follows = sign == ":" and self.peek(length + 1) in _BLANK + ends
            if sign in _BLANK + ends or follows:
                return length
            length += 1


def loader_for(text: str) -> type:
    """Return the fastest loader that is there and reads this text as every other one does."""
    maybe = any(sign.search(text) for sign in _MAYBE)
    return PythonLoader if maybe and _READ_APART.search(text) else FASTEST


FASTEST: type = getattr(yaml, "CSafeLoader", PythonLoader)
