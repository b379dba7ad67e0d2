"""Promises of the page on which an evening is prepared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QScrollArea, QSpinBox
from pytestqt.qtbot import QtBot

from facilitatore.errors import BadValue, FileExists
from facilitatore.prepare.actions import edit_evening, remove_prepared
from facilitatore.prepare.evening import (
    read_evening,
    read_ground_rules,
    read_groups,
    read_phases,
    read_questions,
)
from facilitatore.prepare.kit import create_register
from facilitatore.session import Session
from facilitatore.session.register_place import register_path
from tests.ui.test_parting import full_disk, needs_a_limit
from ui.main_window import MainWindow
from ui.prepare.page import PreparePage

pytestmark = pytest.mark.usefixtures("themed_app")


def group_id(page, place):
    return page.cards.cards[place].group


def test_a_field_of_the_evening_is_kept_at_enter(page, bridge, write):
    """What one writes in the title is on disk when Enter was pressed."""
    write(page.form.title, "Città che si prende cura")
    assert read_evening(bridge.session).title == "Città che si prende cura"


def test_a_field_is_kept_when_it_is_left(page, bridge, write):
    """Leaving a field keeps it, without Enter."""
    write(page.form.place, "Biblioteca", enter=False)
    page.form.title.setFocus()
    assert read_evening(bridge.session).place == "Biblioteca"


@pytest.mark.parametrize("text", ["15/1/2018", "15.01.2018", "15 gennaio 2018", "lunedì 15 gennaio 2018", "2018-01-15"])
def test_a_date_can_be_written_as_people_do(page, bridge, write, text):
    """The date is understood in the ways in which people write dates."""
    write(page.form.date, text)
    assert read_evening(bridge.session).date == "2018-01-15"
    assert page.heading.text().startswith("Lunedì 15 gennaio 2018")


def test_words_that_are_refused_stay_in_their_field(page, bridge, refused, write):
    """A time that is none is refused, and stays to be mended even while other things change."""
    write(page.form.ends_at, "mezzanotte")
    bridge.do(edit_evening, theme="Altro tema", origin=None)
    page.changed(None)
    assert [type(problem) for problem in refused] == [BadValue]
    assert page.form.ends_at.text() == "mezzanotte"
    assert read_evening(bridge.session).ends_at == "23:00"


def test_a_refused_value_is_marked_with_its_reason_beneath(page, write):
    """What is not kept does not look as if it were, for the eye and for the ear; right words take the mark away."""
    line, hint = page.form.ends_at, page.form._ends_row.hint
    write(line, "mezzanotte")
    page.form.title.setFocus()
    assert line.property("refused") is True
    assert (hint.isVisible(), hint.property("role")) == (True, "error")
    assert "«mezzanotte» non è un’ora" in hint.text()
    assert line.accessibleDescription() == hint.text()
    write(line, "22")
    assert (line.text(), line.property("refused"), hint.isVisible()) == ("22:00", False, False)
    assert line.accessibleDescription() == ""


def test_esc_takes_the_mark_away(page, write, qtbot: QtBot):
    """The old words are back, and they are kept."""
    write(page.form.date, "domani")
    assert "non è una data" in page.form._date_row.hint.text()
    qtbot.keyClick(page.form.date, Qt.Key.Key_Escape)
    assert page.form.date.text() == "8/1/2018"
    assert page.form.date.property("refused") is False
    assert "lunedì 8 gennaio 2018" in page.form._date_row.hint.text()


def test_typing_the_old_words_takes_the_mark_away(page, write):
    """They are on disk."""
    write(page.form.ends_at, "boh")
    write(page.form.ends_at, "23:00")
    assert page.form.ends_at.property("refused") is False


@pytest.mark.parametrize("text", ["18", "18.30", "1830", "18,30", "ore 18"])
def test_an_hour_can_be_written_as_people_do(page, bridge, write, text):
    """18 is six o'clock in the evening."""
    write(page.form.starts_at, text)
    assert read_evening(bridge.session).starts_at in ("18:00", "18:30")
    assert page.form.starts_at.text() == read_evening(bridge.session).starts_at


