"""One text and what it should be in, what is wrong with it out."""

import re
import unicodedata
from collections.abc import Iterator
from functools import partial

from decision.reading.diagnostics import Diagnostic, Place, nearest, quoted
from decision.reading.lines import WRONG_SPACES, mend, named
from decision.reading.nodes import Node, Text
from decision.reading.schema import ID, MAX_ID, Choice, Form, String

_IN_QUOTES = "put the whole text in quotes, or the comment on a line of its own"


def wrong_id(text: Text) -> Iterator[Diagnostic]:
    """Find why a text is no id."""
    if len(text) > MAX_ID and text.strip():
        message = f"this id has {len(text)} characters, more than {MAX_ID}"
        yield Diagnostic("long-text", message, text.place, "choose a shorter id")
    elif ID.fullmatch(text):
        return
    elif not text.strip():
        help_ = "write the id, or delete its place"
        yield Diagnostic("empty-text", "an id is empty", text.place, help_)
    elif faults := [*wrong_space(text)]:
        yield from faults
    elif (parts := text.partition(":"))[2] and ID.fullmatch(parts[0]):
        yield Diagnostic("bad-id", f"no space follows `{parts[0]}:`", text.place, "write one")
    else:
        plain = unicodedata.normalize("NFKD", text.lower())
        letters = "".join(c for c in plain if not unicodedata.combining(c))
        words = "-".join(re.findall("[a-z0-9]+", letters))
        help_ = "use small letters and digits, with single hyphens between words"
        help_ += f": {quoted(words)}" if words else ""
        message = f"{quoted(text)} cannot be part of an address"
        yield Diagnostic("bad-id", message, text.place, help_)


def wrong_item(text: Text) -> Iterator[Diagnostic]:
    """Find why an item of a list is no id: it may be several of them."""
    words = text.split(" ")
    if len(words) < 2 or not all(map(ID.fullmatch, words)):
        yield from wrong_id(text)
    else:
        few = quoted(", ".join(words[:4])) if len(words) < 5 else "commas"
        help_ = f"put a comma between two ids: {few}"
        yield Diagnostic("bad-id", f"{quoted(text)} is not one id", text.place, help_)


def wrong_text(shape: String, key: str, text: Text) -> Iterator[Diagnostic]:
    """Find what is wrong with a text under a key that is not empty."""
    if len(text) > shape.limit:
        message = f"`{key}` has {len(text)} characters, more than {shape.limit}"
        yield Diagnostic("long-text", message, text.place, "say it in fewer words")
    elif shape.form is not None:
        yield from wrong_form(shape.form, text)
    elif text.comment and (" " in text or not _is_spaced(text.comment)):
        message = f"`{key}` ends before this `#`, which begins a comment"
        yield Diagnostic("cut-text", message, text.comment, _IN_QUOTES)
    elif len(text) < shape.least:
        message = f"`{key}` has {len(text)} characters, fewer than {shape.least}"
        help_ = "say more: many readers see nothing else"
        yield Diagnostic("short-text", message, text.place, help_)


def wrong_form(form: Form | Choice, text: Text) -> Iterator[Diagnostic]:
    """Find whether a text lacks its form, or is none of those that can be chosen."""
    if isinstance(form, Choice):
        if text not in form.names:
            message = f"no {form.kind} is named {quoted(text)}"
            yield Diagnostic(form.check, message, text.place, partial(nearest, text, form.names))
    elif not re.fullmatch(form.pattern, text, re.ASCII):
        meant = form.meant(text) if form.meant else ""
        help_ = f"write `{meant}`" if meant else form.help
        yield Diagnostic(form.check, f"{quoted(text)} {form.wrong}", text.place, help_)


def wrong_space(text: Text) -> Iterator[Diagnostic]:
    """Find a character in a key or an id that nobody sees."""
    if found := re.search(f"[{WRONG_SPACES}]", text):
        line, start = text.place.source.lines[text.place.line - 1], text.place.column - 1
        at = max(line.find(found[0], start), start) + 1
        place = text.place._replace(column=at, length=1)
        message = f"{named(found[0])} in {quoted(text)}"
        yield Diagnostic("wrong-space", message, place, mend(found[0]))


def no_text(what: str, owner: Node, text: Text, help_: str) -> Diagnostic:
    """Return the message for a text that is not there, or all of which is a comment."""
    if text.comment is None:
        return Diagnostic("empty-text", what, owner.place, help_)
    message = f"{what}, for `#` begins a comment"
    return Diagnostic("cut-text", message, text.comment, _IN_QUOTES)


def _is_spaced(comment: Place) -> bool:
    """Return whether a comment begins with `# `, as those do that are meant."""
    return comment.source.lines[comment.line - 1][comment.column : comment.column + 1] in ("", " ")
