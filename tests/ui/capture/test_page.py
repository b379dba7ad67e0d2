"""Promises of the page of the notes, kept with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.capture.model import Note
from facilitatore.capture.note_list import import_notes
from facilitatore.capture.notes import add_note, cluster_notes, edit_note, read_clusters, read_notes
from facilitatore.prepare.evening import read_groups, read_questions
from facilitatore.resources import resource_path
from facilitatore.session import Session
from facilitatore.session.merge import merge
from ui.capture.page import CapturePage
from ui.jobs import Job

if TYPE_CHECKING:
    from tests_keyboard import Keyboard
