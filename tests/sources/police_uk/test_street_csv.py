from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.sources.police_uk.street_csv import read_street_csv

NAME = "2025-01-kent-street.csv"

TWO_ROWS = """
    Crime ID | Location                 | Crime type
    aa       | On or near Gabriel'S Hill | Robbery
             | No Location               | Anti-social behaviour
"""


def read(content: bytes):
    return read_street_csv(content, name=NAME).to_pandas()


# Gives the right answer


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_mark_of_utf_8_make_no_difference(street_csv, newline, mark):
    usual = read(street_csv(TWO_ROWS))
    assert read(mark + street_csv(TWO_ROWS, newline=newline)).equals(usual)
    assert usual["line"].to_list() == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_letters_with_accents_are_read(street_csv, encoding):
    content = street_csv(TWO_ROWS).decode().replace("Hill", "Café")
    rows = read(content.encode(encoding))
    assert rows["location"][0] == "On or near Gabriel'S Café"


def test_the_last_line_needs_no_end(street_csv):
    assert len(read(street_csv(TWO_ROWS).rstrip(b"\n"))) == 2


def test_columns_may_stand_in_any_order_and_be_quoted(street_csv):
    lines = street_csv(TWO_ROWS).decode().splitlines()
    turned = "\n".join(
        ",".join(f'"{cell}"' for cell in reversed(line.split(","))) for line in lines
    )
    assert read(turned.encode()).equals(read(street_csv(TWO_ROWS)))


def test_a_comma_in_quotes_is_no_new_field(street_csv):
    content = street_csv(TWO_ROWS).replace(b"No Location", b'"Bristol, City of"')
    assert read(content)["location"][1] == "Bristol, City of"


def test_blank_lines_are_no_rows_and_line_numbers_stay_true(street_csv):
    lines = street_csv(TWO_ROWS).splitlines()
    rows = read(b"\n".join([lines[0], b"", lines[1], b"  ", lines[2], b"", b""]))
    assert rows["line"].to_list() == [3, 5]


@pytest.mark.parametrize("broken", ["cut,off", ",".join("a" * 13), ",,,,\x00", '"'])
def test_a_line_that_does_not_fit_the_heading_becomes_blanks(street_csv, broken):
    lines = street_csv(TWO_ROWS).decode().splitlines()
    rows = read("\n".join([*lines[:2], broken, lines[2]]).encode())
    assert rows["line"].to_list() == [2, 3, 4]
    assert rows["category"].to_list() == ["Robbery", "", "Anti-social behaviour"]


def test_a_stray_quote_swallows_no_other_line(street_csv):
    lines = street_csv(TWO_ROWS).decode().splitlines()
    stray = lines[1].replace("On or near", '"On or near')
    rows = read("\n".join([lines[0], stray, *[lines[2]] * 3, stray, lines[2]]).encode())
    assert rows["line"].to_list() == [2, 3, 4, 5, 6, 7]
    assert (rows["category"] == "Anti-social behaviour").sum() == 4


def test_blank_degrees_are_null_and_words_are_not_a_number(street_csv):
    drawn = """
        Longitude | Latitude
        0.5       | 51.2
                  |
        east      | nan
    """
    longitude = read_street_csv(street_csv(drawn), name=NAME)["longitude"]
    assert longitude.is_null().to_pylist() == [False, True, False]
    assert longitude.is_null(nan_is_null=True).to_pylist() == [False, True, True]


def test_the_slow_way_reads_as_the_fast_way_does(street_csv):
    content = street_csv(TWO_ROWS)
    slow = read(content + b"one broken line\n")
    assert slow.iloc[:2].astype(str).equals(read(content).astype(str))


PIECES = ["a", "Swale 1A", "", '"', '""', '"x,y"', ",", " ", "0.5", "nan", "é", "\t"]
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=24), max_size=6)


@given(LINES, st.booleans())
def test_any_lines_are_read_as_the_csv_module_reads_each(street_csv, pieces, commas):
    heading, usual, _ = street_csv(TWO_ROWS).decode().splitlines()
    lines = [usual, *(("," if commas else "").join(line) for line in pieces)]
    rows = read("\n".join([heading, *lines]).encode())
    columns = next(csv.reader([heading]))
    expected = []
    for number, line in enumerate(lines, start=2):
        if line.strip():
            fields = next(csv.reader([line]))
            row = dict(zip(columns, fields, strict=False))
            if len(fields) != len(columns):
                row = {}
            expected.append(
                (number, row.get("Crime type", ""), row.get("Location", ""))
            )
    told = rows[["line", "category", "location"]].itertuples(index=False, name=None)
    assert list(told) == expected


def test_a_line_too_long_for_any_row_is_blanked(street_csv):
    heading, usual, other = street_csv(TWO_ROWS).splitlines()
    long = usual.replace(b"Hill", b"H" * 9_000_000)
    rows = read(b"\n".join([heading, usual, long, other]))
    assert rows["category"].to_list() == ["Robbery", "", "Anti-social behaviour"]


# Refuses bad input


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"   "])
def test_an_empty_file_is_refused(content):
    with pytest.raises(
        InputError, match=f"^{NAME} is empty. Download or copy it again"
    ):
        read(content)


def test_a_heading_without_rows_is_refused(street_csv):
    heading = street_csv(TWO_ROWS).splitlines()[0]
    for content in (heading, heading + b"\n", heading + b"\r\n\r\n"):
        with pytest.raises(InputError, match="has a heading but no rows. Download it"):
            read(content)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Month,Location".encode("utf-16-be")]
)
def test_what_is_no_text_is_refused(content):
    with pytest.raises(InputError, match="is not a csv file in plain text .UTF-8."):
        read(content)


@pytest.mark.parametrize("line", ["<!DOCTYPE html>", "PK", "Crime ID"])
def test_what_is_no_csv_is_refused_with_its_first_line(line):
    words = f"is not a csv file of street-level crime: its first line is '{line}'"
    with pytest.raises(InputError, match=words):
        read(f"{line}\n<html>\n".encode())


def test_missing_columns_are_named_with_those_found(street_csv):
    content = street_csv(TWO_ROWS).replace(b"Crime type", b"Type")
    words = "lacks the column Crime type. It has: Crime ID, Month, .*, Type, Last"
    with pytest.raises(InputError, match=words):
        read(content)
    words = "lacks the columns Month, Crime type, Longitude, .*. It has: zone, rank.$"
    with pytest.raises(InputError, match=words):
        read(b"zone,rank\nA1,1\n")


def test_a_column_given_twice_is_named(street_csv):
    content = street_csv(TWO_ROWS).replace(b"Context", b"Month")
    with pytest.raises(InputError, match="has the column Month more than once. It has"):
        read(content)
