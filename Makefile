# Two commands on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: screenshots setup demo test check lint types walls docs measure clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[ftm]" # needs ICU; may fail
	touch $@

demo: setup
	rm -rf demo && mkdir -p demo
	$(BIN)/whence read examples --into demo/record.db
	$(BIN)/whence show --record demo/record.db
	@echo
	@echo "The record is demo/record.db. Look at one event with:   $(BIN)/whence show EVENT --record demo/record.db"
	@echo "Open it as pages with:                                  $(BIN)/whence serve demo/record.db"
	@echo "Ask for the words behind a value with:                  $(BIN)/whence why CLAIM.status --record demo/record.db"

test: setup
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --cov --cov-report=term:skip-covered --cov-fail-under=90 -m "not slow"

check: lint types walls

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

walls: setup
	$(BIN)/lint-imports

measure: setup
	$(BIN)/python -m pytest -m slow -s

screenshots: setup # needs /usr/bin/chromium
	$(BIN)/python tests/web/screenshots.py

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache
