"""Reading the rows of a list, whatever wrote it, and refusing what is none."""

from __future__ import annotations

import codecs
import io
import zipfile
from pathlib import Path

import pytest

from facilitatore.door.lists.planning import find_list
from facilitatore.door.lists.read import limits
from facilitatore.door.lists.read.tables import read_table
from facilitatore.errors import BadList, FileMissing

PEOPLE = (
    "Nome;Cognome;Note\r\n"
    'Nicolò;"D\'Amìco";"perché no?\nSeconda riga"\r\n'
    "Maria José;De\u2019 Rossi;è celiaca; ma viene\r\n"
)
_OFFICE = "http://schemas.openxmlformats.org"
_TEXT = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'


def written(folder: Path, data: bytes | str, name: str = "elenco.csv") -> Path:
    """Return the path of a file with the given content."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def why(path: Path) -> str:
    """Return why the file is refused."""
    with pytest.raises(BadList) as caught:
        read_table(path)
    assert caught.value.path == path
    return caught.value.why


def xlsx(*sheets: str, hidden: int = -1) -> bytes:
    """Return a workbook with the given sheet data, one sheet each; the one numbered `hidden` is hidden."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        office = "application/vnd.openxmlformats"
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{office}-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{office}-officedocument.spreadsheetml.sheet.main+xml" />'
            "</Types>",
        )
        numbers = range(len(sheets))
        state = ['state="hidden"' if n == hidden else "" for n in numbers]
        names = "".join(
            f'<sheet name="Foglio{n + 1}" sheetId="{n + 1}" {state[n]} r:id="rId{n + 1}"/>' for n in numbers
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_OFFICE}/spreadsheetml/2006/main"'
            f' xmlns:r="{_OFFICE}/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>',
        )
        kind = f"{_OFFICE}/officeDocument/2006/relationships"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        parts = "".join(
            f'<Relationship Id="rId{n + 1}" Type="{kind}/worksheet" Target="worksheets/sheet{n + 1}.xml"/>'
            for n in numbers
        )
        styles = f'<Relationship Id="rId99" Type="{kind}/styles" Target="styles.xml"/>'
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{parts}{styles}</Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_OFFICE}/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/>'
            f'<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        )
        for number, data in enumerate(sheets):
            archive.writestr(
                f"xl/worksheets/sheet{number + 1}.xml",
                f'<worksheet xmlns="{_OFFICE}/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>',
            )
    return buffer.getvalue()


def ods(rows: str) -> bytes:
    """Return an OpenDocument sheet with the given table rows."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{names}:manifest:1.0"/>')
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0"'
            f' xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="F">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Accents, apostrophes and quoted line ends come through all the encodings and delimiters of offices."""
    text = PEOPLE.replace("è celiaca; ma viene", '"è celiaca; ma viene"').replace(";", delimiter)
    table = read_table(written(tmp_path, text.encode(encoding)))
    assert table.delimiter == delimiter
    assert table.rows[1] == ("Nicolò", "D'Amìco", "perché no?\nSeconda riga")
    assert table.rows[2][:2] == ("Maria José", "De\u2019 Rossi")


def test_old_macintosh(tmp_path: Path) -> None:
    """An old Macintosh text with plain Italian accents keeps them."""
    text = "Nome;Cognome\nNicolò;Bondì\nPerché è così;Cantù\nSarà già là;Più\nGesù;Età\n"
    assert read_table(written(tmp_path, text.encode("mac_roman"))).rows[1] == ("Nicolò", "Bondì")


@pytest.mark.parametrize("first", ["sep=;\r\n", "sep=,\n"])
def test_sep_line(tmp_path: Path, first: str) -> None:
    """Excel's sep= line decides the delimiter and is no row."""
    table = read_table(written(tmp_path, first + "Nome{0}Cognome\nAnna{0}Rossi".format(first[4])))
    assert (table.delimiter, table.rows[0]) == (first[4], ("Nome", "Cognome"))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Iscrizioni serata del 12/11/2026\n\nNome;Cognome;Ente\nAnna;Rossi;Caritas\nLuca;Bianchi;ACLI\n", ";"),
        ("Nome;Indirizzo;Voto\nAnna;Via Roma, 3;7,5\nLuca;Piazza Dante, 1, int. 4;8,0\nSara;Corso Italia;9\n", ";"),
        ('"Ora","Nome","Temi"\n"1","Luca","Casa;Povertà;Cura"\n"2","Sara","Casa;Lavoro;Cura"\n', ","),
        ("Nome\tCognome\tEnte\nAnna\tRossi\tCoop, Forlì\nLuca\tBianchi\tCoop; Cesena\n", "\t"),
        ("Nominativo\nAnna Rossi\nLuca Bianchi\n", None),
        ("Nominativo\nRossi, Anna\nBianchi, Luca\nDe Luca, Sara\n", None),
    ],
)
def test_delimiter_vote(tmp_path: Path, text: str, delimiter: str | None) -> None:
    """Titles above the headings, commas in addresses and semicolons in answers do not mislead the vote."""
    assert read_table(written(tmp_path, text)).delimiter == delimiter


