"""Promises of choosing whose badges are printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from zxingcpp import read_barcodes

from facilitatore.door.actions import check_in, mark_printed, welcome_walk_in
from facilitatore.door.badges.layout import Badge
from facilitatore.door.badges.printing import badge_of, badges_for, lay_out_drawable, print_badges, print_drawable
from facilitatore.door.badges.stock import find_stock, load_stocks
from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.paper.drawing import Adjustment, PlacedCode
from facilitatore.door.people import read_guests, read_persons
from facilitatore.errors import BadValue, NotDrawable
from facilitatore.prepare.actions import add_group
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, edit

LIST = "Nome,Cognome,Gruppo\nAnna,Rossi,Casa della salute\nBruno,Bianchi,\n,Neri,\n"


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Session]:
    """Open the first evening of Carpi."""
    with create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")) as session:
        yield session


@pytest.fixture
def register(evening: Session, tmp_path: Path) -> Iterator[Session]:
    """Open its register with Anna, who chose a group, Bruno, who did not, and a Neri without a first name."""
    path = tmp_path / "elenco.csv"
    path.write_text(LIST, encoding="utf-8")
    with create_register(evening, tmp_path / "serata.registro") as register:
        import_for_evening(evening, register, plan_import(evening, register, path))
        yield register


def names(badges: list[tuple[str, Badge]]) -> list[str]:
    """Return what the badges say."""
    return [badge.first_name for _, badge in badges]


def test_checked_in(evening: Session) -> None:
    """Those who came have a badge with group mark, colour, letter and token, in order of arrival."""
    group = read_groups(evening)[1]
    welcome_walk_in(evening, name="Ines", group=group.id)
    welcome_walk_in(evening, name="Remo")
    (who, ines), (_, remo) = badges_for(evening)
    guest = read_guests(evening)[0]
    assert (who, ines.first_name, ines.token) == (guest.id, "Ines", guest.token)
    assert (ines.group_mark, ines.group_colour, ines.group_label) == (group.mark, group.colour, "B")
    assert (remo.first_name, remo.group_mark, remo.group_label) == ("Remo", None, "")


def test_unprinted(evening: Session) -> None:
    """Who has a printed badge is not among those to print."""
    for name in ("Ines", "Remo"):
        welcome_walk_in(evening, name=name)
    mark_printed(evening, [read_guests(evening)[0].id])
    assert names(badges_for(evening, only="unprinted")) == ["Remo"]


def test_all(evening: Session, register: Session) -> None:
    """All badges are those of the guests and of who is still expected, nobody twice."""
    bruno = next(person for person in read_persons(register) if person.first_name == "Bruno")
    check_in(evening, bruno)
    found = badges_for(evening, only="all", register=register)
    assert names(found) == ["Bruno", "Anna"]
    assert found[1][1].group_label == "A"


def test_no_name_no_badge(evening: Session, register: Session) -> None:
    """Somebody known by the family name alone gets no badge: a badge carries no family name."""
    assert "Neri" not in names(badges_for(evening, only="all", register=register))


def test_sixth_group(evening: Session) -> None:
    """A group whose mark badges cannot draw is told by its letter."""
    for title in ("Quarto", "Quinto", "Sesto"):
        add_group(evening, title=title)
    sixth = read_groups(evening)[5]
    welcome_walk_in(evening, name="Ines", group=sixth.id)
    badges = [badge for _, badge in badges_for(evening)]
    assert badges[0].group_label == "F"
    assert print_badges(badges, find_stock("L4785")).startswith(b"%PDF")


def test_one_name_that_cannot_be_drawn_keeps_nobody_waiting() -> None:
    """The others are printed; whose name no font has is told, and waits."""
    chosen = [("a", Badge("Anna")), ("b", Badge("\ue000\ue001")), ("c", Badge("Carla"))]
    printed = print_drawable(chosen, find_stock("L4785"))
    assert printed.ids == ("a", "c")
    assert list(printed.missing) == ["\ue000\ue001"]
    with pytest.raises(NotDrawable):
        print_drawable(chosen[1:2], find_stock("L4785"))


@pytest.mark.parametrize("key", [*(key for key, stock in load_stocks().items() if stock.roll), "4784", "3422", "A7"])
def test_every_code_is_read_beside_any_name(key: str) -> None:
    """Printed as a label printer of 300 dpi does, beside names as large as they get."""
    tokens = ["K7QX2MPA9RTC", "ABCDEFGHJKLMNPQRSTUV", "2222222222"]
    badges = [
        Badge(name, "diamond", "#B35C00", "C", token)
        for name, token in zip(["Po", "Giuseppe", "Maria Grazia Annunziata"], tokens, strict=True)
    ]
    document = pypdfium2.PdfDocument(print_badges(badges, find_stock(key)))
    found = {code.text for page in document for code in read_barcodes(page.render(scale=300 / 72).to_pil())}
    document.close()
    assert found == set(tokens)


def ink(pdf: bytes) -> tuple[float, ...]:
    """Return left, top, right and bottom of what is on the first page, in mm."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=300 / 72, grayscale=True).to_pil()
    document.close()
    box = picture.point(lambda grey: 255 - grey).getbbox()
    return tuple(side * 25.4 / 300 for side in box)


