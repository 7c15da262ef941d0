"""A Content-Security-Policy on every page: inline scripts by hash, nothing from elsewhere."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

_SCRIPT = re.compile(r"<script(?![^<>]*\bsrc=)([^<>]*)>")


def write(target: Path) -> None:
    """Put its policy on each page of a built site."""
    for path in sorted(target.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
        path.write_text(html.replace("<head>", f"<head>{meta}", 1), encoding="utf-8")


def policy(html: str) -> str:
    """Return the policy of a page, with the SHA-256 hash of each inline script in it."""
    inline = (body for kind, body in _scripts(html) if "application/json" not in kind)
    digests = (b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in inline)
    hashes = "".join(f" 'sha256-{digest}'" for digest in sorted(set(digests)))
    # Python is WebAssembly, in a worker: some browsers apply the policy of its page there.
    hashes += " 'wasm-unsafe-eval'" if "<decision-workbench" in html else ""
    return (
        f"default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'"
    )


def _scripts(html: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes and the body of each inline script, up to one that never ends."""
    at = 0
    while found := _SCRIPT.search(html, at):
        end = html.find("</script>", found.end())
        if end < 0:
            return
        yield found[1], html[found.end() : end]
        at = end