def test_a_date_without_a_year_is_of_the_year_of_the_evening(page, bridge, write):
    """And beneath it is said in words."""
    write(page.form.date, "15/1")
    assert read_evening(bridge.session).date == "2018-01-15"
    assert "lunedì 15 gennaio 2018" in page.form._date_row.hint.text()


def test_an_end_before_the_beginning_is_refused_beneath_the_field(page, bridge, write):
    """With both hours in the sentence."""
    write(page.form.ends_at, "19")
    assert read_evening(bridge.session).ends_at == "23:00"
    assert "Dalle 20:30 alle 19:00 non si può" in page.form._ends_row.hint.text()


def test_an_end_after_midnight_is_said_to_be_the_next_day(page, bridge, write):
    """It is no slip, and is shown for what it is."""
    write(page.form.ends_at, "0.30")
    assert read_evening(bridge.session).ends_at == "00:30"
    assert page.form._ends_row.hint.text() == "Finisce il giorno dopo."
    assert not page.form.ends_at.property("refused")


def test_both_hours_can_be_moved_in_any_order(page, bridge, write):
    """From the evening to the morning and back: the hour that was refused alone is kept when the other fits it."""
    write(page.form.ends_at, "11")
    assert page.form.ends_at.property("refused") is True
    write(page.form.starts_at, "9")
    assert (read_evening(bridge.session).starts_at, read_evening(bridge.session).ends_at) == ("09:00", "11:00")
    assert (page.form.ends_at.text(), page.form.ends_at.property("refused")) == ("11:00", False)
    write(page.form.starts_at, "2030")
    assert page.form.starts_at.property("refused") is True
    write(page.form.ends_at, "23")
    assert (page.form.starts_at.text(), page.form.ends_at.text()) == ("20:30", "23:00")
    assert page.form.starts_at.property("refused") is False


def test_a_refusal_stays_while_other_things_change(page, write):
    """A title of spaces is still what stands there, marked, after another field was kept."""
    row = next(iter(page.run_sheet.rows.values()))
    write(row.title, " ")
    write(page.form.theme, "Altro tema")
    assert (row.title.text(), row.title.property("refused"), row._reason.isVisible()) == (" ", True, True)


def test_the_reason_stands_in_the_row_of_a_phase_and_of_a_question(page, write):
    """A line that lost its title says so beneath, until it has one."""
    for row, line in (
        (next(iter(page.run_sheet.rows.values())), "title"),
        (next(iter(page.questions.rows.values())), "text"),
    ):
        field = getattr(row, line)
        write(field, " ")
        assert field.property("refused") is True
        assert row._reason.isVisible()
        assert "Manca il" in row._reason.text()
        assert "Manca il" in field.accessibleDescription()
        write(field, "Di nuovo")
        assert not row._reason.isVisible()


@pytest.fixture
def bar(qtbot: QtBot, themed_app, bridge) -> Iterator[tuple[MainWindow, PreparePage]]:
    """The whole window on Prepara, with its bar."""
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_room(0)
    page = window.page(0)
    qtbot.waitUntil(lambda: not page.dirty and page.rules.height() > page.form.date.height())  # all is in its place
    QApplication.processEvents()
    yield window, page
    window.leave()


def test_a_refusal_is_said_once_where_everybody_looks(bar, write):
    """Beneath the field alone when that is on the screen; scrolled away, or with no line beneath, in the bar."""
    window, page = bar
    write(page.form.date, "domani")
    assert "non è una data" in page.form._date_row.hint.text()
    assert window.bar.text() == ""
    page.form.date.take_back()
    down = page.findChild(QScrollArea).verticalScrollBar()
    down.setValue(down.maximum())
    assert page.form.date.visibleRegion().boundingRect().height() < page.form.date.height() / 2
    page.form.date.setText("ieri")
    page.form.date.editingFinished.emit()
    assert "non è una data" in window.bar.text()
    window.bar.clear()
    window._bridge.do(edit_evening, date="mai")
    assert "non è una data" in window.bar.text()


