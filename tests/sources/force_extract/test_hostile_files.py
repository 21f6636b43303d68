"""Broken and hostile files: a sentence or rows set aside, never a traceback."""

from __future__ import annotations

import io
import random
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hotspots.errors import InputError
from hotspots.sources.force_extract.cells import delimited_text
from hotspots.sources.force_extract.read import read_extract
from tests.sources.force_extract.extracts import (
    cells,
    csv_bytes,
    incidents,
    sheet_xml,
    workbook_bytes,
)

COLUMNS = {
    "Crime No": lambda i: f"C{i.number}",
    "HO Code": lambda i: i.code,
    "Offence": lambda i: i.title,
    "Place": lambda _: "The King's Head, rear",
    "Committed From": lambda i: i.start.strftime("%d/%m/%Y %H:%M"),
    "Easting": lambda i: i.easting,
    "Northing": lambda i: i.northing,
}


def _table(n=120):
    return cells(COLUMNS, incidents(n))


def _changed(change, n=120, **options):
    table = _table(n)
    change(table)
    return read_extract(csv_bytes(table, **options), "hostile.csv")


def _aside(reading):
    found = reading.set_aside
    assert len(reading.rows) + len(found) == reading.n_read
    return dict(zip(found["row"], found["reason"], strict=True))


def _lines(content):
    return content.split(b"\r\n")


# ---- rows ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        (4, "", "no date"),
        (4, "NULL", "no date"),
        (4, "31/02/2025 10:00", "date not readable"),
        (4, "yesterday", "date not readable"),
        (4, "01/01/2025 25:99", "date not readable"),
        (4, "01/01/1900 00:00", "date not readable"),
        (5, "", "no position"),
        (5, "N/A", "no position"),
        (5, "see map", "no position"),
        (6, "0", "no position"),
        (5, "999999", "position outside the area"),
        (5, "57500", "position outside the area"),
    ],
)
def test_a_broken_cell_costs_its_row_and_no_other(column, value, reason):
    def change(table):
        table[8][column] = value

    assert _aside(_changed(change)) == {8: reason}


def test_a_row_without_code_and_title_has_no_offence():
    def change(table):
        table[3][1] = table[3][2] = "-"

    assert _aside(_changed(change)) == {3: "no offence"}


def test_rows_cut_short_or_too_long_are_set_aside_with_their_line():
    content = _lines(csv_bytes(_table()))
    content[5] = content[5].rpartition(b",")[0]
    content[9] += b",more"
    reading = read_extract(b"\r\n".join(content), "ragged.csv")
    assert _aside(reading) == {5: "wrong number of cells", 9: "wrong number of cells"}
    assert reading.set_aside["line"].to_list() == [6, 10]


def test_empty_cells_at_the_end_of_every_row_are_no_fault():
    def change(table):
        for row in table:
            row += ["", ""]

    assert _aside(_changed(change)) == {}


def test_headings_repeated_between_joined_files_are_set_aside():
    def change(table):
        table.insert(50, list(table[0]))

    assert _aside(_changed(change)) == {50: "heading repeated"}


def test_an_open_quote_costs_one_row():
    content = _lines(csv_bytes(_table()))
    content[20] = content[20].replace(b'rear"', b"rear")
    content[60] = content[60].replace(b",C", b',"C').replace(b"C59", b'"C59')
    reading = read_extract(b"\r\n".join(content), "quotes.csv")
    assert set(_aside(reading).values()) == {"broken quotes"}
    assert set(_aside(reading)) <= {20, 60}
    assert reading.n_read == 120


def test_line_breaks_inside_quotes_belong_to_the_cell():
    def change(table):
        table[7][3] = "line one\nline, two\n\nfour"

    reading = _changed(change, line_end="\n")
    assert _aside(reading) == {}
    assert reading.n_read == 120


