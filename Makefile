# Two commands matter: `make serve` and `make test`. Both set up what they need; `make help` lists the rest.
# Needs Python 3.11 or newer with its venv module, make, a POSIX shell and a package index. Nothing else.

HOST ?= 127.0.0.1
PORT ?= 8000
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help serve test lint types imports tests screenshots setup checkers bench bench-publish lock clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

serve: setup ## publish the sample library and serve it on http://127.0.0.1:8000 (PORT=8001 make serve)
	@$(BIN)/portal serve --publish . --by "make serve" --host "$(HOST)" --port "$(PORT)"

test: setup ## tests, linters, types and import contracts; goes on after a failure and fails at the end
	@$(MAKE) --no-print-directory --keep-going lint types imports tests

lint: setup # style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup # static types
	$(BIN)/mypy

imports: setup # which layer may import which
	$(BIN)/lint-imports

tests: setup checkers # every test, with the coverage floor of pyproject.toml
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term

screenshots: setup ## photograph every surface in Chromium into screenshots/; look at them
	$(BIN)/python tests/browser/screenshots.py

checkers: # what the browser tests borrow from npm, where there is an npm
	@sh .ci/npm

setup: # .venv as requirements.lock describes it; does nothing when it already is
	@sh .ci/venv

bench: setup ## how fast answers are, side by side with peers; needs wrk, nginx and taskset (docs/performance.md)
	@$(BIN)/python benchmarks/serving.py

bench-publish: setup ## how long publications take, in full and after one changed catalog (docs/performance.md)
	@$(BIN)/python benchmarks/publishing.py

lock: setup ## write requirements.lock anew, with the newest versions that pyproject.toml allows
	@sh .ci/lock

clean: ## remove .venv, caches, the sample database and what was remembered with it
	rm -rf tests/browser/node_modules screenshots
	rm -rf .venv .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	rm -rf portal.db portal.db-* .portal