def test_an_adjustment_acts_along_the_printer_not_along_the_label() -> None:
    """The printer's right is up on a badge that lies along its roll, and its down is right."""
    before = ink(print_badges([Badge("Anna")], find_stock("99014")))
    after = ink(print_badges([Badge("Anna")], find_stock("99014"), adjustment=Adjustment(dx_mm=2, dy_mm=1)))
    assert after == pytest.approx((before[0] + 1, before[1] - 2, before[2] + 1, before[3] - 2), abs=0.1)


def test_names_printed_small_are_told() -> None:
    """Whole, but under 14 points; the others are not."""
    chosen = [("a", Badge("Anna")), ("b", Badge("Wolfeschlegelsteinhausenbergerdorff"))]
    printed = print_drawable(chosen, find_stock("4784"))
    assert printed.ids == ("a", "b")
    assert [small.name for small in printed.small] == ["Wolfeschlegelsteinhausenbergerdorff"]


def test_a_group_that_cannot_be_drawn_keeps_nobody_waiting() -> None:
    """Its people are told, the others are printed."""
    printed = print_drawable([("a", Badge("Anna")), ("b", Badge("Bruno", group_label="\ue000"))], find_stock("L4785"))
    assert printed.ids == ("a",)
    assert list(printed.missing) == ["\ue000"]


@pytest.mark.parametrize("token", ["", "minuscolo", "K" * 21, "K7 QX", "ß"])
def test_a_token_that_no_code_holds_leaves_the_badge_without(token: str) -> None:
    """Tokens of another program do not keep anybody from a badge."""
    assert badge_of("Anna", None, token).token is None
    assert badge_of("Anna", None, "K7QX2MPA9RTC").token


def test_who_asked_for_another_evening_is_not_expected(evening: Session, register: Session) -> None:
    """And who came without a list is there once."""
    anna = next(thing for thing in register.things("person") if thing.text("first_name") == "Anna")
    register.record("edit", edit(anna, registrations=[{"evening": "2018-01-29", "group": ""}]))
    welcome_walk_in(evening, name="Ines")
    assert names(badges_for(evening, only="all", register=register)) == ["Ines", "Bruno"]


def test_without_a_register_all_are_those_who_came(evening: Session, register: Session) -> None:
    """An evening may have none; and who is expected is not asked for where only the guests are."""
    welcome_walk_in(evening, name="Ines")
    assert names(badges_for(evening, only="all")) == ["Ines"]
    assert names(badges_for(evening, register=register)) == ["Ines"]


def test_a_name_of_blanks_is_none(evening: Session) -> None:
    """It would be a badge that says nothing."""
    welcome_walk_in(evening, name="Ines")
    guest = evening.things("guest")[0]
    evening.record("edit", edit(guest, badge_name="  "))
    assert badges_for(evening) == []


def test_badges_printed_together_are_all_or_none() -> None:
    """A name that cannot be drawn stops them where nobody asked to leave it out."""
    with pytest.raises(NotDrawable):
        print_badges([Badge("Anna"), Badge("\ue000")], find_stock("L4785"))


def test_where_no_badge_can_be_printed_it_is_said_why() -> None:
    """None was chosen; or what is wrong with the last one of them."""
    with pytest.raises(BadValue) as nobody:
        print_drawable([], find_stock("L4785"))
    with pytest.raises(BadValue) as nameless:
        print_drawable([("a", Badge("Anna", group_colour="rosso"))], find_stock("L4785"))
    assert (nobody.value.what, nameless.value.what) == ("paper", "colour")


@pytest.mark.parametrize("others", [[], [("b", Badge("\ue000"))]], ids=["all at once", "one by one"])
def test_a_code_is_printed_unless_it_is_refused(others: list[tuple[str, Badge]]) -> None:
    """Whoever says nothing of it has it."""
    chosen = [("a", badge_of("Anna", None, "K7QX2MPA9RTC")), *others]
    stock = find_stock("L4785")
    for how, codes in (({}, 1), ({"qr": True}, 1), ({"qr": False}, 0)):
        things = [thing for page in lay_out_drawable(chosen, stock, **how)[0].paper().pages for thing in page]
        assert sum(isinstance(thing, PlacedCode) for thing in things) == codes
        document = pypdfium2.PdfDocument(print_drawable(chosen, stock, **how).pdf)
        assert len(read_barcodes(document[0].render(scale=300 / 72).to_pil())) == codes
        document.close()
