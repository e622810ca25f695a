# `make demo` runs the main job, `make test` passes the tests; both set up .venv by themselves.
VENV := .venv
BIN  := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-slow check-pages docs lint bench bench-explain bench-intake bench-quality fuzz clean setup
.DEFAULT_GOAL := demo

# uv when it is there, else the standard library's venv and pip. Reinstalled when pyproject.toml changes.
$(STAMP): pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing $(VENV) && uv pip install --quiet --python $(BIN)/python -e ".[excel]" --group dev; \
	else \
	  python3 -m venv $(VENV) && $(BIN)/python -m pip install --quiet --upgrade "pip>=25.1" && \
	  $(BIN)/python -m pip install --quiet -e ".[excel]" --group dev; \
	fi
	@touch $@

setup: $(STAMP)

demo: $(STAMP)
	@$(BIN)/alliance-match demo

test: $(STAMP) lint
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow and not pages"

test-slow: $(STAMP)
	@$(BIN)/python -m pytest -n auto --dist worksteal -m slow

# The pages in Chromium, which must be on the path: axe, the keyboard alone, nothing fetched.
check-pages: $(STAMP)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --group pages; \
	else \
	  $(BIN)/python -m pip install --quiet --group pages; \
	fi
	@$(BIN)/python -m pytest -m pages tests/report/test_accessibility.py

# The documentation: docs/_build/html/index.html. A warning ends it, and so does a dead link or a page that
# fetches anything. Notebooks are executed (a minute, then kept); NOTEBOOKS=off leaves their outputs out.
NOTEBOOKS ?= cache
docs: $(STAMP)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --group docs; \
	else \
	  $(BIN)/python -m pip install --quiet --group docs; \
	fi
	@$(BIN)/python -m sphinx -q -W --keep-going -D nb_execution_mode=$(NOTEBOOKS) -b html docs docs/_build/html
	@$(BIN)/python docs/offline.py docs/_build/html

lint: $(STAMP)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(STAMP)
	@$(BIN)/python benchmarks/first_light.py

# How long each question takes, beside the solve.
bench-explain: $(STAMP)
	@$(BIN)/python benchmarks/explain.py

# How well free text is read, then how fast a round of 2,000 rows is.
bench-intake: $(STAMP)
	@$(BIN)/python benchmarks/intake_corpus.py
	@$(BIN)/python benchmarks/intake.py --rows 2000 --times 3

# Every table of docs/benchmarks/quality.md, from seeds. mentor-match is installed apart, as it and
# `matching` both want to be called matching. DATA: a folder that holds mentor-match/large/*.csv.
DATA ?= ../shared/data
bench-quality: $(STAMP)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --group bench && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --target .peers mentor-match; \
	else \
	  $(BIN)/python -m pip install --quiet --group bench && \
	  $(BIN)/python -m pip install --quiet --no-deps --upgrade --target .peers mentor-match; \
	fi
	@OMP_NUM_THREADS=1 PYTHONPATH=benchmarks $(BIN)/python -m quality \
	  --data $(DATA) --page docs/benchmarks/quality.md

# Seconds for each harness of fuzz/; what is of interest is kept in .fuzz/ for the next run.
SECONDS ?= 600
fuzz: $(STAMP)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --group fuzz; \
	else \
	  $(BIN)/python -m pip install --quiet --group fuzz; \
	fi
	@for name in bytes tables values settings; do \
	  mkdir -p .fuzz/$$name && echo "fuzzing $$name for $(SECONDS) seconds" && \
	  $(BIN)/python fuzz/run.py $$name -max_total_time=$(SECONDS) -verbosity=0 \
	    -print_final_stats=1 -artifact_prefix=.fuzz/$$name- .fuzz/$$name || exit 1; \
	done

clean:
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis docs/_build docs/notebooks
