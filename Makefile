# One word does it, and CI says the same word.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
DATA   ?= data
JOBS   ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test check format bench lock clean

help: ## what can be said
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/run.stamp: requirements/run.lock pyproject.toml
	@echo "Installing what Newsstand needs, once: about half a minute ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.lock
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements/bench.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements/bench.lock
	@touch $@

run: $(VENV)/run.stamp ## run the newspaper on this machine
	@$(BIN)/newsstand up --titles auto --data $(DATA)

test: $(VENV)/dev.stamp ## every test, on SQLite and where it is installed on PostgreSQL
	@$(BIN)/pytest -q -n $(JOBS) --dist loadfile $(TESTS) -m "not browser"
	@$(BIN)/pytest -q $(TESTS) -m browser
	@$(BIN)/pytest -q -n $(JOBS) --dist loadfile --store=postgres $(TESTS) -m store

check: $(VENV)/dev.stamp ## format, lint, types, layers, docs, known vulnerabilities
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m docs.build --check
	@$(BIN)/python -m tools.audit

format: $(VENV)/dev.stamp ## put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/bench.stamp ## measure against peers; NEWSSTAND_BENCH_DATA names the corpora
	@$(BIN)/python -m benchmarks

lock: ## write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes --no-annotate pyproject.toml -o requirements/run.lock
	@$(BIN)/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes --no-annotate pyproject.toml --group dev -o requirements/dev.lock
	@$(BIN)/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes --no-annotate pyproject.toml --group dev --group bench -o requirements/bench.lock

clean: ## remove what was installed and built; stored news stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
