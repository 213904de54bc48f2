# One command for each thing people do here. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo test check format serve quality bench load lock clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "venv is missing; on Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

install: $(STAMP) ## make .venv with everything in it

indexes/default/CURRENT: $(STAMP) $(shell find reference_data -type f 2>/dev/null)
	$(BIN)/factcheck index build

demo: indexes/default/CURRENT ## install, build the index, and check an article (Spanish, then English)
	$(BIN)/factcheck check docs/examples/articles/comercio.es.txt --published 2025-11-20
	$(BIN)/factcheck check docs/examples/articles/trade.en.txt --published 2025-11-20

test: indexes/default/CURRENT ## install what the tests need, build the index, run all tests
	$(BIN)/python -m pytest

check: $(STAMP) ## developers: format, lint, types, import contracts, reference data, tests
	$(BIN)/ruff format --check factcheck tests
	$(BIN)/ruff check factcheck tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/factcheck sources check
	$(BIN)/python -m pytest

format: $(STAMP) ## put the code into the house's format
	$(BIN)/ruff format factcheck tests
	$(BIN)/ruff check --fix factcheck tests

serve: indexes/default/CURRENT ## start the service on 127.0.0.1:8000
	$(BIN)/factcheck serve

DATA ?= ../shared/data
# Set on the command line, DATA means the larger measurement.
TIMED = $(if $(filter file,$(origin DATA)),docs/examples/articles/*.txt,$(DATA)/articles/news_es.jsonl.gz --articles 60)
quality: indexes/default/CURRENT ## all quality figures into docs/quality/ (needs DATA=…, takes hours)
	$(BIN)/python -m factcheck.evaluation.quality --data $(DATA) --out docs/quality

bench: indexes/default/CURRENT ## our pipeline against the naive one (DATA=… for 60 articles), then the service under load
	$(BIN)/factcheck bench $(TIMED)
	$(MAKE) load

load: indexes/default/CURRENT ## drive a server with 1, 8, 64 and 200 clients: latencies, memory (LOAD=… for its options)
	$(BIN)/python -m factcheck.evaluation.load $(LOAD)

lock: ## renew requirements.lock from what is installed
	$(BIN)/python -m pip freeze --exclude-editable | sed -E 's/\+cpu$$//' > requirements.lock

clean: ## remove what was made
	rm -rf $(VENV) indexes/default .mypy_cache .ruff_cache .pytest_cache
