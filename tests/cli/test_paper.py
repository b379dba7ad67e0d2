"""Commands about paper: badges, sheets of labels, the printer's trial page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from facilitatore.door.badges.stock import load_stocks
from facilitatore.prepare.kit import create_register
from facilitatore.session import FileKind, Session, new
from tests.cli.conftest import pdf_text

Do = Callable[..., object]
Refused = Callable[..., str]


@pytest.fixture
def three(do: Do, serata: Path) -> Path:
    """Let three people in."""
    for name in ("Ada", "Bruno", "Carla"):
        do("people", "check-in", "s.serata", name, "--walk-in")
    return serata


def pages_mm(path: Path) -> list[tuple[float, float]]:
    """Return the size of each page of a PDF, in tenths of a millimetre."""
    document = pypdfium2.PdfDocument(path)
    found = [tuple(round(side * 25.4 / 72, 1) for side in page.get_size()) for page in document]
    document.close()
    return found


def ink_mm(path: Path) -> tuple[float, float, float, float]:
    """Return the box of what is on the first page."""
    document = pypdfium2.PdfDocument(path)
    picture = document[0].render(scale=150 / 72, grayscale=True).to_pil()
    document.close()
    box = picture.point(lambda grey: 255 - grey).getbbox()
    return tuple(side * 25.4 / 150 for side in box)


def test_badges_carry_first_names_alone(do: Do, door: Path, folder: Path) -> None:
    """The words of the PDF are the names of who came: no family name, no address."""
    for name in ("Giulia Malagoli", "Roberto De Luca"):
        do("people", "check-in", "s.serata", name)
    said = do("badges", "s.serata", "-o", "b.pdf")
    text = pdf_text(folder / "b.pdf")
    assert (said.code, said.out) == (0, "2 etichette in b.pdf\n")
    assert [name in text for name in ("Giulia", "Roberto", "Malagoli", "Luca", "@")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_badges_for_all_are_for_everybody_expected(do: Do, door: Path, folder: Path) -> None:
    """Also who is not in yet, and still by first name alone."""
    assert do("badges", "s.serata", "-o", "b.pdf", "--only", "all", "--no-qr").code == 0
    with Session.open(folder / "s.registro", FileKind.REGISTER) as register:
        families = {thing.text("family_name") for thing in register.things("person")}
        firsts = {thing.text("first_name") for thing in register.things("person")}
    words = set(pdf_text(folder / "b.pdf").split())
    assert len(words & firsts) > 30
    assert words & (families - firsts) == set()


def test_a_badge_printed_is_not_printed_again(do: Do, refused: Refused, serata: Path) -> None:
    """`unprinted` is for who came since."""
    do("people", "check-in", "s.serata", "Ada", "--walk-in")
    do("badges", "s.serata", "-o", "b.pdf")
    assert refused("badges", "s.serata", "-o", "b.pdf", "--only", "unprinted").startswith("Non c’è nessuna etichetta")
    do("people", "check-in", "s.serata", "Bruno", "--walk-in")
    assert do("badges", "s.serata", "-o", "b.pdf", "--only", "unprinted").out == "1 etichetta in b.pdf\n"


@pytest.mark.parametrize("start", ["0", "-1", "11", "999999999999999999999"])
def test_a_place_off_the_sheet_is_refused(do: Do, refused: Refused, serata: Path, start: str) -> None:
    """The places there are are said, and no PDF is written."""
    do("people", "check-in", "s.serata", "Ada", "--walk-in")
    sentence = refused("badges", "s.serata", "-o", "b.pdf", "--start", start)
    assert sentence == f"La posizione {start} non è sul foglio: scegline una fra 1 e 10."


def test_an_unknown_sheet_is_refused(do: Do, refused: Refused, serata: Path) -> None:
    """The sheets there are are said."""
    assert "L4785" in refused("badges", "s.serata", "-o", "b.pdf", "--stock", "pippo")


@pytest.mark.parametrize("out", ["s.serata", "s.registro", "altra.serata"])
def test_badges_never_take_the_place_of_an_evening(do: Do, refused: Refused, door: Path, out: str) -> None:
    """A PDF written on top of the evening would be the end of it."""
    do("people", "check-in", "s.serata", "Giulia Malagoli")
    do("new", "altra.serata", "--template", "vuota")
    assert "c’è già" in refused("badges", "s.serata", "-o", out)


def test_badges_in_a_folder_that_is_not_there_are_refused(do: Do, refused: Refused, serata: Path) -> None:
    """Nobody is marked as printed."""
    do("people", "check-in", "s.serata", "Ada", "--walk-in")
    assert "nessuna" in refused("badges", "s.serata", "-o", "nessuna/b.pdf")


@pytest.mark.parametrize(
    ("options", "free"), [(["--used", "1-3,7"], 4), (["--start", "4"], 4), (["--start", "3", "--used", "3"], 4)]
)
def test_labels_that_are_gone_are_left_out(do: Do, three: Path, folder: Path, options: list[str], free: int) -> None:
    """The first badge is on the first label that is free: here the fourth, on the right in the second row."""
    said = do("badges", "s.serata", "-o", "b.pdf", *options)
    assert (said.code, said.err) == (0, "")
    assert ink_mm(folder / "b.pdf")[1] > 13.5 + 55
    assert len(pages_mm(folder / "b.pdf")) == 1


@pytest.mark.parametrize(
    ("options", "pages"),
    [
        (["--stock", "dk-11202"], [(100.0, 62.0)] * 3),
        (["--stock", "DYMO 99012"], [(88.6, 35.7)] * 3),
        (["--stock", "DK-22205", "--length", "40"], [(62.0, 40.0)] * 3),
        (["--stock", "DK-22205", "--length", "80,5 mm"], [(80.5, 62.0)] * 3),
        (["--label", "62x29"], [(62.0, 29.0)] * 3),
        (["--label", "70,5 x 40", "--grid", "2x6"], [(210.0, 297.0)]),
    ],
)
def test_badges_on_any_stock(do: Do, three: Path, folder: Path, options: list[str], pages: object) -> None:
    """A roll has a page for each, along its longer side; own measures with comma or point."""
    said = do("badges", "s.serata", "-o", "b.pdf", *options)
    assert (said.code, said.out, said.err) == (0, "3 etichette in b.pdf\n", "")
    assert pages_mm(folder / "b.pdf") == pages


def test_a_printer_that_misses_is_made_up_for(do: Do, three: Path, folder: Path) -> None:
    """Everything moves by what `--offset` says and is stretched by `--scale`."""
    do("badges", "s.serata", "-o", "a.pdf")
    before = ink_mm(folder / "a.pdf")
    do("badges", "s.serata", "-o", "b.pdf", "--offset", "2,-1.5", "--scale", "1.01,1")
    after = ink_mm(folder / "b.pdf")
    assert after[0] == pytest.approx(before[0] * 1.01 + 2, abs=0.2)
    assert after[1] == pytest.approx(before[1] - 1.5, abs=0.2)


WRONG = [
    (["--used", "11"], "L’etichetta 11 non è sul foglio: scegli fra 1 e 10."),
    (["--used", "due"], "L’etichetta due non è sul foglio: scegli fra 1 e 10."),
    (["--offset", "tanto"], "«tanto» non è uno spostamento"),
    (["--offset", "20,0"], "al massimo 15"),
    (["--scale", "2,2"], "fra 0.95 e 1.05"),
    (["--scale", "1,1,1"], "fra 0.95 e 1.05"),
    (["--scale", "nan,1"], "non è una scala"),
    (["--label", "80"], "con una x in mezzo, per esempio 80x50"),
    (["--label", "80xtre"], "«tre» non è una misura"),
    (["--label", "80x50", "--grid", "2"], "per esempio 2x5"),
    (["--label", "80x50", "--grid", "3x5"], "Le etichette occupano 240 mm in larghezza"),
    (["--label", "5x5", "--grid", "3x5"], "Un’etichetta non può misurare 5 mm"),
    (["--length", "40"], "Le etichette di questo foglio hanno la loro lunghezza"),
    (["--stock", "DK-22205", "--length", "4000"], "scegli fra 20 e 300"),
]


@pytest.mark.parametrize(("options", "words"), WRONG, ids=str)
def test_wrong_measures_are_refused(refused: Refused, three: Path, options: list[str], words: str) -> None:
    """With a sentence that says what would do; no PDF is written and nobody is marked."""
    assert words in refused("badges", "s.serata", "-o", "b.pdf", *options)


@pytest.mark.parametrize("options", [["--grid", "2x5"], ["--label", "80x50", "--stock", "L4785"]])
def test_options_that_do_not_go_together_are_wrong(do: Do, three: Path, options: list[str]) -> None:
    """Usage, not a file's fault."""
    said = do("badges", "s.serata", "-o", "b.pdf", *options)
    assert said.code == 2
    assert "--label" in said.err