@needs_a_limit
def test_the_reason_of_a_refused_rule_stands_beneath_it(bar, write):
    """And not in the bar; it goes when the rule is kept."""
    window, page = bar
    row = page.rules._rows[0]
    page.findChild(QScrollArea).ensureWidgetVisible(row)
    QApplication.processEvents()
    with full_disk():
        write(row.field, "Una regola nuova")
        page.form.title.setFocus()
    assert (row.reason.isVisible(), row.reason.property("role")) == (True, "error")
    assert row.reason.text().startswith("Il disco ")
    assert row.field.accessibleDescription() == row.reason.text()
    assert window.bar.text() == ""
    write(row.field, "Un’altra regola")
    assert not row.reason.isVisible()


@needs_a_limit
def test_refused_words_hold_who_chooses_another_group_once(page, bridge, write, qtbot: QtBot):
    """Words that would be lost are said, with the focus in their field; who chooses again leaves them."""
    said = []
    page.said.connect(lambda text, _kind: said.append(text))
    row = next(iter(page.run_sheet.rows.values()))
    with full_disk():
        write(row.title, "Saluti")
        assert row.title.property("refused") is True
        page.form.title.setFocus()
        qtbot.mouseClick(page.cards.cards[1], Qt.MouseButton.LeftButton)
        assert said == ["Non è ancora salvato: «Saluti». Invio lo salva, scegli ancora il gruppo per lasciarlo."]
        assert row.title.hasFocus()
        qtbot.mouseClick(page.cards.cards[1], Qt.MouseButton.LeftButton)
    titles = [one.title.text() for one in page.run_sheet.rows.values()]
    assert titles == [phase.title for phase in read_phases(bridge.session, group_id(page, 1))]
    assert not any(one.title.property("refused") for one in page.run_sheet.rows.values())


@needs_a_limit
def test_a_rule_that_was_refused_stays_marked_until_it_is_kept(page, bridge, write, qtbot: QtBot):
    """Its words stay while other things change; Enter on a disk that takes them again keeps them, Esc gives them up."""
    rule = read_ground_rules(bridge.session)[0]
    field = page.rules._rows[0].field
    for mend in (True, False):
        with full_disk():
            write(field, f"Una regola nuova {mend}")
        write(page.form.theme, f"Altro tema {mend}")
        assert (field.text(), field.property("refused")) == (f"Una regola nuova {mend}", True)
        assert field.accessibleDescription() != ""
        if mend:
            write(field, "Una regola nuova")
        else:
            qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert (field.text(), field.property("refused")) == ("Una regola nuova", False)
        kept = next(one for one in read_ground_rules(bridge.session) if one.id == rule.id)
        assert kept.text == "Una regola nuova"


@needs_a_limit
def test_a_number_that_was_refused_is_marked(page, qtbot: QtBot):
    """Minutes that the disk did not take say so in their row; the next number that is kept takes the mark away."""
    row = next(iter(page.run_sheet.rows.values()))
    row.minutes.setFocus()
    with full_disk():
        qtbot.keyClick(row.minutes, Qt.Key.Key_Up)
        qtbot.keyClick(row.minutes, Qt.Key.Key_Return)
    assert row.minutes.property("refused") is True
    assert row._reason.isVisible()
    row.minutes.setFocus()
    qtbot.keyClick(row.minutes, Qt.Key.Key_Up)
    qtbot.keyClick(row.minutes, Qt.Key.Key_Return)
    assert row.minutes.property("refused") is False
    assert not row._reason.isVisible()


def test_esc_puts_the_old_words_back(page, bridge, write, qtbot: QtBot):
    """Esc takes back what was written and not yet kept."""
    write(page.form.theme, "Sbagliato", enter=False)
    qtbot.keyClick(page.form.theme, Qt.Key.Key_Escape)
    page.form.title.setFocus()
    assert page.form.theme.text() == read_evening(bridge.session).theme == "Domiciliarità e prossimità"


def test_a_time_is_shown_as_it_was_understood(page, write):
    """20.45 becomes 20:45 in the field, too."""
    write(page.form.starts_at, "20.45")
    assert page.form.starts_at.text() == "20:45"


