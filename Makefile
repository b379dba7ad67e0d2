# Two commands on a new machine:   make run     make test
# Windows, macOS, or without make: uv run facilitatore     uv run pytest
SHELL := /bin/sh
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
PYTHON := .venv/bin/python
SAMPLE := demo/serata-unita.serata

# What Qt 6 needs of Debian and Ubuntu: without a screen, with one, to draw letters and to find printers.
QT_LIBS := libgl1 libegl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 \
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 fonts-dejavu-core libcups2

.PHONY: help run test torture check setup system demo screens bench clean
help: ## says what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

run: setup ## opens the window on the sample evening
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
	  echo "Qui non c'è uno schermo su cui aprire la finestra: usa «make demo» per vedere la serata di prova senza."; exit 1; fi
	@[ -f $(SAMPLE) ] || $(MAKE) --no-print-directory demo
	.venv/bin/facilitatore $(SAMPLE)

# Files in their order: xdist would keep those of one long test for the end, where one core waits for the other.
test: setup ## runs all tests, without a screen
	PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder

# An hour on two cores: crashes and faults twelve minutes, laws as much, planted errors half. Power cuts, full disks and pulled sticks need root
# (Linux, strace, mkfs.ext4; exfat-fuse and exfatprogs for exFAT) and are left out without it. Prints the figures.
torture: setup ## proves at length what the tests prove briefly: crashes, power cuts, laws, hostile files
	QT_QPA_PLATFORM=offscreen FACILITATORE_TORTURE=1 $(PYTHON) -m pytest tests/torture $(wildcard tests/fuzz)
	FACILITATORE_TORTURE=1 FACILITATORE_EXAMPLES=2000 FACILITATORE_STEPS=50 $(PYTHON) -m pytest -o timeout=0 \
	  tests/session/test_laws.py tests/session/test_fold_laws.py
	FACILITATORE_TORTURE=1 $(PYTHON) -m pytest -o timeout=0 tests/session/test_mutants.py
	QT_QPA_PLATFORM=offscreen FACILITATORE_WINDOWS_LIKE=1 $(PYTHON) -m pytest -n auto --dist loadfile
	QT_QPA_PLATFORM=offscreen $(PYTHON) tests/mutants/run.py

check: setup ## format, lint, types, import contracts, dead dependencies
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	.venv/bin/deptry facilitatore ui

demo: setup ## plays the sample evening into demo/, without a window
	rm -rf demo
	.venv/bin/facilitatore demo demo

screens: setup ## takes the pictures of docs/screens from the sample evening
	QT_QPA_PLATFORM=offscreen $(PYTHON) docs/take_screens.py

bench: setup ## prints the figures beside their limits and peers
	$(UV) sync --frozen --compile-bytecode --group bench
	$(PYTHON) benchmarks/session.py
	$(PYTHON) benchmarks/merge.py
	$(PYTHON) benchmarks/window.py
	$(PYTHON) benchmarks/door.py
	$(PYTHON) benchmarks/names.py
	QT_QPA_PLATFORM=offscreen $(PYTHON) benchmarks/arrivals.py
	$(PYTHON) benchmarks/badges.py
	$(PYTHON) -m benchmarks.heavy

setup: .venv/.ready ## installs what the program needs, in .venv

system:
	@if command -v apt-get >/dev/null && { ! dpkg -s $(QT_LIBS) >/dev/null 2>&1 \
	  || ! python3 -c 'import ensurepip, venv' 2>/dev/null; }; then \
	  $(SUDO) apt-get update -q && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -q --no-install-recommends python3-venv $(QT_LIBS); fi

.venv/.ready: pyproject.toml uv.lock | system
	@command -v uv >/dev/null || [ -x .tools/bin/uv ] || { python3 -m venv .tools && .tools/bin/pip install -q 'uv>=0.9'; }
	$(UV) sync --frozen --compile-bytecode
	@touch $@

clean: ## removes what was installed and made
	rm -rf .venv .tools demo build dist
