"""Build data/sample-offences/: the same made-up county, offence by offence with times.

Every incident of the first sample becomes one row of a force's extract, in its month
and at its place: with a Home Office code or a type of antisocial behaviour, times from
and to, a beat and flags. From the project's root:

    python -m data.build_offence_sample

What reading it gives is written beside it; with `--reading` nothing else is, as after a
change of the reader. It needs the first sample and nothing else, and with the versions
of requirements.txt it gives the same bytes each time. What the data are, and are not,
is said in data/README.md; how the seed was found, in `data.choose_offence_seed`.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.build_sample import HARDEST, MONTHS, SAMPLE_FILE
from data.offence_beats import beats_of
from data.offence_times import DayTimes, draw_times
from data.offence_what import Offences, draw_offences
from hotspots.settings import Settings
from hotspots.sources.incident_files import read_files
from hotspots.sources.opening import find_files
from hotspots.sources.police_uk.coordinates import to_grid
from hotspots.sources.police_uk.street_csv import SYNTHETIC_ID
from hotspots.sources.sample import OFFENCES, SAMPLES
from hotspots.sources.shapes.boundaries import kent_districts
from hotspots.sources.shipped import made_from
from hotspots.sources.stored_reading import to_bytes

FOLDER = Path(__file__).parent
OFFENCE_SAMPLE_FILE = (
    FOLDER / "sample-offences" / "made-up-kent-offences-2022-04-to-2025-03.parquet"
)

# The first of 1, 2, 3, ... that `data.choose_offence_seed` accepts.
SEED = 11

SOURCE = "Synthetic"
# Every column is text, as a system exports it; the order is that of the file.
COLUMNS = (
    *("Crime Number", "Record Type", "HO Code", "Offence", "ASB Class", "ASB Type"),
    *("Committed From Date", "Committed From Time"),
    *("Committed To Date", "Committed To Time"),
    *("Easting", "Northing", "Beat"),
    *("Domestic Abuse Flag", "Knife Flag", "Alcohol Flag", "Data Source"),
)


def read_first_sample(file: Path = SAMPLE_FILE) -> pd.DataFrame:
    """Return the first sample's rows.

    Returns
    -------
    pandas.DataFrame
        In the order of the files: `month` (its number from 0), `category`, `location`
        and `lsoa` (texts), `easting` and `northing` in whole metres, not numbers where
        no location is recorded.
    """
    columns = {
        "Crime type": "category",
        "Longitude": "longitude",
        "Latitude": "latitude",
        "Location": "location",
        "LSOA name": "lsoa",
    }
    months = []
    for found in find_files([file]):
        rows = pd.read_csv(io.BytesIO(found.read()), usecols=[*columns, "Month"])
        months.append(rows.rename(columns=columns))
    rows = pd.concat(months, ignore_index=True)
    easting, northing = to_grid(rows["longitude"], rows["latitude"])
    return pd.DataFrame(
        {
            "month": rows["Month"].map({m: n for n, m in enumerate(MONTHS)}),
            "category": rows["category"],
            "location": rows["location"].str.removeprefix("On or near "),
            "lsoa": rows["lsoa"].fillna(""),
            "easting": np.round(easting),
            "northing": np.round(northing),
        }
    )


def as_extract(rows: pd.DataFrame, offences: Offences, times: DayTimes) -> pd.DataFrame:
    """Write incidents as the texts of an extract, in the order of their start."""
    kinds = offences.kinds.iloc[offences.kind].reset_index(drop=True)
    is_asb = kinds["asb_type"] != ""
    start, end = pd.Series(times.start), pd.Series(times.end)
    has_end = times.has_time & end.notna().to_numpy()
    table = pd.DataFrame(
        {
            "Record Type": np.where(is_asb, "ASB Incident", "Crime"),
            "HO Code": kinds["code"],
            "Offence": kinds["title"],
            "ASB Class": kinds["asb_class"],
            "ASB Type": kinds["asb_type"],
            "Committed From Date": start.dt.strftime("%d/%m/%Y"),
            "Committed From Time": start.dt.strftime("%H:%M").where(times.has_time, ""),
            "Committed To Date": end.dt.strftime("%d/%m/%Y").where(has_end, ""),
            "Committed To Time": end.dt.strftime("%H:%M").where(has_end, ""),
            "Easting": _metres(rows["easting"]),
            "Northing": _metres(rows["northing"]),
            "Beat": rows["beat"],
            "Domestic Abuse Flag": np.where(offences.domestic, "Y", "N"),
            "Knife Flag": np.where(offences.knife, "Y", "N"),
            "Alcohol Flag": np.where(times.alcohol, "Y", "N"),
            "Data Source": SOURCE,
        }
    )
    in_order = table.iloc[np.argsort(times.start, kind="stable")]
    number = [f"{SYNTHETIC_ID}{n:07d}" for n in range(1, len(in_order) + 1)]
    return in_order.assign(**{"Crime Number": number})[list(COLUMNS)]


def _metres(values: pd.Series) -> pd.Series:
    whole = values.fillna(0).astype("int64").astype("str")
    return whole.where(values.notna(), "")


def write_extract(table: pd.DataFrame, out: Path) -> int:
    """Write the extract as Parquet, and return how many bytes it has."""
    out.parent.mkdir(parents=True, exist_ok=True)
    texts = pa.table({name: pa.array(table[name], pa.string()) for name in COLUMNS})
    numbers = COLUMNS[0]
    pq.write_table(
        texts,
        out,
        compression="zstd",
        compression_level=19,
        use_dictionary=list(COLUMNS[1:]),
        column_encoding={numbers: "DELTA_BYTE_ARRAY"},
        row_group_size=len(table),
        store_schema=False,
    )
    return out.stat().st_size


def made_up_county(file: Path = SAMPLE_FILE) -> pd.DataFrame:
    """Return the first sample's rows as an extract places them.

    `beat` is empty and `district` too outside the county; `is_counted` says whether an
    incident has a position in it.
    """
    rows = read_first_sample(file)
    located = rows["easting"].notna()
    district = np.full(len(rows), "", dtype=object)
    district[located] = kent_districts().district_of(
        rows.loc[located, "easting"], rows.loc[located, "northing"]
    )
    in_county = pd.Series(district != "", index=rows.index)
    lsoa = rows["lsoa"].where(in_county, "")
    return rows.assign(
        district=district,
        is_counted=in_county,
        beat=beats_of(lsoa, rows["location"]),
    )


def build(out: Path, *, seed: int = SEED, file: Path = SAMPLE_FILE) -> int:
    """Build the sample; return its size in bytes."""
    rows = made_up_county(file)
    offences = draw_offences(rows, seed=seed)
    table = as_extract(rows, offences, draw_times(rows, offences, seed=seed))
    return write_extract(table, out)


def write_reading(sources: Sequence[Path], out: Path) -> int:
    """Write what reading the sample gives, and return how many bytes it has."""
    reading = read_files(sources, flags=Settings().flags_named)
    content = to_bytes(reading, level=HARDEST, made_from=made_from(sources))
    out.write_bytes(content)
    return len(content)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Build data/sample-offences/.")
    parser.add_argument(
        "--out", type=Path, default=OFFENCE_SAMPLE_FILE, help="file to write"
    )
    parser.add_argument(
        "--reading", action="store_true", help="write only what reading it gives"
    )
    asked = parser.parse_args()
    if not asked.reading:
        print(f"{asked.out}: {build(asked.out) / 1e6:.2f} MB")
    mapping = SAMPLES[OFFENCES].sources[0]
    reading = asked.out.with_name(SAMPLES[OFFENCES].reading.name)
    size = write_reading([mapping, asked.out], reading)
    print(f"{reading}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
