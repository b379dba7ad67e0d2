"""Colours, type and the style sheet: the only file of the window where a colour is written.

Colours have the names of what they mean. Every pair of text and background that the window uses has a contrast of at
least 4.5:1 (WCAG 2.2, 1.4.3), in the light palette and in the dark one; `tests/ui/test_theme.py` measures them.
Widgets ask `palette_now()` while they paint, so that a change of palette or of text size needs no restart.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from facilitatore.resources import resource_path
from ui.style_sheet import style_sheet

FAMILY = "FiraGO"
KINDS = ("need", "issue", "resource", "proposal", "doubt", "cross_cutting")
LARGEST_SCALE = 2.0
TEXT_CONTRAST = 4.5
POINTS: Mapping[str, float] = MappingProxyType(
    {"small": 11, "body": 11.5, "strong": 11.5, "title": 13, "field": 15, "heading": 17, "clock": 20, "figure": 30}
)
"""Sizes of type in points at text scale 1; nothing is smaller than 11."""
_BOLD_ROLES = frozenset({"strong", "title", "heading", "clock", "figure"})


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look, as ``#RRGGBB``, named by meaning."""

    name: str
    paper: str
    rail: str
    card: str
    quiet_card: str
    line: str
    control_line: str
    ink: str
    soft_ink: str
    accent: str
    on_accent: str
    accent_paper: str
    warning_ink: str
    warning_paper: str
    warning_line: str
    error_ink: str
    error_paper: str
    error_line: str
    shadow: str
    notes: Mapping[str, str]

    def colours(self) -> dict[str, str]:
        """Return the single colours by name, without the notes."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in {"name", "notes"}}


LIGHT = Palette(
    name="light",
    paper="#FBFAF7",
    rail="#F1EEE7",
    card="#FFFFFF",
    quiet_card="#F5F2EB",
    line="#DCD7CC",
    control_line="#8C8678",
    ink="#20242A",
    soft_ink="#5C6470",
    accent="#0B5A8A",
    on_accent="#FFFFFF",
    accent_paper="#E5EDF3",
    warning_ink="#8A5200",
    warning_paper="#FFF8E8",
    warning_line="#E6D3A3",
    error_ink="#9B2C22",
    error_paper="#FDEFED",
    error_line="#E8BDB8",
    shadow="#C9C3B6",
    notes=MappingProxyType(
        {
            "need": "#FCE9D4",
            "issue": "#F9DEDC",
            "resource": "#DDEFE3",
            "proposal": "#DCE9F5",
            "doubt": "#EEE6F6",
            "cross_cutting": "#EBE9DC",
        }
    ),
)

DARK = Palette(
    name="dark",
    paper="#1D2023",
    rail="#17191C",
    card="#25292D",
    quiet_card="#202327",
    line="#3C4248",
    control_line="#7C848D",
    ink="#ECEAE4",
    soft_ink="#B3B9C0",
    accent="#86BDE3",
    on_accent="#10222E",
    accent_paper="#2A3B47",
    warning_ink="#F0C274",
    warning_paper="#36301F",
    warning_line="#5E5030",
    error_ink="#F5A79E",
    error_paper="#3B2725",
    error_line="#6B3F3A",
    shadow="#111315",
    notes=MappingProxyType(
        {
            "need": "#4A3925",
            "issue": "#4C302E",
            "resource": "#2A3F32",
            "proposal": "#2A3B4C",
            "doubt": "#3D3449",
            "cross_cutting": "#3C3B31",
        }
    ),
)


def apply_theme(app: QApplication, dark: bool | None = None, text_scale: float = 1.0) -> None:
    """Dress the whole program.

    Args:
        app: the running application.
        dark: the dark palette or the light one; None follows the system.
        text_scale: 1.0 is 11 pt and up; it is held between 1.0 and 2.0.
    """
    hints = QGuiApplication.styleHints()
    if dark is None:
        hints.unsetColorScheme()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
    else:  # what the system draws, such as the bar of the title, follows; before our palette, which has the last word
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    app.setProperty("facilitatore_dark", dark)
    app.setProperty("facilitatore_text_scale", min(max(text_scale, 1.0), LARGEST_SCALE))
    load_fonts()
    if not app.property("facilitatore_fusion"):
        # Asked once only: with a style sheet in force `app.style()` is a wrapper that has no name.
        app.setStyle("Fusion")
        app.setProperty("facilitatore_fusion", True)
    palette = palette_now()
    sheet = style_sheet(palette.colours(), palette.notes, {role: points(role) for role in POINTS})
    if sheet == app.styleSheet():
        return  # dressing again is half a second for a window that stands
    app.setFont(type_font("body"))
    app.setPalette(qt_palette(palette))
    app.setStyleSheet(sheet)


def load_fonts() -> None:
    """Add FiraGO from the bundled files, once for each application."""
    app = QCoreApplication.instance()
    if app is None or app.property("facilitatore_fonts"):
        return  # asking the database for its families would read every font of the system: 7 ms
    app.setProperty("facilitatore_fonts", True)
    for face in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resource_path("fonts", f"{FAMILY}-{face}.ttf")))


def palette_now() -> Palette:
    """Return the palette in force: the light one before `apply_theme`."""
    app = QCoreApplication.instance()
    return DARK if app is not None and app.property("facilitatore_dark") else LIGHT


def text_scale_now() -> float:
    """Return the text scale in force, 1.0 … 2.0."""
    app = QCoreApplication.instance()
    scale = app.property("facilitatore_text_scale") if app is not None else None
    return float(scale) if scale else 1.0


def points(role: str = "body") -> float:
    """Return the size of a role of type in points, text scale included.

    macOS counts 72 pixels to the inch, where Windows and Linux count 96: without the factor the same number of points
    would be a quarter smaller there.
    """
    return POINTS[role] * text_scale_now() * (96 / 72 if sys.platform == "darwin" else 1.0)


def type_font(role: str = "body", *, bold: bool | None = None) -> QFont:
    """Return the font of a role of type (a key of `POINTS`), for widgets that paint their own text."""
    font = QFont(FAMILY)
    font.setPointSizeF(points(role))
    font.setBold(role in _BOLD_ROLES if bold is None else bold)
    return font


def colour(name: str) -> QColor:
    """Return a colour of the palette in force by its meaning, e.g. ``colour("soft_ink")``."""
    return QColor(palette_now().colours()[name])


def note_colour(kind: str) -> QColor:
    """Return the paper of a note of this kind; an unknown kind, of a later version, gets the quiet card."""
    palette = palette_now()
    return QColor(palette.notes.get(kind, palette.quiet_card))


def group_colour(own: str, on: str = "card") -> QColor:
    """Return a group's `own` colour (``#RRGGBB``), moved only as far as text on the surface `on` needs to be read.

    On light cards the groups' colours are shown as they are; the dark palette lightens them.
    An empty or wrong colour becomes the ink.
    """
    wanted = QColor(own)
    if not own or not wanted.isValid():
        return colour("ink")
    surface = colour(on)
    step = 1 if surface.lightness() < 128 else -1  # noqa: PLR2004 - the middle of a byte
    while contrast(wanted, surface) < TEXT_CONTRAST and 0 < wanted.lightness() < 255:  # noqa: PLR2004 - a byte
        lightness = min(max(wanted.lightness() + 2 * step, 0), 255)
        wanted.setHsl(wanted.hslHue(), wanted.hslSaturation(), lightness)
    return wanted


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 … 21 (WCAG 2.2, definition of contrast ratio)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(shade: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB

    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


def qt_palette(palette: Palette) -> QPalette:
    """Return the same colours under Qt's names, for what the style sheet does not reach."""
    role = QPalette.ColorRole
    result = QPalette()
    for name, shade in {
        role.Window: palette.paper,
        role.Base: palette.card,
        role.AlternateBase: palette.quiet_card,
        role.Button: palette.card,
        role.ToolTipBase: palette.card,
        role.WindowText: palette.ink,
        role.Text: palette.ink,
        role.ButtonText: palette.ink,
        role.ToolTipText: palette.ink,
        role.PlaceholderText: palette.soft_ink,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Accent: palette.accent,
        role.Mid: palette.line,
        role.Midlight: palette.quiet_card,
        role.Light: palette.card,
        role.Dark: palette.control_line,
        role.Shadow: palette.shadow,
        role.BrightText: palette.error_ink,
    }.items():
        result.setColor(name, QColor(shade))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(palette.soft_ink))
    return result