def test_mixed_line_ends_and_zero_bytes_do_no_harm():
    content = csv_bytes(_table())
    lines = _lines(content)
    mixed = b"".join(
        line + (b"\n", b"\r\n", b"\r")[at % 3] for at, line in enumerate(lines) if line
    )
    reading = read_extract(mixed.replace(b"Shop", b"Sh\0op"), "mixed.csv")
    assert reading.n_read == 120
    assert _aside(reading) == {}


def test_formulas_in_text_stay_text_and_leave_with_no_row():
    def change(table):
        table[4][3] = "=cmd|'/c calc'!A1"
        table[6][2] = "=1+1"

    reading = _changed(change)
    assert "=cmd" not in reading.rows.to_csv()
    assert "=cmd" not in reading.examples.to_csv()


def test_html_in_cells_is_read_as_text():
    def change(table):
        for row in table[1:]:
            row[3] = "<script>alert(1)</script>"

    assert len(_changed(change).rows) == 120


# ---- above and below the table -----------------------------------------------------


def test_titles_above_and_totals_and_notes_below_are_no_rows():
    table = _table()
    above = [["Crime extract"], ["Run on 02/02/2025", "by Analysis"], []]
    below = [[], ["Total", "120"], [], ["Source: crime system, official sensitive"]]
    reading = read_extract(csv_bytes([*above, *table, *below]), "titles.csv")
    assert reading.n_read == len(reading.rows) == 120
    assert reading.file_format.heading_row == 4
    assert reading.file_format.n_footer_rows == 2


def test_a_broken_last_row_is_a_row_and_no_note():
    def change(table):
        table[-1] = ["C119", "", "", "", "", "", ""]

    assert _aside(_changed(change)) == {120: "no date"}


def test_two_heading_rows_name_columns_by_both_where_one_repeats():
    rows = incidents()
    table = [
        ["Crime", "", "", "From", "", "To", "", "Place", ""],
        ["No", "HOC", "Offence", "Date", "Time", "Date", "Time", "X", "Y"],
    ]
    table += [
        [
            str(i.number),
            i.code,
            i.title,
            *(i.start.strftime(form) for form in ("%d/%m/%Y", "%H:%M")),
            *(i.end.strftime(form) for form in ("%d/%m/%Y", "%H:%M")),
            str(i.easting),
            str(i.northing),
        ]
        for i in rows
    ]
    reading = read_extract(csv_bytes(table), "two.csv")
    assert reading.mapping.columns == {
        "identifier": "No",
        "offence_code": "HOC",
        "offence_title": "Offence",
        "from_date": "From Date",
        "from_time": "From Time",
        "to_date": "To Date",
        "to_time": "To Time",
        "easting": "X",
        "northing": "Y",
    }
    assert (reading.file_format.group_row, reading.file_format.heading_row) == (1, 2)
    assert len(reading.rows) == 120


def test_a_heading_used_twice_keeps_both_columns():
    table = _table()
    for row, value in zip(table, ["Offence", *["x"] * 120], strict=True):
        row.append(value)
    reading = read_extract(csv_bytes(table), "twice.csv")
    assert [guess.column for guess in reading.columns][-1] == "Offence (2)"
    assert reading.mapping.columns["offence_title"] == "Offence"


