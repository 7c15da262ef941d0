# `make serve` shows the site, `make test` proves it; each sets up what it needs and no more.

# The first Python that is new enough; `make PYTHON=/path/to/python3.13` names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.14 python3.12 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { echo $$p; break; }; done)
ADDR ?= localhost:8000
# Each process that tests builds its own sites and starts its own browser: more than a few do not pay.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2); echo $$((n < 4 ? n : 4)))
BIN := .venv/bin
PY := $(BIN)/python
# Commands that need Node find the one of the machine, or the one that stands beside this Python.
NODE := PATH="$$PATH:$(CURDIR)/$(BIN)"
# Dates in the site come from the commit, so that two builds of it are the same, byte for byte; where
# this is no repository of its own, they are those of the day.
export SOURCE_DATE_EPOCH ?= $(shell test -e .git && git log -1 --format=%ct 2>/dev/null || date +%s)
export NOTE
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: serve build check release golden test test-pyodide fuzz lint bench lock clean
.DELETE_ON_ERROR:

serve: .venv/site.done .cache/node/done
	$(PY) -m hooks.serve $(ADDR)

# Put in the place of the last good site only when all went well.
build: .venv/site.done .cache/node/done
	@test -n "$$SITE_URL" || echo "SITE_URL is not set: links in records and citations say http://localhost:8000/"
	$(PY) -m hooks.publish site

check: .venv/site.done .cache/node/done
	$(PY) -m decision check
	$(PY) -m mkdocs build --site-dir .cache/check

# Freezes the tree as the release of its version, and adds what it publishes to the addresses that last.
release: .venv/site.done .cache/node/done
	@test -n "$$NOTE" || { echo "tell readers why the guidance changed: make release NOTE=\"...\"" >&2; exit 2; }
	$(PY) -m decision release --note "$$NOTE"
	$(PY) -m mkdocs build --site-dir .cache/release
	$(PY) -m hooks.addresses .cache/release decision/addresses.txt

# Writes what the golden files should hold, and adds new addresses to those that must last.
golden: .venv/test.done .cache/node/done
	$(PY) -m tests.golden

test: lint .cache/properdocs/done .cache/node/done
	$(NODE) node --test --test-reporter=dot hooks/assets/*/*.test.mjs
	$(PY) -m tests.browser.chromium
	$(PY) -m pytest --numprocesses $(WORKERS) --dist loadscope --no-loadscope-reorder

# The tests of the machine once more, in the Python of the browser.
test-pyodide: .venv/test.done .cache/node/done
	$(PY) -m pytest tests/pyodide

# Reads random trees, ledgers and pages for so long, and keeps what goes wrong in tests/machine/found.
fuzz: SECONDS := 60
fuzz: .venv/test.done
	$(PY) -m tests.fuzz $(SECONDS)

lint: .venv/test.done .cache/dev/done
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(NODE) node_modules/.bin/tsc
	$(NODE) node_modules/.bin/biome check --error-on-warnings

bench: .venv/test.done .cache/node/done .cache/mermaid/done
	$(PY) -m tests.browser.chromium
	$(PY) -m tests.bench

.venv/site.done: requirements/site.txt | .venv/made
	$(PY) -m pip install --quiet --require-hashes -r $<
	touch $@

.venv/test.done: requirements/test.txt .venv/site.done
	$(PY) -m pip install --quiet --require-hashes -r $<
	touch $@

.cache/properdocs/done: requirements/properdocs.txt | .venv/made
	$(PY) -m venv --clear .cache/properdocs
	.cache/properdocs/bin/python -m pip install --quiet --require-hashes -r $<
	touch $@

# What bundles the scripts and what the workbench runs on, from npm.
.cache/node/done: package.json package-lock.json requirements/node.txt | .venv/site.done
	$(call npm,.,--omit=dev)

# What checks and tests the scripts; where they and editors look for it.
.cache/dev/done: package.json package-lock.json requirements/node.txt | .venv/site.done
	ln -sfn .cache/dev/node_modules node_modules
	$(call npm,.)

# Mermaid, with which the benchmark compares.
.cache/mermaid/done: tests/bench/package.json tests/bench/package-lock.json requirements/node.txt | .venv/site.done
	$(call npm,tests/bench)

# Installs what the package-lock.json of a folder names. Node comes from PyPI where the machine has none.
define npm
	mkdir -p $(@D)
	cp $(1)/package.json $(1)/package-lock.json .npmrc $(@D)
	command -v npm >/dev/null || $(PY) -m pip install --quiet --require-hashes -r requirements/node.txt
	cd $(@D) && $(NODE) npm ci --ignore-scripts --silent $(2)
	touch $@
endef

.venv/made:
	@test -n "$(PYTHON)" || { echo "Python 3.12 or newer is needed, and none was found.\n\
	Install one (pyenv install 3.13, or uv python install 3.13), or name it: make PYTHON=/path/to/python3.13" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	touch $@

# New locks from the .in files: hashes, and no address of any registry.
lock: .venv/made
	$(PY) -m venv --clear .cache/lock
	.cache/lock/bin/python -m pip install --quiet uv
	for name in site test properdocs node; do .cache/lock/bin/uv pip compile --quiet --upgrade --universal \
		--python-version 3.12 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean:
	rm -rf .venv .cache node_modules site .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
