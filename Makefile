# Everything a person or a build machine does with this project. `make help` lists it.

FLOOR := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell python3 -c '$(FLOOR)' 2>/dev/null && echo python3 || echo python3.11)
BIN := .venv/bin
STAMP := .venv/.installed
SOURCES := bot handlers storage tests

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo run migrate test lint types contracts unit crash soak coverage mutants bench format lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make .venv with the pinned dependencies (Python 3.11 or newer)

$(STAMP): requirements-dev.txt
	@$(PYTHON) -c '$(FLOOR)' 2>/dev/null || { \
	  echo "$(PYTHON) is not Python 3.11 or newer: install one, or say make PYTHON=/path/to/python3.11" >&2; \
	  exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

demo: setup ## Try the bot in a browser, with stand-ins for Telegram and Faspay
	$(BIN)/python -m bot demo

run: setup ## Run the bot with the settings in .env
	$(BIN)/python -m bot run

migrate: setup ## Bring the database to the newest schema
	$(BIN)/python -m bot migrate

test: setup ## Lint, types, import contracts, every test, and some schedules of crashes
	@$(MAKE) --no-print-directory lint types contracts unit
	$(BIN)/python -m tests.crash sample

lint: setup ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## mypy --strict
	$(BIN)/mypy

contracts: setup ## import-linter: which room may import which
	$(BIN)/lint-imports --no-cache

unit: setup ## Every test; three workers, for one often waits for the wire
	$(BIN)/pytest -n 3 --dist worksteal -m "not slow"

coverage: setup ## The same with line coverage, which costs a third more time
	$(BIN)/pytest -n 3 --dist worksteal -m "not slow" --cov --cov-report=term

crash: setup ## 2,000 schedules of crashes: every point, every pair of point and fault
	$(BIN)/python -m tests.crash run 2000

soak: setup ## For a night: 50,000 schedules, a million mutated callbacks, what is slow
	$(BIN)/python -m tests.crash run 50000
	FUZZ_CALLBACKS=1000000 FUZZ_PROFILE=soak FUZZ_SCALE=20 $(BIN)/pytest -n 2 tests/fuzz
	$(BIN)/pytest -n 2 -m slow --ignore tests/mutants

mutants: setup ## Break each dangerous rule on purpose; a mutant that no test notices fails
	$(BIN)/pytest -n 0 -m slow tests/mutants

bench: setup ## What a turn, an order and an intake cost, as ratios within one run
	$(BIN)/python -m tests.bench

format: setup ## Put the code into its one form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

PIN := pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
  --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
DEV_GROUP := import tomllib; \
  print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")

lock: setup ## Pin the dependencies of pyproject.toml anew (UPGRADE=1 takes newer ones)
	$(BIN)/$(PIN) $(if $(UPGRADE),--upgrade) -o requirements.txt pyproject.toml
	$(BIN)/python -c '$(DEV_GROUP)' | \
	  $(BIN)/$(PIN) $(if $(UPGRADE),--upgrade) -c requirements.txt -o requirements-dev.txt pyproject.toml -

clean: ## Remove .venv and every cache (data/ stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
