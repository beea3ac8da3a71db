# Two targets need nothing but python3 (3.11 or later), make and git:
#   make site   sets everything up and leaves the built site in output/
#   make test   sets everything up, a browser included, and runs every check and test
# `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
# Test processes, and further words for pytest: make test JOBS=0 PYTEST_ARGS='-k align'
JOBS ?= auto
PYTEST_ARGS ?=
# The address that the site is published at; without it, no sitemap is written.
ADDRESS ?=
# Trust the certificates that the system trusts, as git does, not a list that uv brings.
export UV_SYSTEM_CERTS ?= 1

VENV := .venv
BIN := $(VENV)/bin
PELICAN := $(BIN)/python -m pelican content --output output --fatal warnings

# A stamp says which set of packages .venv holds. The development set contains the site's, so once it
# is there, everything uses it.
UV_STAMP := $(VENV)/uv.stamp
SITE_STAMP := $(VENV)/site.stamp
DEV_STAMP := $(VENV)/dev.stamp
BROWSER_STAMP := $(VENV)/browser.stamp
NODE_STAMP := $(VENV)/node.stamp
READY := $(if $(wildcard $(DEV_STAMP)),$(DEV_STAMP),$(SITE_STAMP))

# What npm brings checks the pages and scripts of the site. Its own programs look for node on the path.
NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
SCRIPTS := theme/static/js package.json jsconfig.json

## The two commands

.PHONY: site
site: build ## set up, analyse the corpus and render the site into output/
	$(PELICAN) --settings pelicanconf.py

.PHONY: test
test: setup workflows ## set up, then check format, lint and types, and run the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(NODE) node_modules/.bin/prettier --log-level warn --check $(SCRIPTS)
	$(NODE) node_modules/.bin/tsc --project jsconfig.json
	$(BIN)/pytest --numprocesses $(JOBS) $(PYTEST_ARGS)

## The corpus

.PHONY: build
build: $(READY) ## write content/ from corpus/
	$(BIN)/diendam build

.PHONY: check
check: $(READY) ## fail if content/ is not what corpus/ gives
	$(BIN)/diendam check

.PHONY: floors
floors: $(READY) ## fail if a score against the gold is under its floor
	$(BIN)/diendam evaluate --floors

.PHONY: addresses
addresses: $(READY) ## fail if a published address would vanish
	$(BIN)/diendam addresses

# The state that a change is compared with, and the changed one; the work tree if none is named.
BASE ?= main
HEAD ?=
MEANING := output-meaning/meaning

