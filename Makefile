# What a new machine needs: Python 3.11 or newer, pip and make. `make help` lists the rest.

PYTHON     ?= python3
KOERS_REAL ?= ../shared/real

BIN     := .venv/bin
DEMO    := demo
PYTEST  := $(BIN)/pytest -n auto -q

.DEFAULT_GOAL := help
.PHONY: help demo test test-all check lint fix bench generative fuzz lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: .venv/installed ## invent deliveries for two agreements, take them in, and measure both
	@BIN="$(abspath $(BIN))" voorbeelden/proef.sh $(DEMO)

test: .venv/installed ## every test that needs nothing but Python and a minute
	$(PYTEST) -m "not conformance and not mutants and not slow"
	@echo "Left out: conformance (real registrations, in $(KOERS_REAL)), mutants, and the SQL engine (slow). 'make test-all' runs all of them."

test-all: .venv/installed ## what CI runs: lint, types, contracts and every test; fails when something is missing
	@test -d "$(KOERS_REAL)" || { echo "The real registrations are missing: there is no folder $(KOERS_REAL). Name it: make test-all KOERS_REAL=<folder>" >&2; exit 1; }
	@$(MAKE) --no-print-directory lint
	KOERS_REAL="$(abspath $(KOERS_REAL))" $(PYTEST)

check: lint test ## lint, types, contracts and tests: before every commit

lint: .venv/installed ## lint, format, types and contracts, without the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy src tests $(wildcard benchmarks/*.py)
	$(BIN)/lint-imports

fix: .venv/installed ## mend what ruff can mend by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

PERSONS ?= 3000 500000
ROWS ?= 1000000
bench: .venv/installed ## time counting, deliveries and states beside peers: make bench PERSONS="3000 5000000"
	$(BIN)/python -m benchmarks.engines $(PERSONS)
	$(BIN)/python -m benchmarks.deliveries $(ROWS)
	$(BIN)/python -m benchmarks.known full

N ?= 10000
generative: .venv/installed ## draw N=10000 new cases: the engines equal, the laws obeyed, and as counting day by day
	KOERS_CASES=$(N) $(PYTEST) tests/generative

fuzz: .venv/installed ## read N=10000 files made hostile by chance; those that fail are kept in fuzz/
	$(BIN)/python -m tests.hostile.fuzz $(N)

# Pins stay as they are unless asked: `make lock UPGRADE=--upgrade` takes the newest versions,
# `make lock UPGRADE='--upgrade-package rich'` takes one. The locks name no index: pip uses yours.
UPGRADE ?=
COMPILE := .venv-lock/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)

lock: .venv-lock/installed ## pin the dependencies of pyproject.toml again, with hashes
	$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	$(COMPILE) pyproject.toml --group build --group dev -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) --group lock -o requirements/lock.txt

clean: ## remove what make made
	rm -rf .venv .venv-lock .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# --- the virtual environment: made once, made again when the locks change -----------------------

PYTHON_IS_NEW_ENOUGH = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Koers needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo not there). Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
PIP_INSTALL := -m pip install -qq --disable-pip-version-check --no-input

.venv/locked: requirements/dev.txt
	@$(PYTHON_IS_NEW_ENOUGH)
	@echo "Making .venv; this happens once and takes about a quarter of a minute."
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/installed: .venv/locked pyproject.toml
	@$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv-lock/installed: requirements/lock.txt
	@$(PYTHON_IS_NEW_ENOUGH)
	@$(PYTHON) -m venv --clear .venv-lock
	@.venv-lock/bin/python $(PIP_INSTALL) --require-hashes -r requirements/lock.txt
	@touch $@
