"""Sites for tests: built in this process, read with an HTML parser, served by plain HTTP."""

import logging
import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

from bs4 import BeautifulSoup
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

ROOT = Path(__file__).parents[1]
SITE_URL = "http://localhost:8000/"

_ENVIRONMENT = {
    **{"SITE_URL": SITE_URL, "REPO_URL": "", "EDIT_URI": ""},
    **{"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"},
}


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


@dataclass(frozen=True, slots=True)
class Built:
    """How a build went: all that it said, and whether it left a site."""

    good: bool
    said: str


def build(target: Path, root: Path = ROOT, more: Mapping[str, str] | None = None) -> Built:
    """Build the site of the guide in `root` into `target`, in this process.

    `more` adds to the environment. The code is that of this repository, whatever `root` holds:
    `build_apart` takes the code that stands there.
    """
    heard = _Heard()
    log = logging.getLogger("mkdocs")
    log.addHandler(heard)
    try:
        with patch.dict(os.environ, {**_ENVIRONMENT, **(more or {})}), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # those of other people's code
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
            config.plugins.on_startup(command="build", dirty=False)
            build_site(config)
    except (Abort, BuildError, ConfigurationError) as error:
        return Built(False, "\n".join((*heard.lines, str(error))))
    finally:
        log.removeHandler(heard)
    return Built(True, "\n".join(heard.lines))


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment in which a process of a test builds."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **_ENVIRONMENT, **(more or {})}


def build_apart(
    target: Path, root: Path = ROOT, python: str = sys.executable, host: str = "mkdocs"
) -> Built:
    """Build the site of the project in `root` by a process of its own."""
    command = [python, "-m", host, "build", "--site-dir", str(target)]
    if host == "properdocs":
        command += ["--config-file", "mkdocs.yml"]
    done = subprocess.run(
        command, cwd=root, env=environment(), capture_output=True, text=True, check=False
    )
    return Built(done.returncode == 0, done.stdout + done.stderr)


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


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
