"""A field for millimetres, with the comma that Italians write."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from facilitatore.door.badges.own_stock import measure
from facilitatore.door.badges.stock import measure_words
from facilitatore.errors import BadValue
from facilitatore.sentences import say
from ui.translations import tr
from ui.widgets.labels import mark_refused


class MeasureField(QLineEdit):
    """Takes ``63,5``, ``63.5`` and ``63,5 mm``.

    Signals:
        measure_changed(): other words are in the field.
    """

    measure_changed = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        """`placeholder` says what an empty field means."""
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(20)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _text: self._changed())

    def sizeHint(self) -> QSize:
        """Return room for a measure, or for the placeholder."""
        self.ensurePolished()
        widest = max(self.placeholderText(), "000,0 mm", key=len)
        return QSize(self.fontMetrics().horizontalAdvance(widest) + 28, super().sizeHint().height())

    def length_mm(self) -> float | None:
        """Return the measure, None of an empty field.

        Raises:
            BadValue: of what ``measure``: these words are no length.
        """
        return measure(self.text()) if self.text().strip() else None

    def needed_mm(self) -> float:
        """Return the measure of a field that must not be empty.

        Raises:
            BadValue: of what ``measure``.
        """
        length = self.length_mm()
        if length is None:
            raise BadValue("measure", "")
        return length

    def _changed(self) -> None:
        """Mark what is no measure; the page says why beneath."""
        try:
            self.length_mm()
        except BadValue as problem:
            mark_refused(self, tr(say(problem)))
        else:
            mark_refused(self, "")
        self.measure_changed.emit()

    def set_length(self, length_mm: float | None) -> None:
        """Show a measure, or an empty field."""
        self.setText("" if length_mm is None else measure_words(length_mm))
