"""Promises of the widgets that several pages share."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui import widgets as shared
from ui.widgets.countdown import digits, look_of
from ui.widgets.shapes import shape_path, shape_word

pytestmark = pytest.mark.usefixtures("themed_app")

W = TypeVar("W", bound=QWidget)
MARKS = ("circle", "square", "triangle", "diamond", "hexagon")


def shown(qtbot: QtBot, widget: W, width: int = 300, height: int = 400) -> W:
    """Show a widget at a size, with the focus."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    QApplication.processEvents()
    return widget


@pytest.fixture
def note(qtbot: QtBot) -> shared.NoteCard:
    """A note with dots."""
    return shown(qtbot, shared.NoteCard("n1", "Un numero di notte", "need", number="#12", dots=7), 250, 100)


@pytest.fixture
def column(qtbot: QtBot) -> shared.FlowColumn:
    """Three notes in a column."""
    widget = shown(qtbot, shared.FlowColumn("1 · Notti", "3 note"))
    for name in "abc":
        widget.add(shared.NoteCard(name, f"Nota {name}", "need"))
    QApplication.processEvents()
    return widget


def test_note_says_everything(note: shared.NoteCard) -> None:
    """A screen reader hears kind, words, number and dots."""
    assert note.accessibleName() == "bisogno, Un numero di notte, #12, 7 bollini"


def test_note_shows_its_kind_in_a_word(note: shared.NoteCard) -> None:
    """The kind of a note is written on it."""
    assert note.foot.text() == "#12  bisogno"


@pytest.mark.parametrize("kind", theme.KINDS)
def test_every_kind_has_an_italian_word(kind: str) -> None:
    """Every kind of note has a word of the facilitators."""
    assert shared.kind_word(kind) != kind


def test_note_is_plain_text(qtbot: QtBot) -> None:
    """Mark-up in a note is shown, never obeyed."""
    note = shared.NoteCard("n", "<b>grassetto</b>", "issue")
    qtbot.addWidget(note)
    assert note.words.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(("key", "delta"), [(Qt.Key.Key_Plus, 1), (Qt.Key.Key_Minus, -1)], ids=["plus", "minus"])
def test_note_asks_for_dots(qtbot: QtBot, note: shared.NoteCard, key: Qt.Key, delta: int) -> None:
    """The keys + and - on a note ask for a dot more or less."""
    with qtbot.waitSignal(note.dots_requested) as asked:
        qtbot.keyClick(note, key)
    assert asked.args == ["n1", delta]


def test_note_opens_with_enter(qtbot: QtBot, note: shared.NoteCard) -> None:
    """Enter on a note asks to edit it."""
    with qtbot.waitSignal(note.opened) as asked:
        qtbot.keyClick(note, Qt.Key.Key_Return)
    assert asked.args == ["n1"]


def test_note_asks_for_removal(qtbot: QtBot, note: shared.NoteCard) -> None:
    """Delete on a note asks to remove it, and removes nothing itself."""
    with qtbot.waitSignal(note.removal_requested):
        qtbot.keyClick(note, Qt.Key.Key_Delete)
    assert note.isVisible()


def test_note_is_chosen_by_focus(qtbot: QtBot, note: shared.NoteCard) -> None:
    """A note that gets the focus tells it."""
    note.clearFocus()
    with qtbot.waitSignal(note.chosen):
        note.setFocus()


def test_note_grows_with_its_words(qtbot: QtBot) -> None:
    """In a narrow column a long note is as high as its words need."""
    column = shown(qtbot, shared.FlowColumn(), 200, 600)
    note = shared.NoteCard("n", "Un numero di notte a cui risponda qualcuno che ci conosce " * 3, "need")
    column.add(note)
    QApplication.processEvents()
    assert note.words.height() >= note.words.heightForWidth(note.words.width())


def test_note_breaks_a_long_address(qtbot: QtBot) -> None:
    """A word longer than the column does not make the column wider."""
    column = shown(qtbot, shared.FlowColumn(), 240, 600)
    note = shared.NoteCard("n", "https://esempio.it/" + "a" * 300, "resource")
    column.add(note)
    QApplication.processEvents()
    assert note.width() <= column.area.viewport().width()


def test_dots_count_past_ten(qtbot: QtBot) -> None:
    """The number of dots is told however many they are."""
    dots = shared.DotsMark(23)
    qtbot.addWidget(dots)
    assert dots.accessibleName() == "23 bollini"


def test_one_dot_is_singular(qtbot: QtBot) -> None:
    """One dot is one bollino."""
    dots = shared.DotsMark(1)
    qtbot.addWidget(dots)
    assert dots.accessibleName() == "1 bollino"