def test_the_arrows_go_from_group_to_group(page, bridge, qtbot: QtBot):
    """→ on a group's card chooses the next one and shows its run sheet."""
    page.cards.cards[0].setFocus()
    qtbot.keyClick(page.cards.cards[0], Qt.Key.Key_Right)
    assert page.cards.cards[1].hasFocus()
    assert page.group_form.title.text() == read_groups(bridge.session)[1].title
    wanted = [phase.id for phase in read_phases(bridge.session, group_id(page, 1))]
    assert list(page.run_sheet.rows) == wanted


def test_a_group_can_be_added_and_named(page, bridge, write, qtbot: QtBot):
    """A new group gets the next letter, and the words typed next are its title and short name."""
    qtbot.mouseClick(page.add_group, Qt.MouseButton.LeftButton)
    assert page.group_form.title.hasFocus()
    write(page.group_form.title, "Giovani", over=False)
    added = read_groups(bridge.session)[-1]
    assert (added.key, added.title, added.short_title) == ("D", "Giovani", "Giovani")


def test_the_fields_of_a_group_are_kept(page, bridge, write):
    """Room, places and both facilitators reach the disk."""
    write(page.group_form.room, "Palestra")
    page.group_form.capacity.setFocus()
    write(page.group_form.capacity, "40")
    write(page.group_form.facilitators[1], "Anna")
    group = read_groups(bridge.session)[0]
    assert (group.room, group.capacity, group.facilitators[1]) == ("Palestra", 40, "Anna")


def test_a_removed_group_can_be_undone(page, bridge, qtbot: QtBot):
    """Removing a group says how to take it back, and undo does."""
    said = []
    page.said.connect(lambda text, kind: said.append(text))
    qtbot.mouseClick(page.group_form.remove, Qt.MouseButton.LeftButton)
    assert [group.key for group in read_groups(bridge.session)] == ["B", "C"]
    assert "Ctrl+Z" in said[0]
    bridge.undo()
    page.changed(None)
    assert len(page.cards.cards) == 3


def test_minutes_move_the_times_before_they_are_kept(page, bridge, qtbot: QtBot):
    """↑ in the minutes of a phase shows at once when the next one begins, and Enter keeps it."""
    first, second, *_ = page.run_sheet.rows.values()
    first.minutes.setFocus()
    qtbot.keyClick(first.minutes, Qt.Key.Key_Up)
    assert second.clock.text() == "20:46"
    assert read_phases(bridge.session, group_id(page, 0))[0].minutes == 15
    qtbot.keyClick(first.minutes, Qt.Key.Key_Return)
    assert read_phases(bridge.session, group_id(page, 0))[0].minutes == 16
    assert second.minutes.hasFocus()


def test_a_run_sheet_that_does_not_fit_says_so(page, write):
    """Too many minutes are told in words and in figures."""
    assert page.run_sheet.total.text() == "150 min su 150"
    assert not page.run_sheet.warning.isVisible()
    write(page.form.ends_at, "22:50")
    assert page.run_sheet.total.text() == "150 min su 140"
    assert "10 minuti di troppo" in page.run_sheet.warning.text()
    assert page.run_sheet.warning.isVisible()