# ---- files that are refused --------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "empty"),
        (b"   \n\n", "empty"),
        (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "web page"),
        (b'{"rows": []}', "JSON"),
        (b"one column\n1\n2\n", "single column"),
        (b"a,b,c\n", "no rows under"),
        (b"1,2,3\n4,5,6\n", "no row of headings"),
        (b"PK\x03\x04 not a workbook", "damaged"),
        (b"PAR1 not parquet PAR1", "Parquet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 password", "workbook"),
        (b"Name,Colour\nAnn,red\nBob,blue\n", "no column that reads as"),
        (bytes(range(256)) * 40, "is not text"),
        (b"\x00" * 1000, "is not text"),
        (b"SQLite format 3\0" + bytes(range(32)) * 99, "is not text"),
        (b'"' * 1001, "."),
        (b"a" * 3_000_000, "."),
        (b"a,b\n" + b"x" * 2_000_000 + b",1\n", "."),
    ],
)
def test_what_is_no_extract_is_refused_in_a_sentence(content, words):
    with pytest.raises(InputError, match=words):
        read_extract(content, "hostile.bin")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (
            {
                "Cell ID": lambda i: f"H{i.number}",
                "Month": lambda i: i.start.strftime("%Y-%m"),
                "Offence": lambda i: i.title,
                "Easting": lambda i: i.easting,
                "Northing": lambda i: i.northing,
                "Offences": lambda i: i.number % 9,
            },
            "a column Offences",
        ),
        (
            {
                "LSOA Code": lambda i: f"E{i.number}",
                "Minor Category": lambda i: i.title,
                "202401": lambda i: i.number % 4,
                "202402": lambda i: i.number % 3,
                "202403": lambda i: i.number % 5,
            },
            "headed with months",
        ),
        (
            {
                "Ward": lambda i: f"W{i.number}",
                "Offence": lambda i: i.title,
                "Financial Year": lambda _: "2024/25",
                "Total Crimes": lambda i: i.number,
            },
            "a column Total Crimes and no position",
        ),
    ],
)
def test_tables_of_counts_are_refused_in_words(columns, words):
    content = csv_bytes(cells(columns, incidents()))
    with pytest.raises(InputError, match="counts for areas or months") as refused:
        read_extract(content, "counts.csv")
    assert words in str(refused.value)


def test_positions_in_another_country_are_refused_with_the_first_row():
    columns = {**COLUMNS, "Northing": lambda i: i.northing + 600_000}
    content = csv_bytes(cells(columns, incidents()))
    with pytest.raises(InputError, match="the first is row 1"):
        read_extract(content, "north.csv")


def test_random_bytes_never_break_the_reader():
    source = random.Random(7)
    good = csv_bytes(_table(40))
    for _ in range(40):
        content = bytearray(good)
        for _ in range(source.randrange(1, 60)):
            content[source.randrange(len(content))] = source.randrange(256)
        try:
            reading = read_extract(bytes(content), "noise.csv")
        except InputError:
            continue
        assert len(reading.rows) + len(reading.set_aside) == reading.n_read


# ---- workbooks and parquet -----------------------------------------------------------


def _sheet_rows(n=60):
    rows = incidents(n)
    return [
        list(COLUMNS),
        *(
            [
                f"C{i.number}", i.code, i.title, "x",
                i.start.strftime("%d/%m/%Y %H:%M"), i.easting, i.northing,
            ]
            for i in rows
        ),
    ]  # fmt: skip


def test_the_longest_sheet_is_read_and_the_others_named():
    sheets = {
        "Notes": sheet_xml([["Read me"], ["This is an extract"]]),
        "Data": sheet_xml(_sheet_rows()),
    }
    reading = read_extract(workbook_bytes(sheets), "two_sheets.xlsx")
    assert reading.file_format.sheet == "Data"
    assert reading.file_format.other_sheets == ("Notes",)
    assert len(reading.rows) == 60


def test_formula_cells_count_as_what_they_show():
    table = _sheet_rows()
    table[5][3] = "=HYPERLINK(1)"
    reading = read_extract(workbook_bytes({"A": sheet_xml(table)}), "formula.xlsx")
    assert len(reading.rows) == 60


LAST_CELL = 'r="XFD1048576"'


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("", ""),
        ("worksheets/", "other/"),
        (LAST_CELL, LAST_CELL.replace('"', "'")),
        (LAST_CELL, LAST_CELL.lower()),
        (f" {LAST_CELL}", f"\n{LAST_CELL}"),
    ],
)
def test_a_lone_cell_in_the_last_corner_costs_its_workbook_alone(usual, other):
    xml = sheet_xml(_sheet_rows()).replace(
        "</sheetData>",
        f'<row r="1048576"><c {LAST_CELL}><v>1</v></c></row></sheetData>',
    )
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_bytes({"A": xml}))) as book,
        zipfile.ZipFile(made, "w") as changed,
    ):
        for name in book.namelist():
            content = book.read(name).decode().replace(usual, other)
            changed.writestr(name.replace(usual, other), content)
    with pytest.raises(InputError, match="cells very far from the table"):
        read_extract(made.getvalue(), "corner.xlsx")


