# Everything a contributor runs. `make help` lists it. Needs Python 3.11 or newer and a package registry; uses uv when it
# is there, else venv and pip. All that is made lands in .venv/ and build/.

.DELETE_ON_ERROR:
.PHONY: help demo test test-slow mutants check lint types arrows docs reference format bench lock clean
.DEFAULT_GOAL := help
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv)
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)

# Folders too: a deleted file changes only its folder.
SOURCES := $(shell find reportbot -name __pycache__ -prune -o \( -type d -o -type f \) -print)

ifdef UV
MAKE_VENV = uv venv --quiet --python '$(or $(PYTHON),>=3.11)' $(VENV)
INSTALL = uv pip install --quiet --compile-bytecode --python $(PY)
REINSTALL = $(INSTALL) --reinstall
else
MAKE_VENV = $(or $(PYTHON),$(error Python 3.11 or newer is needed; name it with PYTHON=...)) -m venv $(VENV)
# A .venv/ that uv made has no pip.
INSTALL = $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null; \
	$(PY) -m pip install -qq --disable-pip-version-check
REINSTALL = $(INSTALL) --force-reinstall
endif

help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

$(VENV)/.made:
	rm -rf $(VENV)
	$(MAKE_VENV)
	@touch $@

# The lock is whole, so nothing is resolved here: an old pip would look for a newer release of `coverage[toml]`.
$(VENV)/.run: requirements/run.txt requirements/build.txt $(VENV)/.made
	$(INSTALL) --no-deps --require-hashes -r requirements/run.txt -r requirements/build.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(INSTALL) --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

# The backend comes from the lock, so building asks nobody for anything.
$(VENV)/.wheel: $(SOURCES) pyproject.toml README.md LICENSE $(VENV)/.run
	@rm -rf build/wheel
	$(PY) -m hatchling build -t wheel -d build/wheel >/dev/null
	$(REINSTALL) --no-deps build/wheel/reportbot-*.whl
	@touch $@

demo: $(VENV)/.wheel ## analyse a report against a tracker snapshot and list the drafts, in a temporary folder
	@state=$$(mktemp -d) && trap 'rm -rf "$$state"' EXIT && \
	$(BIN)/reportbot analyze fixtures/demo/report.md --issues fixtures/demo/issues.json --state "$$state" && \
	echo && $(BIN)/reportbot review --list --state "$$state"

# Lines and branches of the two rooms whose rules are easy to add and hard to follow, in percent.
FLOOR := 95

test: $(VENV)/.dev $(VENV)/.wheel ## run the tests on the built wheel, with branch coverage
	$(BIN)/pytest --no-header -n 2 -m "not slow" --cov --cov-report=term:skip-covered $(ARGS)
	$(if $(ARGS),,@$(BIN)/coverage report --include='*/extract/*,*/match/*' --skip-covered --fail-under=$(FLOOR))

# Exit status 5 of pytest: no test was selected.
test-slow: $(VENV)/.dev $(VENV)/.wheel ## run the tests that take seconds or measure time
	@status=0; $(BIN)/pytest --no-header -m slow --timeout 600 $(ARGS) || status=$$?; [ $$status -eq 0 ] || [ $$status -eq 5 ]

mutants: build/mutenv/.made ## change three modules in small ways and list the changes that no test notices
	rm -rf build/mutants && mkdir -p build/mutants
	cp -R reportbot tests fixtures pyproject.toml README.md LICENSE build/mutants/
	cd build/mutants && ../mutenv/bin/mutmut run $(ARGS) && ../mutenv/bin/mutmut results | sed '/not checked/d'

build/mutenv/.made: requirements/run.txt requirements/dev.txt
	rm -rf build/mutenv
	$(or $(PYTHON),$(error Python 3.11 or newer is needed; name it with PYTHON=...)) -m venv build/mutenv
	build/mutenv/bin/pip install -qq --disable-pip-version-check --no-deps --require-hashes $(addprefix -r ,$^)
	build/mutenv/bin/pip install -qq --disable-pip-version-check 'mutmut>=3.8,<4'
	@touch $@

check: lint types arrows docs ## lint, types, import contracts, documentation

lint: $(VENV)/.dev
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet

types: $(VENV)/.dev
	$(BIN)/mypy --no-error-summary

arrows: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache --no-logo

docs: $(VENV)/.wheel
	$(PY) scripts/check_docs.py
	$(PY) scripts/reference.py --check

reference: $(VENV)/.wheel ## write docs/reference/commands.md again from the commands' help
	$(PY) scripts/reference.py

format: $(VENV)/.dev ## format the code and fix what can be fixed
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(VENV)/.wheel ## measure speed, and how well work is known again
	$(PY) benchmarks/run.py $(ARGS)
	$(PY) benchmarks/match.py
	$(PY) benchmarks/identity.py
	$(PY) benchmarks/hostile.py

LOCK = $(or $(UV),build/uv/bin/uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" $(ARGS)

lock: $(if $(UV),,build/uv/bin/uv) ## resolve requirements/*.txt again (ARGS=--upgrade for newer versions)
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) --group build -c requirements/run.txt -o requirements/build.txt
	$(LOCK) pyproject.toml --group dev -c requirements/run.txt -c requirements/build.txt -o requirements/dev.txt

build/uv/bin/uv:
	$(or $(PYTHON),python3) -m venv build/uv
	build/uv/bin/pip install --quiet uv

clean: ## remove everything that the recipes made
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find reportbot tests scripts -name __pycache__ -prune -exec rm -rf {} +
