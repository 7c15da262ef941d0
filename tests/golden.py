"""`python -m tests.golden` writes the golden files: what they hold is what the program says now.

They are the messages of the checks, the schemas for editors, where each path of the guide ends, and
every address that was ever published, to which it adds those of a new build. It names all that it
writes. Read the difference before you commit it: each line of it is a promise that changes.
"""

import sys
import tempfile
from pathlib import Path

from decision.reading.diagnostics import TreeError
from hooks.addresses import add
from tests.built import build
from tests.guide import paths
from tests.guide.files import ADDRESSES, PATHS, ROOT
from tests.machine.check_examples import messages
from tests.machine.schema_files import schemas


def main() -> None:
    """Renew every golden file; exits with what is wrong where the guide cannot be built."""
    _write_texts()
    _add_addresses()


def _write_texts() -> None:
    try:
        texts = {**messages(), **schemas(), **paths.golden()}
    except TreeError as error:
        sys.exit(str(error))
    for path, text in texts.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            _write(path, text)
    for path in sorted({*PATHS.glob("*.txt")} - texts.keys()):
        path.unlink()
        print(f"{path.relative_to(ROOT).as_posix()}: deleted, there is no such tree")


def _add_addresses() -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "site")
        done = build(target)
        if not done.good:
            sys.exit(done.said)
        new = add(target, ADDRESSES)
    if new:
        print(ADDRESSES.relative_to(ROOT).as_posix())
        print("\n".join(f"  {line}" for line in new))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(path.relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
