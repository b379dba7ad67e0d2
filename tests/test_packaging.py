"""What is bundled is found, whole, and means what it should."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from facilitatore.prepare.templates import read_templates
from facilitatore.resources import resource_path

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "name", ["FiraGO-Regular.ttf", "FiraGO-Bold.ttf", "NotoEmoji-Regular.ttf", "OFL.txt", "OFL-NotoEmoji.txt"]
)
def test_the_fonts_and_their_licence_are_there(name: str) -> None:
    """Window, badges and PDF draw with the same letters."""
    assert resource_path("fonts", name).stat().st_size > 1000


def test_what_is_not_bundled_is_missing() -> None:
    """No path is invented."""
    with pytest.raises(FileNotFoundError):
        resource_path("fonts", "Nessuno.ttf")


def test_the_templates_carry_the_twelve_groups_and_an_empty_evening() -> None:
    """Four evenings of three groups, and one to fill."""
    templates = {template.key: len(template.data["groups"]) for template in read_templates()}
    assert templates == {"carpi-2018-1": 3, "carpi-2018-2": 3, "carpi-2018-3": 3, "carpi-2018-4": 3, "vuota": 1}


def test_qt_is_pinned_below_the_release_that_aborts() -> None:
    """PySide6 6.12.0 loses a reference to None at every void call and aborts CPython 3.11 after about 5,000."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert any(line.startswith("pyside6-essentials") and "<6.12" in line for line in project["project"]["dependencies"])


def test_the_window_is_first_painted_without_anything_heavy() -> None:
    """What draws PDFs, reads spreadsheets or speaks SQL is imported when it is wanted, not before."""
    code = (
        "import sys, ui.app, ui.main_window, ui.prepare.page, ui.capture.page, ui.door.page\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'reportlab', 'typst', 'jinja2', 'rapidfuzz', 'python_calamine', 'qrcode', 'PIL', 'sqlcipher3'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_a_command_never_imports_qt() -> None:
    """A terminal on a server has no Qt libraries."""
    code = (
        "import sys\nfrom ui.__main__ import main\n"
        "assert main(['templates']) == 0\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
