"""What importing a list would do: the facts, the questions one by one, and every row, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitatore.door.lists.match.questions import with_answers, with_typed, without_answer
from facilitatore.door.naming import wearable
from ui import theme
from ui.door.lists.badge_side import BadgeSide
from ui.door.lists.columns_box import ColumnsBox
from ui.door.lists.columns_view import heading_of
from ui.door.lists.facts import Facts
from ui.door.lists.plan_table import PlanTable, PlanView
from ui.door.lists.question_card import QuestionCard
from ui.door.lists.question_list import QuestionList, about, lines_of
from ui.door.lists.words import KINDS, filter_words, foot_words, import_words, sure_words
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Choice, ElidedLabel, HeadingLabel, PrimaryButton, QuietButton, TextLabel

if TYPE_CHECKING:
    from facilitatore.door.lists.match.answers import Answers
    from facilitatore.door.lists.parse.rows import Row, RowKey
    from facilitatore.door.lists.planning import FoundList, ImportPlan
    from facilitatore.door.naming import Choice as Reading
    from facilitatore.prepare.model import Group
    from ui.door.lists.ways import Way

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
        self._plan: ImportPlan | None = None
        self._rows: dict[RowKey, Row] = {}
        self._groups: Mapping[str, Group] = {}
        self._answers: Answers = {}
        self._before: list[Answers] = []  # what was answered before each answer, for Ctrl+Z
        self._table: object = None
        self._names_in = ""
        self._all_rows = False
        self._waiting: Callable[[], None] | None = None  # a plan that came while a name was being typed
        self.heading, self.place = HeadingLabel(), ElidedLabel("", "small")
        self.heading.setWordWrap(False)
        self.facts, self.columns = Facts(), ColumnsBox()
        self.list, self.card, self.side = QuestionList(), QuestionCard(), BadgeSide()
        self.list_heading = TextLabel("", "strong", wrap=False)
        self.sure_button = QuietButton("", "G")
        self.rows = PlanTable()
        self.table = PlanView(self.rows)
        self.kinds = Choice()
        set_name(self.kinds, tr("Righe da mostrare"))
        self.back_to_questions = QuietButton(tr("Torna alle domande"), "G")
        self.import_button = PrimaryButton(tr("Importa"), tr("Invio"))
        self.back_button = QuietButton(tr("Lascia stare"), tr("Esc"))
        self.warning, self.note = TextLabel("", "warning"), TextLabel("", "small")
        self._build()
        self._connect()

    def _build(self) -> None:
        head, foot, words = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
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
        self._questions, self._all = self._questions_page(), self._table_page()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.facts)
        layout.addWidget(self.columns)
        layout.addWidget(self._questions, 1)
        layout.addWidget(self._all, 1)
        layout.addLayout(foot)

    def _questions_page(self) -> QWidget:
        page, left = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list_heading)
        column.addWidget(self.list, 1)
        column.addWidget(self.sure_button)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(12)
        self._sides.addWidget(left, 32)
        self._sides.addWidget(self.card, 46)
        self._sides.addWidget(self.side, 22)
        return page

    def _table_page(self) -> QWidget:
        page, head = QWidget(), QHBoxLayout()
        head.addWidget(self.kinds)
        head.addWidget(self.back_to_questions)
        head.addWidget(TextLabel(tr("F2 corregge il nome di una riga."), "small"), 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        return page

    def _connect(self) -> None:
        self.facts.columns_wanted.connect(lambda: self._open_columns(opened=True))
        self.columns.closed.connect(lambda: self._open_columns(opened=False))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_question())
        self.card.chosen.connect(self._choose)
        self.card.typed.connect(self._take_typed)
        self.card.passed.connect(self._pass)
        self.card.stepped.connect(self._step)
        self.card.shown.connect(self._show_badges)
        self.sure_button.clicked.connect(self._turn)
        self.back_to_questions.clicked.connect(self._turn)
        self.kinds.activated.connect(lambda place: self._show_kind(self.kinds.itemData(place)))
        self.rows.renamed.connect(self._renamed)
        self.table.edited.connect(self._show_waiting)
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
        if again and (self.table.is_editing() or self.card.is_typing):
            self._waiting = lambda: self.set_plan(found, plan, answers, groups)
            return
        if not again:
            self._before, self._all_rows, self.rows.kind = [], False, ""
            self.list.questions.passed = set()
            self._open_columns(opened=not found.columns.names)
        self._table, self._plan, self._answers, self._groups = found.table, plan, answers, groups
        self._rows = {row.key: row for row in plan.read}
        self._show_head(found)
        self.facts.show_plan(found, plan)
        self.columns.show_list(found)
        self._show_rows(plan, again=again)
        self._show_questions(self.list.currentIndex().row() if again else 0)
        self._show_foot(plan)
        if not again:
            self.focus_first()

    def _show_waiting(self) -> None:
        """Show the plan that came while a name was being typed, unless what was typed has asked for another one."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _show_head(self, found: FoundList) -> None:
        self.heading.setText(tr("Elenco «{0}»").format(found.path.name))
        row = found.columns.header_row
        sheet = tr("foglio «{0}»").format(found.table.sheet) if found.table.sheet else ""
        headings = tr("senza intestazioni") if row is None else tr("intestazioni alla riga {0}").format(row + 1)
        self.place.setText(" · ".join(part for part in (sheet, headings) if part))
        columns = (tr("«{0}»").format(heading_of(found, column)) for column in found.columns.names)
        self._names_in = tr(" e ").join(columns)

    def _show_rows(self, plan: ImportPlan, *, again: bool) -> None:
        line = self.table.currentIndex().row() if again else 0
        key = self.rows.key_at(line) if again else None
        counts = {kind: getattr(plan, kind) for kind in KINDS} | {"": len(plan.rows)}
        if not counts[self.rows.kind]:
            self.rows.kind = ""
        self.rows.set_plan(plan, self._groups)
        self.kinds.clear()
        for kind in ("", *KINDS):
            if counts[kind]:
                self.kinds.addItem(filter_words(kind, counts[kind]), kind)
        self.kinds.setCurrentIndex(max(self.kinds.findData(self.rows.kind), 0))
        self.table.fit()
        self.table.choose(key, line)

    def _show_kind(self, kind: str) -> None:
        self.rows.show_kind(kind)
        self.table.choose(None)
        self.table.setFocus()

    def _show_foot(self, plan: ImportPlan) -> None:
        self.import_button.setText(import_words(plan))
        self.import_button.setEnabled(plan.writes > 0)
        self.sure_button.setText(sure_words(plan))
        warning, note = foot_words(plan)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self.note.setText(note)

    def _show_body(self) -> None:
        """Show the questions, or all rows: where nothing is to ask, while columns are chosen, and when somebody looks."""
        asks = bool(self.list.questions.lines) and self.columns.isHidden()
        self._all.setHidden(asks and not self._all_rows)
        self._questions.setHidden(not self._all.isHidden())
        self.back_to_questions.setVisible(asks)

    @property
    def _asks(self) -> bool:
        return self._all.isHidden()

    def focus_first(self) -> None:
        """Put the focus where the hands are needed: on the question, or on the button."""
        ready = self.import_button if self.import_button.isEnabled() else self.back_button
        open_left = self.list.questions.next_open(0) is not None
        (self.list if self._asks and open_left else ready).setFocus()

    def _open_columns(self, *, opened: bool) -> None:
        self.columns.setVisible(opened)
        self.facts.setHidden(opened)
        self._show_body()
        self.columns.view.focus_first() if opened else self.focus_first()

    def _turn(self) -> None:
        """Show all rows, or the questions again."""
        if self.list.questions.lines and self.columns.isHidden():
            self._all_rows = not self._all_rows
            self._show_body()
            (self.list if self._asks else self.table).setFocus()

    # -- questions ----------------------------------------------------------------------------------------------

    def _show_questions(self, place: int) -> None:
        """Show the questions with their answers; the one that was asked stays, or the next open one comes."""
        lines, plan = self.list.questions, self._plan
        if plan is None:
            return
        asked = about(self.card.question) if self.card.question is not None else None
        lines.set_lines(lines_of(with_answers(plan.questions, self._answers)))
        left = sum(question.answer is None for question in lines.lines)
        self.list_heading.setText(tr("Righe in domanda: {0} su {1}").format(left, len(lines.lines)))
        self.import_button.set_key(tr("Ctrl Invio") if lines.next_open(0) is not None else tr("Invio"))
        self._show_body()
        same = next((at for at, one in enumerate(lines.lines) if about(one) == asked and one.answer is None), None)
        following = lines.next_open(max(place, 0))
        if lines.lines:
            self.list.choose(same if same is not None else following if following is not None else max(place, 0))
            self._show_question()

    def _show_question(self) -> None:
        question = self.list.current
        if question is not None and (question != self.card.question or self.card.rows is not self._rows):
            lines = self.list.questions.lines
            place = tr("Domanda {0} di {1}").format(self.list.currentIndex().row() + 1, len(lines))
            self.card.show_question(question, self._rows, place, self._names_in)

    def _show_badges(self, names: tuple[str, ...], alike: list[str]) -> None:
        key = self.card.question.row.group_key if self.card.question is not None else None
        self.side.show_badges(names, alike, self._groups.get(key or ""))

    def _step(self, step: int) -> None:
        count = len(self.list.questions.lines)
        if count:
            self.list.choose((self.list.currentIndex().row() + step) % count)
            self.list.setFocus()

    def _choose(self, way: Way) -> None:
        if way.give is not None:
            self._answer(way.give(self._answers, self.card.alike))

    def _take_typed(self, name: Reading) -> None:
        question = self.card.question
        self.card.stop_typing()
        self.list.setFocus()
        if question is not None:
            self._answer(with_typed(self._answers, question.row.key, name.first, name.family))

    def _pass(self) -> None:
        """Leave the question to the door, and go on to the next one."""
        question = self.list.current
        if question is None:
            return
        self.list.questions.passed.add(about(question))
        if question.answer is not None:
            self._answer(without_answer(self._answers, question, alike=True))
        else:
            self._go_on()

    def _renamed(self, key: RowKey, first: str, family: str) -> None:
        """Take a name that was typed in the table; what cannot stand on a badge is not taken."""
        name = wearable(first)
        if name:
            self._answer(with_typed(self._answers, key, name, family))

    def _answer(self, answers: Answers) -> None:
        """Take what was answered and ask the next question; the plan with it comes later."""
        if answers != self._answers:
            self._before.append(self._answers)
            self._take(answers)
            self._go_on()

    def _take(self, answers: Answers) -> None:
        self._waiting = None
        self._answers = answers  # the next key may come before the new plan
        self._show_questions(self.list.currentIndex().row())
        self.answered.emit(answers)

    def _go_on(self) -> None:
        following = self.list.questions.next_open(max(self.list.currentIndex().row(), 0))
        if following is not None:
            self.list.choose(following)
        elif self._asks:
            self.focus_first()

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
        elif held or self.card.is_typing or not self._letter(QKeySequence(key).toString()):
            super().keyPressEvent(event)

    def _letter(self, letter: str) -> bool:
        """Do what a letter or a figure is for; False when it is for nothing."""
        if letter == "G":
            self._turn()
        elif not self._asks:
            return False
        elif letter == "D":
            self._pass()
        elif letter == "T":
            self.card.all_alike.click()
        else:
            return self.card.press(letter)
        return True

    def _enter(self, *, now: bool) -> None:
        """Take what is typed, press what has the focus, or import; while a question is open the button comes first.

        `now`: with Ctrl it imports at once.
        """
        focus = self.focusWidget()
        if self.card.is_typing:
            self.card.take_typed()
        elif focus is not None and self.columns.isAncestorOf(focus) and not isinstance(focus, QAbstractButton):
            self.table.setFocus()  # the Enter after the number of a row must not import
        elif isinstance(focus, QAbstractButton) and focus.hasFocus() and not now:
            focus.click()
        elif now or self.list.questions.next_open(0) is None:
            self.import_button.click()
        else:
            self.import_button.setFocus()

    def _escape(self) -> None:
        """Close what was opened last, or leave."""
        if self.card.is_typing:
            self.card.stop_typing()
            self.list.setFocus()
            self._show_waiting()
        elif self.columns.isVisible() and self.columns.close_button.isVisible():
            self._open_columns(opened=False)
        elif not self._asks and self._all_rows:
            self._turn()
        else:
            self.left.emit()

    def _edit(self) -> None:
        """Put the name of a row right in the table; the one that is asked about, if one is."""
        if self._asks and self.card.question is not None:
            self._turn()
            self.rows.show_kind("")
            self.table.choose(self.card.question.row.key)
        self.table.setFocus()
        self.table.edit_name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move among the rows with the arrows also while a button has the focus, where Qt would go to the next one."""
        arrows = {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in arrows:
            view = self.list if self._asks else self.table
            view.setFocus()
            view.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put things below each other where there is no room beside."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * theme.text_scale_now()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(way)
        self.facts.sides.setDirection(way)