.PHONY: meaning
meaning: $(READY) ## what BASE and HEAD mean differently, as Markdown, JSON and a page in output-meaning/
	mkdir -p $(dir $(MEANING))
	for form in markdown:md json:json html:html; do code=0; \
		$(BIN)/diendam diff '$(BASE)' $(HEAD) --format $${form%:*} > $(MEANING).$${form#*:} || code=$$?; \
		test $$code -le 1; done

.PHONY: review
review: $(DEV_STAMP) $(BROWSER_STAMP) ## show in docs/review/ what a reviewer of an added report sees
	$(BIN)/python docs/review/show.py

.PHONY: summary
summary: ## show that in the summary of a workflow, or here
	cat $(MEANING).md >> "$${GITHUB_STEP_SUMMARY:-/dev/stdout}"

.PHONY: comment
comment: ## post it as a comment; only comment.yml can
	$(PYTHON) .github/comment.py

## The site

.PHONY: html
html: $(READY) ## render content/ into output/, analysing nothing
	$(PELICAN) --settings pelicanconf.py

.PHONY: publish
publish: $(READY) ## the same for the web: make publish ADDRESS=https://example.org/diendam
	SITE_ADDRESS='$(ADDRESS)' $(PELICAN) --settings publishconf.py

.PHONY: serve
serve: $(READY) ## show the site on this machine, made again and reloaded after each change
	$(BIN)/diendam serve --port $(PORT)

.PHONY: devserver
devserver: $(READY) ## the same, rendering again after each change
	$(PELICAN) --settings pelicanconf.py --autoreload --listen --port $(PORT)

.PHONY: clean
clean: ## remove output/
	rm -rf output

## The workshop

.PHONY: setup
setup: $(DEV_STAMP) $(BROWSER_STAMP) $(NODE_STAMP) ## only set up what the tests need

.PHONY: quick
quick: $(DEV_STAMP) ## the quick half of the checks: format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The schemas come with check-jsonschema: nothing is fetched.
SCHEMA := $(BIN)/check-jsonschema --quiet --builtin-schema vendor

.PHONY: workflows
workflows: $(DEV_STAMP) ## check the workflows and forms: their form, and what a stranger could do with them
	$(SCHEMA).github-workflows .github/workflows/*.yml
	$(SCHEMA).dependabot .github/dependabot.yml
	$(SCHEMA).github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(SCHEMA).github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(BIN)/zizmor --quiet --offline .github

.PHONY: hooks
hooks: $(DEV_STAMP) ## run the quick half before each commit
	$(BIN)/pre-commit install

.PHONY: format
format: $(DEV_STAMP) $(NODE_STAMP) ## put the code into its standard form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(NODE) node_modules/.bin/prettier --log-level warn --write $(SCRIPTS)

.PHONY: lighthouse
lighthouse: setup ## measure home, compare and report as Lighthouse does, on a phone
	$(NODE) npm ci --silent --ignore-scripts --prefix benchmarks/lighthouse
	$(BIN)/python benchmarks/lighthouse.py

NPM := $(NODE) npm --silent --ignore-scripts
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

.PHONY: translations
translations: $(READY) ## put new strings of the interface into theme/translations/
	PYTHONPATH=theme $(BIN)/python -m diendam_site

.PHONY: golden
golden: $(DEV_STAMP) ## record the differences that the tests compare with; then read their diff
	GOLDEN=write $(BIN)/pytest -q tests/diff/test_kinds.py -k recorded

.PHONY: lock
lock: $(DEV_STAMP) ## choose the newest packages and write the locks
	$(LOCK) --group bootstrap --output-file requirements-uv.lock
	$(LOCK) --group build pyproject.toml --output-file requirements.lock
	$(LOCK) --group dev --constraint requirements.lock pyproject.toml \
		--output-file requirements-dev.lock
	for project in . benchmarks/lighthouse; do $(NPM) update --package-lock-only --prefix $$project; done

.PHONY: help
help: ## this list
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  \1\t\2/p; s/^## (.*)/\n\1/p' Makefile | expand -t 14

# How .venv is made.

# $(call apt,PACKAGE) installs a package of the distribution, where there is apt-get and the right to
# use it without a password; it is false elsewhere.
apt = { root=; [ "$$(id -u)" = 0 ] || root='sudo -n'; command -v apt-get >/dev/null && $$root true \
	&& $$root apt-get -q update && $$root env DEBIAN_FRONTEND=noninteractive \
	apt-get -q -y install --no-install-recommends $(1); } >&2

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'diendam needs Python 3.11 or later: make PYTHON=python3.11 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call apt,python3-venv) \
		|| { echo 'this Python lacks venv: install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(UV_STAMP): requirements-uv.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --only-binary :all: --requirement $<
	touch $@

# Exactly the packages of a lock, each checked against its hash and none built here; then the project
# itself, in place.
$(SITE_STAMP): requirements.lock pyproject.toml $(UV_STAMP)
$(DEV_STAMP): requirements-dev.lock pyproject.toml $(UV_STAMP)
$(SITE_STAMP) $(DEV_STAMP):
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --no-build $<
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

# Chromium: the one on this machine, or else the distribution's, or else the one Playwright brings.
$(BROWSER_STAMP): | $(DEV_STAMP)
	@command -v chromium || $(call apt,chromium) || $(BIN)/playwright install --with-deps chromium
	touch $@

# Exactly the packages of package-lock.json, each checked against its hash; none runs code of its own.
$(NODE_STAMP): package-lock.json | $(DEV_STAMP)
	$(NODE) npm ci --silent --ignore-scripts
	touch $@
