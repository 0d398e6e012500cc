# Two commands: `make run` and `make test`. Both need Python 3.11 or newer with venv, and make.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
PY = $(VENV)/bin/python
export PORT

.PHONY: run test check bench lock format messages clean
.DEFAULT_GOAL := run

run: $(VENV)/.run
	@exec $(PY) -m yntymak run

test: $(VENV)/.test
	@$(PY) tests/everything.py

check: $(VENV)/.test
	@$(PY) tests/check.py

bench: $(VENV)/.bench
	@for program in $$(grep -l __main__ bench/*.py); do echo "== $$program"; $(PY) "$$program" || exit 1; done

format: $(VENV)/.test
	$(VENV)/bin/ruff check --fix src tests bench
	$(VENV)/bin/ruff format src tests bench
	$(VENV)/bin/djlint --quiet --reformat src || true

messages: $(VENV)/.test
	$(PY) -m yntymak messages update

# Exact versions with hashes, for every platform, and without the address they were found at.
lock: $(VENV)/.test
	$(VENV)/bin/uv pip compile pyproject.toml --extra build --upgrade \
	  --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/run.txt
	$(VENV)/bin/uv pip compile pyproject.toml --extra build --extra test --constraint requirements/run.txt \
	  --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/test.txt

	$(VENV)/bin/uv pip compile pyproject.toml --extra build --extra test --extra bench --constraint requirements/test.txt \
	  --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/bench.txt

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo "Yntymak needs Python 3.11 or newer: install it, or name it with PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Yntymak needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1): name a newer one with PYTHON=…"; exit 1; }
	@test -w . || { echo "This folder is read-only: copy Yntymak to a folder you may write to."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "The environment could not be made: install the venv module of Python (Debian: apt install python3-venv)."; exit 1; }
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt pyproject.toml
	@echo "Installing what Yntymak needs (once)…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@echo "Installing what the tests need (once)…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements/bench.txt
	@echo "Installing the peers that the benches measure beside ours (once)…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@