def test_a_name_printed_small_is_said(do: Do, serata: Path) -> None:
    """It is whole on its label, and who prints may shorten it."""
    do("people", "check-in", "s.serata", "Wolfeschlegelsteinhausenbergerdorff", "--walk-in")
    said = do("badges", "s.serata", "-o", "b.pdf", "--stock", "4784")
    assert said.code == 0
    assert "Wolfeschlegelsteinhausenbergerdorff" in said.err
    assert "stampati interi" in said.err


def test_stocks_are_listed(do: Do) -> None:
    """Each on a line, sheets and rolls, with the other codes of the same grid."""
    lines = do("stocks").out.splitlines()
    assert lines[0] == "Avery L4785 · 80 × 50 mm, 10 per foglio (anche L4786, L4787)"
    assert "Brother DK-11202 · 62 × 100 mm, rotolo" in lines
    assert len(lines) == len(load_stocks())
    assert [one["key"] for one in do("stocks", "--json").json] == list(load_stocks())


OWN = """
[buone]
page = "A4"
w_mm = 80
h_mm = 50
cols = 2
rows = 5
pitch_x_mm = 95
pitch_y_mm = 55

[storte]
page = "A4"
w_mm = 99.1
h_mm = 38.1
cols = 2
rows = 7
left_mm = 3.35
pitch_x_mm = 103.0
"""


