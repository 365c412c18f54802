PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench screenshots catalogue clean

.venv/ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q custui
	touch $@

demo: .venv/ready
	$(BIN)/custui demo

test: .venv/ready
	$(BIN)/python -m pytest -n 2 -m 'not slow'

check: .venv/ready
	$(BIN)/ruff check custui tests bench
	$(BIN)/ruff format --check custui tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready
	$(BIN)/python -m compileall -q custui
	$(BIN)/python -m bench

screenshots: .venv/ready
	$(BIN)/python -m screenshots

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