def test_a_sheet_of_too_many_cells_is_told_with_its_size():
    xml = sheet_xml([["a"]]).replace(
        "</sheetData>",
        '<row r="1000000"><c r="BA1000000"><v>1</v></c></row></sheetData>',
    )
    with pytest.raises(InputError, match="1,000,000 rows by 53 columns, more than"):
        read_extract(workbook_bytes({"A": xml}), "wide.xlsx")


def test_more_columns_than_any_table_has_are_refused_at_once():
    content = b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"1," * 19_999
    with pytest.raises(InputError, match="wide.csv has 20,000 columns; at most 300"):
        read_extract(content + b"1\n", "wide.csv")


def _parquet(column: pa.Array) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table({"Offence": column}), made)
    return made.getvalue()


def test_a_few_hundred_bytes_of_parquet_unpack_to_no_more_than_they_may():
    text = pa.DictionaryArray.from_arrays(
        pa.array([0] * 30_000, pa.int32()), pa.array(["x" * 100_000])
    )
    lists = pa.ListArray.from_arrays(
        pa.array([0, 1_000_000], pa.int32()), pa.nulls(1_000_000, pa.int32())
    )
    nothing = pa.nulls(50_000_000, pa.int8())
    for column, words in (
        (text, "unpacks to 3 GB"),
        (lists, "lists in the cells of Offence"),
        (nothing, "unpacks to 400 MB"),
        (pa.array(["x" * 2_000_000]), "a cell of 2,000,000 characters"),
    ):
        content = _parquet(column)
        assert len(content) < 200_000
        with pytest.raises(InputError, match=words):
            read_extract(content, "bomb.parquet")


def test_a_workbook_that_unpacks_without_end_is_refused_unopened():
    made = io.BytesIO()
    block = b"0" * 10_000_000
    name = "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open(name, "w", force_zip64=True) as entry,
    ):
        for _ in range(210):
            entry.write(block)
    with pytest.raises(InputError, match="unpacks to 2 GB"):
        read_extract(made.getvalue(), "bomb.xlsx")


def test_one_text_without_end_is_no_workbook():
    """Of 600 KB it made 6 GB; stored as it is it makes no less."""
    xml = sheet_xml([["a", "b"], ["x" * 40_000, 1]])
    with pytest.raises(InputError, match="cannot be opened as a workbook"):
        read_extract(workbook_bytes({"A": xml}), "long.xlsx")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    with pytest.raises(InputError, match="times its size"):
        read_extract(made.getvalue(), "bomb.xlsx")


def test_text_of_more_cells_than_a_machine_can_hold_is_refused(monkeypatch):
    monkeypatch.setattr(delimited_text, "MOST_CELLS", 999)
    with pytest.raises(InputError, match="some 1,001 cells; at most 999 are read"):
        read_extract(b"Easting,Northing\n" + b",\n" * 499 + b",", "wide.csv")


def test_times_with_a_zone_become_local_time():
    rows = incidents(30)
    frame = pd.DataFrame(
        {
            "ref": [f"C{i.number}" for i in rows],
            "ho_code": [i.code for i in rows],
            "committed_from": pd.to_datetime(["2025-07-01 22:30"] * 30, utc=True),
            "easting": [i.easting for i in rows],
            "northing": [i.northing for i in rows],
        }
    )
    made = io.BytesIO()
    frame.to_parquet(made)
    reading = read_extract(made.getvalue(), "zoned.parquet")
    assert set(reading.rows["start"].astype(str)) == {"2025-07-01 23:30:00"}