class WindowWatch(QObject):
    """Counts the windows that open."""

    opened = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened += 1
        return False


def test_building_opens_no_window(qtbot: QtBot, themed_app: QApplication) -> None:
    """No widget flashes as a window of its own while it is put together."""
    watch = WindowWatch()
    themed_app.installEventFilter(watch)
    made: list[QWidget] = [
        shared.Card("Carta"),
        shared.DotsMark(3),
        shared.FieldRow("Luogo", QLineEdit(), "dove si fa"),
        shared.FlowColumn("1 · Notti"),
        shared.GroupMark("circle", "Casa della salute", "#0072B2"),
        shared.NoteCard("n", "Una nota", "need", number="#1", dots=3),
        shared.KeyHint("Invio", "aggiungi"),
    ]
    themed_app.removeEventFilter(watch)
    for widget in made:
        qtbot.addWidget(widget)
    assert watch.opened == 0


@pytest.mark.parametrize("mark", MARKS)
def test_shape_stays_in_its_box(mark: str) -> None:
    """Every mark of a group lies inside the rectangle it is given."""
    rect = QRectF(10, 10, 20, 20)
    assert rect.adjusted(-0.01, -0.01, 0.01, 0.01).contains(shape_path(mark, rect).boundingRect())


def test_shapes_differ() -> None:
    """No two groups' marks have the same outline."""
    rect = QRectF(0, 0, 20, 20)
    paths = [shape_path(mark, rect) for mark in MARKS]
    assert all(one != other for place, one in enumerate(paths) for other in paths[place + 1 :])


@pytest.mark.parametrize("mark", MARKS)
def test_shape_has_a_word(mark: str) -> None:
    """Every mark of a group can be said."""
    assert shape_word(mark)


def test_group_mark_says_name_and_shape(qtbot: QtBot) -> None:
    """A group is told by name and shape."""
    group = shared.GroupMark("square", "Caregiver", "#B35C00")
    qtbot.addWidget(group)
    assert group.accessibleName() == "Caregiver, quadrato"


def test_elided_label_tells_the_rest(qtbot: QtBot) -> None:
    """A label too narrow for its text tells it whole in the tooltip."""
    label = shown(qtbot, shared.ElidedLabel("Progetto di vita, dopo di noi"), 80, 30)
    assert (label.is_elided(), label.toolTip()) == (True, "Progetto di vita, dopo di noi")


def test_wide_label_has_no_tooltip(qtbot: QtBot) -> None:
    """A label with room enough says nothing twice."""
    label = shown(qtbot, shared.ElidedLabel("Caregiver"), 300, 30)
    assert (label.is_elided(), label.toolTip()) == (False, "")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_button_is_never_cut(qtbot: QtBot, themed_app: QApplication, scale: float) -> None:
    """A button has room for its words and its key at every size of text."""
    theme.apply_theme(themed_app, dark=False, text_scale=scale)
    button = shared.PrimaryButton("Prossimo", "Spazio")
    qtbot.addWidget(button)
    words = button.fontMetrics().horizontalAdvance("Prossimo" + "Spazio")
    assert button.minimumSizeHint().width() > words


def test_button_says_its_key(qtbot: QtBot) -> None:
    """The key of a button is told to a screen reader."""
    button = shared.QuietButton("Prossimo", "N")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.accessibleDescription()) == ("Prossimo", "tasto N")


def test_field_takes_the_name_of_its_row(qtbot: QtBot) -> None:
    """A field has the name written over it."""
    row = shared.FieldRow("Luogo", QLineEdit())
    qtbot.addWidget(row)
    assert row.field.accessibleName() == "Luogo"


def test_field_says_what_is_wrong(qtbot: QtBot) -> None:
    """A remark under a field is told with the field."""
    row = shared.FieldRow("Inizio", QLineEdit())
    qtbot.addWidget(row)
    row.set_hint("L'ora va da 00:00 a 23:59.", "error")
    assert row.field.accessibleDescription() == "L'ora va da 00:00 a 23:59."


def test_check_box_takes_a_click_on_its_words(qtbot: QtBot) -> None:
    """A click on the words ticks the box."""
    box = shown(qtbot, shared.CheckBox("Suona alla fine"), 200, 40)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()


def test_number_shows_its_unit(qtbot: QtBot) -> None:
    """A number is shown with its unit, and has room for it."""
    number = shared.NumberField(1, 240, " min")
    number.setValue(15)
    shown(qtbot, number, 160, 40)
    assert number.lineEdit().fontMetrics().horizontalAdvance(number.text()) < number.lineEdit().width()


