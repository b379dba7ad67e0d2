"""The tests are collected on systems that lack what only Unix has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs.windows
import pytest

from tests.homes import at_home

ROOT = Path(__file__).parents[1]
COLLECTING = """
import asyncio, getpass, os, pathlib, shutil, signal, socket, subprocess, sys, tempfile  # they know their systems
import pytest
for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None  # importing it fails now
for name in ("fork", "forkpty", "geteuid", "getgid", "killpg", "mkfifo", "setsid"):
    delattr(os, name)
for name in ("SIGALRM", "SIGHUP", "SIGKILL", "SIGSTOP", "SIGUSR1", "SIGXFSZ"):
    delattr(signal, name)


class OnlyModules:
    # Making tests of what the modules hold would take longer than loading them.
    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(self):
        return []


sys.exit(pytest.main(["--collect-only", "--assert=plain", "-p", "no:cacheprovider", "tests"], [OnlyModules()]))
"""


def test_every_module_of_tests_loads_without_what_only_unix_has() -> None:
    """A maintainer on Windows runs what can run there: no test is lost because its file could not be imported."""
    said = subprocess.run([sys.executable, "-c", COLLECTING], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, said.stdout[-3000:] + said.stderr[-3000:]


def test_on_windows_too_the_tests_have_a_home_of_their_own(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell of Windows, which knows where the person lives, is not even asked."""

    def asked(_name: str) -> str:
        pytest.fail("the shell was asked, and would have named the person's folder")

    monkeypatch.setattr(platformdirs.windows, "_RESOLVE_WIN_FOLDER", asked)
    for variable, folder in at_home(own_home).items():
        monkeypatch.setenv(variable, folder.replace(str(own_home), "C:\\casa"))
    dirs = platformdirs.windows.Windows("facilitatore", appauthor=False)
    for found in (dirs.user_data_dir, dirs.user_state_dir):
        assert found.startswith("C:\\casa")
