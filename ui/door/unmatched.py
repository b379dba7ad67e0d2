"""What people registered for in words that mean nothing here: said on the page, asked one by one, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from facilitatore.door.registrations import EVENING
from facilitatore.italian import date_in_words
from ui.translations import tr
from ui.widgets import Card, HeadingLabel, QuietButton, TextLabel
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.matching import Words
    from facilitatore.prepare.model import Group
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.crowd import Crowd
    from ui.door.lists.question_card import WayButton

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_NONE: Final = "0"
"""The key for none of the groups; they have 1 to 9, or their letters where they are more."""
_FIGURES: Final = 9


def said_words(words: Words) -> str:
    """Return what people wrote, a date as it is read."""
    return (date_in_words(words.words) or words.words) if words.about == EVENING else words.words


def people_words(count: int) -> str:
    """Return ``12 persone``."""
    return tr("1 persona") if count == 1 else tr("{0} persone").format(count)


class UnmatchedCard(Card):
    """Says beside the figures how many people asked for something that is not here.

    Signals:
        wanted(): somebody wants to answer.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="warning", parent=parent)
        self.body.setContentsMargins(14, 10, 14, 12)
        self.words = TextLabel()
        self.button = QuietButton(tr("Di’ che cosa vuol dire…"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.wanted)
        self.body.addWidget(self.words)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def set_unmatched(self, unmatched: Sequence[Words], date: str) -> None:
        """Say it, or nothing where all is understood; `date` is that of the evening."""
        if unmatched:
            first = unmatched[0]
            self.words.setText(_nobody_here(date) if first.about == EVENING else _no_group(first, len(unmatched) - 1))
        self.setVisible(bool(unmatched))


def _nobody_here(date: str) -> str:
    day = date_in_words(date)
    if not day:
        return tr("Questa serata non ha una data, e in elenco nessuno è iscritto a questa: di che giorno è?")
    return tr("Questa serata è di {0}: è giusta? In elenco nessuno è iscritto per quel giorno.").format(day)


def _no_group(words: Words, others: int) -> str:
    asked = tr("Hanno chiesto «{0}», che qui non c’è: {1}.").format(words.words, people_words(words.people))
    if others:
        asked += tr(" E c’è un’altra scritta così.") if others == 1 else tr(" E altre {0} scritte così.").format(others)
    return asked


class UnmatchedPanel(QWidget):
    """One question, with a key for each answer; Esc goes back.

    Signals:
        answered(object, str): what these `Words` mean: a group by its id, the evening by its id, empty for none of them.
        left(): back to who arrives.
    """

    answered = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: Words | None = None
        self.heading = HeadingLabel(tr("Che cosa vuol dire?"))
        self.back_button = QuietButton(tr("Torna a chi arriva"), tr("Esc"))
        self.back_button.clicked.connect(self.left)
        self.card = Card("", "current")
        self.place, self.about = TextLabel("", "accent"), TextLabel()
        self.said = HeadingLabel("", "title")
        self.ways: list[WayButton] = []
        self._way_column = QVBoxLayout()
        self._way_column.setSpacing(7)
        for widget in (self.place, self.said, self.about):
            self.card.body.addWidget(widget)
        self.card.body.addLayout(self._way_column)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.card)
        layout.addStretch(1)

    def ask(self, words: Words, others: int, evening_id: str, date: str, groups: Sequence[Group]) -> None:
        """Ask what these words mean; `others` come after them."""
        self._words = words
        more = tr("poi un’altra") if others == 1 else tr("poi altre {0}").format(others) if others else ""
        self.place.setText(" · ".join(filter(None, (people_words(words.people), more))))
        self.said.setText(f"«{said_words(words)}»")
        if words.about == EVENING:
            day = date_in_words(date)
            if day:
                self.about.setText(
                    tr(
                        "Questa serata è di {0}. Se la data è sbagliata, correggila in Prepara; se è giusta, di’ chi viene."
                    ).format(day)
                )
            else:
                self.about.setText(tr("Questa serata non ha una data: scrivila in Prepara, oppure di’ chi viene."))
            ways = [
                ("1", tr("È questa serata"), tr("le persone sono attese"), evening_id),
                (_NONE, tr("È un’altra serata"), tr("qui non sono attese"), ""),
            ]
        else:
            self.about.setText(tr("Nessun gruppo di questa serata si chiama così. Quale intendono?"))
            keys = [str(place) if len(groups) <= _FIGURES else group.key for place, group in enumerate(groups, 1)]
            ways = [
                (key, f"{group.key} · {group.title}", "", group.id) for key, group in zip(keys, groups, strict=True)
            ]
            ways.append((_NONE, tr("Nessuno di questi"), tr("restano senza gruppo"), ""))
        self._show_ways(ways)

    def _show_ways(self, ways: Sequence[tuple[str, str, str, str]]) -> None:
        from ui.door.lists.question_card import WayButton
        from ui.door.lists.ways import Way

        for button in self.ways:
            self._way_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.ways = []
        for key, words, means, meant in ways:
            button = WayButton(Way(key, words, means), likeliest=False)
            button.clicked.connect(lambda _=False, meant=meant: self.answered.emit(self._words, meant))
            self._way_column.addWidget(button)
            self.ways.append(button)
            button.show()
        if self.isVisible():
            self.ways[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a figure or with Enter on a button, leave with Esc."""
        way = next((one for one in self.ways if event.text() and one.way.key == event.text().upper()), None)
        focus = self.focusWidget()
        if way is not None:
            way.click()
        elif event.key() in _ENTER and isinstance(focus, QAbstractButton) and focus.hasFocus():
            focus.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class UnmatchedVisit(QObject):
    """Asks what words mean, one after the other, and writes the answers into the register.

    Signals:
        shown(object, bool): this widget is to be seen now, without the figures beside it.
        finished(str): back to who arrives, with a sentence or with none.
    """

    shown = Signal(object, bool)
    finished = Signal(str)

    def __init__(self, bridge: Bridge, page: Page, crowd: Crowd, card: UnmatchedCard) -> None:
        """`page` is who asks, `crowd` what it has read; `card` says that there is something to ask."""
        super().__init__(page)
        self._bridge, self._crowd, self._card = bridge, crowd, card
        card.wanted.connect(self.visit)
        self._panel: UnmatchedPanel | None = None

    @property
    def panel(self) -> UnmatchedPanel:
        """What asks, made when there is something to ask."""
        if self._panel is None:
            self._panel = UnmatchedPanel()
            self._panel.left.connect(lambda: self.finished.emit(""))
            self._panel.answered.connect(self._answer)
        return self._panel

    def visit(self) -> None:
        """Ask the first question."""
        if self._crowd.unmatched:
            self.shown.emit(self.panel, False)
            self._ask()
            bring_into_view(self.panel.heading)

    def refresh(self) -> None:
        """Say what there is to ask after something was written, and go on asking where that was begun."""
        self._card.set_unmatched(self._crowd.unmatched, self._crowd.date)
        if self._panel is not None and self._panel.isVisible():
            self._ask()

    def _ask(self) -> None:
        unmatched = self._crowd.unmatched
        if not unmatched:
            self.finished.emit(tr("Fatto: chi lo aveva scritto è al suo posto. Ctrl Z lo annulla."))
            return
        session = self._bridge.session
        self.panel.ask(unmatched[0], len(unmatched) - 1, session.id, self._crowd.date, self._crowd.known.groups)

    def _answer(self, words: Words, meant: str) -> None:
        from facilitatore.door.matching import map_evening, map_group

        session = self._bridge.session
        if words.about == EVENING:
            self._bridge.do_register(map_evening, session, words.words, here=bool(meant))
        else:
            self._bridge.do_register(map_group, session, words.words, meant or None)
