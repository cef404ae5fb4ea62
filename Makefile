# The verbs of this project. Each sets up what it needs; nothing else has to be installed first
# than git, make and Python 3.11 or newer (with venv).
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site test test-program test-content lint setup check serve schemas structs codeowners fmt bless bench lock clean

site: schemas ## check the records and build the site
	$(BIN)/pa-framework build .

# COVERAGE=--cov measures branches and asks for the floor of pyproject.toml; it takes longer.
COVERAGE ?=

test: lint ## every test of the program and of the content
	$(BIN)/pa-framework fmt --check .
	$(BIN)/pa-framework codeowners . --check
	$(BIN)/pytest -q -n auto --dist worksteal $(COVERAGE)

test-program: lint ## tests of the program, which read no live record
	$(BIN)/pytest -q -n auto --dist worksteal $(COVERAGE) --ignore tests/content

test-content: .venv/test.stamp ## tests of the records and pages, for their authors
	@$(BIN)/pa-framework fmt . --check || { test $$? -eq 1 && echo 'Only layout, and no fault: "make fmt" mends it.'; }
	$(BIN)/pa-framework codeowners . --check
	$(BIN)/pytest -q tests/content

lint: .venv/test.stamp
	$(BIN)/ruff check tools tests benchmarks
	$(BIN)/ruff format --check tools tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

setup: .venv/site.stamp ## put the program into .venv

check: schemas ## say whether the records hold together
	$(BIN)/pa-framework check .

serve: schemas ## show the site while you edit
	$(BIN)/pa-framework serve .

schemas: .venv/site.stamp ## write the schemas that editors use
	@$(BIN)/pa-framework schema .

structs: .venv/site.stamp ## write the Python types of records from their schemas
	$(BIN)/python -m pa_framework.records.struct_generator

codeowners: .venv/site.stamp ## write CODEOWNERS from the records
	$(BIN)/pa-framework codeowners .

fmt: .venv/test.stamp ## lay out the records and the Python code
	$(BIN)/pa-framework fmt .
	$(BIN)/ruff check --fix tools tests benchmarks
	$(BIN)/ruff format tools tests benchmarks

bless: .venv/test.stamp ## accept what the golden tests print now; read the diff
	BLESS=1 $(BIN)/pytest -q

bench: .venv/test.stamp ## measure the ratios of benchmarks/README.md
	$(BIN)/python -m benchmarks.run

lock: .venv/test.stamp ## renew the locked versions
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group lock pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements-dev.lock

clean: ## take away what was made
	rm -rf .venv site build .schemas

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/site.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/test.stamp: requirements-dev.lock .venv/site.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