def test_a_phase_can_be_added_moved_and_removed_with_the_keyboard(page, bridge, write, qtbot: QtBot):
    """Enter adds a phase, Alt+↑ moves it and Ctrl+Delete removes it, the focus never lost."""
    write(page.run_sheet.new, "Merenda")
    assert page.run_sheet.new.hasFocus()
    assert page.run_sheet.new.text() == ""
    phases = read_phases(bridge.session, group_id(page, 0))
    assert phases[-1].title == "Merenda"
    row = page.run_sheet.rows[phases[-1].id]
    row.title.setFocus()
    qtbot.keyClick(row.title, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert read_phases(bridge.session, group_id(page, 0))[-2].title == "Merenda"
    assert row.title.hasFocus()
    qtbot.keyClick(row.title, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert "Merenda" not in [phase.title for phase in read_phases(bridge.session, group_id(page, 0))]
    assert page.focusWidget() is list(page.run_sheet.rows.values())[-1].title


def test_a_phase_opens_to_say_who_leads_and_which_question(page, bridge, write, qtbot: QtBot):
    """What a phase holds beside its title can be changed under "…"."""
    row = next(iter(page.run_sheet.rows.values()))
    qtbot.mouseClick(row.more, Qt.MouseButton.LeftButton)
    assert row.inside.leader.hasFocus()
    write(row.inside.leader, "la Sindaca")
    row.inside.question.setFocus()
    qtbot.keyClick(row.inside.question, Qt.Key.Key_Down)
    phase = read_phases(bridge.session, group_id(page, 0))[0]
    assert phase.leader == "la Sindaca"
    assert phase.question == read_questions(bridge.session, group_id(page, 0))[0].id


def test_the_technique_of_a_question_is_chosen_in_italian(page, bridge, qtbot: QtBot):
    """The list of techniques speaks Italian, and the key pressed in it is kept."""
    row = next(iter(page.questions.rows.values()))
    assert row.technique.currentText() == "dialogo a due"
    row.technique.setFocus()
    qtbot.keyClick(row.technique, Qt.Key.Key_Down)
    assert read_questions(bridge.session, group_id(page, 0))[0].technique == "sticky_notes"


def test_a_question_can_be_added_and_removed(page, bridge, write, qtbot: QtBot):
    """A question is added with Enter, with the next number, and removed with its button."""
    write(page.questions.new, "Perché proprio qui?")
    assert [one.number for one in read_questions(bridge.session, group_id(page, 0))][-1] == 5
    row = list(page.questions.rows.values())[-1]
    assert row.text.text() == "Perché proprio qui?"
    qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert len(read_questions(bridge.session, group_id(page, 0))) == 4


@pytest.mark.parametrize("sign", ["\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_pasted_words_do_not_stick_together(page, bridge, write, sign):
    """In fields of one line, whatever parts lines elsewhere is a space."""
    QApplication.clipboard().setText(f"Che cosa{sign}manca")
    for field in (page.form.title, page.questions.new, page.rules.new, page.run_sheet.new):
        field.clear()
        field.setFocus()
        field.paste()
        write(field, "?", over=False)
    group = group_id(page, 0)
    assert read_evening(bridge.session).title == "Che cosa manca?"
    assert read_questions(bridge.session, group)[-1].text == "Che cosa manca?"
    assert read_ground_rules(bridge.session)[-1].text == "Che cosa manca?"
    assert read_phases(bridge.session, group)[-1].title == "Che cosa manca?"


def test_rules_are_added_changed_and_moved(page, bridge, write):
    """The ground rules can be changed, and their order too."""
    write(page.rules.new, "Ci ascoltiamo")
    assert read_ground_rules(bridge.session)[-1].text == "Ci ascoltiamo"
    page.rules.row_moved.emit(read_ground_rules(bridge.session)[-1].id, 0)
    assert page.rules.rows()[0][1] == "Ci ascoltiamo"


def test_another_laptop_s_change_does_not_take_the_words_being_written(page, bridge, write):
    """While somebody writes in a field, a change from elsewhere leaves the words alone."""
    write(page.form.title, "Sto scriv", enter=False)
    bridge.do(edit_evening, title="Di un altro", origin=None)
    page.changed(None)
    assert page.form.title.text() == "Sto scriv"


def test_rows_that_stay_are_not_made_again(page, bridge):
    """Redrawing keeps the widgets: the focus and an open row survive."""
    before = dict(page.run_sheet.rows)
    bridge.do(remove_prepared, list(before)[-1], origin=None)
    page.changed(None)
    assert page.run_sheet.rows == {key: row for key, row in before.items() if key != list(before)[-1]}


def test_the_sticks_are_written_and_said(page, bridge, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """The files of the sticks are written beside the window, and named."""
    monkeypatch.setattr(page, "_ask_folder", lambda: tmp_path / "chiavette")
    with qtbot.waitSignal(page.said, timeout=5000) as said:
        page.kit.click()
    names = {path.name for path in (tmp_path / "chiavette").iterdir()}
    assert names == {
        "accoglienza.serata",
        "accoglienza.registro",
        "gruppo-A.serata",
        "gruppo-B.serata",
        "gruppo-C.serata",
    }
    assert all(name in said.args[0] for name in names)


def test_the_sticks_hold_the_register_that_is_open(page, bridge, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """The people of the register go to the door even while the register is open here."""
    register = create_register(bridge.session, register_path(bridge.session.path))
    bridge.adopt_register(register)
    monkeypatch.setattr(page, "_ask_folder", lambda: tmp_path / "chiavette")
    with qtbot.waitSignal(page.said, timeout=5000):
        page.kit.click()
    with Session.open(tmp_path / "chiavette" / "accoglienza.registro") as copy:
        assert copy.id == register.id


def test_sticks_that_are_there_already_are_left_alone(page, refused, tmp_path: Path, monkeypatch):
    """A file of a stick that is there already is never written over: it is refused."""
    (tmp_path / "gruppo-B.serata").write_bytes(b"mine")
    monkeypatch.setattr(page, "_ask_folder", lambda: tmp_path)
    page.kit.click()
    assert [type(problem) for problem in refused] == [FileExists]
    assert (tmp_path / "gruppo-B.serata").read_bytes() == b"mine"


def test_no_folder_writes_nothing(page, refused, tmp_path: Path, monkeypatch):
    """Closing the dialog does nothing."""
    monkeypatch.setattr(page, "_ask_folder", lambda: None)
    page.kit.click()
    assert refused == []
    assert [path.name for path in tmp_path.glob("*.serata")] == ["prova.serata"]


def test_a_new_evening_is_asked_for(page, qtbot: QtBot):
    """The button for a new evening asks the window."""
    with qtbot.waitSignal(page.new_requested, timeout=1000):
        page.new_evening.click()


def test_tab_goes_through_the_page_in_the_order_of_the_eye(page, qtbot: QtBot):
    """From the technique of the first phase Tab goes on in its row, then to the minutes of the second."""
    first, second, *_ = page.run_sheet.rows.values()
    first.technique.setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget())
    assert seen == [first.more, first.remove, second.minutes]


def test_an_open_phase_closes_when_another_group_is_chosen(page, qtbot: QtBot):
    """What is open belongs to a phase of the group before, and does not stay for the next one."""
    row = next(iter(page.run_sheet.rows.values()))
    qtbot.mouseClick(row.more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.cards.cards[1], Qt.MouseButton.LeftButton)
    assert [row.inside for row in page.run_sheet.rows.values() if row.inside] == []
    assert row.detail.isVisible()


def test_words_refused_for_one_group_are_not_shown_for_another(page, bridge, write, qtbot: QtBot):
    """An empty title stays to be mended only as long as its group is chosen."""
    row = next(iter(page.run_sheet.rows.values()))
    write(row.title, " ")
    assert row.title.text() == " "
    qtbot.mouseClick(page.cards.cards[1], Qt.MouseButton.LeftButton)
    titles = [row.title.text() for row in page.run_sheet.rows.values()]
    assert titles == [phase.title for phase in read_phases(bridge.session, group_id(page, 1))]


def test_every_control_has_a_name(page):
    """A screen reader finds a name on everything that takes the focus."""
    controls = [w for kind in (QLineEdit, QAbstractButton, QComboBox, QSpinBox) for w in page.findChildren(kind)]
    nameless = [w for w in controls if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()]
    assert [type(w).__name__ for w in nameless if not isinstance(w.parent(), QSpinBox)] == []


def test_another_evening_shows_its_own_groups(page, bridge, tmp_path: Path):
    """Opening another evening forgets the group that was chosen."""
    from facilitatore.prepare.templates import create_evening, find_template

    bridge.adopt(create_evening(tmp_path / "vuota.serata", find_template("vuota")))
    QApplication.processEvents()
    assert [card.mark.name.text() for card in page.cards.cards] == ["Gruppo A"]
    assert page.group_form.title.text() == "Gruppo A"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_the_page(page, qapp, scale):
    """At 1366 pixels no part of the page needs scrolling sideways, at twice the size of the text either."""
    from ui.theme import apply_theme

    apply_theme(qapp, dark=False, text_scale=scale)
    page.resize(1197, 704)
    page.resize(1198, 704)
    QApplication.processEvents()
    area = page.layout().itemAt(0).widget()
    assert area.horizontalScrollBar().maximum() == 0
