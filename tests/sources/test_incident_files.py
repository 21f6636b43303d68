"""Extracts of a force into the same reading as data.police.uk gives."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.settings import Settings
from hotspots.sources.force_extract.columns.mapping import mapping_from_json
from hotspots.sources.incident_files import (
    ColumnsToConfirmError,
    guess_of,
    read_incidents,
)
from hotspots.sources.opening import Upload
from hotspots.sources.reading import FORCE_EXTRACT, POLICE_UK
from tests.conftest import SHARED
from tests.made_up_extract import FAULTS, IDENTIFIER, made_up_extract
from tests.toy import as_csv, rows_of

FLAGS = Settings().flags_named
EXTRACTS = SHARED / "data" / "extracts"
STREET = Upload("2025-01-toy-street.csv", as_csv(rows_of()).encode())


def upload(content: bytes, name: str = "extract.csv") -> Upload:
    return Upload(name, content)


def read(*sources):
    return read_incidents(list(sources), flags=FLAGS)


def sheets() -> list[Path]:
    if not EXTRACTS.is_dir():
        return []
    every = sorted(EXTRACTS.glob("*.expected.json"))
    said = {path: json.loads(path.read_text(encoding="utf-8")) for path in every}
    return [
        path
        for path, sheet in said.items()
        if "by_month" in sheet and "by_district" in sheet
    ]


# Refuses bad input


def test_counts_of_areas_are_refused_in_words():
    table = b"LSOA,Month,Count\nE01000001,2025-01,5\nE01000002,2025-01,7\n"
    with pytest.raises(InputError, match="counts for areas or months"):
        read(upload(table))


def test_extracts_and_street_files_are_not_mixed():
    with pytest.raises(InputError, match=r"extract.csv; 2025-01-toy-street.csv"):
        read(upload(made_up_extract()), STREET)


def test_a_mapping_without_an_extract_is_refused():
    mapping = guess_of([upload(made_up_extract())])[0].reading.mapping
    with pytest.raises(InputError, match="no extract to read"):
        read(STREET, upload(mapping.to_json().encode(), "columns.json"))


def test_positions_of_another_force_say_that_the_area_is_kent():
    elsewhere = made_up_extract().replace(b",57", b",47").replace(b",61", b",45")
    elsewhere = elsewhere.replace(b",63", b",43")
    with pytest.raises(InputError, match="Without boundaries of your own the area is"):
        read(upload(elsewhere))


def test_columns_that_must_be_confirmed_stop_every_figure():
    table = pd.read_csv(io.BytesIO(made_up_extract(faults=False)), dtype="str")
    table[["Easting", "Northing"]] = table[["Northing", "Easting"]].to_numpy()
    content = table.to_csv(index=False).encode()
    with pytest.raises(ColumnsToConfirmError, match="first is row 1") as error:
        read(upload(content))
    assert "--columns mapping.json" in str(error.value)
    [guess] = guess_of([upload(content)])
    saved = upload(guess.reading.mapping.to_json().encode(), "columns.json")
    confirmed = read(upload(content), saved)
    plain = read(upload(made_up_extract(faults=False)))
    assert len(confirmed.incidents) == len(plain.incidents)
    assert (confirmed.incidents["easting"] == plain.incidents["easting"]).all()


# Gives the right answer


@pytest.mark.skipif(not sheets(), reason="the shared extracts are not here")
@pytest.mark.parametrize("sheet", sheets(), ids=lambda path: path.name[:-14])
def test_shared_extracts_are_counted_as_their_sheets_say(sheet):
    said = json.loads(sheet.read_text(encoding="utf-8"))
    file = sheet.with_name(sheet.name.removesuffix(".expected.json"))
    sources = [file]
    for guess in guess_of([file]):
        mapping = guess.reading.mapping.to_json().encode()
        sources.append(Upload("columns.json", mapping))
    reading = read(*sources)
    rows = reading.files.iloc[0]
    assert rows["rows_read"] == said["rows"]["read"]
    assert rows["rows_kept"] == len(reading.incidents) == said["rows"]["kept"]
    assert rows["rows_set_aside"] == len(reading.set_aside)
    for column, expected in (("district", "by_district"), ("month", "by_month")):
        found = reading.incidents[column].astype("str").value_counts().to_dict()
        assert found == said[expected]


@pytest.mark.parametrize("n_rows", [600, 200_000])
def test_every_planted_fault_is_set_aside_with_its_line(n_rows):
    reading = read(upload(made_up_extract(n_rows)))
    set_aside = reading.set_aside.set_index("line")["reason"].astype("str")
    for row, (reason, _, _) in FAULTS.items():
        assert set_aside[row + 1] == reason
    assert set_aside[n_rows + 2] == "the same crime again"
    assert reading.files["rows_read"].sum() == n_rows + 1
    assert len(reading.incidents) + len(reading.set_aside) == n_rows + 1


def test_an_extract_is_no_public_data_and_keeps_rows_in_step():
    reading = read(upload(made_up_extract(asb=True)))
    assert reading.source_kind == FORCE_EXTRACT
    assert not reading.is_public
    assert read(STREET).source_kind == POLICE_UK
    rows = reading.extract.rows
    assert len(rows) == len(reading.incidents)
    assert {"start", "end", "has_time", "flag: knife"} <= set(rows)
    months = rows["start"].dt.strftime("%Y-%m").to_numpy()
    assert (months == reading.incidents["month"].astype("str").to_numpy()).all()
    assert IDENTIFIER not in rows.to_csv()


def test_categories_tell_class_type_and_the_flags_that_strands_name():
    reading = read(upload(made_up_extract(2000, asb=True)))
    kinds = {kind.category: kind for kind in reading.kinds}
    assert set(reading.incidents["category"].cat.categories) == set(kinds)
    both = kinds["Assault with injury (domestic abuse, knife)"]
    assert (both.weighed_as, both.subgroup) == ("8N", "Violence with injury")
    assert kinds["Street drinking"].is_asb
    plain = read_incidents([upload(made_up_extract(2000, asb=True))])
    assert not any(kind.flags for kind in plain.kinds)
    assert plain.fingerprint != reading.fingerprint


def test_unmapped_offences_are_a_category_that_no_strand_counts():
    reading = read(upload(made_up_extract(2000)))
    settings = Settings().for_extract(reading.kinds)
    unmapped = [kind for kind in reading.kinds if kind.weighed_as == "unmapped"]
    assert unmapped
    for strand in settings.strands.values():
        assert not {kind.category for kind in unmapped} & set(strand.counted)


def test_domestic_offences_can_be_left_out():
    kinds = read(upload(made_up_extract(2000))).kinds
    usual = Settings().for_extract(kinds).strand("violence")
    changed = Settings().with_strand(
        "violence", extract_counting="serious-not-domestic"
    )
    without = changed.for_extract(kinds).strand("violence")
    assert {"8N", "34B", "5D"} <= set(usual.weighed)
    assert "105A" in usual.weighed  # with a knife
    assert "105A" not in {k.weighed_as for k in usual.kinds if "knife" not in k.flags}
    assert any("domestic abuse" in kind.flags for kind in usual.kinds)
    assert not any("domestic abuse" in kind.flags for kind in without.kinds)


def test_noise_and_neighbours_can_be_left_out():
    kinds = read(upload(made_up_extract(2000, asb=True))).kinds
    changed = Settings().with_strand("asb", extract_counting="in-public")
    assert "Nuisance noise" in Settings().for_extract(kinds).strand("asb").counted
    counted = changed.for_extract(kinds).strand("asb").kinds
    assert {kind.asb_type for kind in counted} == {
        "Rowdy or inconsiderate behaviour",
        "Street drinking",
    }


def test_months_that_overlap_count_each_incident_once():
    whole = made_up_extract(900, faults=False)
    lines = whole.splitlines(keepends=True)
    one = b"".join(lines[:501])
    other = lines[0] + b"".join(lines[401:])
    reading = read(upload(one, "one.csv"), upload(other, "other.csv"))
    together = read(upload(whole))
    assert len(reading.incidents) == len(together.incidents)
    repeated = reading.set_aside["reason"] == "the same incident in a later file"
    assert (
        repeated.sum() + (reading.files["rows_kept"].sum()) + (~repeated).sum() == 1000
    )


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_folders_and_zips_of_extracts_are_read(tmp_path, kind):
    content = made_up_extract()
    mapping = guess_of([upload(content)])[0].reading.mapping.to_json()
    (tmp_path / "july.csv").write_bytes(content)
    (tmp_path / "columns.json").write_text(mapping, encoding="utf-8")
    source = tmp_path
    if kind == "zip":
        source = tmp_path / "all.zip"
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr("july.csv", content)
            archive.writestr("columns.json", mapping)
    assert len(read(source).incidents) == len(read(upload(content)).incidents)


def test_the_fingerprint_follows_content_mapping_and_flags():
    content = made_up_extract()
    guess = guess_of([upload(content)])[0].reading.mapping
    values = json.loads(guess.to_json())
    values["flags"].pop("Knife Flag")
    other = upload(json.dumps(values).encode(), "columns.json")
    assert mapping_from_json(other.content).flags == {"DA Flag": "domestic abuse"}
    assert (
        read(upload(content, "a.csv")).fingerprint
        == read(upload(content, "b.csv")).fingerprint
    )
    assert read(upload(content), other).fingerprint != read(upload(content)).fingerprint
