# Two commands to begin with: `make demo` and `make test`. Each sets up what it needs in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test run bench check clean

# With the index of the base, which takes a minute to build; the first question would wait for it.
install: .venv/installed
	-$(BIN)/python -m bot ask "When is Nauryz?" > /dev/null

.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	touch $@

.venv/installed-for-tests: .venv/installed tests/requirements.lock
	$(BIN)/python -m pip install --quiet --require-hashes --requirement tests/requirements.lock
	touch $@

demo: .venv/installed
	$(BIN)/python -m bot demo

run: .venv/installed
	$(BIN)/python -m bot run

check: .venv/installed
	$(BIN)/python -m bot check

bench: .venv/installed-for-tests
	$(BIN)/python -m bot bench --json bench.json

test: .venv/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check knowledge
	$(BIN)/python -m pytest -n auto

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-artefacts bench.json
