"""What belongs to this laptop and not to the evening: its job, the size of its text, light or dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from facilitatore.prepare.evening import read_groups
from ui.jobs import DOOR, GROUP, STEERING, Job
from ui.plain import add_entry
from ui.settings import change_settings
from ui.theme import DARK, apply_theme, palette_now, text_scale_now
from ui.translations import tr

if TYPE_CHECKING:
    from ui.bridge import Bridge

SMALLEST, LARGEST, STEP = 1.0, 2.0, 0.1
"""Text scales: 1 is 11 points and more, 2 is the 200 % of WCAG 2.2 (1.4.4)."""


def laptop_menu(bridge: Bridge, parent: QWidget) -> QMenu:
    """Return the menu that opens where the job of this laptop is written."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if bridge.has_session:
        _add_job(menu, bridge, tr("Accoglienza"), Job(DOOR))
        for group in read_groups(bridge.session):
            _add_job(menu, bridge, f"{group.key} · {group.title}", Job(GROUP, group.id))
        _add_job(menu, bridge, tr("Cabina di Regia"), Job(STEERING))
        menu.addSeparator()
    add_entry(menu, tr("Testo più grande\tCtrl +"), lambda: step_text(STEP))
    add_entry(menu, tr("Testo più piccolo\tCtrl −"), lambda: step_text(-STEP))
    dark = add_entry(menu, tr("Colori scuri\tCtrl D"), switch_palette)
    dark.setCheckable(True)
    dark.setChecked(palette_now() is DARK)
    return menu


def _add_job(menu: QMenu, bridge: Bridge, text: str, job: Job) -> None:
    entry = add_entry(menu, text, lambda: bridge.set_job(job))
    entry.setCheckable(True)
    entry.setChecked(job == bridge.job)


def step_text(step: float) -> None:
    """Make the text larger or smaller, and remember it."""
    _apply(dark=palette_now() is DARK, text_scale=min(LARGEST, max(SMALLEST, round(text_scale_now() + step, 2))))


def plain_text_size() -> None:
    """Give the text its usual size again."""
    _apply(dark=palette_now() is DARK, text_scale=SMALLEST)


def switch_palette() -> None:
    """Go from light to dark colours, or back, and remember it."""
    _apply(dark=palette_now() is not DARK, text_scale=text_scale_now())


def _apply(*, dark: bool, text_scale: float) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, dark=dark, text_scale=text_scale)
        change_settings(dark=dark, text_scale=text_scale)
