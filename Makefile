# Everything a person or a build machine does with this project. `make help` lists it.

# The Pythons for which every pinned package has a wheel; `make lock` looks at each.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11 python3.14; do \
  "$$each" -c '$(SUPPORTED)' 2>/dev/null && echo "$$each" && exit; done; echo python3)
# A path without spaces. What is in there is run by -m, for scripts hold absolute paths.
VENV := .venv
PY := $(VENV)/bin/python
LOG := $(VENV)/pip.log

# What comes from outside must not change what is installed. The index, a proxy and certificates may.
unexport PYTHONHOME PYTHONPATH PIP_CONSTRAINT PIP_NO_BINARY PIP_PREFIX PIP_TARGET PIP_USER
# Tests start hundreds of processes: each would compile the whole project for itself.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup server demo run migrate test checks lint types contracts unit slow crash soak coverage mutants bench format lock clean always

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.development ## Make .venv with all that development needs (Python 3.11 to 3.14)

server: $(VENV)/.server ## Make .venv with what a server needs, and nothing else

# A set-up that was cut off, and one whose Python is gone, begin anew. The mark is there while pip works.
UNFIT := $(shell test ! -e $(VENV)/.unfinished && $(PY) -c '' 2>/dev/null || echo unfit)
ANEW := $(if $(UNFIT),always)

# Paths, and what tests read and write, may hold letters that the locale has not.
$(VENV)/.made $(VENV)/.server $(VENV)/.development: export PYTHONUTF8 := 1
test checks contracts unit slow coverage crash soak mutants bench lock: export PYTHONUTF8 := 1

$(VENV)/.made: $(ANEW)
	@"$(PYTHON)" -c '$(SUPPORTED)' 2>/dev/null || { \
	  echo "$(PYTHON) is not Python 3.11, 3.12, 3.13 or 3.14: install one," \
	    "or say make PYTHON=/path/to/python3.13" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) has no venv module: install it (Debian and Ubuntu: apt install" \
	    "python3-venv), or say make PYTHON=/path/to/another" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV) || { \
	  echo "$(PYTHON) could not make $(VENV): mend what it says, then make again" >&2; exit 1; }
	@touch $@

# Where development was set up, it follows what the server needs.
$(VENV)/.server: requirements.txt $(ANEW) | $(VENV)/.made
	@pins=requirements.txt; test ! -e $(VENV)/.development || pins=requirements-dev.txt; $(install)
	@touch $@

$(VENV)/.development: requirements-dev.txt $(ANEW) | $(VENV)/.made
	@pins=requirements-dev.txt; $(install)
	@touch $(VENV)/.server $@

# Nothing but the pins is looked at: they are complete, so nobody's requirements are followed.
# As long as pip has not begun to install, what is there stays as it was, and serves.
define install
echo "Installing what $$pins pins ..."; touch $(VENV)/.unfinished; \
$(PY) -m pip install --disable-pip-version-check --no-input --no-deps --require-hashes -r $$pins \
  >$(LOG) 2>&1 || { \
  grep -q '^Installing collected' $(LOG) || rm $(VENV)/.unfinished; \
  $(why_not) >&2; exit 1; }; \
$(PY) -m pip check >$(LOG) 2>&1 || { \
  cat $(LOG) >&2; \
  echo "What is in $(VENV) does not fit together: make clean, then again." >&2; exit 1; }; \
rm $(VENV)/.unfinished
endef

define why_not
if grep -q 'DO NOT MATCH THE HASHES' $(LOG); then \
  echo "A package is not the one that $$pins pins: do not use this package index" \
    "($(LOG) names the package)."; \
elif grep -qE 'Retrying|[Tt]imed out|Could not fetch|SSLError|ProxyError' $(LOG); then \
  echo "pip does not reach its package index: mend the network, or tell pip of your proxy or index" \
    "(pip.conf, HTTPS_PROXY), then make again; $(LOG) has the details."; \
elif grep -q 'No matching distribution' $(LOG); then \
  sed -n 's/^ERROR: No/pip: no/p' $(LOG); \
  echo "Does pip reach its package index (network, pip.conf, HTTPS_PROXY)? The pins are for Linux" \
    "(glibc 2.28 or newer) and macOS, on x86-64 and arm64; $(LOG) has the details."; \
else \
  grep '^ERROR' $(LOG); \
  echo "pip could not install what $$pins pins: mend that, then make again;" \
    "$(LOG) has the details."; \
fi
endef

demo: server ## Try the bot in a browser, with stand-ins for Telegram and Faspay
	$(PY) -m bot demo

run: server ## Run the bot with the settings in .env
	$(PY) -m bot run

migrate: server ## Bring the database to the newest schema
	$(PY) -m bot migrate

# mypy has one processor for itself only: the tests begin as soon as all else is checked.
test: setup ## Lint, types, import contracts, every test, and some schedules of crashes
	@$(PY) -m mypy & types=$$!; \
	$(MAKE) --no-print-directory lint contracts unit; rest=$$?; \
	wait $$types || { echo "mypy found what it told above." >&2; exit 1; }; exit $$rest
	$(PY) -m tests.crash sample

checks: setup ## Lint, types and import contracts, beside each other
	@$(PY) -m mypy & types=$$!; \
	$(MAKE) --no-print-directory lint contracts; rest=$$?; \
	wait $$types && exit $$rest

lint: setup ## ruff: rules and format
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: setup ## mypy --strict
	$(PY) -m mypy

contracts: setup ## import-linter: which room may import which
	$(PY) -c 'from importlinter.cli import lint_imports_command as lint; lint()' --no-cache

unit: setup ## Every test; four workers, for one often waits for the wire
	$(PY) -m pytest -n 4 --dist worksteal -m "not slow" $(TESTS)

slow: setup ## The tests that take long, but for the mutants
	$(PY) -m pytest -n 4 -m slow --ignore tests/mutants

coverage: setup ## The same with line coverage, which costs a third more time
	$(PY) -m pytest -n 4 --dist worksteal -m "not slow" --cov --cov-report=term

SCHEDULES ?= 2050
crash: setup ## 2,050 schedules of crashes: every point, every pair of point and fault
	$(PY) -m tests.crash run $(SCHEDULES)

soak: setup ## For a night: 50,000 schedules, a million mutated callbacks, what is slow
	$(PY) -m tests.crash run 50000
	FUZZ_CALLBACKS=1000000 FUZZ_PROFILE=soak FUZZ_SCALE=20 $(PY) -m pytest -n 2 --timeout 36000 tests/fuzz
	@$(MAKE) --no-print-directory slow

mutants: setup ## Break each dangerous rule on purpose; a mutant that no test notices fails
	$(PY) -m pytest -n 0 -m slow tests/mutants

bench: setup ## What a turn, an order and an intake cost, as ratios within one run
	$(PY) -m tests.bench
	$(PY) -m tests.bench.sending

format: setup ## Put the code into its one form
	$(PY) -m ruff check --fix-only --quiet .
	$(PY) -m ruff format .

# For all machines at once, and marks tell them apart. --no-build: what has no wheel is not taken.
COMPILE = $(PY) -m uv --no-cache pip compile --quiet --universal --python-version 3.11 --no-build \
  --generate-hashes --emit-build-options --no-header --no-annotate $(if $(UPGRADE),--upgrade)

lock: setup ## Pin the dependencies of pyproject.toml anew (UPGRADE=1 takes newer ones)
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) -c requirements.txt -o requirements-dev.txt --group dev pyproject.toml
	$(PY) -m tests.lock

clean: ## Remove .venv and every cache (data/ stays)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
