"""A name set in glyphs: HarfBuzz shapes it, fonts change where a letter is missing, directions are respected.

Measures are in 1/1000 em from the pen's start on the baseline, upwards; whoever places the line chooses the size.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from facilitatore.door.paper.bidi import base_level, embedding_levels, visual_order
from facilitatore.door.paper.fonts import INVISIBLE, Face, Fonts
from facilitatore.showing import shown

Glyph = tuple[int, float, float, float, str]
"""Glyph number, its shift to the right and upwards, how far the pen goes on, the text it stands for."""

MOST_ON_PAPER = 1000
"""Characters of a name or of the words of a sign: a page of running text has three times as many."""
_MARKS = frozenset({"Mn", "Mc", "Me"})
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_DIRECTION_ORDERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINER = "\u200d"
_KANA = frozenset({"HIRAGANA", "KATAKANA"})
_FIRST_EASTERN = "\u1100"
_ONE_SCRIPT = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}


class GlyphRun(NamedTuple):
    """Glyphs of one font, from left to right."""

    face: Face
    glyphs: tuple[Glyph, ...]
    width: float


class Line(NamedTuple):
    """A line of text ready to be drawn.

    `left`, `bottom`, `right`, `top` are the box it blackens; `missing` the letters no font has; `plain` is False where
    the glyphs' own text, put in a row, is not the text (ligatures, reordered letters), so that a PDF must say it apart.
    """

    text: str
    runs: tuple[GlyphRun, ...]
    left: float
    bottom: float
    right: float
    top: float
    missing: tuple[str, ...]
    plain: bool


def tidy(text: str) -> str:
    """Return `text` composed (NFC), in one line, without control characters; empty if nothing of it can be seen.

    Past `MOST_ON_PAPER` characters it is cut, and says so. Orders that force a direction go too: the letters know theirs, and a forced one would print a name backwards.
    """
    kept = "".join(char for char in " ".join(shown(text, MOST_ON_PAPER).split()) if not _commands(char))
    return "" if INVISIBLE.issuperset(kept) else unicodedata.normalize("NFC", kept).strip()


def _commands(char: str) -> bool:
    return unicodedata.category(char) == "Cc" or char in _DIRECTION_ORDERS


def set_line(text: str, fonts: Fonts, whole: str = "") -> Line:
    """Set the tidy `text` in one line; of a name broken in two, `whole` is all of it and decides where it begins."""
    segments, missing = _segments(text, fonts, embedding_levels(text, base_level(whole or text)))
    order = visual_order([level for _, level, _ in segments])
    runs = tuple(_shaped(*segments[index]) for index in order)
    rightwards = all(level == 0 for _, level, _ in segments)
    left, bottom, right, top = _ink(runs)
    return Line(text, runs, left, bottom, right, top, missing, plain=not rightwards or _spells(runs))


def clusters(text: str) -> list[str]:
    """Split `text` into letters with their marks, joiners and modifiers: near enough to graphemes for names."""
    found: list[str] = []
    for char in text:
        if found and _joins(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _joins(cluster: str, char: str) -> bool:
    if unicodedata.category(char) in _MARKS or char in INVISIBLE or cluster[-1] == _JOINER:
        return True
    flag = ord(char) in _FLAGS and len(cluster) == 1 and ord(cluster) in _FLAGS
    return flag or ord(char) in _SKIN_TONES


def _script(cluster: str) -> str:
    """Return the first word of the letter's Unicode name, which is its script; empty for what all scripts share."""
    for char in cluster:
        category = unicodedata.category(char)
        if category[0] == "L":
            word = unicodedata.name(char, "").partition(" ")[0].partition("-")[0]
            return _ONE_SCRIPT.get(word, word)
    return ""


def _region(text: str) -> str:
    """Return ``jp`` where `text` has kana, ``kr`` where it has hangul: its Chinese characters are drawn as there."""
    if all(char < _FIRST_EASTERN for char in text):
        return ""
    scripts = {unicodedata.name(char, "").partition(" ")[0].partition("-")[0] for char in text}
    return "jp" if scripts & _KANA else "kr" if "HANGUL" in scripts else ""


def _segments(text: str, fonts: Fonts, levels: list[int]) -> tuple[list[tuple[Face, int, str]], tuple[str, ...]]:
    """Cut `text` where font, direction or script change; also return what no font has."""
    segments: list[tuple[Face, int, str]] = []
    missing: list[str] = []
    position, script, region = 0, "", _region(text)
    for cluster in clusters(text):
        level, own = levels[position], _script(cluster)
        position += len(cluster)
        changes = bool(own and script and own != script)
        last = segments[-1] if segments else None
        face = fonts.pick(cluster, last[0] if last and own in {"", script} else None, region)
        if face is None:
            missing.append(cluster)
            face = fonts.faces[0]
        if last and not changes and face is last[0] and level == last[1]:
            segments[-1] = (face, level, last[2] + cluster)
        else:
            segments.append((face, level, cluster))
        script = own or script
    return segments, tuple(dict.fromkeys(missing))


def _shaped(face: Face, level: int, text: str) -> GlyphRun:
    from uharfbuzz import Buffer, BufferClusterLevel, shape

    buffer = Buffer()
    buffer.cluster_level = BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.language = "it"  # else it is the computer's, and two computers might draw two badges
    shape(face.hb_font, buffer, {"kern": True, "liga": True})
    infos, positions, scale = buffer.glyph_infos, buffer.glyph_positions, face.scale
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    glyphs: list[Glyph] = []
    for info, at in zip(infos, positions, strict=True):
        stands_for = text[info.cluster : ends.pop(info.cluster)] if info.cluster in ends else ""
        glyphs.append((info.codepoint, at.x_offset * scale, at.y_offset * scale, at.x_advance * scale, stands_for))
    return GlyphRun(face, tuple(glyphs), sum(glyph[3] for glyph in glyphs))


def _spells(runs: tuple[GlyphRun, ...]) -> bool:
    """Say whether each glyph is the one its font gives to the one character it stands for."""
    return all(len(text) == 1 and run.face.glyph(text) == gid for run in runs for gid, _, _, _, text in run.glyphs)


def _ink(runs: tuple[GlyphRun, ...]) -> tuple[float, float, float, float]:
    left = bottom = float("inf")
    right = top = float("-inf")
    pen = 0.0
    for run in runs:
        for gid, shift_x, shift_y, advance, _ in run.glyphs:
            x0, y0, x1, y1 = run.face.ink(gid)
            if x1 > x0:
                left, right = min(left, pen + shift_x + x0), max(right, pen + shift_x + x1)
                bottom, top = min(bottom, shift_y + y0), max(top, shift_y + y1)
            pen += advance
    return (left, bottom, right, top) if right > left else (0.0, 0.0, pen, 0.0)
