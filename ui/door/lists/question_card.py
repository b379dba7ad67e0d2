"""The question that is asked: what is written, what is not understood, and the ways to answer, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from facilitatore.door.names import MAX_NAME
from facilitatore.door.naming import read_typed
from ui import theme
from ui.door.keys import KeyWish
from ui.door.lists.ways import about, alike_names, asked_words, parts, reason_words, ways_of, where_words
from ui.plain import set_description, set_name
from ui.translations import tr
from ui.widgets import Card, CheckBox, ElidedLabel, HeadingLabel, KeyBox, Pill, TextLabel
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.lists.match.questions import Question
    from facilitatore.door.naming import Choice
    from ui.door.lists.ways import Groups, Rows, Way


class _Word(QWidget):
    """A word as it is written, with what it is taken for under it."""

    def __init__(self, word: str, role: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(word, "clock"))
        if role:
            column.addWidget(TextLabel(role, "small", wrap=False))


class WayButton(QAbstractButton):
    """A way to answer: its key, its words, and what they mean.

    Signals:
        looked_at(): somebody came to it with the keyboard.
    """

    looked_at = Signal()

    def __init__(self, way: Way, *, likeliest: bool) -> None:
        super().__init__()
        self.way, self._likeliest = way, likeliest
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_name(self, way.words)
        set_description(self, tr("{0}, tasto {1}").format(way.means, way.key).strip(", "))
        words, means = ElidedLabel(way.words, "title"), ElidedLabel(way.means, "small")
        means.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 12, 7)
        row.setSpacing(12)
        row.addWidget(KeyBox(way.key))
        row.addWidget(words)
        row.addWidget(means, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that it is looked at."""
        super().focusInEvent(event)
        self.looked_at.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box: the likeliest in the accent colour, the one with the focus thick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = theme.colour("ink" if self.hasFocus() else "accent" if self._likeliest else "control_line")
        painter.setPen(QPen(shade, 3 if self.hasFocus() else 2 if self._likeliest else 1))
        painter.setBrush(theme.colour("accent_paper" if self._likeliest or self.underMouse() else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)


class QuestionCard(Card):
    """The same form for every kind of question.

    Signals:
        chosen(object): a `Way` to answer.
        typed(object): a `Choice`, what somebody typed for the name.
        shown(object, object): the names of badges that would be printed, and those of the rows alike.
        passed(): the question is left to the door.
        stepped(int): another question, before or after this one.
    """

    chosen = Signal(object)
    typed = Signal(object)
    shown = Signal(object, object)
    passed = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "current", parent)
        self.question: Question | None = None
        self.rows: Rows = {}
        self.ways: list[WayButton] = []
        self.place = TextLabel("", "accent", wrap=False)
        self.where = ElidedLabel("", "small")
        self.why = TextLabel("", "small")
        self.asked = HeadingLabel("", "title")
        self.field = QLineEdit()
        self.field.setMaxLength(MAX_NAME)
        self.field.setPlaceholderText(tr("Scrivi il nome che va sull’etichetta"))
        set_name(self.field, tr("Nome sull’etichetta"))
        self.field.textChanged.connect(self._show_typed)
        self.taken = TextLabel("", "small")
        self.all_alike = CheckBox()
        self.all_alike.toggled.connect(lambda _on: self._look())
        self.all_key = KeyBox("T")
        self.door = KeyWish("D", "")
        self.door.clicked.connect(self.passed)
        self._build()

    def _build(self) -> None:
        self._words, self._about = (QWidget(), QWidget())
        self._word_row, self._about_row = WrapLayout(self._words, 12, 4), WrapLayout(self._about, 8, 6)
        self._way_column = QVBoxLayout()
        self._way_column.setSpacing(7)
        head = QHBoxLayout()
        head.addWidget(self.place)
        head.addWidget(self.where, 1)
        alike = QHBoxLayout()
        alike.addWidget(self.all_alike)
        alike.addWidget(self.all_key)
        alike.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.door)
        foot.addStretch(1)
        for key, step, words in (("↑", -1, ""), ("↓", 1, tr("un’altra domanda"))):
            button = KeyWish(key, words)
            set_name(button, tr("domanda di prima") if step < 0 else tr("domanda che segue"))
            button.clicked.connect(lambda _=False, step=step: self.stepped.emit(step))
            foot.addWidget(button)
        self.body.addLayout(head)
        for widget in (self._words, self._about, self.why):
            self.body.addWidget(widget)
        self.body.addSpacing(6)
        self.body.addWidget(self.asked)
        self.body.addLayout(self._way_column)
        self.body.addWidget(self.field)
        self.body.addWidget(self.taken)
        self.body.addLayout(alike)
        self.body.addStretch(1)
        self.body.addLayout(foot)

    def show_question(self, question: Question, rows: Rows, groups: Groups, place: str, heading: str) -> None:
        """Ask a question about one of these rows; `place` says which of how many, `heading` where its name stands."""
        self.question, self.rows = question, rows
        self.place.setText(place)
        self.where.setText(where_words(question, heading))
        words = parts(question)
        self._word_row.setSpacing(12 if any(role for _, role in words) else 7)
        _fill(self._word_row, [_Word(*part) for part in words])
        _fill(self._about_row, [Pill(one) for one in about(question, rows)])
        self._about.setVisible(self._about_row.count() > 0)
        reason = reason_words(question)
        self.why.setText(f"{reason}." if reason else "")
        self.why.setVisible(bool(reason))
        self.asked.setText(asked_words(question))
        self._show_ways(ways_of(question, groups))
        count = len(question.alike) if question.kind == "name" and not question.several else 1
        self.all_alike.setText(tr("vale per tutte le {0} righe come questa").format(count))
        self.all_alike.setChecked(count > 1)
        for widget in (self.all_alike, self.all_key):
            widget.setVisible(count > 1)
        leave = tr("lascia la domanda alla porta") if question.kind == "name" else tr("lascia com’è")
        self.door.setText(leave)
        set_name(self.door, leave)
        self.stop_typing()
        self._look()

    def _show_ways(self, ways: Sequence[Way]) -> None:
        for button in self.ways:
            self._way_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.ways = []
        for way in ways:
            button = WayButton(way, likeliest=way.likely)
            button.clicked.connect(lambda _=False, way=way: self.choose(way))
            button.looked_at.connect(lambda way=way: self._look(way))
            self._way_column.addWidget(button)
            self.ways.append(button)
            button.show()

    def press(self, key: str) -> bool:
        """Answer with a key; False when it is none of this question."""
        button = next((one for one in self.ways if one.way.key == key), None)
        if button is None:
            return False
        self.choose(button.way)
        return True

    def choose(self, way: Way) -> None:
        """Take a way to answer, or let the name be typed."""
        if way.give is not None or way.choice is not None:
            self.chosen.emit(way)
            return
        self.field.show()
        self.field.setFocus()

    @property
    def alike(self) -> bool:
        """Whether the answer is meant for all rows alike."""
        return self.all_alike.isVisibleTo(self) and self.all_alike.isChecked()

    # -- typing -------------------------------------------------------------------------------------------------

    @property
    def is_typing(self) -> bool:
        """Whether a name is being typed."""
        return self.field.hasFocus()

    def stop_typing(self) -> None:
        """Put the field away."""
        self.field.clear()
        self.field.hide()
        self.taken.hide()

    def take_typed(self) -> None:
        """Answer with what was typed, if a name is in it."""
        choice = self._typed()
        if choice is not None:
            self.typed.emit(choice)

    def _typed(self) -> Choice | None:
        reading = read_typed(self.field.text())
        choice = next((one for one in reading.choices if one.first), None)
        row = self.question.row if self.question is not None else None
        if choice is None or choice.family or row is None:
            return choice
        own = {word.casefold() for word in choice.first.split()}
        families = [row.family_name, *(one.family for one in self.question.choices)] if self.question else []
        family = next((one for one in families if one and not own & set(one.casefold().split())), "")
        return choice._replace(family=family)

    def _show_typed(self, text: str) -> None:
        choice = self._typed() if text.strip() else None
        said = tr("Qui non c’è un nome che possa stare su un’etichetta.") if text.strip() else ""
        if choice is not None:
            said = tr("Nel registro il cognome è «{0}».").format(choice.family) if choice.family else ""
            if choice.aside:
                said = tr("{0} {1} resta fuori.").format(said, choice.aside).strip()
        self.taken.setText(said)
        self.taken.setVisible(bool(said))
        self.shown.emit((choice.first,) if choice is not None else (), [])

    def _look(self, way: Way | None = None) -> None:
        """Say what would be printed with an answer, the likeliest if none is looked at; none at all is likely of no name."""
        way = way or next((one.way for one in self.ways if one.way.likely), None)
        choice = way.choice if way is not None and self.alike else None
        others = alike_names(self.question, self.rows, choice) if choice is not None and self.question else []
        self.shown.emit(way.badges if way is not None else (), others)


def _fill(row: WrapLayout, widgets: list[QWidget]) -> None:
    row.clear()
    for widget in widgets:
        row.addWidget(widget)
        widget.show()
