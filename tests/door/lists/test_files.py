"""Files that offices send as lists: read when there is a list in them, refused with the true reason when there is none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from facilitatore.door.lists.read import limits
from facilitatore.door.lists.read.spreadsheets import _fill_down
from facilitatore.door.lists.read.tables import Table, read_table
from facilitatore.errors import BadList
from facilitatore.sentences import LIST_REASONS, say
from tests.door.lists.test_tables import ods, why, written, xlsx

_CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
_MERGED = '<table:table-cell office:value-type="string" table:number-rows-spanned="3"><text:p>Rossi</text:p></table:table-cell>'
_COVERED = "<table:covered-table-cell/>"


def sheet(*rows: tuple[str, ...]) -> str:
    """Return the rows of an XLSX sheet; empty cells are left out, as Excel does."""
    return "".join(
        f'<row r="{number}">'
        + "".join(_CELL.format(f"{'ABCDEFGH'[place]}{number}", cell) for place, cell in enumerate(row) if cell)
        + "</row>"
        for number, row in enumerate(rows, 1)
    )


def archive(**members: str) -> bytes:
    """Return a zip with these members; an underscore in a name stands for a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name, text in members.items():
            out.writestr(name.replace("__", "/").replace("_DOT_", "."), text)
    return buffer.getvalue()


def read(folder: Path, text: str, name: str = "elenco.csv") -> Table:
    """Return the table of a text."""
    return read_table(written(folder, text, name))


def test_everything_in_the_first_column_of_a_workbook_is_split(tmp_path: Path) -> None:
    """A CSV that was pasted into column A has its columns back."""
    data = xlsx(sheet(("Nome;Cognome;Note",), ("Ada;Lollini;alta",), ("Bruno;Tassi;",)))
    assert read_table(written(tmp_path, data, "a.xlsx")).rows == (
        ("Nome", "Cognome", "Note"),
        ("Ada", "Lollini", "alta"),
        ("Bruno", "Tassi"),
    )


def test_a_cell_that_spilled_into_the_next_column_is_put_back(tmp_path: Path) -> None:
    """Excel opens a comma list in column A, and parts it at the semicolons of its words: both are undone."""
    data = xlsx(sheet(("Nome,Cognome,Note",), ("Ada,Lollini,alta", "bionda"), ("Bruno,Tassi,x",), ("Ugo,Neri,y",)))
    assert read_table(written(tmp_path, data, "a.xlsx")).rows[1] == ("Ada", "Lollini", "alta;bionda")


def test_names_with_a_comma_in_one_column_of_a_workbook_stay_whole(tmp_path: Path) -> None:
    """Rossi, Anna in column A is one cell: a space after a comma separates words."""
    data = xlsx(sheet(("Nominativo", ""), ("Rossi, Anna", ""), ("Bianchi, Luca", "")))
    assert read_table(written(tmp_path, data, "a.xlsx")).rows[1] == ("Rossi, Anna",)


def test_lines_wholly_in_quotes_are_split(tmp_path: Path) -> None:
    """What Excel saves of one column has quotes around each line."""
    table = read(tmp_path, '"Nome;Cognome;Note"\n"Ada;Lollini;""alta"""\n"Bruno;Tassi;x"\n')
    assert table.rows[1:] == (("Ada", "Lollini", "alta"), ("Bruno", "Tassi", "x"))


def test_a_single_line_in_quotes_is_split_like_the_others(tmp_path: Path) -> None:
    """Only the lines that hold a quote are quoted as a whole: they have the columns of the rest."""
    table = read(tmp_path, 'Nome;Cognome;Note\n"Ada;Lollini;""alta"""\nBruno;Tassi;x\nUgo;Neri;y\n')
    assert table.rows[1] == ("Ada", "Lollini", "alta")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_stray_quotes_swallow_nobody(tmp_path: Path, end: str) -> None:
    """A quote opened in one line and closed in a later one takes nobody between them for words of its cell."""
    lines = ("Nome;Cognome;Note", 'Ada;Lollini;"aperta', "Bruno;Tassi;", 'Carla;Ferri;chiusa"', "Dino;Fossi;")
    rows = read(tmp_path, end.join(lines)).rows
    assert [row[:2] for row in rows[1:]] == [
        ("Ada", "Lollini"),
        ("Bruno", "Tassi"),
        ("Carla", "Ferri"),
        ("Dino", "Fossi"),
    ]


