"""`python -m hooks.serve HOST:PORT` serves the site of a draft, and builds it anew at each change.

Every build is a process of its own, so that a change of Python, of a template or of a script shows
like one of a page. While there is a fault, the last good site stays, with the message over it.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from hooks.publish import build
from hooks.templates import rendered

_WATCHED = ("mkdocs.yml", "docs", "decision", "hooks")
_BODY = re.compile(rb"<body[^>]*>")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Preview:
    """The site that is shown: the last good one, or what is wrong with the newest."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Begin in an empty folder; `environment` adds to that of the builds."""
        self.folder = folder
        self.environment = environment
        self.good: Path | None = None
        self.number = 0

    def renewed(self) -> Path:
        """Build the site; return the folder of what can be shown now."""
        new = self._next()
        done = build(new, self.environment, quiet=True)
        print(done.stdout, end="", flush=True)
        if done.returncode == 0:
            self.good = new
            return new
        return self._faulty(done.stdout)

    def _faulty(self, said: str) -> Path:
        """Return a copy of the last good site in which each page shows what was said, on top."""
        shown = self._next()
        values = {"said": _COLOURS.sub("", said).strip(), "good": self.good is not None}
        message = rendered("parts/fault.html", **values).encode()
        if self.good is None:
            shown.mkdir()
            for name in ("index.html", "404.html"):
                (shown / name).write_bytes(message)
            return shown
        shutil.copytree(self.good, shown)
        for path in shown.rglob("*.html"):
            page = path.read_bytes()
            path.write_bytes(_BODY.sub(lambda match: match[0] + message, page, count=1))
        return shown

    def _next(self) -> Path:
        """Return a place for a new folder; of those before, only the last good one is kept."""
        for path in self.folder.iterdir():
            if path != self.good:
                shutil.rmtree(path, ignore_errors=True)
        self.number += 1
        return self.folder / str(self.number)


class _Server(LiveReloadServer):
    def server_activate(self) -> None:
        super().server_activate()
        print(f"Serving on {self.url}", flush=True)


def serve(host: str, port: int) -> None:
    """Serve until interrupted."""
    with tempfile.TemporaryDirectory() as folder:
        preview = Preview(Path(folder), {"DRAFT": "true", "SITE_URL": f"http://{host}:{port}/"})

        def renew() -> None:
            server.root = str(preview.renewed())

        def missing(code: int) -> bytes | None:
            page = Path(server.root, f"{code}.html")
            return page.read_bytes() if page.is_file() else None

        server = _Server(builder=renew, host=host, port=port, root=folder)
        server.error_handler = missing
        renew()
        for name in _WATCHED:
            server.watch(name)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


if __name__ == "__main__":
    name, _, number = sys.argv[1].rpartition(":")
    serve(name or "localhost", int(number))
