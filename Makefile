# Everything is set up by the target that needs it; a repeat takes a second.
# Needed beforehand: Python 3.11+ with venv, make, and access to PyPI and npm.

export UV_PYTHON := .uv/bin/python
export UV_PYTHON_DOWNLOADS := never
# Compiled modules are kept, or every start of the product takes three times as long.
unexport PYTHONDONTWRITEBYTECODE
PYTEST_WORKERS ?= 2

.PHONY: help setup run test check bench faults assets fonts second-reading drawings screenshots clean

help:  ## what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

setup: .venv/.run  ## leave .venv/bin/venuecheck ready to use

run: .venv/.run  ## serve the product; DEMO=0, PORT=… and DATA_DIR=… are honoured
	@DEMO="$${DEMO-1}" exec .venv/bin/venuecheck serve

test: .venv/.test  ## everything that must be green, a real browser included
	@status=0; \
	$(MAKE) --no-print-directory check || status=1; \
	.venv/bin/pytest -m "not slow" -n $(PYTEST_WORKERS) --dist loadfile --no-loadscope-reorder || status=1; \
	exit $$status

check: .venv/.test  ## lint, types, imports and house rules alone
	@status=0; \
	for step in "ruff check" "ruff format --check" mypy "lint-imports --no-logo" "python -m tools.house_rules"; do \
	  .venv/bin/$$step || status=1; \
	done; exit $$status

bench: .venv/.test  ## ratios against named baselines, as a table and as JSON
	@status=0; \
	for file in tests/benchmarks/bench_*.py; do \
	  .venv/bin/python -m tests.benchmarks.$$(basename $$file .py) || status=1; \
	done; exit $$status

faults: .venv/.test  ## the slow fault and fuzz campaigns, with figures
	@.venv/bin/pytest -s -m slow --hypothesis-profile=fresh --ignore=tests/benchmarks

assets: .venv/.test  ## rebuild static/ from the packages in package-lock.json
	@.venv/bin/python -m tools.assets

fonts: .venv/.test  ## rebuild the fonts that letters are printed in
	@.uv/bin/uv run -q --script tools/fonts.py

second-reading: .venv/.test  ## set the weights of the second reading anew: an hour, and 5 GB of packages
	@.venv/bin/python -m tests.equality.order .venv/order.json && .uv/bin/uv run -q --script tools/second_reading.py .venv/order.json

drawings: .venv/.run  ## draw docs/workflow.svg and its tables from the table in the code
	@.venv/bin/python -m tools.workflow

screenshots: .venv/.test  ## take the README's pictures from the running product
	@.venv/bin/python -m tools.screenshots

clean:  ## remove what set-up made; data in var/ stays
	@rm -rf .uv .venv .browser node_modules

# --- set-up, each step with a stamp that says it is done ----------------------

.uv/bin/uv: requirements-uv.txt
	@python3 -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Needs Python 3.11 or newer with venv. On Debian or Ubuntu: apt install python3 python3-venv" >&2; exit 1; }
	@python3 -m venv .uv
	@.uv/bin/pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/.run: .uv/bin/uv uv.lock pyproject.toml
	@.uv/bin/uv sync -q --locked --no-dev --inexact
	@touch $@

.venv/.test: .venv/.run package-lock.json tools/browser.py
	@.uv/bin/uv sync -q --locked
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --loglevel=error --no-update-notifier --ignore-scripts --no-audit --no-fund
	@.venv/bin/python -m tools.browser
	@touch $@
