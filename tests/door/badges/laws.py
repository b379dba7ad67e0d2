"""What holds of every badge on every stock, and the boxes it is measured with."""

from __future__ import annotations

from math import hypot

from facilitatore.door.badges.layout import PlacedBadge
from facilitatore.door.badges.stock import Stock
from facilitatore.door.paper.drawing import MARK_POINTS
from facilitatore.door.paper.fit import POINT_MM
from facilitatore.door.paper.fonts import Fonts

FONTS = Fonts(system=False)
CODE = "K7QX2MPA9RTC"

NAMES = [
    "Po",
    "Ẳnh",
    "กิ่งกาญจน์",
    "Maria Grazia Annunziata",
    "Abdurrahmaan-Muhammad",
    "Anna",
    "Giuseppe",
    "Maria Antonietta Guendalina",
    "Wolfeschlegelsteinhausen",
    "Nguyễn Thị Ánh",
    "Jean-Baptiste",
    "عبد الرحمن",
    "Їжакевич",
]


def inks(placed: PlacedBadge) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of what each line blackens, in mm on the page."""
    boxes = []
    for text in placed.texts:
        em = text.size_pt * POINT_MM / 1000
        line = text.line
        x, y = text.x_mm, text.y_mm
        boxes.append((x + line.left * em, y - line.top * em, x + line.right * em, y - line.bottom * em))
    return boxes


def code_with_border(placed: PlacedBadge) -> tuple[float, float, float, float]:
    """Return the square of the code and its four white modules."""
    assert placed.code
    quiet = placed.code.size_mm / 21 * 4
    x, y, size = placed.code.x_mm, placed.code.y_mm, placed.code.size_mm
    return x - quiet, y - quiet, x + size + quiet, y + size + quiet


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Say whether two boxes have nothing in common."""
    slack = 0.01
    beside = one[2] <= other[0] + slack or other[2] <= one[0] + slack
    return beside or one[3] <= other[1] + slack or other[3] <= one[1] + slack


def mark_box(placed: PlacedBadge) -> tuple[float, float, float, float]:
    """Return what the mark blackens: some stand out of their square."""
    mark = placed.mark
    assert mark
    points = MARK_POINTS.get(mark.mark, ((0.0, 0.0), (1.0, 1.0)))
    xs, ys = (
        [mark_at + side * mark.size_mm for side in sides]
        for mark_at, sides in zip((mark.x_mm, mark.y_mm), zip(*points, strict=True), strict=True)
    )
    return min(xs), min(ys), max(xs), max(ys)


def inside(box: tuple[float, ...], room: tuple[float, ...]) -> bool:
    """Say whether a box lies in a room, but for rounding."""
    slack = 0.01
    left_top = all(here >= there - slack for here, there in zip(box[:2], room[:2], strict=True))
    return left_top and all(here <= there + slack for here, there in zip(box[2:], room[2:], strict=True))


def printable(stock: Stock, placed: PlacedBadge) -> tuple[float, float, float, float]:
    """Return the part of a label that a printer reaches: a roll's own margins, 4.5 mm of a sheet (a mark may swell)."""
    width, height = stock.page_mm
    left, top, right, bottom = stock.unreachable_mm() if stock.roll else (4.5,) * 4
    area = placed.area
    edges = max(area.x_mm, left), max(area.y_mm, top)
    return *edges, min(area.x_mm + area.w_mm, width - right), min(area.y_mm + area.h_mm, height - bottom)


def off_corners(box: tuple[float, ...], stock: Stock, placed: PlacedBadge) -> bool:
    """Say whether no corner of a box lies outside the round corners of its label."""
    area = placed.area
    radius = min(stock.radius_mm, area.w_mm / 2, area.h_mm / 2)
    for x, y in ((x - area.x_mm, y - area.y_mm) for x in box[::2] for y in box[1::2]):
        beyond_x = max(radius - x, x - area.w_mm + radius, 0)
        beyond_y = max(radius - y, y - area.h_mm + radius, 0)
        if beyond_x and beyond_y and hypot(beyond_x, beyond_y) > radius * 1.05 + 0.1:
            return False
    return True


def check_badge(stock: Stock, placed: PlacedBadge) -> None:
    """Check the laws of every badge."""
    texts, marks = inks(placed), [mark_box(placed)] if placed.mark else []
    everything = [*texts, *marks]
    room = printable(stock, placed)
    if placed.code:
        border = code_with_border(placed)
        area = placed.area
        assert inside(border, (area.x_mm, area.y_mm, area.x_mm + area.w_mm, area.y_mm + area.h_mm))
        assert all(apart(box, border) for box in everything)
        code = placed.code
        everything.append((code.x_mm, code.y_mm, code.x_mm + code.size_mm, code.y_mm + code.size_mm))
    for index, box in enumerate(everything):
        assert inside(box, room), (box, room)
        assert off_corners(box, stock, placed), (box, placed.area)
        assert all(apart(box, other) for other in everything[:index])
