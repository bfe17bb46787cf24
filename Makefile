# One word for everything a person does here. `make` alone lists the words.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8765
BIN := .venv/bin

.PHONY: help demo test check fast docs lock bench chaos emulate clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/installed ## Start the whole bot on this machine, with an example plan and a clock you can turn
	@$(BIN)/milepost demo --port $(PORT)

test: .venv/installed-for-tests ## Run everything that CI runs: style, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --maxprocesses 8 --dist worksteal

fast: .venv/installed-for-tests ## Run the tests that need no browser
	$(BIN)/pytest -n auto --maxprocesses 8 --dist worksteal -m "not browser"

docs: .venv/installed-for-tests ## Write the reference of the command line from the commands' own help
	$(BIN)/python docs/write_commands.py

lock: .venv/installed-for-tests ## Resolve the dependencies anew into the lock files
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --upgrade pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --upgrade --extra test pyproject.toml -o requirements-test.txt

bench: .venv/installed-for-tests ## Measure everything, or what BENCH names; BENCH=--quick for a first look
	$(BIN)/python -m benchmarks $(BENCH)

chaos: .venv/installed-for-tests ## Kill Milepost 1,000 times on each database; CHAOS="--kills 50 --seed 7" for less
	MODEL_EXAMPLES=300 $(BIN)/pytest -n 0 tests/jobs/test_what_should_have_been_sent.py
	$(BIN)/python -m tests.chaos $(CHAOS)

emulate: .venv/installed-for-tests tests/emulate/node_modules ## Try the delivery against a Slack that nobody here wrote (npm's emulate; needs Node)
	$(BIN)/pytest -n 0 tests/emulate

tests/emulate/node_modules: tests/emulate/package-lock.json
	cd tests/emulate && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

clean: ## Remove what the targets made
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/emulate/node_modules

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Milepost needs Python 3.11 or later, and $(PYTHON) is older: run make with PYTHON=python3.12, say."; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "Python cannot make a virtual environment here: install the package python3-venv and try again."; exit 1; }

# A lock file names every package with its hash, so that there is nothing to resolve, and what is installed is compiled
# when it is first imported. A stamp file remembers that it was installed.
.venv/installed: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/installed-for-tests: requirements-test.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@ .venv/installed
