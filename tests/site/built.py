"""A built site for tests: its files read with an HTML parser, and a plain HTTP server for it."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
SITE_URL = "http://localhost:8000/"


class Site:
    """A built site in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every HTML page by its address below the site: empty for home, `decide/` and so on."""
        return {self.url(path): self.parse(path) for path in sorted(self.folder.rglob("*.html"))}

    def url(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix().removesuffix("index.html")

    def parse(self, path: Path) -> BeautifulSoup:
        return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file by its path below the site."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}


def build(
    target: Path,
    root: Path = ROOT,
    python: str = sys.executable,
    host: str = "mkdocs",
    more: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Build the site of the project in `root` into `target`; return how it went.

    `more` adds to the environment.
    """
    environment = {
        **os.environ,
        **{"SITE_URL": SITE_URL, "REPO_URL": "", "EDIT_URI": ""},
        **{"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"},
        **(more or {}),
    }
    command = [python, "-m", host, "build", "--site-dir", str(target)]
    if host == "properdocs":
        command += ["--config-file", "mkdocs.yml"]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder by plain HTTP on a free port of this machine; yields its address."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def send_head(self) -> BytesIO | BinaryIO | None:
            """Answer as the hosts of static sites do where there is no file: with `404.html`."""
            if Path(self.translate_path(self.path)).exists():
                return super().send_head()
            body = (folder / "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return BytesIO(body)

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            if not isinstance(sys.exception(), ConnectionError):  # the reader went away: no fault
                super().handle_error(request, client_address)  # type: ignore[arg-type]

    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
