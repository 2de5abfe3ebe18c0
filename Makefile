# Two commands matter: `make demo` and `make test`. The rest serves them.
# Each one sets up what it needs; see requirements/ready.sh.

unexport PYTHONDONTWRITEBYTECODE
export UV_PYTHON_DOWNLOADS = never
SHELL := /bin/bash
PY := .venv/bin/python

.PHONY: demo test check bench kills pictures clean ready-demo ready-test setup-spark lock reference

demo: ready-demo  ## furnish the made-up partnership and serve it on http://127.0.0.1:8000
	@VILLAGE_DEMO=1 $(PY) -m village.cli demo $(if $(RESET),--reset) $(if $(PORT),--port $(PORT))

test: ready-test  ## every test: SQLite, PostgreSQL, browser, and Python 3.13 where one is found
	@$(PY) tests/all.py

check: ready-test  ## lint, format, types, contracts
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . \
	  && .venv/bin/lint-imports && .venv/bin/mypy src \
	  && $(PY) -m pytest -q tests/test_architecture.py

bench: ready-test  ## CPU seconds and memory of the engine and the pages
	@$(PY) tests/bench.py

kills: ready-test  ## the full kill suites: 400 of writers, 200 of builds (some minutes each)
	@VILLAGE_KILLS=400 $(PY) -m pytest -q --timeout 7200 tests/trail/test_chain.py
	@VILLAGE_KILLS=200 $(PY) -m pytest -q --timeout 7200 tests/engine/store/test_kills.py

pictures: ready-test  ## take the README's pictures of a demonstration of their own
	@$(PY) tests/pictures.py

reference: ready-test  ## write docs/reference anew from the code
	@$(PY) -m village.cli reference docs/reference

lock: ready-test  ## choose newer versions on purpose
	@for name in base dev; do .venv/bin/uv pip compile --universal --python-version 3.11 \
	  --generate-hashes --no-header -q pyproject.toml $$([ $$name = dev ] && echo --extra dev) \
	  -o requirements/$$name.txt; done
	@for name in tools node spark; do .venv/bin/uv pip compile --universal --python-version 3.11 \
	  --generate-hashes --no-header -q requirements/$$name.in -o requirements/$$name.txt; done

setup-spark: ready-test  ## bring Spark and Java for `village build --engine spark`; its tests run from then on
	@requirements/ready.sh spark

clean:  ## remove all that was built or entered (the demo's data too)
	rm -rf .venv .venv-3.13 node_modules var src/village/design/static/design/built
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

ready-demo:
	@requirements/ready.sh demo

ready-test:
	@requirements/ready.sh test
