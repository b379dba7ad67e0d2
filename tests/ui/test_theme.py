"""Promises of `ui.theme` and `ui.translations`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QLabel

from ui import theme
from ui.translations import stretched, tr

_UI = Path(theme.__file__).parent
_INKS = ("ink", "soft_ink", "accent", "warning_ink", "error_ink")
_SURFACES = ("paper", "rail", "card", "quiet_card", "accent_paper", "warning_paper", "error_paper")
_GROUPS = ("#0072B2", "#B35C00", "#00795A", "#7A3E9D", "#8A6D00")
_BOTH = pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=lambda palette: palette.name)


@_BOTH
@pytest.mark.parametrize("surface", _SURFACES)
def test_every_ink_can_be_read_on_every_surface(palette: theme.Palette, surface: str) -> None:
    """Every ink has a contrast of 4.5:1 on every surface, in both palettes."""
    colours = palette.colours()
    worst = min(theme.contrast(QColor(colours[ink]), QColor(colours[surface])) for ink in _INKS)
    assert worst >= theme.TEXT_CONTRAST


@_BOTH
@pytest.mark.parametrize("kind", theme.KINDS)
def test_notes_can_be_read(palette: theme.Palette, kind: str) -> None:
    """Both inks of a note have a contrast of 4.5:1 on the paper of every kind."""
    paper = QColor(palette.notes[kind])
    worst = min(theme.contrast(QColor(ink), paper) for ink in (palette.ink, palette.soft_ink))
    assert worst >= theme.TEXT_CONTRAST


@_BOTH
def test_filled_button_can_be_read(palette: theme.Palette) -> None:
    """The words on the accent have a contrast of 4.5:1."""
    assert theme.contrast(QColor(palette.on_accent), QColor(palette.accent)) >= theme.TEXT_CONTRAST


@_BOTH
def test_controls_are_seen(palette: theme.Palette) -> None:
    """The line of a field or button has the 3:1 against what is around it that WCAG 1.4.11 asks for."""
    line = QColor(palette.control_line)
    assert min(theme.contrast(line, QColor(around)) for around in (palette.card, palette.paper)) >= 3


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("surface", ["card", "paper", "rail"])
def test_group_colours_can_be_read(themed_app: QApplication, dark: bool, surface: str) -> None:
    """A group's name in its colour has a contrast of 4.5:1 wherever it stands, in both palettes."""
    theme.apply_theme(themed_app, dark)
    worst = min(theme.contrast(theme.group_colour(own, surface), theme.colour(surface)) for own in _GROUPS)
    assert worst >= theme.TEXT_CONTRAST


@pytest.mark.usefixtures("themed_app")
@pytest.mark.parametrize("own", _GROUPS)
def test_group_colours_are_the_badges(own: str) -> None:
    """On light cards a group has exactly the colour that is printed on its badges."""
    assert theme.group_colour(own).name().upper() == own


@pytest.mark.usefixtures("themed_app")
def test_wrong_group_colour_is_ink() -> None:
    """A group without a usable colour is written in ink."""
    assert theme.group_colour("nessuno").name().upper() == theme.LIGHT.ink


@pytest.mark.usefixtures("themed_app")
def test_unknown_kind_has_a_paper() -> None:
    """A kind of note of a later version gets the quiet paper instead of an error."""
    assert theme.note_colour("sogno").name().upper() == theme.LIGHT.quiet_card


def test_type_is_never_small() -> None:
    """No role of type is smaller than 11 points."""
    assert min(theme.POINTS.values()) >= 11


@pytest.mark.usefixtures("themed_app")
def test_firago_is_there() -> None:
    """The bundled FiraGO is loaded."""
    assert theme.FAMILY in QFontDatabase.families()


@pytest.mark.parametrize(("asked", "given"), [(0.5, 1.0), (1.0, 1.0), (1.5, 1.5), (2.0, 2.0), (9.0, 2.0)])
def test_text_scale_is_held(themed_app: QApplication, asked: float, given: float) -> None:
    """The scale of text stays between 1 and 2."""
    theme.apply_theme(themed_app, dark=False, text_scale=asked)
    assert theme.text_scale_now() == given


def test_text_scale_reaches_labels(themed_app: QApplication) -> None:
    """At text scale 2 a plain label has letters of at least 22 points."""
    theme.apply_theme(themed_app, dark=False, text_scale=2.0)
    label = QLabel("Prepara")
    label.ensurePolished()
    assert label.font().pointSizeF() >= 22


def test_dark_reaches_qt(themed_app: QApplication) -> None:
    """What the style sheet does not reach is dark too."""
    theme.apply_theme(themed_app, dark=True)
    assert themed_app.palette().color(QPalette.ColorRole.Base).name().upper() == theme.DARK.card


def test_style_is_fusion(themed_app: QApplication) -> None:
    """The window looks the same on the three systems: Fusion."""
    themed_app.setStyleSheet("")
    assert themed_app.style().name() == "fusion"


def test_no_colour_outside_the_theme() -> None:
    """No file of the window but the theme writes a colour."""
    colour = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']|Qt\.GlobalColor\.|QColor\(\s*\d|rgba?\(""")
    found = [
        path.name
        for path in sorted(_UI.rglob("*.py"))
        if path.name != "theme.py" and colour.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_text_is_an_f_string() -> None:
    """No call of `tr` holds an f-string: it would never be found among the translations."""
    found = [
        path.name for path in sorted(_UI.rglob("*.py")) if re.search(r"\btr\(\s*r?f[\"']", path.read_text("utf-8"))
    ]
    assert found == []


def test_italian_is_the_source() -> None:
    """Without a translation the Italian words are shown as they are."""
    assert tr("Prepara") == "Prepara"


def test_stretched_text_is_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """With FACILITATORE_STRETCH=150 a text is half as long again and keeps its placeholders."""
    monkeypatch.setenv("FACILITATORE_STRETCH", "150")
    assert tr("ne restano {0}").format(3) == "ne restano 3~~~~~~~"


def test_wrong_stretch_changes_nothing() -> None:
    """A stretch that is no number leaves the text alone."""
    assert stretched("Prepara", "molto") == "Prepara"


def test_the_bar_of_the_title_follows_our_choice(themed_app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system, which draws it, is told light or dark; or nothing, where the program follows the system.

    Watched where it is told: the platform without a screen has no such bar.
    """
    told: list[Qt.ColorScheme | None] = []
    monkeypatch.setattr(QStyleHints, "setColorScheme", lambda _hints, scheme: told.append(scheme))
    monkeypatch.setattr(QStyleHints, "unsetColorScheme", lambda _hints: told.append(None))
    for dark in (True, False, None):
        theme.apply_theme(themed_app, dark)
    assert told == [Qt.ColorScheme.Dark, Qt.ColorScheme.Light, None]
