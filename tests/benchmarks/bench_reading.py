"""How long reading takes, beside plain pandas, and how much memory a nation needs.

Run from the project's root:

    python tests/benchmarks/bench_reading.py             # real Kent months
    python tests/benchmarks/bench_reading.py --national  # 43 forces, one year, made up

The first compares with unpacking and `pandas.read_csv` alone, in turns, in one run. The
second writes up to 900 MB into a temporary folder and reads it in processes of their
own: 4 million rows should take less than 30 s and 3 GB, and no more than twice the time
of 2 million.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

ROOT = Path(__file__).parents[2]
KENT_ZIPS = sorted((ROOT.parent / "shared" / "data" / "police_uk").glob("kent-*.zip"))
sys.path.insert(0, str(ROOT))

from hotspots.months import months_between  # noqa: E402
from hotspots.sources.areas import forces  # noqa: E402
from hotspots.sources.police_uk.read import read_police_uk  # noqa: E402

N_TURNS = 9
N_FORCES = 43
YEAR = months_between("2025-01", "2025-12")
CATEGORIES = [
    "Anti-social behaviour",
    "Violence and sexual offences",
    "Burglary",
    "Criminal damage and arson",
    "Other theft",
    "Public order",
    "Shoplifting",
    "Vehicle crime",
]


def with_pandas_alone() -> pd.DataFrame:
    frames = []
    for path in KENT_ZIPS:
        with zipfile.ZipFile(path) as archive:
            frames += [
                pd.read_csv(io.BytesIO(archive.read(name)))
                for name in archive.namelist()
            ]
    return pd.concat(frames, ignore_index=True)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare_on_kent() -> None:
    if not KENT_ZIPS:
        print("Skipped: the Kent zips of ../shared/data/police_uk are not here.")
        return
    turns = [
        (seconds(lambda: read_police_uk(KENT_ZIPS)), seconds(with_pandas_alone))
        for _ in range(N_TURNS)
    ]
    for name, take in (("fastest", min), ("median", statistics.median)):
        ours, plain = (take(times) for times in zip(*turns, strict=True))
        print(
            f"Kent, {len(KENT_ZIPS)} zips, {name} of {N_TURNS}: read_police_uk "
            f"{ours:.2f} s, pandas alone {plain:.2f} s, ratio {ours / plain:.2f}"
        )


def made_up_file(force: int, month: str, n_rows: int) -> pa.Table:
    """One force's month: 5,000 streets, 20,000 map points, its own districts."""
    about = list(forces().values())[force]
    districts = [name.partition(",")[0] for name in about.districts.values()]
    rng = np.random.default_rng([force, int(month[-2:])])
    category = rng.choice(CATEGORIES, n_rows)
    ids = [rng.bytes(32).hex() for _ in range(n_rows)]
    point = rng.integers(0, 20_000, n_rows)
    located = rng.random(n_rows) > 0.015
    longitude = np.round(-2 + force / 30 + point % 141 / 1000, 6)
    latitude = np.round(51 + force / 30 + point // 141 / 1000, 6)
    blank = np.full(n_rows, "")
    columns = {
        "Crime ID": np.where(category == CATEGORIES[0], "", ids),
        "Month": np.full(n_rows, month),
        "Reported by": np.full(n_rows, about.name),
        "Falls within": np.full(n_rows, about.name),
        "Longitude": np.where(located, longitude.astype(str), ""),
        "Latitude": np.where(located, latitude.astype(str), ""),
        "Location": [
            f"On or near Street {p % 5000} of {force}" if known else "No Location"
            for p, known in zip(point, located, strict=True)
        ],
        "LSOA code": np.where(located, "E01000001", ""),
        "LSOA name": [
            f"{districts[p % len(districts)]} {p % 100:03d}A" if known else ""
            for p, known in zip(point, located, strict=True)
        ],
        "Crime type": category,
        "Last outcome category": np.full(n_rows, "Status update unavailable"),
        "Context": blank,
    }
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def write_nation(folder: Path, n_rows: int) -> None:
    options = pa_csv.WriteOptions(quoting_style="none")
    for month in YEAR:
        (folder / month).mkdir()
        for force in range(N_FORCES):
            table = made_up_file(force, month, n_rows // (N_FORCES * len(YEAR)))
            path = folder / month / f"{month}-force-{force}-street.csv"
            pa_csv.write_csv(table, path, options)


def read_nation(folder: Path) -> None:
    """Read in this process and tell the time and the peak of its memory (on Linux)."""
    import resource

    started_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, busy = time.perf_counter(), time.process_time()
    reading = read_police_uk(folder)
    taken, busy = time.perf_counter() - start, time.process_time() - busy
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    n_read = reading.files["rows_read"].sum()
    print(
        f"{n_read:,} rows: {taken:.1f} s ({busy:.1f} s of processor), peak {peak_mb:,.0f} MB "
        f"({started_mb:,.0f} MB before), {len(reading.incidents):,} kept, "
        f"{len(reading.area)} districts"
    )


def measure_nation() -> None:
    for n_rows in (2_000_000, 4_000_000):
        with tempfile.TemporaryDirectory() as folder:
            write_nation(Path(folder), n_rows)
            command = [sys.executable, __file__, "--read", folder]
            subprocess.run(command, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--national", action="store_true", help="43 forces, one year")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.read:
        read_nation(asked.read)
    elif asked.national:
        measure_nation()
    else:
        compare_on_kent()


if __name__ == "__main__":
    main()
