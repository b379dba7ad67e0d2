"""What several pages share; a page imports these names from here."""

from __future__ import annotations

from ui.widgets.buttons import KeyBox, KeyHint, LinkButton, PrimaryButton, QuietButton
from ui.widgets.card import Card, GroupMark, Pill
from ui.widgets.choices import CheckBox, Choice, NumberField
from ui.widgets.countdown import CountdownFace
from ui.widgets.editable_list import EditableList
from ui.widgets.flow_column import FlowColumn
from ui.widgets.how_many import HowMany
from ui.widgets.labels import ElidedLabel, FieldRow, HeadingLabel, TextLabel
from ui.widgets.note_card import DotsMark, NoteCard, kind_word
from ui.widgets.shapes import ShapeMark, draw_shape

__all__ = [
    "Card",
    "CheckBox",
    "Choice",
    "CountdownFace",
    "DotsMark",
    "EditableList",
    "ElidedLabel",
    "FieldRow",
    "FlowColumn",
    "GroupMark",
    "HeadingLabel",
    "HowMany",
    "KeyBox",
    "KeyHint",
    "LinkButton",
    "NoteCard",
    "NumberField",
    "Pill",
    "PrimaryButton",
    "QuietButton",
    "ShapeMark",
    "TextLabel",
    "draw_shape",
    "kind_word",
]
