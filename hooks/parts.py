"""What the workbench runs on: packages of npm and PyPI and our own Python in, files to serve out.

`python -m hooks.parts NODE_MODULES` prepares what comes from others; `renewed` adds our own Python.
"""

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
from tempfile import TemporaryDirectory

FOLDER = Path(".cache/workbench")
_CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
_BUNDLE = Path("docs/assets/workbench/codemirror.mjs")
_LICENCE = "/*! CodeMirror and Lezer, MIT licence, by Marijn Haverbeke and others */"

#: The part of the standard library that Pyodide, PyYAML and `decision` import, by top-level name.
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


def prepare(modules: Path, target: Path) -> None:
    """Write the files that come from npm and PyPI into a folder, the whole of it or nothing."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        for name in _CORE:
            shutil.copyfile(modules / "pyodide" / name, folder / name)
        library = folder / "python_stdlib.zip"
        _write(library, {n: d for n, d in _read(library).items() if _is_needed(n)})
        lock = json.loads((modules / "pyodide/pyodide-lock.json").read_text(encoding="utf-8"))
        _wheel(folder, "pyyaml", importlib.metadata.version("pyyaml"), _installed("pyyaml"))
        _compiled(folder, lock["info"]["python"])
        command = [f"{modules}/.bin/esbuild", str(_BUNDLE), "--bundle", "--minify", "--format=esm"]
        command += [f"--banner:js={_LICENCE}", "--log-level=warning", f"--outdir={folder}"]
        command += ["--out-extension:.js=.mjs"]
        # Node may be one that stands beside this Python.
        path = f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}"
        environment = {**os.environ, "PATH": path, "NODE_PATH": str(modules)}
        subprocess.run(command, check=True, env=environment)
        served = [path.read_bytes() for path in folder.iterdir()]
        download = sum(len(gzip.compress(data, mtime=0)) for data in served)
        told = {"info": lock["info"], "download": download}
        (folder / "python.json").write_text(json.dumps(told), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target)


def renewed(root: Path) -> Path:
    """Return a folder that holds our Python as a wheel and the lock file that names all wheels.

    They are made anew where `decision` is not what they were made from. Raises FileNotFoundError
    where the parts of others have not been prepared.
    """
    core, own = root / FOLDER / "core", root / FOLDER / "own"
    info = json.loads((core / "python.json").read_text(encoding="utf-8"))["info"]
    files = _sources(root)
    others = {path.name: path.read_bytes() for path in sorted(core.glob("*.whl"))}
    made_from = digest({**files, **others, "python.json": json.dumps(info).encode()})
    if (own / "made-from").is_file() and (own / "made-from").read_text() == made_from:
        return own
    with TemporaryDirectory() as made:
        folder = Path(made)
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        _wheel(folder, "decision", project["version"], files)
        _compiled(folder, info["python"])
        for name, data in others.items():
            (folder / name).write_bytes(data)
        _lock(folder, info)
        (folder / "made-from").write_text(made_from)
        shutil.rmtree(own, ignore_errors=True)
        shutil.copytree(folder, own)
    return own


def digest(files: Mapping[str, bytes]) -> str:
    """Return a short digest of names and contents, for addresses that change with them."""
    total = hashlib.sha256()
    for name, data in sorted(files.items()):
        total.update(f"{name} {len(data)}\n".encode() + data)
    return total.hexdigest()[:12]


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
    wheel = "Wheel-Version: 1.0\nGenerator: hooks.parts\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    meta = {f"{info}/METADATA": metadata.encode(), f"{info}/WHEEL": wheel.encode()}
    _write(folder / f"{name}-{version}-py3-none-any.whl", {**files, **meta})


def _compiled(folder: Path, python: str) -> None:
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


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), FOLDER / "core")
