"""The page on which a group writes its synthesis, each sentence with the notes it is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitatore.synthesis.overview import read_synthesis
from facilitatore.synthesis.statements import (
    add_statement,
    edit_statement,
    link_evidence,
    remove_statement,
    unlink_evidence,
)
from ui import theme
from ui.base_page import Page
from ui.jobs import GROUP
from ui.plain import set_name
from ui.synthesis.rows import CLUSTER, LinkRow, figure_rows, link_rows
from ui.synthesis.side import SidePanel
from ui.synthesis.statement_card import StatementCard
from ui.synthesis.statement_field import StatementField
from ui.translations import tr
from ui.widgets import Choice, FlowColumn, HeadingLabel, HowMany, KeyHint, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.session import Change
    from facilitatore.session.drafts import Drafts
    from facilitatore.synthesis.model import BackedStatement, EveningSynthesis, GroupSynthesis
    from ui.bridge import Bridge

_SHOWN = frozenset({"statement", "evidence", "note", "cluster", "guest", "speaking_turn", "turn", "group", "purge"})
_LEAST_HEIGHT = 560
_GROUP_LETTERS = 18


class SynthesisPage(Page):
    """Sentences on the left, what stands behind the chosen one on the right.

    Signals:
        said(str, str): a sentence for people, and its kind.
    """

    room = "synthesis"
    said = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._synthesis: EveningSynthesis | None = None
        self._group = ""
        self._chosen = ""
        self._cards: dict[str, StatementCard] = {}
        self.heading = HeadingLabel(tr("Sintesi del gruppo"))
        self.detail = TextLabel(role="small")
        self.group = Choice()
        self.group.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group.setMinimumContentsLength(_GROUP_LETTERS)
        set_name(self.group, tr("Gruppo di cui scrivi la sintesi"))
        self.group.activated.connect(lambda _place: self._choose_group(self.group.currentData()))
        self.entry = StatementField()
        self.entry.submitted.connect(self._submit)
        self.entry.down_pressed.connect(self._to_statements)
        self.statements = FlowColumn(framed=False)
        self.statements.set_empty_text(
            tr("Ancora nessuna frase. Scrivi la prima qui sopra: poi la colleghi alle note.")
        )
        self.more = HowMany(tr("Ci sono {0} frasi: qui si vedono le prime {1}."))
        self.side = SidePanel()
        self.side.evidence.link_requested.connect(self.start_linking)
        self.side.evidence.unlink_requested.connect(self._unlink_note)
        self.side.evidence.left.connect(self._to_statements)
        self.side.links.toggled.connect(self._toggle)
        self.side.links.search_changed.connect(lambda _text: self._show_links())
        self.side.links.left.connect(self.stop_linking)
        self._lay_out()
        self.setFocusProxy(self.entry.field)
        self.track(bridge.opened, self._start_again)
        self.track(bridge.job_changed, self._start_again)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self.side.links)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.side.links.search.setFocus)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.heading)
        words.addWidget(self.detail)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.group, 0, Qt.AlignmentFlag.AlignTop)
        keys = (("↑ ↓", tr("frase")), ("Invio", tr("correggi")), ("L", tr("collega note")), ("Canc", tr("togli")))
        hints = [KeyHint(key, text) for key, text in keys]
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addLayout(head)
        left.addWidget(self.entry)
        left.addWidget(wrap_row(*hints))
        left.addWidget(self.statements, 1)
        left.addWidget(self.more)
        inside = self.scrolling()
        layout = QHBoxLayout(inside)
        layout.setContentsMargins(26, 18, 26, 22)
        layout.setSpacing(24)
        layout.addLayout(left, 2)
        layout.addWidget(self.side, 1)
        inside.setMinimumHeight(round(_LEAST_HEIGHT * theme.text_scale_now() ** 0.7))

    # -- what is shown ------------------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Show the evening as it is now; what this page does not show changes nothing here."""
        if not self._bridge.has_session:
            return
        if change is not None and change.kinds and not change.kinds & _SHOWN:
            return
        self._synthesis = read_synthesis(self._bridge.session)
        self._find_group()
        self._show_head()
        self._show_statements()
        self._show_side()

    def focus_entry(self) -> None:
        """Put the focus where one writes."""
        self.entry.field.setFocus()

    def drafts(self) -> Drafts:
        """Return the sentence in hand, and of which group it is."""
        draft = self.entry.draft()
        return {"statement": {**draft, "group": self._group}} if draft else {}

    def take_drafts(self, drafts: Drafts) -> list[str]:
        """Put the sentence back that was in hand."""
        draft = drafts.get("statement", {})
        group = draft.get("group", "")
        if group != self._group:
            known = {one.group.id for one in self._synthesis.groups} if self._synthesis is not None else set()
            if self._bridge.job.kind == GROUP or group not in known:
                return [text for field in ("text", "waiting") if (text := draft.get(field, ""))]
            self._group = group
            self.refresh(None)
        thing = self._bridge.session.get(draft.get("editing", ""))
        self.entry.take_draft(draft, thing.text("text") if thing is not None and thing.kind == "statement" else None)
        return []

    def _start_again(self) -> None:
        self._group = self._chosen = ""
        self.changed(None)

    def _own(self) -> GroupSynthesis | None:
        groups = self._synthesis.groups if self._synthesis is not None else ()
        return next((one for one in groups if one.group.id == self._group), None)

    def _backed(self) -> tuple[int, BackedStatement] | None:
        """Return the chosen sentence and its number."""
        own = self._own()
        for number, backed in enumerate(own.statements if own is not None else (), 1):
            if backed.statement.id == self._chosen:
                return number, backed
        return None

    def _find_group(self) -> None:
        groups = [one.group for one in self._synthesis.groups] if self._synthesis is not None else []
        job = self._bridge.job
        known = {group.id for group in groups}
        if job.kind == GROUP and job.group in known:
            self._group = job.group
        elif self._group not in known:
            self._group = groups[0].id if groups else ""
        with QSignalBlocker(self.group):
            self.group.clear()
            for group in groups:
                self.group.addItem(tr("Gruppo {0} · {1}").format(group.key, group.short_title), group.id)
            self.group.setCurrentIndex(max(self.group.findData(self._group), 0))
        self.group.setVisible(job.kind != GROUP and bool(groups))

    def _show_head(self) -> None:
        own = self._own()
        self.entry.setEnabled(own is not None)
        if own is None:
            self.detail.setText(tr("Nessun gruppo: i gruppi si fanno in Prepara."))
            return
        count = len(own.statements)
        without = sum(not backed.evidence.notes for backed in own.statements)
        words = tr("1 frase") if count == 1 else tr("{0} frasi").format(count)
        parts = [own.group.short_title, words]
        if without:
            parts.append(tr("{0} senza note").format(without))
        self.detail.setText(" · ".join(parts))

    def _show_statements(self) -> None:
        own = self._own()
        backed = self.more.first(own.statements if own is not None else ())
        if self.entry.editing and self._bridge.session.get(self.entry.editing) is None:
            self.entry.keep_as_new()
        if self._chosen not in {one.statement.id for one in backed}:
            self._chosen = backed[0].statement.id if backed else ""
            self.side.set_linking(linking=False)
        cards = {}
        for number, one in enumerate(backed, 1):
            card = self._cards.get(one.statement.id) or self._make_card(one.statement.id)
            card.show_statement(one, number, self._warning(one.statement.id))
            cards[one.statement.id] = card
        self._cards = cards
        self.statements.set_widgets(list(cards.values()))
        self._mark_chosen()

    def _make_card(self, statement: str) -> StatementCard:
        card = StatementCard(statement)
        card.chosen.connect(self._choose)
        card.opened.connect(self._open)
        card.link_requested.connect(self._link_from)
        card.removal_requested.connect(self._remove)
        card.up_pressed.connect(self.focus_entry)
        return card

    def _warning(self, statement: str) -> str:
        thing = self._bridge.session.get(statement)
        if thing is None:
            return ""
        others = [str(value) for value in thing.conflicts.get("text", ()) if value != thing.fields.get("text")]
        parts = [tr("due versioni, anche: «{0}»").format(other) for other in others]
        if thing.revived:
            parts.append(tr("tolta su un portatile, riscritta su un altro"))
        return " · ".join(parts)

    def _mark_chosen(self) -> None:
        for statement, card in self._cards.items():
            card.set_tone("current" if statement == self._chosen else "plain")

    def _show_side(self) -> None:
        own, found = self._own(), self._backed()
        if own is not None:
            self.side.figures.show_figures(figure_rows(own.figures))
        number, notes = (found[0], found[1].evidence.notes) if found is not None else (0, ())
        others = self._synthesis.groups if self._synthesis is not None else ()
        labels = {one.group.id: one.group.key for one in others if one.group.id != self._group}
        self.side.evidence.show_notes(number, notes, labels)
        if self.side.is_linking:
            self._show_links()

    def _show_links(self) -> None:
        found = self._backed()
        if found is not None and self._synthesis is not None:
            rows = link_rows(self._synthesis, found[1].statement, self.side.links.search.text())
            self.side.links.show_rows(found[0], rows)

    # -- sentences ----------------------------------------------------------------------------------------------

    def _choose_group(self, group: str) -> None:
        self._group, self._chosen = group, ""
        self.refresh(None)
        self.focus_entry()

    def _choose(self, statement: str) -> None:
        if statement != self._chosen:
            self._chosen = statement
            self._mark_chosen()
            self._show_side()

    def _to_statements(self) -> None:
        card = self._cards.get(self._chosen)
        if card is not None:
            card.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focus_entry()

    def _submit(self, text: str) -> None:
        editing = self.entry.editing
        if editing:
            change = self._bridge.do(edit_statement, editing, text=text, origin=self)
        else:
            change = self._bridge.do(add_statement, group=self._group, text=text, origin=self)
        if change is None:
            return
        self.entry.accept()
        self._chosen = editing or change.ids[0]
        self.refresh(None)
        card = self._cards.get(self._chosen)
        if card is not None:
            self.statements.show_widget(card)
        if editing:
            self._to_statements()

    def _open(self, statement: str) -> None:
        if self.entry.editing and self.entry.has_news():
            # Somebody goes on to another sentence without Enter: what was corrected is not thrown away.
            self._submit(self.entry.field.toPlainText())
            if self.entry.editing:
                return
        thing = self._bridge.session.get(statement)
        if thing is not None:
            self._choose(statement)
            self.entry.edit(statement, thing.text("text"))

    def _remove(self, statement: str) -> None:
        places = list(self._cards)
        if self._bridge.do(remove_statement, statement, origin=self) is None:
            return
        place = places.index(statement)
        near = places[place + 1 :] or places[:place][-1:]
        self._chosen = near[0] if near else ""
        self.refresh(None)
        self._to_statements()
        self.said.emit(tr("Frase tolta, le note restano. Ctrl+Z la rimette."), "info")

    # -- links --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """L links, Esc goes back to writing."""
        if event.key() == Qt.Key.Key_L and not event.modifiers():
            self.start_linking()
        elif event.key() == Qt.Key.Key_Escape:
            self.focus_entry()
        else:
            super().keyPressEvent(event)

    def _link_from(self, statement: str) -> None:
        self._choose(statement)
        self.start_linking()

    def start_linking(self) -> None:
        """Show the notes to link to the chosen sentence."""
        if self._backed() is None:
            self.said.emit(tr("Prima scrivi o scegli una frase."), "info")
            return
        self.side.links.search.setText("")
        self.side.set_linking(linking=True)
        self._show_links()
        target = self.side.links.list if self.side.links.list.rows.rows else self.side.links.search
        target.setFocus()

    def stop_linking(self) -> None:
        """Back to the sentence."""
        self.side.set_linking(linking=False)
        self._show_side()
        self._to_statements()

    def _toggle(self, row: LinkRow) -> None:
        if row.covered and not row.linked:
            self.said.emit(tr("Questa nota è già dietro la frase, con la sua nuvola."), "info")
            return
        if row.linked:
            change = self._bridge.do(unlink_evidence, self._chosen, [row.id], origin=self)
        elif row.what == CLUSTER:
            change = self._bridge.do(link_evidence, self._chosen, clusters=[row.id], origin=self)
        else:
            change = self._bridge.do(link_evidence, self._chosen, notes=[row.id], origin=self)
        if change is not None:
            self.refresh(None)

    def _unlink_note(self, note: str) -> None:
        found = self._backed()
        if found is None:
            return
        if note not in found[1].statement.notes:
            self.said.emit(tr("Questa nota viene con la sua nuvola: scollega la nuvola, con L."), "info")
            return
        if self._bridge.do(unlink_evidence, self._chosen, [note], origin=self) is not None:
            self.refresh(None)
            self.said.emit(tr("Nota scollegata, resta nella raccolta. Ctrl+Z la rimette."), "info")