def test_own_stocks_are_checked(do: Do, folder: Path) -> None:
    """What can exist is told apart from what looks like a slip."""
    (folder / "mie.toml").write_text(OWN, encoding="utf-8")
    said = do("stocks", "--check", "mie.toml")
    good, crooked = said.out.splitlines()
    assert (said.code, good) == (0, "buone: va bene.")
    assert crooked.startswith("storte: i margini a sinistra e a destra sono diversi di oltre 1 mm")


def test_an_impossible_own_stock_ends_with_one(do: Do, folder: Path) -> None:
    """The others are checked all the same."""
    (folder / "mie.toml").write_text("[troppe]\npage='A4'\nw_mm=80\nh_mm=50\ncols=3\nrows=2\n" + OWN, encoding="utf-8")
    said = do("stocks", "--check", "mie.toml")
    assert said.code == 1
    assert said.out.splitlines()[0].startswith("troppe: Le etichette occupano 240 mm")
    assert len(said.out.splitlines()) == 3
    assert [one["problem"] is None for one in do("stocks", "--check", "mie.toml", "--json").json] == [False, True, True]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"[a", b"%PDF-1.7", b"a = " + b"[" * 5000])
def test_a_file_that_lists_no_stocks_is_refused(refused: Refused, folder: Path, data: bytes) -> None:
    """By name."""
    (folder / "mie.toml").write_bytes(data)
    assert "«mie.toml»" in refused("stocks", "--check", "mie.toml")


def test_a_missing_file_of_stocks_is_refused(refused: Refused) -> None:
    """By name too."""
    assert "«niente.toml»" in refused("stocks", "--check", "niente.toml")


@pytest.mark.parametrize(
    ("options", "pages"),
    [
        ([], [(210.0, 297.0)]),
        (["--stock", "L4785"], [(210.0, 297.0)] * 2),
        (["--stock", "DK-11202"], [(62.0, 100.0)]),
    ],
)
def test_the_trial_page_is_written(do: Do, folder: Path, options: list[str], pages: object) -> None:
    """For a sheet with the outlines of its labels; for a roll on a label, upright as its driver has it."""
    said = do("trial-page", "-o", "prova.pdf", *options)
    assert (said.code, said.out) == (0, "Pagina di prova in prova.pdf: stampala al 100 %.\n")
    assert pages_mm(folder / "prova.pdf") == pages
    assert "alla" in pdf_text(folder / "prova.pdf")