def test_words_on_several_lines_stay_one_cell(tmp_path: Path) -> None:
    """Line ends and signs inside what somebody wrote make no rows."""
    rows = read(tmp_path, 'Nome;Cognome;Note\nAda;Lollini;"verrà; forse\ncon; un; figlio"\nBruno;Tassi;\n').rows
    assert rows[1] == ("Ada", "Lollini", "verrà; forse\ncon; un; figlio")


def test_addresses_of_a_mail_program(tmp_path: Path) -> None:
    """What is copied from a mail is names and addresses; an address alone stays to be looked at."""
    lines = ("Ada Lollini <ada@example.org>", '"Ferri, Carla" <c@example.org>;', "d.fossi@example.org")
    assert read(tmp_path, "\n".join(lines), "a.txt").rows == (
        ("Ada Lollini", "ada@example.org"),
        ("Ferri, Carla", "c@example.org"),
        ("d.fossi@example.org", "d.fossi@example.org"),
    )


@pytest.mark.parametrize("between", ["; ", ", ", ";"])
def test_addresses_on_one_line(tmp_path: Path, between: str) -> None:
    """The line of all who get a mail is a list, too."""
    line = between.join(f"{name} <{name[0]}@example.org>" for name in ("Ada Lollini", "Bruno Tassi", "Carla Ferri"))
    assert [row[0] for row in read(tmp_path, line, "a.txt").rows] == ["Ada Lollini", "Bruno Tassi", "Carla Ferri"]


def test_addresses_in_a_column_of_a_table_leave_it_a_table(tmp_path: Path) -> None:
    """Only lines that are nothing but name and address are read so."""
    rows = read(tmp_path, "Nome;Cognome;Mail\nAda;Lollini;Ada Lollini <ada@example.org>\n").rows
    assert rows[1] == ("Ada", "Lollini", "Ada Lollini <ada@example.org>")


@pytest.mark.parametrize("sign", ["{}. ", "{}) ", "{} - ", "({}) ", "{}° ", "{} "])
def test_numbers_before_names_are_taken_off(tmp_path: Path, sign: str) -> None:
    """1. Ada is Ada, whatever stands after the number."""
    names = ("Ada Lollini", "Bruno Tassi", "Carla Ferri")
    text = "".join(sign.format(number) + name + "\n" for number, name in enumerate(names, 1))
    assert [row[0] for row in read(tmp_path, text, "a.txt").rows] == list(names)


def test_bullets_before_names_are_taken_off(tmp_path: Path) -> None:
    """A dash before each name is no part of it."""
    assert read(tmp_path, "- Ada Lollini\n- Bruno Tassi\n", "a.txt").rows == (("Ada Lollini",), ("Bruno Tassi",))


def test_days_in_the_first_column_stay(tmp_path: Path) -> None:
    """Figures that go up in leaps, without a sign after them, are no numbering."""
    assert read(tmp_path, "8 gennaio;Ada\n15 gennaio;Bruno\n22 gennaio;Ugo\n").rows[0] == ("8 gennaio", "Ada")


def test_tabs_separate_where_the_dates_hold_commas(tmp_path: Path) -> None:
    """Teams writes tabs between its columns, commas in its dates, and several sections with other widths."""
    person = "{}\t8/1/18, 20:30\t8/1/18, 22:30\t2h\n"
    text = "1. Riepilogo\nPartecipanti\t2\n\n2. Partecipanti\nNome\tEntra\tEsce\tDurata\n"
    text += person.format("Ada Lollini") + person.format("Bruno Tassi") + "\n3. Attività\nNome\tOra\n"
    text += "Ada Lollini\t8/1/18, 20:30\n" * 4
    table = read_table(written(tmp_path, text.encode("utf-16")))
    assert (table.delimiter, table.rows[5][0]) == ("\t", "Ada Lollini")


def test_cells_merged_downwards_are_filled(tmp_path: Path) -> None:
    """A group written once over several rows is the group of each; a title over several columns stays one cell."""
    rows = sheet(("Elenco", "", ""), ("Rosso", "Ada", "Lollini"), ("", "Bruno", "Tassi"), ("Blu", "Ugo", "Neri"))
    merged = '</sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells><sheetData>'
    table = read_table(written(tmp_path, xlsx(rows + merged), "a.xlsx"))
    assert [row[0] for row in table.rows] == ["Elenco", "Rosso", "Rosso", "Blu"]
    assert (table.rows[0], table.filled) == (("Elenco",), {(2, 0)})


