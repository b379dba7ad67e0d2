"""What importing a list would do: the facts, the questions one by one, and every row, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitatore.door.lists.match.questions import with_typed
from facilitatore.door.naming import wearable
from ui import theme
from ui.door.lists.columns_box import ColumnsBox
from ui.door.lists.facts import Facts
from ui.door.lists.plan_table import AllRows
from ui.door.lists.questions_page import QuestionsPage
from ui.door.lists.words import foot_words, heading_of, import_words, sure_words
from ui.translations import tr
from ui.widgets import ElidedLabel, PrimaryButton, QuietButton, TextLabel
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from facilitatore.door.lists.match.answers import Answers
    from facilitatore.door.lists.parse.rows import RowKey
    from facilitatore.door.lists.planning import FoundList, ImportPlan
    from facilitatore.prepare.model import Group

_NARROW: Final = 1000
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ImportPanel(QWidget):
    """The preview of an import: figures and letters answer, Ctrl+Enter imports, Esc goes back.

    Signals:
        accepted(): write it.
        left(): do not.
        answered(object): what was answered about the rows, a dict by row key.
    """

    accepted = Signal()
    left = Signal()
    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers: Answers = {}
        self._before: list[Answers] = []  # what was answered before each answer, for Ctrl+Z
        self._table: object = None
        self._all_rows = False
        self._waiting: Callable[[], None] | None = None  # a plan that came while a name was being typed
        self.heading, self.place = ElidedLabel("", "heading"), ElidedLabel("", "small")
        self.facts, self.columns, self.questions = Facts(), ColumnsBox(), QuestionsPage()
        self.all = AllRows()
        self.import_button = PrimaryButton(tr("Importa"), tr("Invio"))
        self.back_button = QuietButton(tr("Lascia stare"), tr("Esc"))
        self.warning, self.note = TextLabel("", "warning"), TextLabel("", "small")
        self._build()
        self._connect()

    def _build(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        self._foot = foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.addWidget(self.heading)
        head.addWidget(self.place, 1)
        head.addWidget(TextLabel(tr("Non è ancora entrato niente"), "small", wrap=False))
        words.setSpacing(0)
        words.addWidget(self.warning)
        words.addWidget(self.note)
        foot.setSpacing(14)
        foot.addWidget(self.import_button)
        foot.addLayout(words, 1)
        foot.addWidget(self.back_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        for widget, stretch in ((self.facts, 0), (self.columns, 0), (self.questions, 1), (self.all, 1)):
            layout.addWidget(widget, stretch)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.facts.columns_wanted.connect(lambda: self._open_columns(opened=True))
        self.columns.closed.connect(lambda: self._open_columns(opened=False))
        self.questions.answered.connect(self._answer)
        self.questions.settled.connect(self.focus_first)
        self.questions.sure_button.clicked.connect(self._turn)
        self.all.questions_wanted.connect(self._turn)
        self.all.renamed.connect(self._renamed)
        self.all.edited.connect(self._show_waiting)
        self.import_button.clicked.connect(self.accepted)
        self.back_button.clicked.connect(self.left)
        for button in (self.import_button, self.back_button):
            button.installEventFilter(self)

    # -- showing ------------------------------------------------------------------------------------------------

    def set_plan(self, found: FoundList, plan: ImportPlan, answers: Answers, groups: Mapping[str, Group]) -> None:
        """Show what importing a list would do, `groups` by key.

        While a name is being typed nothing changes under it: the plan is shown when the name is there.
        """
        self._waiting = None
        again = self._table is found.table
        if again and (self.all.table.is_editing() or self.questions.card.is_typing):
            self._waiting = lambda: self.set_plan(found, plan, answers, groups)
            return
        self._table, self._answers = found.table, answers
        if not again:
            self._before, self._all_rows = [], False
            self.questions.begin()
        self._show_head(found, plan)
        self.all.show_plan(plan, groups, again=again)
        settled = again and not self.questions.open_left
        names_in = (tr("«{0}»").format(heading_of(found, column)) for column in found.columns.names)
        self.questions.show_plan(plan, answers, groups, tr(" e ").join(names_in))
        self._show_foot(plan)
        if again:
            self._show_body()
            if settled and self.questions.open_left:  # an answer has brought up another question
                self.focus_first()
        else:
            self._open_columns(opened=not found.columns.names)

    def _show_waiting(self) -> None:
        """Show the plan that came while a name was being typed, unless what was typed has asked for another one."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _show_head(self, found: FoundList, plan: ImportPlan) -> None:
        self.heading.setText(tr("Elenco «{0}»").format(found.path.name))
        row = found.columns.header_row
        sheet = tr("foglio «{0}»").format(found.table.sheet) if found.table.sheet else ""
        headings = tr("senza intestazioni") if row is None else tr("intestazioni alla riga {0}").format(row + 1)
        self.place.setText(" · ".join(part for part in (sheet, headings) if part))
        self.facts.show_plan(found, plan)
        self.columns.show_list(found, plan)

    def _show_foot(self, plan: ImportPlan) -> None:
        self.import_button.setText(import_words(plan))
        self.import_button.setEnabled(plan.writes > 0)
        self.questions.sure_button.setText(sure_words(plan))
        warning, note = foot_words(plan)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self.note.setText(note)

    def _show_body(self) -> None:
        """Show the questions, or all rows: where nothing is to ask, while columns are chosen, and when somebody looks."""
        asks = self.questions.some and self.columns.isHidden()
        self.all.setHidden(asks and not self._all_rows)
        self.questions.setHidden(not self._asks)
        self.all.back.setVisible(asks)
        self.import_button.set_key(tr("Ctrl Invio") if self.questions.open_left else tr("Invio"))

    @property
    def _asks(self) -> bool:
        return self.all.isHidden()

    def focus_first(self) -> None:
        """Put the focus where hands are needed: on the columns, on the question, or on the button."""
        ready = self.import_button if self.import_button.isEnabled() else self.back_button
        asks = self._asks and self.questions.open_left
        (self.columns.view if self.columns.isVisible() else self.questions.list if asks else ready).setFocus()
        if asks:
            bring_into_view(self.questions.card)

    def _open_columns(self, *, opened: bool) -> None:
        self.columns.setVisible(opened)
        self.facts.setHidden(opened)
        self._show_body()
        self.focus_first()

    def _turn(self) -> None:
        """Show all rows, or the questions again."""
        if self.questions.some and self.columns.isHidden():
            self._all_rows = not self._all_rows
            self._show_body()
            (self.questions.list if self._asks else self.all.table).setFocus()
            bring_into_view(self.questions.card if self._asks else self.all.table)

    # -- answering ----------------------------------------------------------------------------------------------

    def _answer(self, answers: Answers) -> None:
        """Take what was answered; the plan with it comes later."""
        self._before.append(self._answers)
        self._take(answers)

    def _renamed(self, key: RowKey, first: str, family: str) -> None:
        """Take a name that was typed in the table; what cannot stand on a badge is not taken, and that is said."""
        name = wearable(first)
        self.all.say_refused("" if name else first)
        if name:
            self._answer(with_typed(self._answers, key, name, family))

    def _take(self, answers: Answers) -> None:
        self._waiting = None
        self._answers = answers  # the next key may come before the new plan
        self.questions.show_answers(answers)
        self._show_body()
        self.answered.emit(answers)

    # -- keys ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z from the window while there are answers to take back: it would undo what was done before."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes_back(event):
            event.accept()
            return True
        return super().event(event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        return bool(self._before) and event.matches(QKeySequence.StandardKey.Undo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Import, go back, answer."""
        key = Qt.Key(event.key())
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER:
            self._enter(now=bool(held))
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_F2:
            self._edit()
        elif self._takes_back(event):
            self._take(self._before.pop())
        elif held or self.questions.card.is_typing or not self._letter(QKeySequence(key).toString()):
            super().keyPressEvent(event)

    def _letter(self, letter: str) -> bool:
        """Do what a letter or a figure is for; False when it is for nothing."""
        if letter == "G":
            self._turn()
        return letter == "G" or (self._asks and self.questions.press(letter))

    def _enter(self, *, now: bool) -> None:
        """Take what is typed, press what has the focus, or import; while a question is open the button comes first.

        `now`: with Ctrl it imports at once.
        """
        focus = self.focusWidget()
        if self.questions.card.is_typing:
            self.questions.card.take_typed()
        elif now:
            self.import_button.click()
        elif isinstance(focus, QAbstractButton) and focus.hasFocus():
            focus.click()
        elif focus is self.all.kinds or (focus is not None and self.columns.isAncestorOf(focus)):
            self.all.table.setFocus()  # the Enter after the number of a row, or in a choice, must not import
        elif self.questions.open_left:
            self.import_button.setFocus()
        else:
            self.import_button.click()

    def _escape(self) -> None:
        """Close what was opened last, or leave."""
        if self.questions.card.is_typing:
            self.questions.leave_field()
            self._show_waiting()
        elif self.columns.isVisible() and self.columns.close_button.isVisible():
            self._open_columns(opened=False)
        elif self._all_rows and not self._asks:
            self._turn()
        else:
            self.left.emit()

    def _edit(self) -> None:
        """Put the name of a row right in the table: of the one that is asked about, if one is."""
        question = self.questions.list.current
        asked = question if self._asks else None
        if asked is not None:
            self._turn()
        self.all.edit(asked.row.key if asked is not None else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move among the rows with the arrows also while a button has the focus, where Qt would go to the next one."""
        arrows = {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in arrows:
            view = self.questions.list if self._asks else self.all.table
            view.setFocus()
            view.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put things below each other where there is no room beside."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * theme.text_scale_now()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for sides in (self.questions.sides, self.questions.right, self.facts.sides, self._foot):
            sides.setDirection(way)