def test_what_was_measured_becomes_options(do: Do) -> None:
    """The line can be pasted after `badges`."""
    said = do("trial-page", "--measured", "21.5,19,100,100")
    assert said.out == "--offset -1.5,1 --scale 1,1\n"
    assert do("trial-page", "--measured", "21,5 19 100 100").out == said.out


@pytest.mark.parametrize("measured", ["60,20,100,100", "20,20,80,100", "20,20,100", "a,b,c,d", "20,20,0,0", ""])
def test_absurd_measures_are_refused(refused: Refused, measured: str) -> None:
    """Rather than moving everything off the sheet."""
    assert refused("trial-page", "--measured", measured)


def test_two_measures_are_enough(do: Do) -> None:
    """Of a label's trial page the crosses may be all there is to measure: its lines are short."""
    said = do("trial-page", "--stock", "DK-11202", "--measured", "10;9,5")
    assert said.out == "--offset 0,0.5 --scale 1,1\n"


@pytest.mark.parametrize("digits", [400, 5000])
def test_a_measure_of_hundreds_of_digits_is_no_measure(do: Do, folder: Path, digits: int) -> None:
    """Neither a number beyond all measures, nor one that Python itself refuses to read, ends in an error of ours."""
    (folder / "mie.toml").write_text(f'[a]\npage = "A4"\nw_mm = {"9" * digits}\nh_mm = 50\n')
    said = do("stocks", "--check", "mie.toml")
    assert said.code == 1
    assert "errore del programma" not in said.out + said.err


def test_a_trial_page_never_takes_the_place_of_an_evening(refused: Refused, serata: Path) -> None:
    """As badges do not."""
    assert "c’è già" in refused("trial-page", "-o", "s.serata")


def test_a_trial_page_needs_to_know_what_to_do(do: Do) -> None:
    """Write the page or read the measures."""
    assert do("trial-page").code == 2


def in_question(door: Path, *names: str) -> None:
    """Add people to the register whose names nobody can tell from the list."""
    with Session.open(door.with_suffix(".registro"), FileKind.REGISTER) as register:
        for number, name in enumerate(names):
            family, first = name.split()
            asked = {"written": name, "choices": [[first, family], [family, first]], "why": "split_unsure"}
            register.record(
                "import_people",
                new("person", first_name=first, family_name=family, token=f"ASKED{number}345678", in_question=asked),
            )


def test_no_badge_of_a_name_in_question(do: Do, door: Path, folder: Path) -> None:
    """The others are printed; who is left out is counted and named on stderr."""
    in_question(door, "Quaresima Zoe", "Bruno Marco")
    said = do("badges", "s.serata", "-o", "b.pdf", "--only", "all", "--no-qr")
    assert (said.code, said.out) == (0, "62 etichette in b.pdf\n")
    assert said.err == "2 etichette aspettano: il nome è da guardare (Bruno Marco, Quaresima Zoe).\n"
    words = pdf_text(folder / "b.pdf")
    assert all(name not in words for name in ("Zoe", "Quaresima", "Bruno"))


def test_badges_as_json(do: Do, door: Path) -> None:
    """Whose are printed, and who waits with which answers."""
    in_question(door, "Bruno Marco")
    said = do("badges", "s.serata", "-o", "b.pdf", "--only", "all", "--json")
    document = said.json
    assert (said.err, list(document)) == ("", ["out", "printed", "waiting", "small", "undrawable"])
    assert (document["out"], len(document["printed"])) == ("b.pdf", 62)
    assert [(one["written"], one["choices"]) for one in document["waiting"]] == [("Bruno Marco", ["Marco", "Bruno"])]


def test_names_in_question_alone_make_no_pdf(do: Do, serata: Path, folder: Path) -> None:
    """There is nothing to print, and both things are said."""
    with Session.open(serata) as evening:
        create_register(evening, folder / "s.registro").close()
    in_question(serata, "Bruno Marco")
    said = do("badges", "s.serata", "-o", "b.pdf", "--only", "all")
    assert (said.code, said.out, (folder / "b.pdf").exists()) == (1, "", False)
    assert "1 etichetta aspetta" in said.err
    assert "nessuna etichetta da stampare" in said.err
