# Every target sets up what it needs in .venv; a new machine needs Python 3.11, pip, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: program release demo test test-all mutants lint format catalogue golden workbooks pictures bench trust clean

demo: $(VENV)/.run
	@$(BIN)/xlmot check workbooks/programme-2024.xlsx --lang fr --exit-zero

test: lint
	$(BIN)/python -m pytest -n auto --dist worksteal

# Also what takes seconds, and beside LibreOffice, the Open XML SDK and a peer; what this machine
# cannot have is skipped.
test-all: lint $(VENV)/.oracles
	$(BIN)/python -m pytest -n auto --dist worksteal --all

# Takes each line of defence away, one by one, in a copy of the code: a test must notice.
mutants: $(VENV)/.test
	$(BIN)/python -m tests.defences

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What is made of other files: the French catalogue (new sentences are added to xlmot.po, then it is
# compiled), the index of the rules, and the profiles as Python.
catalogue: $(VENV)/.test
	$(BIN)/python -m tests.catalogue

# What the programme of 2024 is told, and the schema of the JSON report: read the difference.
golden: $(VENV)/.test
	$(BIN)/python -m tests.reports.golden

workbooks: $(VENV)/.test
	$(BIN)/python -m macros.build
	$(BIN)/python workbooks/build.py
	$(BIN)/xlmot addin build --output workbooks/xlmot.xlam

# The program that needs no Python, in build/program/xlmot; it is tested by `make test-all`.
program: $(VENV)/bin/python
	$(BIN)/python packaging/build.py build/program

# All that a release consists of, in dist/; nothing is published.
release: $(VENV)/bin/python
	PYTHON=$(BIN)/python packaging/release.sh --dry-run

# The pictures of the guide, drawn by LibreOffice, poppler, Chromium and Xvfb.
pictures: $(VENV)/.test
	$(BIN)/python -m docs.pictures

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/side_by_side.py
	$(BIN)/python benchmarks/batch.py
	$(BIN)/python benchmarks/guard.py
	$(BIN)/python benchmarks/editing.py
	$(BIN)/python benchmarks/recall.py
	$(BIN)/python benchmarks/worth.py

# What the promise rests on, tried in full; it writes docs/trust.md and takes an hour. With
# WORKBOOKS=folder workbooks that real programs saved are tried too; PARTS=folder keeps what each
# part gave, for a run that goes on.
trust: $(VENV)/.test
	$(BIN)/python -m tests.trust $(if $(WORKBOOKS),--workbooks $(WORKBOOKS)) $(if $(PARTS),--parts $(PARTS))

clean:
	rm -rf $(VENV) node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	$(PIP) --editable '.[test]'
	@touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/.test
	$(PIP) --editable '.[bench]'
	@touch $@

$(VENV)/.oracles: pyproject.toml .ci/oracles | $(VENV)/.test
	.ci/oracles
	@touch $@
