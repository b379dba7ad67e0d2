"""The page on which one person types what the group says."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from facilitatore.capture.notes import read_notes
from facilitatore.prepare.evening import read_groups, read_questions
from ui import theme
from ui.base_page import Page
from ui.capture.head import NOTES, PAIRS, ROLE_PLAY, CaptureHead
from ui.capture.notes_desk import NotesDesk
from ui.capture.views import Place, notes_at, notes_told
from ui.jobs import GROUP
from ui.techniques import technique_word
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.capture.model import Note
    from facilitatore.prepare.model import Group, GuidingQuestion
    from facilitatore.session import Change
    from facilitatore.session.drafts import Drafts
    from ui.bridge import Bridge
    from ui.capture.pair_desk import PairDesk
    from ui.capture.role_play_desk import RolePlayDesk

_LEAST_HEIGHT = 430
_DESKS = ("notes", "role_play", "pairs")
"""How the desks are called in a draft, in the order of their modes."""
_NO_WORDS = frozenset({"kind", "waiting_kind", "editing", "renaming", "notes", "of", "number"})
"""What a draft says beside words of people."""


class CapturePage(Page):
    """Post-its, role play and pair dialogue of one group.

    Signals:
        said(str, str): a sentence for people, and its kind.
    """

    room = "capture"
    said = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._group = ""
        self._questions: dict[str, str | None] = {}
        self._mode = NOTES
        self._told: dict[int, tuple[str, ...]] = {}
        self.head = CaptureHead()
        self.notes = NotesDesk(bridge, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._desks: dict[int, NotesDesk | RolePlayDesk | PairDesk] = {}
        self._take_in(NOTES, self.notes)
        self.setFocusProxy(self.notes.first_field())
        self.head.question_stepped.connect(self._step_question)
        self.head.group_chosen.connect(self._choose_group)
        self.head.mode_chosen.connect(self.choose_mode)
        self.track(bridge.opened, self._start_again)
        self.track(bridge.job_changed, self._start_again)
        for keys, step in ((("Ctrl+Up", "Alt+PgUp"), -1), (("Ctrl+Down", "Alt+PgDown"), 1)):
            for key in keys:
                self._shortcut(key).activated.connect(lambda step=step: self._step_question(step))
        for key, mode in (("F6", NOTES), ("F7", ROLE_PLAY), ("F8", PAIRS)):
            self._shortcut(key).activated.connect(lambda mode=mode: self.choose_mode(mode))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self.scrolling())
        layout.setContentsMargins(26, 18, 26, 22)
        layout.setSpacing(14)
        layout.addWidget(self.head)
        layout.addWidget(self._stack, 1)
        self._stack.setMinimumHeight(round(_LEAST_HEIGHT * theme.text_scale_now() ** 0.5))

    # -- desks --------------------------------------------------------------------------------------------------

    @property
    def role_play(self) -> RolePlayDesk:
        """The desk of the role play, made when it is first wanted."""
        desk = self._desks.get(ROLE_PLAY)
        if desk is None:
            from ui.capture.role_play_desk import RolePlayDesk

            desk = self._take_in(ROLE_PLAY, RolePlayDesk(self._bridge, self))
        return cast("RolePlayDesk", desk)

    @property
    def pairs(self) -> PairDesk:
        """The desk of the dialogues in pairs, made when it is first wanted."""
        desk = self._desks.get(PAIRS)
        if desk is None:
            from ui.capture.pair_desk import PairDesk

            desk = self._take_in(PAIRS, PairDesk(self._bridge, self))
        return cast("PairDesk", desk)

    def _desk(self, mode: int) -> NotesDesk | RolePlayDesk | PairDesk:
        if mode == ROLE_PLAY:
            return self.role_play
        return self.pairs if mode == PAIRS else self.notes

    def _take_in(self, mode: int, desk: NotesDesk | RolePlayDesk | PairDesk) -> NotesDesk | RolePlayDesk | PairDesk:
        self._desks[mode] = desk
        self._stack.addWidget(desk)
        desk.wrote.connect(self._show_head)
        desk.said.connect(self.said)
        if self._group:
            desk.show_place(self.place)
        return desk

    def _shortcut(self, key: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    # -- what is shown ------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """Whose notes, of which question."""
        return Place(self._group, self._questions.get(self._group))

    def refresh(self, change: Change | None) -> None:
        """Show the evening as it is now; what concerns neither notes nor their places changes nothing here."""
        if not self._bridge.has_session:
            return
        shown = {"note", "cluster", "role_play", "pair_dialogue", "group", "guiding_question"}
        if change is not None and change.kinds and not change.kinds & (shown | {"purge"}):
            return
        self._find_place()
        for desk in self._desks.values():
            desk.show_place(self.place)
        self._show_head()

    def focus_entry(self) -> None:
        """Put the focus where one writes."""
        self._desks[self._mode].focus_entry()

    def settle(self) -> None:
        """Write what is in hand, before the evening is closed."""
        self._desks[self._mode].settle()

    def parting_words(self) -> str:
        """Say, once for the same words, what would be lost with the evening, and show where it is."""
        unsaved = {mode: words for mode, desk in self._desks.items() if (words := desk.unsaved())}
        told, self._told = self._told, unsaved
        mode = next((mode for mode, words in unsaved.items() if told.get(mode) != words), None)
        if mode is None:
            return ""
        if mode != self._mode:
            self.choose_mode(mode)
        return self._desks[mode].parting_words()

    def drafts(self) -> Drafts:
        """Return what is in hand at each desk, and of which group and question."""
        place = {"group": self._group, "question": self.place.question or ""}
        return {
            f"{_DESKS[mode]}.{name}": {**draft, **place}
            for mode, desk in self._desks.items()
            for name, draft in desk.drafts().items()
        }

    def take_drafts(self, drafts: Drafts) -> list[str]:
        """Put back what was in hand, and show the desk where it is."""
        homeless = []
        mode = self._mode
        for key, draft in drafts.items():
            desk, _, name = key.partition(".")
            place = {field: draft.pop(field, "") for field in ("group", "question")}
            known = desk in _DESKS and self._show_again(**place)
            if known and self._desk(_DESKS.index(desk)).take_draft(name, draft):
                mode = _DESKS.index(desk)
            else:
                homeless += [text for field, text in draft.items() if field not in _NO_WORDS and text]
        if mode != self._mode:
            self._show_desk(mode)
        return homeless

    def _show_again(self, group: str, question: str) -> bool:
        """Go to the group and question where something was in hand; False if it is not there, or not this laptop's."""
        if group != self._group:
            if self._bridge.job.kind == GROUP or group not in {one.id for one in read_groups(self._bridge.session)}:
                return False
            self._group = group
        if (question or None) in self._choices(read_notes(self._bridge.session, group)):
            self._questions[group] = question or None
        self.refresh(None)
        return True

    def let_go(self) -> None:
        """Write what is in hand, then drop the connections: the evening is about to be closed."""
        self.settle()
        super().let_go()

    def choose_mode(self, mode: int) -> None:
        """Take notes another way."""
        self._show_desk(mode)
        self.focus_entry()

    def _show_desk(self, mode: int) -> None:
        self._desks[self._mode].settle()
        self._mode = mode
        desk = self._desk(mode)
        self._stack.setCurrentWidget(desk)
        self.setFocusProxy(desk.first_field())
        if self._group:
            desk.refresh()
        self._show_head()

    def _start_again(self) -> None:
        self._group = ""
        self.changed(None)

    def _find_place(self) -> None:
        """Keep group and question if they are there; else the group of this laptop, and its first question."""
        groups = {group.id for group in read_groups(self._bridge.session)}
        job = self._bridge.job
        if job.kind == GROUP and job.group in groups:
            self._group = job.group
        elif self._group not in groups:
            first = read_groups(self._bridge.session)
            self._group = first[0].id if first else ""
        choices = self._choices(read_notes(self._bridge.session, self._group))
        if self._group not in self._questions or self.place.question not in choices:
            self._questions[self._group] = choices[0]

    def _choices(self, notes: Sequence[Note]) -> list[str | None]:
        """Return the questions; at the end None, where there are notes without a question or nothing else."""
        session = self._bridge.session
        choices: list[str | None] = [question.id for question in read_questions(session, self._group)]
        if not choices or notes_at(session, Place(self._group), notes):
            choices.append(None)
        return choices

    def _show_head(self) -> None:
        session = self._bridge.session
        groups = read_groups(session)
        group = next((group for group in groups if group.id == self._group), None)
        self.head.show_groups(groups, self._group, to_choose=self._bridge.job.kind != GROUP)
        self.head.show_mode(self._mode)
        self._stack.setEnabled(group is not None)
        if group is None:
            self.head.show_question(tr("Nessun gruppo"), tr("I gruppi si fanno in Prepara."), first=True, last=True)
            return
        # The desk of the notes has just read them, unless it is not the one that is seen.
        notes = self.notes.group_notes if self._mode == NOTES else read_notes(session, self._group)
        choices = self._choices(notes)
        here = choices.index(self.place.question) if self.place.question in choices else 0
        questions = read_questions(session, self._group)
        question = questions[here] if here < len(questions) else None
        heading, words = _question_words(group, question, len(questions))
        detail = " · ".join([*words, notes_told(notes_at(session, self.place, notes))])
        self.head.show_question(heading, detail, first=here == 0, last=here == len(choices) - 1)

    # -- choosing -----------------------------------------------------------------------------------------------

    def _step_question(self, step: int) -> None:
        choices = self._choices(read_notes(self._bridge.session, self._group))
        here = choices.index(self.place.question) if self.place.question in choices else 0
        if self._group and 0 <= here + step < len(choices):
            self._questions[self._group] = choices[here + step]
            self.refresh(None)
            self.focus_entry()

    def _choose_group(self, group: str) -> None:
        self._group = group
        self.refresh(None)
        self.focus_entry()


def _question_words(group: Group, question: GuidingQuestion | None, count: int) -> tuple[str, list[str]]:
    if question is None:
        return tr("Note senza domanda"), [group.short_title]
    number = tr("Domanda {0} di {1}").format(question.number, count)
    return question.text, [number, technique_word(question.technique)]
