# `make test` and `make season` set up all that they need, in .venv, on any machine with Python 3.11 or newer.

VENV   := .venv
PYTHON := $(VENV)/bin/python
READY  := $(VENV)/.ready
PIP    := $(PYTHON) -m pip --quiet --disable-pip-version-check

# An environment is kept if it runs, is new enough, has pip, and wasn't made for another folder.
USABLE := $(PYTHON) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
    [ "$$(cat $(READY) 2>/dev/null || echo '$(CURDIR)')" = '$(CURDIR)' ]

# An environment serves the folder it was made in: after a move or a copy it would test the other folder's code.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

.DEFAULT_GOAL := help
.PHONY: help setup test lint format-check types pytest season mail-crashes mail-check print-crashes fuzz bench gallery format clean

help:  ## List what there is to make
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

test:  ## Everything that has to pass: lint, format, types, tests
	@$(MAKE) --no-print-directory setup
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory format-check
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory pytest

setup: $(READY)  ## The virtual environment, made once and again when pyproject.toml changes

$(READY): pyproject.toml
	@echo '── environment'
	@$(USABLE) || { python=$$(.ci/find-python) && rm -rf $(VENV) && \
	    echo "$$python -m venv $(VENV)" && "$$python" -m venv $(VENV); }
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable . --group dev
	@printf '%s\n' '$(CURDIR)' > $@

lint: $(READY)  ## Lint
	@echo '── lint'
	@$(PYTHON) -m ruff check

format-check: $(READY)
	@echo '── format'
	@$(PYTHON) -m ruff format --check

types: $(READY)  ## Check the types
	@echo '── types'
	@$(PYTHON) -m mypy

pytest: $(READY)  ## Run the tests; `make pytest ARGS='tests/cli --update'` runs some of them
	@echo '── tests'
	@$(PYTHON) -m pytest $(or $(ARGS),--numprocesses auto --dist worksteal)

season: $(READY)  ## Print everything this folder describes, into output/
	@$(PYTHON) -m drillcards build

mail-crashes: $(READY)  ## Kill 200 runs of mailing at random moments, and look for mail that is lost or doubled
	@PYTHONPATH=tests $(PYTHON) -c 'from mail.crashes import main; main()' $(ARGS)

mail-check: $(READY)  ## Mail through a real server, Postfix; says what it needs
	@PYTHONPATH=tests $(PYTHON) -c 'from mail.real_server import main; main()' $(ARGS)

print-crashes: $(READY)  ## Kill 200 runs of printing at random moments, and look for files that aren't whole
	@PYTHONPATH=tests $(PYTHON) -c 'from build.crashes import main; main()' $(ARGS)

fuzz: $(READY)  ## Lay out 2000 odd drills with all card templates, and look for what is lost or out of its place
	@PYTHONPATH=tests $(PYTHON) -c 'from layout.fuzz import main; main()' $(ARGS)

bench: $(READY)  ## Run the benchmarks
	@$(PIP) install --group bench
	@$(PYTHON) -m benchmarks.run $(ARGS)

gallery: $(READY)  ## Draw docs/gallery.md and its pictures anew
	@$(PYTHON) docs/draw_gallery.py

format: $(READY)  ## Format the code and repair what the linter can
	@$(PYTHON) -m ruff check --fix --exit-zero
	@$(PYTHON) -m ruff format

clean:  ## Remove the environment, the caches and what was printed
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
	find output -mindepth 1 ! -name .gitkeep -delete
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
