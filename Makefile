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

POLISH := custui/locale/pl/LC_MESSAGES/custui

catalogue: .venv/ready
	mkdir -p build
	$(BIN)/pybabel extract --keywords '_ N_ NN_:1,2 ngettext:1,2' --no-location --sort-output \
		--project custui --copyright-holder '' --output build/custui.pot custui
	$(BIN)/pybabel update --locale pl --input-file build/custui.pot --output-file $(POLISH).po \
		--no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel compile --locale pl --input-file $(POLISH).po --output-file $(POLISH).mo

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
