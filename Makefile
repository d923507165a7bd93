# Everything runs in a virtual environment of its own, made on first use; only Python >= 3.11 with pip is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint docs bench reports accuracy samples clean

demo: $(READY)
	@$(BIN)/auditor demo --out reports

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --cov --cov-report=term -n auto

lint: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python -m auditor.docs

bench: $(READY)
	$(BIN)/python -m bench

accuracy: $(READY)
	$(BIN)/python -m bench.accuracy.measure --list --write

samples: $(READY)
	$(BIN)/python -m sample_feeds.build

reports: $(READY)
	$(BIN)/auditor audit sample_feeds/*.csv sample_feeds/*.txt sample_feeds/*.xlsx --out reports --fail-on never
	$(BIN)/auditor audit sample_feeds/agency --out reports --fail-on never
	$(BIN)/auditor audit sample_feeds/germany_only --out reports --fail-on never
	$(BIN)/auditor audit sample_feeds/marketplace --out reports --fail-on never

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .coverage
