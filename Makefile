# Everything a person needs. `make` alone shows this list.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The stamps are written last: an environment that broke half-way has none and is made again.
STAMP := $(VENV)/.ready
TEST_STAMP := $(VENV)/.ready-for-tests
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# These start browsers, two beside each other.
BROWSER := tests/browser
# These kill servers: nothing else may run meanwhile.
ALONE := tests/faults tests/docs/test_deployment.py

.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench faults .venv clean

help: ## show this list
	@grep -E '^[a-z.]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

demo: $(STAMP) ## fill instance/demo with simulated data and serve it on http://127.0.0.1:8000
	$(BIN)/survey --instance instance/demo demo

serve: $(STAMP) ## serve the office's own instance (in instance/)
	$(BIN)/survey init && $(BIN)/survey serve

test: $(TEST_STAMP) check ## lint, types, architecture and all tests
	@./tests/system-packages.sh
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder --ignore tests/architecture $(BROWSER:%=--ignore %) $(ALONE:%=--ignore %)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(BROWSER)
	$(BIN)/python -m pytest $(ALONE)

check: $(TEST_STAMP) ## lint, types and architecture
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/architecture

bench: $(TEST_STAMP) ## measure what the product costs, in ratios
	$(PIP) install -c constraints.txt -e '.[bench]'
	$(BIN)/python -m benchmarks

faults: $(TEST_STAMP) ## the long form of the kill and load tests, and new examples for what holds of all
	SURVEY_FAULTS=full $(BIN)/python -m pytest tests/faults
	SURVEY_FAULTS=full $(BIN)/python -m pytest -n auto -m hypothesis tests

.venv: $(STAMP) ## make the environment

# An environment that was moved, copied or half made does not run its own command: then it is made again.
WORKS := grep -qF '$(CURDIR)/$(VENV)/' $(BIN)/survey && $(BIN)/survey --version
ifneq ($(shell { $(WORKS); } >/dev/null 2>&1 && echo yes),yes)
.PHONY: $(STAMP)
endif

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python >= 3.11 is needed: make PYTHON=python3.12 ...'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'The venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv'; exit 1; }
	@{ $(WORKS); } >/dev/null 2>&1 || rm -rf $(VENV)
	@echo 'Preparing the environment in $(VENV) (a minute or two the first time) ...'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(TEST_STAMP): $(STAMP)
	$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@

clean: ## remove the environment and caches (never data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
