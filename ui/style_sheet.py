"""The style sheet of the whole window, built from the tokens of `ui.theme`; no colour and no size is written here."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

_SHEET = Template("""
QWidget { font-size: ${body}pt; }
QMainWindow, QDialog, QStackedWidget, Page { background: $paper; color: $ink; }
QLabel { background: transparent; }
QToolTip { background: $card; color: $ink; border: 1px solid $control_line; padding: 4px 6px; font-size: ${small}pt; }

QLabel[role="small"] { font-size: ${small}pt; color: $soft_ink; }
QLabel[role="soft"] { color: $soft_ink; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: bold; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: bold; }
QLabel[role="field"] { font-size: ${field}pt; }
QLabel[role="clock"] { font-size: ${clock}pt; font-weight: bold; }
QLabel[role="figure"] { font-size: ${figure}pt; font-weight: bold; }
Pill { font-size: ${small}pt; }
Pill[tone="accent"] { font-size: ${body}pt; font-weight: bold; }
QLabel[role="accent"] { color: $accent; font-weight: bold; }
QLabel[role="warning"] { color: $warning_ink; font-weight: bold; }
QLabel[role="error"] { color: $error_ink; font-weight: bold; }

Card { background: $card; border: 1px solid $line; border-radius: 10px; }
Card[tone="quiet"] { background: $quiet_card; }
Card[tone="warning"] { background: $warning_paper; border-color: $warning_line; }
Card[tone="current"] { border: 2px solid $accent; }
FlowColumn { background: $card; border: 1px solid $line; border-radius: 10px; }
FlowColumn[tone="quiet"] { background: $quiet_card; }
FlowColumn[tone="bare"] { background: transparent; border: none; }
TopBand { background: $card; border: none; border-bottom: 1px solid $line; }
Rail { background: $rail; border: none; border-right: 1px solid $line; }
Rail > QFrame#line { background: $line; border: none; }
MessageBar { border-radius: 10px; border: 1px solid $line; background: $accent_paper; }
MessageBar[kind="warning"] { background: $warning_paper; border-color: $warning_line; }
MessageBar[kind="error"] { background: $error_paper; border-color: $error_line; }

QPushButton { background: $card; color: $ink; border: 1px solid $control_line; border-radius: 8px;
    padding: 9px 16px; font-weight: bold; }
QPushButton:hover { background: $quiet_card; }
QPushButton:pressed { background: $line; }
QPushButton:checked { background: $accent_paper; border-color: $accent; color: $accent; }
QPushButton:disabled { color: $soft_ink; border-color: $line; background: $quiet_card; }
QPushButton:focus { border: 2px solid $accent; padding: 8px 15px; }
PrimaryButton { background: $accent; color: $on_accent; border-color: $accent; }
PrimaryButton:hover, PrimaryButton:pressed { background: $accent; }
PrimaryButton:focus { border: 3px solid $ink; padding: 7px 14px; }
PrimaryButton:disabled { background: $quiet_card; color: $soft_ink; border-color: $line; }
QPushButton[flat="true"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 4px 3px; }
QPushButton[flat="true"]:hover { border-color: $line; }
QPushButton[flat="true"]:focus { border: 2px solid $accent; padding: 3px 2px; }
QToolButton { background: transparent; color: $soft_ink; border: 1px solid transparent; border-radius: 6px;
    padding: 1px 7px; font-size: ${field}pt; }
QToolButton:hover { border-color: $control_line; color: $ink; }
QToolButton:focus { border: 2px solid $accent; padding: 0 6px; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: $card; color: $ink; border: 1px solid $control_line; border-radius: 8px; padding: 6px 9px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $soft_ink; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 5px 8px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $quiet_card; color: $soft_ink;
    border-color: $line; }
QLineEdit[role="field"], QPlainTextEdit[role="field"] { font-size: ${field}pt; padding: 10px 14px; }
QLineEdit[role="field"]:focus, QPlainTextEdit[role="field"]:focus { padding: 9px 13px; }
QLineEdit[mode="naming"], QLineEdit[mode="renaming"] { background: $accent_paper; border: 3px solid $accent;
    padding: 8px 12px; }