def test_one_column_keeps_commas(tmp_path: Path) -> None:
    """A single column of "Rossi, Anna" stays a single column."""
    assert read_table(written(tmp_path, "Nominativo\nRossi, Anna\nDe Luca, Sara\n")).rows[1] == ("Rossi, Anna",)


def test_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    """Blank rows inside are kept, those at the end are not, so that row numbers can be told to people."""
    rows = read_table(written(tmp_path, "Nome;Cognome;;\n;;;\nAnna;Rossi;;\n;;;\n\n")).rows
    assert rows == (("Nome", "Cognome"), (), ("Anna", "Rossi"))


def test_stray_quote_loses_nobody(tmp_path: Path) -> None:
    """A quote that is never closed does not swallow the people after it."""
    rows = read_table(written(tmp_path, 'Nome;Cognome\n"Anna;Rossi\nLuca;Bianchi\nSara;Verdi\n')).rows
    assert rows[2:] == (("Luca", "Bianchi"), ("Sara", "Verdi"))


def test_cells_are_clean(tmp_path: Path) -> None:
    """Hard spaces at the edges and control characters go."""
    table = read_table(
        written(tmp_path, "Nome;Cognome\n\u00a0An\x07na\x1b \u00a0;Ro\x00ssi\u200b\n" + "Luca;Bianchi\n" * 9)
    )
    assert table.rows[1] == ("Anna", "Rossi")


def test_xlsx_cells(tmp_path: Path) -> None:
    """Whole numbers have no ".0", dates are ISO, ticks are Sì, and rows keep their numbers."""
    cells = '<c r="A2"><v>1</v></c><c r="B2" s="1"><v>43108</v></c><c r="C2"><v>2.5</v></c><c r="D2" t="b"><v>1</v></c>'
    row = f'<row r="2">{cells}</row>'
    assert read_table(written(tmp_path, xlsx(row), "a.xlsx")).rows == ((), ("1", "2018-01-08", "2.5", "Sì"))


def test_first_visible_sheet(tmp_path: Path) -> None:
    """Hidden and empty sheets are passed over; another one can be asked for by name."""
    one, two = ('<row r="1">' + _TEXT.format("A1", name) + "</row>" for name in ("Anna", "Luca"))
    path = written(tmp_path, xlsx(one, "", two, one, hidden=0), "a.xlsx")
    table = read_table(path)
    assert (table.rows, table.sheet, table.sheets) == ((("Luca",),), "Foglio3", ("Foglio3", "Foglio4"))
    assert read_table(path, "Foglio4").rows == (("Anna",),)


