/**
 * Runs pytest in Pyodide, in Node: `node run.mjs JSON`. The JSON names the folder of Pyodide, the lock file of our
 * wheels, the folder of the project, that of all installed packages, and pytest's arguments.
 */
const { pyodide, lock, project, packages, args } = JSON.parse(process.argv[2]);
const { loadPyodide } = await import(`${pyodide}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: pyodide, lockFileURL: lock, packages: ["decision"] });
for (const [at, root] of [
  ["/project", project],
  ["/packages", packages],
]) {
  python.FS.mkdirTree(at);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, at);
}
python.globals.set("args", python.toPy(args));
const code = `
import os, sys
import decision.workbench  # from the wheel, before the folder of the project is on the path
assert "site-packages" in decision.__file__, decision.__file__
sys.dont_write_bytecode = True
# Last on the path: what has a native part for this machine is there too, and does not load.
sys.path += ["/packages"]
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
os.chdir("/project")
import pytest
sys.path += ["/project"]
from tests.pyodide import plugin
int(pytest.main(args, [plugin]))
`;
try {
  process.exitCode = python.runPython(code);
} catch (error) {
  // Only what Python says: Node would print the whole of Pyodide, which is one line.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
}
