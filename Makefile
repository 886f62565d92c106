# Two commands set everything up on a machine with Python 3.11+, git and make:
#   make site    builds the published register into site/
#   make test    formatter, linter, type checker and all tests
# Each makes .venv from the pinned requirements; `make test` also sees to a browser.

SHELL := /bin/bash
.DEFAULT_GOAL := help
# What Python compiled is kept, whatever is set here: each of the hundreds of runs in the tests would compile all again.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
# Each process takes a share of the tests, in their order, so that what a module makes is made once; then whoever is done
# helps. There is one more than there are cores: a test that waits for Git, a server or a browser leaves a core to others.
PYTEST = $(BIN)/pytest --numprocesses=$(shell $(PYTHON) -c 'import os; print(os.cpu_count() + 1)') --dist=worksteal
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard tools/phoihop/locale/*/LC_MESSAGES/*.po))

.PHONY: help site serve lint compiled test check-fast coverage fuzz check schema reference bench lock sbom licences browser signing lfs office clean

help: ## Lists what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

.venv/ready: requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@# Debian splits venv's installer off; where apt can bring it, it does.
	$(PYTHON) -m venv .venv || { .ci/apt python3-venv && $(PYTHON) -m venv --clear .venv; }
	@echo "Installing what phoihop is built on, with hashes; the first time this takes a minute or two."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

%.mo: %.po .venv/ready
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@ --locale=$(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

browser: .venv/ready
	@.ci/browser || $(BIN)/playwright install --only-shell chromium

signing:
	@command -v ssh-keygen >/dev/null || .ci/apt openssh-client

lfs:
	@command -v git-lfs >/dev/null || .ci/apt git-lfs

office:
	@.ci/office

site: .venv/ready $(CATALOGUES) ## Builds the register's site into site/
	$(BIN)/phoihop check
	$(BIN)/phoihop site build
	@echo "The site is made: open site/index.html in a browser."

serve: .venv/ready $(CATALOGUES) ## Shows the site on this machine, and again after each change
	$(BIN)/phoihop site serve

check: .venv/ready $(CATALOGUES) ## Checks the register
	$(BIN)/phoihop check

schema: .venv/ready $(CATALOGUES) ## Writes the JSON Schemas that editors use
	$(BIN)/phoihop schema --write schema

reference: .venv/ready $(CATALOGUES) ## Writes the manual's reference of commands and format
	$(BIN)/python -m tests.manual.reference

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Once for all processes, on the core that the type checker leaves: tests, too. What can't be loaded is told of by their run.
compiled: .venv/ready $(CATALOGUES)
	@$(BIN)/pytest --collect-only -qq >/dev/null || :

test: $(CATALOGUES) browser signing lfs office ## Formatter, linter, type checker and all tests
	@$(MAKE) --no-print-directory --jobs=2 lint compiled
	$(PYTEST)

# What most changes are about, and needs no browser, no office, no site and no run that is killed: for work in between.
FAST := cases checking cli documents records reporters rules
check-fast: lint $(CATALOGUES) ## Formatter, linter, type checker and the quick tests, in a minute
	$(PYTEST) --quiet $(FAST:%=tests/%) --deselect tests/documents/test_letters_docx.py

# With it the tests take four tenths more of processor time (Python 3.11 traces line by line): no part of make test.
coverage: .venv/ready $(CATALOGUES) browser signing lfs office ## Says which code no test runs
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest --numprocesses=auto --dist=worksteal --quiet
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

bench: .venv/ready $(CATALOGUES) ## Measures speed and memory, and writes the page of figures
	$(BIN)/python -m tests.benchmarks.run

FUZZED_SECONDS ?= 600

fuzz: .venv/ready $(CATALOGUES) ## Fuzzes what reads records and letters, each for FUZZED_SECONDS, guided by coverage (Linux)
	mkdir -p .fuzzing/letters
	$(BIN)/python tests/fuzzing/fuzz_reader.py .fuzzing tests/fuzzing/corpus -max_total_time=$(FUZZED_SECONDS) \
	  -max_len=4096 -artifact_prefix=.fuzzing/crash-
	$(BIN)/python tests/fuzzing/fuzz_letters.py .fuzzing/letters -max_total_time=$(FUZZED_SECONDS) \
	  -max_len=6000 -timeout=20 -artifact_prefix=.fuzzing/crash-

# Nothing in it depends on when or where it is made: the same lock file gives the same bytes.
sbom: .venv/ready ## Writes the bill of materials (CycloneDX) into sbom.json
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --output-format JSON --output-file sbom.json

licences: .venv/ready ## Lists the licences of everything that is depended on
	{ echo '# Licences of what we depend on'; echo; echo 'Made by `make licences`; a test holds it against a list of those that go with ours (MIT).'; \
	  echo; $(BIN)/pip-licenses --from=mixed --no-version --with-urls --format=markdown --ignore-packages phoihop; } \
	  > docs/development/licences.md

lock: .venv/ready ## Pins the newest allowed version of everything, with hashes
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --group dev --all-extras pyproject.toml --output-file requirements.lock --custom-compile-command "make lock"
	@# For running only, of the same versions: what a forge's jobs install, and whoever installs from the source.
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --constraint requirements.lock --group build --all-extras pyproject.toml --output-file requirements-run.lock \
	  --custom-compile-command "make lock"
	@# The same versions where hashes are not taken: by pipx and pre-commit, which build the package in between.
	$(BIN)/uv pip compile --quiet --universal --no-annotate --no-emit-index-url --python-version 3.11 \
	  --constraint requirements-run.lock --group build --all-extras pyproject.toml --output-file constraints.txt \
	  --custom-compile-command "make lock"

clean: ## Deletes what was made
	rm -rf .venv site sbom.json .coverage* .fuzzing .mypy_cache .pytest_cache .ruff_cache .hypothesis $(CATALOGUES)
