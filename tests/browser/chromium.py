"""Finds a Chromium for the browser tests, or installs one, or says what to do.

`python -m tests.browser.chromium` makes sure that there is one; tests call `executable`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

#: The one without windows first: it opens a page with less than half of the work.
_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

#: Headless, as root where it must be, and silent: no update, sync or look-up of its maker's hosts.
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def executable() -> str | None:
    """Return the path of an installed Chromium; None where there is none."""
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _install() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        for package in _NAMES[:2]:
            if subprocess.run([*install, package], check=False, env=environment).returncode == 0:
                return
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if executable() is None:
        _install()
    if executable() is None:
        sys.exit(
            "The browser tests need Chromium, which could not be installed.\n"
            "Install it (Debian: apt-get install chromium-headless-shell; elsewhere: "
            ".venv/bin/python -m playwright install chromium) and run `make test` again."
        )
