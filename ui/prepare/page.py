"""Prepara: the evening, its groups, questions, run sheet and rules, and the sticks to hand out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitatore.errors import Problem
from facilitatore.prepare.actions import add_group, add_rule, edit_rule, move_rule, remove_prepared
from facilitatore.prepare.evening import (
    read_evening,
    read_ground_rules,
    read_groups,
    read_phases,
    read_questions,
)
from facilitatore.prepare.model import Evening, Group
from facilitatore.sentences import say
from facilitatore.session import Change
from facilitatore.session.drafts import Drafts
from facilitatore.session.register_place import apart_words
from ui import theme
from ui.base_page import Page
from ui.bridge import Bridge
from ui.dates import in_words
from ui.prepare.evening_form import EveningForm
from ui.prepare.fields import CommitLine, NumberField, tab_as_laid_out
from ui.prepare.groups import GroupCards, GroupForm
from ui.prepare.questions import Questions
from ui.prepare.run_sheet import RunSheet
from ui.prepare.words import groups_in_words
from ui.translations import tr
from ui.widgets import Card, EditableList, HeadingLabel, PrimaryButton, QuietButton, TextLabel
from ui.widgets.hand import Hand

_KINDS = frozenset({"evening", "group", "guiding_question", "phase", "ground_rule"})
_SIDE = 290
_TWO_COLUMNS = 960


class PreparePage(Page):
    """The page on which an evening is prepared; every field is kept when it is left.

    Signals:
        said(str, str): a message for people and its kind: info, warning or error.
        new_requested(): another evening is to be made or opened.
    """

    room = "prepare"
    said = Signal(str, str)
    new_requested = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._chosen = ""
        self.heading = HeadingLabel()
        self.summary = TextLabel(role="soft")
        self.new_evening = QuietButton(tr("Nuova serata…"))
        self.new_evening.clicked.connect(self.new_requested)
        self.kit = PrimaryButton(tr("Prepara le chiavette"))
        self.kit.clicked.connect(self._prepare_kit)
        self.form = EveningForm(self._act)
        self.cards = GroupCards()
        self.cards.chosen.connect(self._choose)
        self.add_group = QuietButton(tr("Aggiungi un gruppo"))
        self.add_group.clicked.connect(self._add_group)
        self._is_whole = False
        self._lay_out()
        self._refusal = ""
        self.track(bridge.opened, self._other_evening)
        self.track(bridge.refused, self._hear_refusal)
        self.track(bridge.busy, lambda busy: self.kit.setEnabled(not busy))

    # -- what is shown ------------------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Show the evening as it is now."""
        if not self._bridge.has_session or (change is not None and change.kinds and not change.kinds & _KINDS):
            return
        self._make_whole()
        session = self._bridge.session
        evening, groups = read_evening(session), read_groups(session)
        self.form.show_evening(evening)
        self.rules.set_rows([(rule.id, rule.text) for rule in read_ground_rules(session)])
        self._show_heading(evening, groups)
        group = next((one for one in groups if one.id == self._chosen), groups[0] if groups else None)
        self._chosen = group.id if group else ""
        moved = self.cards.show_groups(groups, self._chosen)
        for widget in (self.group_form, self.run_sheet, self.questions):
            widget.setVisible(group is not None)
        if group is not None:
            questions = read_questions(session, group.id)
            self.group_form.show_group(group)
            moved |= self.run_sheet.show_run_sheet(evening, group, read_phases(session, group.id), questions)
            moved |= self.questions.show_questions(group, questions)
        if moved or change is None or "ground_rule" in change.kinds:
            tab_as_laid_out(self._columns)

    def _hands(self) -> dict[str, Hand]:
        """Return every field of the page, by what it is of."""
        hands = {f"evening.{name}": hand for name, hand in self.form.hands().items()}
        if self._is_whole:
            hands |= {f"rule.{name}": hand for name, hand in self.rules.hands().items()}
            hands |= {**self.group_form.hands(), **self.run_sheet.hands(), **self.questions.hands()}
        return hands

    def drafts(self) -> Drafts:
        """Return what is in hand, and which group is shown."""
        words = {name: hand.words() for name, hand in self._hands().items()}
        return {name: {"text": text, "group": self._chosen} for name, text in words.items() if text}

    def take_drafts(self, drafts: Drafts) -> list[str]:
        """Show the group of the words again, and them in their fields."""
        groups = [draft["group"] for draft in drafts.values() if draft.get("group")]
        if groups and groups[0] in {group.id for group in read_groups(self._bridge.session)}:
            self._choose(groups[0])
        hands = self._hands()
        for name, hand in hands.items():
            if name in drafts:
                hand.put_back(drafts[name].get("text", ""))
        return super().take_drafts({name: draft for name, draft in drafts.items() if name not in hands})

    def _show_heading(self, evening: Evening, groups: list[Group]) -> None:
        day = in_words(evening.date)
        hours = tr("{0} – {1}").format(evening.starts_at, evening.ends_at) if evening.starts_at else ""
        heading = ", ".join(part for part in (day[:1].upper() + day[1:], hours) if part)
        self.heading.setText(heading or evening.title)
        rooms = ", ".join(group.room for group in groups if group.room)
        self.summary.setText(" · ".join(part for part in (groups_in_words(len(groups)), evening.place, rooms) if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the evening above its groups where there is no room beside them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        scale = theme.text_scale_now()
        beside = self.width() >= _TWO_COLUMNS * scale
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._heading.setDirection(direction)
        side = round(_SIDE * min(scale, 1.5)) if beside else 16_777_215
        self._side.setMaximumWidth(side)
        self._side.setMinimumWidth(side if beside else 0)
        self.cards.fit(self.width() - (side if beside else 0) - 70)

    # -- layout -------------------------------------------------------------------------------------------------

    def _make_rules(self) -> EditableList:
        rules = EditableList(
            tr("regola"), tr("Aggiungi una regola"), tr("Ci sono {0} regole: qui si vedono le prime {1}.")
        )
        rules.row_added.connect(lambda text: self._act(add_rule, text=text))
        rules.row_edited.connect(lambda rule, text: rules.mark(rule, self._act(edit_rule, rule, text=text)))
        rules.row_removed.connect(lambda rule: self._act(remove_prepared, rule))
        rules.row_moved.connect(lambda rule, place: self._act(move_rule, rule, place))
        return rules

    def _lay_out(self) -> None:
        inside = self.scrolling()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(26, 18, 26, 22)
        whole.setSpacing(14)
        whole.addLayout(self._head())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(18)
        self._side = self._make_side()
        self._columns.addWidget(self._side)
        self._main = self._make_main()
        self._columns.addLayout(self._main, 1)
        whole.addLayout(self._columns, 1)

    def _head(self) -> QBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.summary)
        buttons = QHBoxLayout()
        buttons.setSpacing(14)
        for button in (self.add_group, self.new_evening, self.kit):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heading.setSpacing(14)
        self._heading.addLayout(words, 1)
        self._heading.addLayout(buttons)
        return self._heading

    def _make_side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.form)
        layout.addStretch(1)
        return side

    def _make_main(self) -> QVBoxLayout:
        main = QVBoxLayout()
        main.setSpacing(14)
        main.addWidget(self.cards)
        main.addStretch(1)
        return main

    def _make_whole(self) -> None:
        """Add what depends on the group and the rules: at the start of the program, after the first paint."""
        if self._is_whole:
            return
        self._is_whole = True
        self.group_form = GroupForm(self._act)
        self.group_form.removed.connect(self._group_removed)
        side = self._side.layout()
        if isinstance(side, QVBoxLayout):
            side.insertWidget(1, self.group_form)
        self.run_sheet = RunSheet(self._act)
        self.questions = Questions(self._act)
        self.rules = self._make_rules()
        rules = Card(tr("Regole, per tutti i gruppi"))
        for place, card in enumerate((self.run_sheet, self.questions, rules), start=1):
            self._main.insertWidget(place, card)
        rules.body.addWidget(self.rules)

    # -- what people do -----------------------------------------------------------------------------------------

    def _act(self, action: Callable[..., Change], *args: object, **fields: object) -> str:
        self._refusal = ""
        change = self._bridge.do(action, *args, origin=self, **fields)
        if change is not None:
            self.refresh(change)
        return self._refusal

    def says_refusal(self) -> bool:
        """Tell whether a field asks that is on the screen: the reason will stand beneath it."""
        asking: list[QWidget | None] = [one.asking for one in self.findChildren(CommitLine)]
        asking += [one.asking for one in self.findChildren(NumberField)]
        asking += [one.asking for one in self.findChildren(EditableList)]
        fields = filter(None, asking)
        return any(2 * one.visibleRegion().boundingRect().height() > one.height() for one in fields)

    def _hear_refusal(self, problem: Problem) -> None:
        self._refusal = tr(say(problem))

    def _choose(self, group: str) -> None:
        if group == self._chosen:
            return
        held = self.words_left(tr("scegli ancora il gruppo"), self.group_form, self.run_sheet, self.questions)
        if held:
            self.said.emit(held, "warning")
            self.focus_unsaved()
            return
        self._chosen = group
        self.refresh(None)

    def _other_evening(self) -> None:
        self._chosen = ""
        self.changed(None)

    def _add_group(self) -> None:
        change = self._bridge.do(add_group, title=tr("Nuovo gruppo"), origin=self)
        if change is not None:
            self._chosen = change.ids[0]
            self.refresh(None)
            self.group_form.title.setFocus()
            self.group_form.title.selectAll()

    def _group_removed(self) -> None:
        self.said.emit(tr("Gruppo tolto. Quello che ha raccolto non è perso: Ctrl+Z lo rimette."), "info")
        (self.cards.cards[0] if self.cards.cards else self.add_group).setFocus()

    def _prepare_kit(self) -> None:
        folder = self._ask_folder()
        if folder is None:
            return
        from facilitatore.prepare.kit import plan_kit, write_plan

        try:
            plan = plan_kit(self._bridge.session, folder, self._bridge.register)
        except Problem as problem:
            self._bridge.refused.emit(problem)
            return
        self._bridge.run_beside(lambda: write_plan(plan), self._kit_written)

    def _kit_written(self, paths: list[Path]) -> None:
        if not isValid(self):
            return  # another evening was opened meanwhile
        names = ", ".join(path.name for path in paths)
        text = tr(
            "Scritti in {0}: {1}. Copia ciascun gruppo sulla sua chiavetta; l’accoglienza va con il suo registro."
        )
        apart = apart_words(paths[0], paths[1])
        self.said.emit(f"{text.format(paths[0].parent, names)} {apart}".strip(), "info")

    def _ask_folder(self) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = QFileDialog.getExistingDirectory(self, tr("Dove scrivere i file delle chiavette"), documents)
        return Path(folder) if folder else None
