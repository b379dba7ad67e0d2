"""Promises of dragging people onto groups, and of the cards they are dropped on."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.actions import mark_printed
from ui.door.dragging import GuestMark, dragged, id_in

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag_over(card, data: QMimeData) -> bool:
    """Bring a drag above a card; return whether the card shows that it takes it."""
    QApplication.sendEvent(card, QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NONE))
    return card.property("tone") == "current"


def drop(card, data: QMimeData) -> None:
    """Drag something onto a card and let it go."""
    drag_over(card, data)
    QApplication.sendEvent(card, QDropEvent(QPointF(5, 5), COPY, data, LEFT, NONE))


def line_data(door, row: int) -> QMimeData:
    """Return what is dragged of a row of the list."""
    return door.page.lines.mimeData([door.page.lines.index(row, 0)])


def test_awaited_dropped_comes_in(door) -> None:
    """A line of somebody who is awaited, dropped on a group, lets the person into it."""
    door.type("cater")
    drop(door.page.figures.cards()[1], line_data(door, 0))
    assert [guest.badge_name for guest in door.guests()] == ["Caterina"]
    assert door.group_keys() == ["B"]
    assert door.page.field.text() == ""


def test_last_dropped_moves(door) -> None:
    """A name of those who came last, dropped on a group, moves; one undo brings it back and says so."""
    door.arrive("khad")
    QApplication.processEvents()
    (mark,) = door.page.figures.findChildren(GuestMark)
    drop(door.page.figures.cards()[2], dragged(mark.thing_id))
    assert door.group_keys() == ["C"]
    assert "Khadija ora è in Dopo di noi." in door.last_said()
    door.undo()
    assert door.group_keys() == ["B"]
    assert door.last_said() == "Annullato: cambio di gruppo"


def test_card_shows_that_it_takes(door) -> None:
    """A card marks itself while somebody is above it, and no longer."""
    door.type("cater")
    card = door.page.figures.cards()[0]
    assert drag_over(card, line_data(door, 0))
    QApplication.sendEvent(card, QDragLeaveEvent())
    assert card.property("tone") == "plain"


def test_nothing_else_is_taken(door) -> None:
    """Text, files and pictures from elsewhere are not taken by a card, nor written anywhere."""
    text, page = QMimeData(), QMimeData()
    text.setText("Caterina")
    page.setUrls([QUrl("https://example.org/elenco.csv")])
    for data in (text, page, QMimeData()):
        assert not drag_over(door.page.figures.cards()[0], data)
        drop(door.page.figures.cards()[0], data)
    drop(door.page.figures.cards()[0], dragged("0" * 32))
    drop(door.page.figures.cards()[0], dragged("è"))
    assert (door.guests(), door.refused) == ([], [])


def test_onto_the_same_group(door) -> None:
    """Dropping somebody where they are writes nothing."""
    door.arrive("khad")
    facts = door.bridge.session.fact_count
    drop(door.page.figures.cards()[1], dragged(door.guests()[0].id))
    assert door.bridge.session.fact_count == facts


def test_pulled_by_the_mouse(door, qtbot: QtBot, monkeypatch) -> None:
    """Pulling a name of those who came last drags that guest; a click, or a hand that trembles, drags nobody."""
    door.arrive("khad")
    QApplication.processEvents()
    (mark,) = door.page.figures.findChildren(GuestMark)
    begun = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: begun.append(id_in(drag.mimeData())))
    qtbot.mouseClick(mark, LEFT)
    qtbot.mousePress(mark, LEFT, pos=QPoint(4, 4))
    qtbot.mouseMove(mark, QPoint(6, 5))
    assert begun == []
    qtbot.mouseMove(mark, QPoint(60, 30))
    qtbot.mouseRelease(mark, LEFT)
    assert begun == [door.guests()[0].id]


def test_lines_can_be_pulled(door) -> None:
    """Every line of the list can be dragged out of it, and nothing into it."""
    shown = door.page.list
    assert shown.dragEnabled()
    assert not shown.viewport().acceptDrops()
    assert door.page.lines.flags(door.page.lines.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert id_in(line_data(door, 0)) == door.page.lines.line(0).id


def test_without_group(door, qtbot: QtBot) -> None:
    """Those without a group are counted; a click shows them, a drag onto a group empties the card."""
    door.arrive("cater")
    card = door.page.figures.without
    assert (card.isVisible(), card.present.text()) == (True, "1")
    qtbot.mouseClick(card, LEFT)
    assert door.names() == ["Caterina"]
    drop(door.page.figures.cards()[0], line_data(door, 0))
    assert not card.isVisible()
    qtbot.mouseClick(door.page.figures.cards()[0], LEFT)
    assert door.names() == ["Caterina"]
    drop(card, dragged(door.guests()[0].id))
    assert door.group_keys() == [None]


def test_who_is_in_a_group(door, qtbot: QtBot) -> None:
    """A click on a group shows who is in it; a second one, Esc or a letter shows again who is awaited."""
    door.arrive("khad")
    card = door.page.figures.cards()[1]
    for leave in (
        lambda: qtbot.mouseClick(card, LEFT),
        lambda: door.press(Qt.Key.Key_Escape),
        lambda: door.type("cat"),
    ):
        qtbot.mouseClick(card, LEFT)
        assert door.names() == ["Khadija"]
        leave()
        assert "Caterina" in door.names()
        door.page.field.setText("")


def test_no_drop_while_asking(door) -> None:
    """While the group of a walk-in is asked for, nothing dropped changes anybody."""
    door.arrive("khad")
    door.type("Ines")
    door.function(2)
    drop(door.page.figures.cards()[0], dragged(door.guests()[0].id))
    assert door.group_keys() == ["B"]
    door.press(Qt.Key.Key_Escape)


def test_moved_after_printing(door) -> None:
    """Whose badge is on paper already hears that it does not name the new group, and which key prints it again."""
    khadija = door.arrive("khad")
    door.bridge.do(mark_printed, [khadija.id])
    door.digit(3)
    assert door.last_said() == "Khadija ora è in Dopo di noi. L’etichetta già stampata non lo dice: F4 la ristampa."