def test_the_sheet_with_the_names(tmp_path: Path) -> None:
    """Of several sheets the one with names is read, and another one can be asked for."""

    def sheet(*lines: tuple[str, ...]) -> str:
        return "".join(
            f'<row r="{r}">' + "".join(_TEXT.format(f"{'ABC'[c]}{r}", cell) for c, cell in enumerate(line)) + "</row>"
            for r, line in enumerate(lines, start=1)
        )

    path = tmp_path / "a.xlsx"
    people = sheet(("Nome", "Cognome"), ("Anna", "Rossi"))
    path.write_bytes(xlsx(sheet(("Prodotto", "Prezzo"), ("pane", "2")), people, sheet(("x",))))
    found = find_list(path)
    assert (found.table.sheet, found.columns.names) == ("Foglio2", (0, 1))
    assert not find_list(path, sheet="Foglio1").columns.names


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A workbook that points outside is read for what stands in its cells: nothing is fetched, no formula runs."""
    outside = '<c r="B1"><f>[1]Foglio1!A1</f><v>7</v></c><c r="C1"><f>HYPERLINK("http://127.0.0.1:9/x","y")</f></c>'
    path = written(tmp_path, xlsx(f'<row r="1">{_TEXT.format("A1", "=cmd|x")}{outside}</row>'), "a.xlsx")
    assert read_table(path).rows == (("=cmd|x", "7"),)


def test_spreadsheet_is_known_by_its_content(tmp_path: Path) -> None:
    """A workbook called .csv is read as a workbook."""
    path = written(tmp_path, xlsx('<row r="1">' + _TEXT.format("A1", "Nome") + "</row>"), "elenco.csv")
    assert read_table(path).rows == (("Nome",),)


def test_ods(tmp_path: Path) -> None:
    """An OpenDocument sheet is read, with the million empty rows that LibreOffice writes after it."""
    cell = '<table:table-cell office:value-type="string"><text:p>Anna</text:p></table:table-cell>'
    blank = '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    blank = f'<table:table-row table:number-rows-repeated="1048575">{blank}'
    path = written(tmp_path, ods(f"<table:table-row>{cell}</table:table-row>{blank}"), "a.ods")
    assert read_table(path).rows == (("Anna",),)


def test_text_named_xls(tmp_path: Path) -> None:
    """Portals call a tab-separated text .xls: it is read as what it is."""
    assert read_table(written(tmp_path, "Nome\tCognome\nAnna\tRossi\n", "a.xls")).rows[1] == ("Anna", "Rossi")


@pytest.mark.parametrize(
    "data", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", codecs.BOM_UTF16_LE + "\n".encode("utf-16-le"), b";;;\n;;\n"]
)
def test_empty(tmp_path: Path, data: bytes) -> None:
    """A file with nothing in it is empty, with or without its marks."""
    assert why(written(tmp_path, data)) == "empty"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"%PDF-1.7 testo", b"\x89PNG\r\n\x1a\n" + bytes(99), b"\x1f\x8b\x08abc"]
)
def test_binary(tmp_path: Path, data: bytes) -> None:
    """A picture, a PDF or rubbish is no text, nor a workbook whatever it is called."""
    assert why(written(tmp_path, data)) == "binary"
    assert why(written(tmp_path, data, "a.xlsx")) == "not_a_spreadsheet"


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><html><p>Accedi</p></html>", "\n<HTML><table><tr><td>Nome", "{\\rtf1 Nome}"]
)
def test_web_page(tmp_path: Path, page: str) -> None:
    """A page saved instead of the list is neither a list nor a workbook."""
    assert why(written(tmp_path, page)) == "not_a_list"
    assert why(written(tmp_path, page, "a.xlsx")) == "not_a_spreadsheet"
    assert why(written(tmp_path, page, "a.xls")) == "not_a_spreadsheet"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), b"non sono un foglio", xlsx("<row><c")],
)
def test_rubbish_workbook(tmp_path: Path, data: bytes) -> None:
    """Broken archives, broken old Office files and texts called .xlsx are no workbooks."""
    assert why(written(tmp_path, data, "a.xlsx")) == "not_a_spreadsheet"


def test_archive_of_something_else(tmp_path: Path) -> None:
    """A zip that holds no workbook is none."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("foto.jpg", "x")
    assert why(written(tmp_path, buffer.getvalue(), "a.xlsx")) == "not_a_spreadsheet"


def test_too_long(tmp_path: Path) -> None:
    """More than 20 MB are not read at all."""
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b"Nome;Cognome\n")
        file.truncate(limits.MAX_BYTES + 1)
    assert why(path) == "too_big"


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of nothing but delimiters is refused."""
    monkeypatch.setattr(limits, "MAX_CELLS", 100)
    assert why(written(tmp_path, "a;b\n" + ";" * 200)) == "too_big"


def test_far_cells_do_not_abort(tmp_path: Path) -> None:
    """Two cells, the first and the last possible, are refused before the library asks for 400 GB and aborts."""
    far = f'<row r="1">{_TEXT.format("A1", "a")}</row><row r="1048576">{_TEXT.format("XFD1048576", "b")}</row>'
    assert why(written(tmp_path, xlsx(far), "a.xlsx")) == "too_big"


def test_repeated_cells_do_not_abort(tmp_path: Path) -> None:
    """An OpenDocument cell repeated a billion times is refused as well."""
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"/>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert why(written(tmp_path, ods(rows), "a.ods")) == "too_big"


def test_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an archive unpacks to is counted, whatever it declares."""
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1 << 20)
    data = xlsx(" " * (2 << 20))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        declared = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    assert data.count(declared) == 2
    assert why(written(tmp_path, data.replace(declared, b"\x10\x00\x00\x00"), "a.xlsx")) == "too_big"


def test_missing_and_folder(tmp_path: Path) -> None:
    """No file and a folder are two different things."""
    with pytest.raises(FileMissing):
        read_table(tmp_path / "nessuno.csv")
    assert why(tmp_path) == "unreadable"
