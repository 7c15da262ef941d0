"""Packages of npm and PyPI and our own Python in, folders that the workbench runs on out."""

import gzip
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path

from hooks.made import made

#: Where npm puts its packages, below the project.
MODULES = Path(".cache/node/node_modules")

#: The file beside the core that says how many bytes of it a server sends: it is slow to compress.
DOWNLOAD = "download.txt"

#: What Pyodide loads, and the name it is served by: not every server knows that `.mjs` is a script.
_CORE = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.js": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    "python_stdlib.zip": "python_stdlib.zip",
}

#: The part of the standard library that Pyodide, PyYAML and `decision` import, by top-level name.
#: The whole of it would be another 2.3 MB to load, and the workbench 7.4 MB where 6 are allowed.
_NAMES = """
    __future__ _collections_abc _colorize _compression _opcode_metadata _py_abc _pyodide
    _sitebuiltins _strptime _threading_local _weakrefset abc ast asyncio base64 bisect bz2
    calendar codecs collections concurrent contextlib contextvars copy copyreg csv dataclasses
    datetime difflib dis email encodings enum fnmatch functools genericpath glob hashlib heapq
    html importlib inspect io ipaddress json keyword linecache locale logging ntpath opcode
    operator os pathlib posixpath pyodide quopri random re reprlib selectors shutil signal site
    socket stat string struct subprocess tarfile tempfile textwrap threading token tokenize
    traceback types typing urllib warnings weakref zipfile zipimport
"""
_KEPT = frozenset(_NAMES.split())

#: What is heavy in these and nobody imports.
_DROPPED = re.compile(
    r"encodings/(?!(__init__|aliases|ascii|cp437|latin_1|utf_8|utf_8_sig)\.)|urllib/(?!__init__|parse)"
    r"|logging/(handlers|config)|asyncio/(windows|proactor)|email/(mime|_header_value_parser)"
)


def core(root: Path) -> Path:
    """Return a folder that holds Pyodide and the part of the standard library that is needed.

    It is made where it is not there yet. Raises FileNotFoundError where npm has put no Pyodide.
    """
    package = root / MODULES / "pyodide"
    made_from = {
        "package": (package / "package.json").read_bytes(),
        "code": Path(__file__).read_bytes(),
        "compiler": bytes(sys.version_info[:2]),
    }

    def make(folder: Path) -> None:
        for name, served in _CORE.items():
            shutil.copyfile(package / name, folder / served)
        library = folder / "python_stdlib.zip"
        _write(library, {n: d for n, d in _read(library).items() if _is_needed(n)})
        _compile(folder, _info(package)["python"])
        (folder / DOWNLOAD).write_text(
            str(compressed(path.read_bytes() for path in folder.iterdir()))
        )

    return made(root, "core", made_from, make)


def wheels(root: Path) -> Path:
    """Return a folder that holds PyYAML and our Python as wheels, and the lock file for them.

    It is made where `decision` or PyYAML are not what the last one was made from. Raises
    FileNotFoundError where npm has put no Pyodide.
    """
    info = _info(root / MODULES / "pyodide")
    ours, theirs = _sources(root), _installed("pyyaml")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    made_from = {
        "info": json.dumps([info, project["version"]]).encode(),
        "code": Path(__file__).read_bytes(),
        "compiler": bytes(sys.version_info[:2]),
        **ours,
        **theirs,
    }

    def make(folder: Path) -> None:
        _wheel(folder, "decision", project["version"], ours)
        _wheel(folder, "pyyaml", importlib.metadata.version("pyyaml"), theirs)
        _compile(folder, info["python"])
        _lock(folder, info)

    return made(root, "wheels", made_from, make)


def compressed(files: Iterable[bytes]) -> int:
    """Return how many bytes a server sends of files."""
    return sum(len(gzip.compress(data, 6, mtime=0)) for data in files)


def _info(package: Path) -> dict[str, str]:
    lock = json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))
    info: dict[str, str] = lock["info"]
    return info


def _sources(root: Path) -> dict[str, bytes]:
    paths = sorted((root / "decision").rglob("*.py"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def _installed(name: str) -> dict[str, bytes]:
    """Return the Python files and the licence of an installed package, without what is native."""
    found = importlib.metadata.files(name) or []
    kept = [f for f in found if f.suffix == ".py" or "LICENSE" in f.name]
    return {f.as_posix(): Path(f.locate()).read_bytes() for f in kept}


def _is_needed(name: str) -> bool:
    return name.partition("/")[0].removesuffix(".py") in _KEPT and not _DROPPED.match(name)


def _wheel(folder: Path, name: str, version: str, files: Mapping[str, bytes]) -> None:
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    wheel = "Wheel-Version: 1.0\nGenerator: hooks\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    meta = {f"{info}/METADATA": metadata.encode(), f"{info}/WHEEL": wheel.encode()}
    _write(folder / f"{name}-{version}-py3-none-any.whl", {**files, **meta})


def _compile(folder: Path, python: str) -> None:
    """Compile the archives in a folder where this Python writes what that Python reads."""
    if sys.version_info[:2] == tuple(map(int, python.split(".")[:2])):
        pyodide = Path(sys.executable).with_name("pyodide")
        command = [str(pyodide), "py-compile", "--silent", str(folder)]
        # With a date given, compiled files carry a digest of their source and no time.
        environment = {"SOURCE_DATE_EPOCH": "0", **os.environ}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    for path in folder.iterdir():
        if path.suffix in (".whl", ".zip"):
            _write(path, _read(path))


def _lock(folder: Path, info: Mapping[str, str]) -> None:
    from pyodide_lock import PackageSpec, PyodideLockSpec
    from pyodide_lock.spec import InfoSpec

    packages = {}
    for path in sorted(folder.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        packages[name] = PackageSpec(
            name=name,
            version=version,
            file_name=path.name,
            install_dir="site",
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            imports=["yaml" if name == "pyyaml" else name],
            depends=["pyyaml"] if name == "decision" else [],
        )
    spec = PyodideLockSpec(info=InfoSpec.from_dict(dict(info)), packages=packages)
    spec.to_json(folder / "pyodide-lock.json")


def _read(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        return {name: archive.read(name) for name in names}


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    """Write an archive, the same bytes for the same files; a wheel gets its RECORD."""
    files = {name: data for name, data in files.items() if not name.endswith("/RECORD")}
    if path.suffix == ".whl":
        info = next(name for name in files if name.endswith(".dist-info/METADATA"))
        record = info.replace("METADATA", "RECORD")
        files[record] = "".join([*_record(files), f"{record},,\n"]).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name])


def _record(files: Mapping[str, bytes]) -> Iterable[str]:
    for name in sorted(files):
        hashed = urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode()
        yield f"{name},sha256={hashed},{len(files[name])}\n"
