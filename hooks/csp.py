"""A Content-Security-Policy on every page: what is inline by hash, nothing from elsewhere.

What is hashed was written by a template, of ours or of the theme. What an author or a ledger brings
into a page holds no script and no styles, or the site is not built.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from pathlib import Path

#: Inline elements with their attributes and content; `data-src` is not `src`.
_SCRIPT = re.compile(r"<script(?![^<>]*\ssrc=)([^<>]*)>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style([^<>]*)>(.*?)</style>", re.DOTALL)
#: Readers of pages look for it in the first 1,024 bytes, so it stays before the policy.
_CHARSET = '<meta charset="utf-8">'


def write(target: Path) -> None:
    """Put its policy on each page of a built site."""
    for path in sorted(target.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
        path.write_text(html.replace(_CHARSET, _CHARSET + meta, 1), encoding="utf-8")


def policy(html: str) -> str:
    """Return the policy of a page, with the SHA-256 hash of each inline script and style in it."""
    inline = _found(_SCRIPT, html, "</script>")
    script = _hashes(body for kind, body in inline if "application/json" not in kind)
    style = _hashes(body for _, body in _found(_STYLE, html, "</style>"))
    has_workbench = "<decision-workbench" in html
    attributes = "'unsafe-inline'" if has_workbench or " style=" in html else "'none'"
    if has_workbench:
        # Python is WebAssembly, in a worker: some browsers apply the policy of its page there.
        # The editor writes its styles where a browser knows no better place for them, and its
        # lines and the drawing have theirs as attributes.
        script, style = f"{script} 'wasm-unsafe-eval'", " 'unsafe-inline'"
    return (
        f"default-src 'none'; script-src 'self'{script}; style-src 'self'{style}; "
        f"style-src-attr {attributes}; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'"
    )


def _found(pattern: re.Pattern[str], html: str, end: str) -> Sequence[tuple[str, str]]:
    """Return the attributes and the body of each element; behind the last end tag none ends."""
    return pattern.findall(html, 0, max(0, html.rfind(end) + len(end)))


def _hashes(texts: Iterable[str]) -> str:
    digests = {b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
    return "".join(f" 'sha256-{digest}'" for digest in sorted(digests))
