"""Texts are shown as they stand: nothing that somebody wrote is markup, and no & makes a key."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.plain import add_entry, box_of, plain, set_description, set_name, set_tip, tip_data
from ui.widgets import CheckBox, LinkButton, QuietButton

UI = Path(__file__).resolve().parents[2] / "ui"
JOINER = "\u2060"
PIECES = st.sampled_from(["<", ">", "&lt;", "&amp;", "b", "img src=x", "/", "!doc", "?xml ?>", "\n", " ", "é", "a < b"])
SETTERS = {
    "setToolTip",
    "setWhatsThis",
    "setStatusTip",
    "setAccessibleName",
    "setAccessibleDescription",
    "ToolTipRole",
    "WhatsThisRole",
    "StatusTipRole",
    "AccessibleDescriptionRole",
}
RICH = {
    "QErrorMessage",
    "QGraphicsTextItem",
    "QInputDialog",
    "QMessageBox",
    "QProgressDialog",
    "QStaticText",
    "QStatusBar",
    "QTextBrowser",
    "QTextDocument",
    "QTextEdit",
    "QToolTip",
    "QWhatsThis",
    "appendHtml",
    "insertHtml",
    "setHtml",
    "setMarkdown",
    "setAcceptRichText",
    "showMessage",
}
KEYED = {"QGroupBox", "QRadioButton", "QCommandLinkButton", "QTabWidget", "QTabBar", "QDockWidget", "addMenu"}
ALLOWED = {
    "plain.py": SETTERS | {"addAction", "QMessageBox", "setTextFormat"},
    "widgets/labels.py": {"QLabel", "setTextFormat"},
    "widgets/buttons.py": {"QPushButton"},
    "widgets/choices.py": {"QCheckBox"},
}
ONLY_THERE = SETTERS | RICH | KEYED | {"QLabel", "setTextFormat", "QPushButton", "QCheckBox", "addAction"}


def forbidden(tree: ast.AST, allowed: set[str]) -> Iterator[str]:
    """Yield what a file of the window names although only one place may.

    A class may be asked for (`isinstance`, a list of types), not built or derived from; a setter not even be named. An
    action without words is added by its name.
    """
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.Call):
            built = node.func.id if isinstance(node.func, ast.Name) else ""
            if isinstance(node.func, ast.Attribute) and node.func.attr == "addAction":
                name = "addAction" if not isinstance(node.args[0], ast.Name) or len(node.args) > 1 else ""
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            name = name or built or (owner.id if isinstance(owner, ast.Name) and owner.id in RICH else "")
        elif name == "addAction":
            name = ""  # what it is given decides
        elif isinstance(node, ast.ClassDef):
            yield from ({base.id for base in node.bases if isinstance(base, ast.Name)} & ONLY_THERE) - allowed
        elif isinstance(node, ast.alias):
            name = node.name if node.name in RICH else ""
        if name in ONLY_THERE - allowed:
            yield name


def test_a_box_shows_what_is_written(qtbot: QtBot) -> None:
    """A sentence in a window of its own is no markup either."""
    box = box_of("<b>x</b> & y")
    qtbot.addWidget(box)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text() == "<b>x</b> & y"


def test_one_place_sets_what_qt_reads() -> None:
    """Tooltips, spoken texts, entries of menus, labels and buttons are made where their text is kept plain."""
    found = {}
    for path in UI.rglob("*.py"):
        name = path.relative_to(UI).as_posix()
        found[name] = list(forbidden(ast.parse(path.read_text(encoding="utf-8")), ALLOWED.get(name, set())))
    assert len(found) > 100
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "line",
    [
        "self.setToolTip(name)",
        "signal.connect(self.setAccessibleName)",
        "return role == Qt.ItemDataRole.ToolTipRole",
        "QLabel(name)",
        "class Mine(QLabel): ...",
        "QMessageBox.critical(self, name, name)",
        "from PySide6.QtWidgets import QTextBrowser",
        "menu.addAction(name, slot)",
        "menu.addAction(tr('{0}').format(name))",
        "QPushButton(name)",
        "field.document().setHtml(name)",
    ],
)
def test_a_second_place_is_found(line: str) -> None:
    """Each way of handing Qt a text that it would read is refused."""
    assert list(forbidden(ast.parse(line), set())) != []


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=30))
@example("<b>x</b>")
@example("&lt;")
@example("  <?xml version='1.0'?><!doctype html>")
@settings(max_examples=100)
def test_plain_for_qt_and_unchanged_for_people(text: str) -> None:
    """Whatever a text is, Qt takes it for plain, and its letters are those that were written."""
    shown = plain(text)
    assert not GuiQt.mightBeRichText(shown)
    assert shown.replace(JOINER, "") == text.replace(JOINER, "")
    assert shown == text or GuiQt.mightBeRichText(text)


def test_every_setter_keeps_plain(qtbot: QtBot) -> None:
    """A tooltip, a name and a description with markup are plain, those of models too."""
    widget = QWidget()
    qtbot.addWidget(widget)
    for one in (set_tip, set_name, set_description):
        one(widget, "<b>Rossi</b>\n<img src=x>")
    texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    assert [text.replace(JOINER, "") for text in texts] == ["<b>Rossi</b>\n<img src=x>"] * 3
    tip = tip_data(Qt.ItemDataRole.ToolTipRole, "<i>x")
    assert not any(GuiQt.mightBeRichText(text) for text in [*texts, tip])
    assert tip_data(Qt.ItemDataRole.DisplayRole, "<i>x") is None


def test_a_long_tooltip_has_lines_and_an_end(qtbot: QtBot) -> None:
    """Qt breaks no line of a plain tooltip: it is broken at words, and a text without end is cut."""
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, "una nota lunga " * 20)
    assert all(len(line) <= 90 for line in widget.toolTip().split("\n"))
    assert widget.toolTip().split() == ("una nota lunga " * 20).split()
    set_tip(widget, "y" * 1_500)
    assert widget.toolTip().replace("\n", "") == "y" * 1_500
    set_tip(widget, "x" * 1_000_000)
    assert len(widget.toolTip()) < 2_000
    assert widget.toolTip().endswith("…")


def test_what_is_read_aloud_has_an_end(qtbot: QtBot) -> None:
    """A name or a description of a million letters would speak for hours."""
    widget = QWidget()
    qtbot.addWidget(widget)
    for set_words, words in ((set_name, widget.accessibleName), (set_description, widget.accessibleDescription)):
        set_words(widget, "x" * 1_000_000)
        assert len(words()) < 6_000


@pytest.mark.parametrize("make", [QuietButton, LinkButton, CheckBox])
def test_an_ampersand_is_a_letter(make: type[QuietButton], qtbot: QtBot) -> None:
    """A button with the name of a group shows its &, says it, and takes no Alt key for it."""
    button = make("Sport & gioco")
    qtbot.addWidget(button)
    assert (button.text(), button.accessibleName()) == ("Sport & gioco", "Sport & gioco")
    assert button.shortcut() == QKeySequence()
    button.setText("Arte & mestieri")
    assert (button.text(), button.shortcut()) == ("Arte & mestieri", QKeySequence())


def test_an_ampersand_in_a_menu(qtbot: QtBot) -> None:
    """An entry with an & shows it, and does what it is for."""
    menu, chosen = QMenu(), []
    qtbot.addWidget(menu)
    entry = add_entry(menu, "A · Sport & gioco", lambda: chosen.append(1))
    entry.trigger()
    assert (entry.text(), chosen) == ("A · Sport && gioco", [1])


def test_an_entry_of_a_menu_says_no_markup_under_the_mouse(qtbot: QtBot) -> None:
    """Qt would take its words for a tooltip, whatever they are."""
    menu = QMenu()
    qtbot.addWidget(menu)
    entry = add_entry(menu, "<b>Rossi</b>", lambda: None)
    assert not GuiQt.mightBeRichText(entry.toolTip())


def test_a_pasted_page_is_its_words(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> None:
    """A piece of a web page comes in as words; its picture is not asked for."""
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    page = QMimeData()
    page.setHtml(f'<b>nota</b><img src="{tmp_path / "x.png"}">')
    assert not field.canInsertFromMimeData(page)
    page.setText("nota")
    field.insertFromMimeData(page)
    assert field.toPlainText() == "nota"