def test_opendocument_cells_merged_downwards_are_filled(tmp_path: Path) -> None:
    """LibreOffice says the same in other words."""
    cells = [_MERGED, _COVERED, _COVERED]
    name = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    names = ("Anna", "Luca", "Sara")
    rows = (
        f"<table:table-row>{cell}{name.format(one)}</table:table-row>" for cell, one in zip(cells, names, strict=True)
    )
    table = read_table(written(tmp_path, ods("".join(rows)), "a.ods"))
    assert table.rows == (("Rossi", "Anna"), ("Rossi", "Luca"), ("Rossi", "Sara"))


def test_merged_cells_without_end_are_no_more_work_than_a_list_has_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merges over a million rows, said without end, are left when as many cells were filled as a list may have."""
    monkeypatch.setattr(limits, "MAX_CELLS", 10)
    merges = iter([((0, 0), (1_048_575, 0))] * 1000)
    rows = [["Rosso", "Ada"], ["", "Bruno"], ["", "Ugo"]]
    assert _fill_down(rows, merges) == {(1, 0), (2, 0)}
    assert len(list(merges)) == 1000 - 6


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.slk", b'ID;PWXL;N;E\nC;Y1;X1;K"Nome"\n', "sylk"),
        ("a.vcf", b"BEGIN:VCARD\nVERSION:3.0\nN:Lollini;Ada;;;\nEND:VCARD\n", "address_book"),
        ("a.json", b'[{"nome":"Ada","cognome":"Lollini"}]', "json"),
        ("a.csv", b'{\n  "nome": "Ada"\n}', "json"),
        (
            "a.xml",
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="x">',
            "xml_sheet",
        ),
        ("a.xlsb", archive(xl__workbook_DOT_bin="x", xl__worksheets__sheet1_DOT_bin="x"), "xlsb"),
        ("a.docx", archive(word__document_DOT_xml="<w/>"), "document"),
        ("a.numbers", archive(Index__Document_DOT_iwa="x"), "numbers"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "document"),
    ],
)
def test_what_is_no_list_is_called_what_it_is(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """Each kind of file that is no list is refused with its own reason, and never read as people."""
    assert why(written(tmp_path, data, name)) == reason


def test_an_opendocument_sheet_with_a_password_says_so(tmp_path: Path) -> None:
    """A protected sheet is not called broken, although nothing in it can be parsed."""
    manifest = '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert (
        why(written(tmp_path, archive(content_DOT_xml="\x93\x01", **{"META-INF__manifest_DOT_xml": manifest}), "a.ods"))
        == "protected"
    )


def test_an_xlsb_is_told_how_to_be_saved() -> None:
    """Saving an XLSB again gives an XLSB: the sentence names the format to choose."""
    assert "salvalo come .xlsx" in say(BadList(Path("a.xlsb"), "xlsb"))


def test_every_reason_has_its_words() -> None:
    """No refusal falls back on the words for what nobody knows."""
    from facilitatore.door.lists.read import foreign

    told = [why for _, why in (*foreign._IN_OLE, *foreign._IN_ARCHIVE, *foreign._TEXTS)]
    assert set(told) <= set(LIST_REASONS)


@pytest.mark.parametrize(
    "cell",
    [
        '"' * 50_001,
        '"a""' * 20_000,
        "1" + " " * 60_000 + "9",
        "<" * 60_000,
        "a@" * 30_000,
        ";" * 900 + '"' * 900,
        "[" * 60_000,
    ],
)
def test_cells_of_one_sign_take_no_longer_than_their_length(tmp_path: Path, cell: str) -> None:
    """Whatever fills a cell, the list is read at once: the suite's own limit ends a pattern that looks twice."""
    rows = read(tmp_path, f"Nome;Cognome\nAda;Lollini\n{cell}\nBruno;Tassi\n").rows
    assert rows[1] == ("Ada", "Lollini")


def test_entities_of_html_separate_no_columns(tmp_path: Path) -> None:
    """The semicolon of "&nbsp;" is none of the list: the names stay whole."""
    path = tmp_path / "elenco.csv"
    path.write_text("Nominativo\nJos&eacute;&nbsp;Mu&ntilde;oz\nAnna&nbsp;Rossi&nbsp;\n", encoding="utf-8")
    assert read_table(path).rows == (("Nominativo",), ("José Muñoz",), ("Anna Rossi",))
