"""A Content-Security-Policy on every page: what is inline by hash, nothing from elsewhere.

What is hashed was written by a template, of ours or of the theme. What an author or a ledger brings
into a page holds no script and no styles, or the site is not built.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

from decision.reading.diagnostics import Diagnostic, Place, Source
from decision.reading.pages import place, without_code

#: Inline elements with their attributes and content; `data-src` is not `src`.
_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style([^>]*)>(.*?)</style>", re.DOTALL)
_BROUGHT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
#: Readers of pages look for it in the first 1,024 bytes, so it stays before the policy.
_CHARSET = '<meta charset="utf-8">'


def inline_script(html: str, markdown: str, name: str) -> Iterator[Diagnostic]:
    """Find a script or styles in a page, as HTML and as its author wrote it; `name` is its file."""
    if found := _BROUGHT.search(html):
        text = without_code(markdown)
        source = Source(name, tuple(markdown.split("\n")))
        written = _BROUGHT.search(text)
        where = place(source, text, *written.span()) if written else Place(source, 1, 1, 1)
        message = f"a page may hold no `{found[0]}>`"
        help_ = "make it a component in hooks/assets, or write it out as code"
        yield Diagnostic("inline-script", message, where, help_)


def write(target: Path) -> None:
    """Put its policy on each page of a built site."""
    for path in sorted(target.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
        path.write_text(html.replace(_CHARSET, _CHARSET + meta, 1), encoding="utf-8")


def policy(html: str) -> str:
    """Return the policy of a page, with the SHA-256 hash of each inline script and style in it."""
    scripts = [body for kind, body in _SCRIPT.findall(html) if "application/json" not in kind]
    script, style = _hashes(scripts), _hashes(body for _, body in _STYLE.findall(html))
    attributes = "'unsafe-inline'" if " style=" in html else "'none'"
    if "<decision-workbench" in html:
        # Python is WebAssembly, in a worker: some browsers apply the policy of its page there.
        # The editor writes its styles where a browser knows no better place for them.
        script, style = f"{script} 'wasm-unsafe-eval'", " 'unsafe-inline'"
    return (
        f"default-src 'none'; script-src 'self'{script}; style-src 'self'{style}; "
        f"style-src-attr {attributes}; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'"
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = {b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
    return "".join(f" 'sha256-{digest}'" for digest in sorted(digests))