def test_column_moves_the_focus(qtbot: QtBot, column: shared.FlowColumn) -> None:
    """↓ in a column goes to the next note."""
    first, second, _third = column.widgets()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()


def test_column_keeps_what_stays(column: shared.FlowColumn) -> None:
    """A new order keeps the widgets that stay, in that order."""
    first, second, third = column.widgets()
    column.set_widgets([third, first])
    assert (column.widgets(), second.isHidden()) == ([third, first], True)


def test_column_gives_the_focus_to_the_neighbour(column: shared.FlowColumn) -> None:
    """When the note with the focus goes, its neighbour has it."""
    first, second, _third = column.widgets()
    first.setFocus()
    column.remove(first)
    assert second.hasFocus()


def test_empty_column_says_so(column: shared.FlowColumn) -> None:
    """A column without notes shows its sentence."""
    column.set_empty_text("Le note nuove arrivano qui.")
    column.clear()
    assert column.empty.isVisible()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (120, "2:00"),
        (119.2, "2:00"),
        (24, "0:24"),
        (0.1, "0:01"),
        (0, "0:00"),
        (-0.4, "0:00"),
        (-12.7, "+0:12"),
        (6000, "100:00"),
    ],
)
def test_digits(seconds: float, text: str) -> None:
    """Time left is rounded up, so that 0:00 means over; time past the end has a plus."""
    assert digits(seconds) == text


@pytest.mark.parametrize("state", ["ready", "running", "ending", "paused", "over"])
def test_countdown_says_its_state(qtbot: QtBot, state: str) -> None:
    """The state of the countdown is told in words."""
    face = shared.CountdownFace()
    qtbot.addWidget(face)
    face.set_state(24, 120, state)
    assert face.accessibleName().endswith(look_of(state).word)


def test_states_of_the_countdown_differ_in_shape() -> None:
    """No two states are told apart by colour alone."""
    looks = [look_of(state) for state in ("ready", "running", "ending", "paused", "over")]
    assert len({look.shape for look in looks}) == len({look.word for look in looks}) == len(looks)


def test_digits_fill_a_larger_window(qtbot: QtBot) -> None:
    """The digits grow with the window."""
    face = shown(qtbot, shared.CountdownFace(), 600, 300)
    face.set_state(24, 120, "running")
    small = face.digits_font().pointSizeF()
    face.resize(1200, 600)
    assert face.digits_font().pointSizeF() > 1.5 * small


def test_digits_keep_their_size(qtbot: QtBot) -> None:
    """The digits do not jump while the time runs."""
    face = shown(qtbot, shared.CountdownFace(), 600, 300)
    face.set_state(119, 120, "running")
    before = face.digits_font().pointSizeF()
    face.set_state(9, 120, "ending")
    assert face.digits_font().pointSizeF() == before


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_widget_paints(qtbot: QtBot, themed_app: QApplication, dark: bool, scale: float) -> None:
    """Every widget paints itself in both palettes and sizes of text without a word from Qt."""
    theme.apply_theme(themed_app, dark=dark, text_scale=scale)
    card = shared.Card("Carta", "warning")
    face = shared.CountdownFace()
    face.set_state(-3, 120, "over")
    face.set_caption("intervento di 2 minuti")
    face.set_centre("10", "di 14")
    number = shared.NumberField(1, 240, " min")
    choice = shared.Choice()
    choice.addItem("plenaria")
    for widget in (
        face,
        choice,
        number,
        shared.CheckBox("Suona", checked=True),
        shared.KeyHint("Invio", "aggiungi"),
        shared.PrimaryButton("Pausa", "Spazio"),
        shared.LinkButton("Mostra"),
        shared.Pill("5 min di ritardo", "warning"),
        shared.GroupMark("hexagon", "Giovani", "#8A6D00"),
        shared.NoteCard("n", "Una nota", "doubt", number="#1", dots=12),
        shared.EditableList("regola"),
    ):
        card.body.addWidget(widget)
    assert not shown(qtbot, card, 700, 900).grab().isNull()


@pytest.mark.parametrize("count", [2, 4, 9])
def test_dropped_down_choice_shows_every_line_whole(qtbot: QtBot, count: int) -> None:
    """Where there is room nothing of an opened list is cut or has to be scrolled to."""
    choice = shared.Choice()
    choice.addItems([f"Stampante {number}" for number in range(count)])
    shown(qtbot, choice, 220, 40)
    choice.setFocus()
    choice.showPopup()
    QApplication.processEvents()
    lines = choice.view()
    last = lines.visualRect(lines.model().index(count - 1, 0))
    bar = lines.verticalScrollBar()
    choice.hidePopup()
    assert bar.maximum() == 0
    assert last.bottom() < lines.viewport().height()
