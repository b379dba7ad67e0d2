"""Heavy and absurd evenings: every page and every command bears them, and makes no more than anybody can look at.

Time and memory are measured by `benchmarks/heavy.py`; here the work is counted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.cli import run
from facilitatore.deliver.pdf import pdf_bytes
from facilitatore.deliver.plain_text import MOST_PRINTED
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.prepare.evening import read_evening, read_groups, read_phases
from facilitatore.session import FileKind, Session
from facilitatore.showing import MOST_SHOWN
from facilitatore.synthesis.overview import read_synthesis
from tests.heavy_evenings import MODES, heavy_evening
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.prepare.groups import GroupForm
from ui.rooms import PAGES

MANY = [mode for mode in MODES if mode[0].isdecimal() and "^" not in mode]
"""Too many of one kind; each is an evening of its own, the rest are tried together."""

ABSURD = [mode for mode in MODES if mode not in MANY]
EVENINGS = {"absurd": ABSURD} | {mode: [mode] for mode in MANY}
MOST = 300
"""As many as make a difference; that as many as in `MODES` cost no more is measured."""

LABELS = 1500
LETTERS = MOST_SHOWN + 100
LINE = 33_000
COMMANDS = (
    "info s.serata",
    "check s.serata",
    "notes list s.serata",
    "people list s.serata",
    *(f"export s.serata --format {form} -o s.{form}" for form in ("html", "pdf", "md", "json", "sqlite")),
    *(f"handouts s.serata --kind {kind} -o {kind}.pdf" for kind in ("group", "signs")),
    "badges s.serata -o badges.pdf",
    "kit s.serata -o kit",
)


@pytest.fixture(params=EVENINGS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An evening that is heavy or absurd in one way, or absurd in all ways."""
    return heavy_evening(tmp_path / "s.serata", *EVENINGS[request.param], most=MOST)


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What was raised where nobody could catch it."""
    found: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: found.append(error))
    return found


@pytest.fixture
def show(themed_app: QApplication) -> Iterator[Callable[[Path], MainWindow]]:
    """Open an evening in the window."""
    windows = []

    def showing(path: Path) -> MainWindow:
        bridge = Bridge()
        assert bridge.open_evening(path)
        windows.append(MainWindow(bridge))
        windows[-1].show()
        return windows[-1]

    yield showing
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # before the theme dresses every widget again


def test_every_page_shows_it(
    path: Path, show: Callable[[Path], MainWindow], qtbot: QtBot, raised: list[BaseException]
) -> None:
    """Each page is filled and painted, with no more labels than can be looked at and none longer than a note."""
    window = show(path)
    for room in range(len(PAGES)):
        window.show_room(room)
        page = window.page(room)
        qtbot.waitUntil(lambda page=page: not page.dirty)
        page.grab()
        labels = page.findChildren(QLabel)
        assert len(labels) < LABELS
        assert max(len(QLabel.text(label).replace("\u200b", "")) for label in labels) < LETTERS
        assert all(len(field.text()) < LINE for field in page.findChildren(QLineEdit))
        assert all(len(one.accessibleName()) < 4 * LETTERS for one in page.findChildren(QWidget))
    assert len(window.windowTitle()) < LETTERS
    assert raised == []


@pytest.mark.parametrize("name", EVENINGS)
def test_every_command_bears_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command does its work or says in one sentence why not; every export is written."""
    heavy_evening(tmp_path / "s.serata", *EVENINGS[name], most=20)
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        code = run(command.split())
        said = capsys.readouterr()
        assert code in (0, 1), command
        assert "errore del programma" not in said.err, command
        assert "Traceback" not in said.err, command
        assert code == 0 or command.startswith(("badges", "handouts", "kit")), said.err[-300:]


def test_how_many_there_are_is_said(tmp_path: Path, show: Callable[[Path], MainWindow], qtbot: QtBot) -> None:
    """Where only the first are shown, a sentence says how many there are."""
    window = show(heavy_evening(tmp_path / "s.serata", *MANY, most=MOST))
    told = {
        0: ("301 domande", "301 fasi", "301 gruppi", "300 regole"),
        1: ("301 gruppi",),
        2: ("301 fasi",),
        3: ("300 nuvole",),
        4: ("300 frasi",),
    }
    for room, sentences in told.items():
        window.show_room(room)
        page = window.page(room)
        qtbot.waitUntil(lambda page=page: not page.dirty)
        seen = " ".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())
        assert [sentence for sentence in sentences if sentence not in seen] == []


def test_a_cut_text_cannot_be_written_on(tmp_path: Path, show: Callable[[Path], MainWindow], qtbot: QtBot) -> None:
    """A title without end is shown cut, says how long it is, and is on the disk whole when its field was left."""
    window = show(heavy_evening(tmp_path / "s.serata", "title of a million letters"))
    window.show_room(0)
    qtbot.waitUntil(lambda: not window.page(0).dirty)
    field = window.page(0).form.title  # type: ignore[attr-defined]
    field.setFocus()
    field.unsaved()
    assert field.isReadOnly()
    assert field.text().endswith("… (testo tagliato: 1.000.000 lettere)")
    assert len(read_evening(window._bridge.session).title) == 1_000_000


def test_numbers_that_cannot_be_are_none(tmp_path: Path) -> None:
    """Minutes of 10^18, places below none and their like are read as if nobody had written them."""
    modes = ("minutes of 10^18", "less than no places", "numbers of 400 digits", "countdown of 10^30")
    with Session.look(heavy_evening(tmp_path / "s.serata", *modes), FileKind.EVENING) as session:
        assert [phase.minutes for phase in read_phases(session)] == [10, 0, 0]
        assert read_groups(session)[0].capacity is None
        synthesis = read_synthesis(session)
    assert synthesis.figures.dots == 0
    assert synthesis.figures.spoken_s == 0


def test_a_number_that_cannot_be_is_told_beside_its_field(
    tmp_path: Path, show: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    """Prepara shows what the number counts as, and beneath it, in red, what stands in the file; a new one ends that."""
    modes = ("minutes of 10^18", "less than no places")
    page = show(heavy_evening(tmp_path / "s.serata", *modes)).page(0)
    qtbot.waitUntil(lambda: not page.dirty)
    rows = page.run_sheet.rows.values()  # type: ignore[attr-defined]
    row = next(row for row in rows if row.title.text() == "x")
    assert row.minutes.value() == 0
    assert "«1000000000000000000» non può essere" in row.minutes.accessibleDescription()
    places = page.findChild(GroupForm).capacity
    assert "«-5» non può essere il numero di posti" in places.accessibleDescription()
    row.minutes.setValue(15)
    row.minutes.editingFinished.emit()
    assert row.minutes.accessibleDescription() == ""
    assert [bool(row._reason and row._reason.text()) for row in rows] == [False] * 2


def test_what_is_cut_on_paper_says_so(tmp_path: Path) -> None:
    """The PDF of a title and a note of a million letters is made, and says of both how long they are."""
    modes = ("title of a million letters", "note of a million letters in words")
    with Session.look(heavy_evening(tmp_path / "s.serata", *modes), FileKind.EVENING) as session:
        document = pypdfium2.PdfDocument(pdf_bytes(synthesis_document(read_synthesis(session))))
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    assert "(testo tagliato: 1.000.000 lettere)" in text
    assert "(testo tagliato: 1.050.000 lettere)" in text
    assert text.count("parola") * len("parola ") > 0.9 * MOST_PRINTED
