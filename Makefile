# Two commands for a newcomer: `make run` and `make test`. Both set up what they need.
# What was set up once is kept in .venv, so the second time needs no network.

PYTHON ?= python3
HOME_FOLDER ?= home
MESSAGES ?= 50000
SIZES ?= 10000,50000,200000
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
TESSERACT := tesseract-ocr tesseract-ocr-rus tesseract-ocr-ron tesseract-ocr-bul

.PHONY: run test test-faults bench bench-search pictures check format lock texts clean

run: $(STAMP) system
	$(BIN)/scope-ledger --home $(HOME_FOLDER) serve --demo

test: $(STAMP) system system-test
	$(MAKE) --no-print-directory check
	$(BIN)/pytest -n 2 --dist loadgroup

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/djlint --quiet --lint templates

# Breaks things on purpose, and ends with a table of what each fault showed.
test-faults: $(STAMP)
	@sh tools/system.sh bubblewrap strace
	$(BIN)/pytest -m faults tests/faults

bench: $(STAMP)
	$(BIN)/python -m benchmarks --messages $(MESSAGES)

# Each engine and SQLite's FTS5 beside it: make bench-search SIZES=10000,50000
bench-search: $(STAMP)
	$(BIN)/python -m benchmarks.searching --sizes $(SIZES)

# Run it after the look of the pages has changed; the tests see that none is missing.
pictures: $(STAMP)
	SCOPE_LEDGER_PICTURES=1 $(BIN)/pytest tests/browser/test_pictures.py

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Every text of the interface, for translators: copy it to ledger/translations/<code>.po.
texts: $(STAMP)
	$(BIN)/pybabel -q extract -F babel.cfg -k said -k to_say -k counted:1,2 \
	  --project=scope-ledger --no-location -o texts.pot .

# The lock holds every dependency with its hashes; `make lock` renews it from pyproject.
lock:
	uv pip compile --universal --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --group dev --python-version 3.11 \
	  pyproject.toml -o requirements.lock

$(STAMP): requirements.lock pyproject.toml tools/setup.sh
	PYTHON="$(PYTHON)" sh tools/setup.sh $(VENV)
	touch $@

.PHONY: system system-test
system:
	@sh tools/system.sh bubblewrap $(TESSERACT)

system-test:
	@sh tools/system.sh chromium bubblewrap strace dovecot-imapd $(TESSERACT)

clean:
	rm -rf $(VENV) $(HOME_FOLDER)