QLineEdit[mode="naming"]:focus, QLineEdit[mode="renaming"]:focus { border: 3px solid $accent; padding: 8px 12px; }
QLineEdit[role="row"] { border-color: transparent; background: transparent; }
QLineEdit[role="row"]:hover { border-color: $line; }
QLineEdit[role="row"]:focus { border-color: $accent; background: $card; }
QLineEdit[refused="true"], QLineEdit[refused="true"]:hover, QLineEdit[refused="true"]:focus, QSpinBox[refused="true"] {
    border: 2px solid $error_ink; padding: 5px 8px; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus { background: $card; color: $ink;
    border: 1px solid $control_line; border-radius: 0; padding: 0; selection-background-color: $accent_paper;
    selection-color: $ink; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0; background: transparent; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 26px; }
QAbstractSpinBox { background: $card; color: $ink; border: 1px solid $control_line; border-radius: 8px;
    padding: 6px 9px; selection-background-color: $accent; selection-color: $on_accent; }
QAbstractSpinBox:focus { border: 2px solid $accent; padding: 5px 8px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0 8px;
    background: transparent; }
QRadioButton:focus { color: $accent; text-decoration: underline; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QTableView, QListView, QTreeView { background: $card; alternate-background-color: $quiet_card; color: $ink;
    border: 1px solid $line; border-radius: 10px; gridline-color: $line; padding: 4px;
    selection-background-color: $accent_paper; selection-color: $ink; outline: none; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $accent; padding: 3px; }
QTableView::item, QListView::item { padding: 6px 8px; border-bottom: 1px solid $line; }
QuestionList::item { padding: 3px 4px; border: none; }
QTableView::item:selected, QListView::item:selected { background: $accent_paper; color: $ink; }
QTableView QLineEdit, QTableView QLineEdit:focus { border: 2px solid $accent; border-radius: 0; padding: 0 4px; }
QHeaderView::section { background: $card; color: $soft_ink; border: none; border-bottom: 1px solid $line;
    padding: 6px 8px; font-size: ${small}pt; }
QTableCornerButton::section { background: $card; border: none; }
QProgressBar { background: $line; border: none; border-radius: 4px; max-height: 8px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QMenu { background: $card; color: $ink; border: 1px solid $control_line; padding: 4px; }
QMenu::item { padding: 6px 18px; border-radius: 6px; }
QMenu::item:selected { background: $accent_paper; color: $ink; }
QMenu::item:disabled { color: $soft_ink; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QSplitter::handle { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control_line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")

# A kind of a later version has no paper of its own: a line shows where its note ends.
_ANY_NOTE = Template("""
NoteCard { border: 2px dashed $control_line; background: $card; }
""")

_NOTE = Template("""
NoteCard[kind="$kind"] { background: $paper; border: 2px solid transparent; }
QPushButton[kind="$kind"] { background: $paper; }
""")

_NOTE_FRAME = Template("""
NoteCard { border-radius: 8px; }
NoteCard:focus { border-color: $accent; }
NoteCard[chosen="true"] { border-color: $ink; }
NoteCard[chosen="true"]:focus { border-color: $accent; }
NoteCard QLabel { color: $ink; }
NoteCard QLabel[role="small"] { color: $soft_ink; }
""")


def style_sheet(colours: Mapping[str, str], notes: Mapping[str, str], sizes: Mapping[str, float]) -> str:
    """Return the sheet for these colours by meaning, these papers by kind of note and these sizes in points."""
    tokens = {**colours, **{role: f"{size:g}" for role, size in sizes.items()}}
    papers = "".join(_NOTE.substitute(kind=kind, paper=paper) for kind, paper in notes.items())
    return _SHEET.substitute(tokens) + _ANY_NOTE.substitute(colours) + papers + _NOTE_FRAME.substitute(colours)
