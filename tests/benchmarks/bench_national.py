"""Three national years, 18 million rows of Parquet, into zone x category x month.

Run: python -m tests.benchmarks.bench_national

The rows are the built-in sample's, 34 times over at 34 places, so that they crowd as
incidents do. Each way runs in a process of its own, once: ours; pandas written plainly;
DuckDB by the SQL of docs/scale.md, where it is installed. All must count the same.
Budget: under 10 s and 4 GB, on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hotspots.method.zoning.national import count_parquet
from hotspots.method.zoning.zones import from_hexagon_ids, hexagon_of
from hotspots.sources.reading_cache import open_reading
from hotspots.sources.sample import sample_sources

WIDTH_M = 350
N_COPIES = 34
STEP_M = 80_000.0
SCALE = Path(__file__).parents[2] / "docs" / "scale.md"

# Every cell with incidents: q, r, category, month and their number.
CELLS = ["q", "r", "category", "month", "incidents"]


def write_nation(path: Path) -> int:
    incidents = open_reading(sample_sources("police.uk")).incidents
    texts = {name: incidents[name].astype("str") for name in ("month", "category")}
    n_rows = 0
    writer = None
    for copy in range(N_COPIES):
        east, north = STEP_M * (copy % 6) - 400_000, STEP_M * (copy // 6) - 50_000
        table = pa.table(
            {
                **{name: pa.array(text) for name, text in texts.items()},
                "easting": incidents["easting"].to_numpy() + east,
                "northing": incidents["northing"].to_numpy() + north,
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
        n_rows += len(table)
    writer.close()
    return n_rows


def ours(path: Path) -> Callable[[], pd.DataFrame]:
    cube = count_parquet(path, width_m=WIDTH_M)

    def cells() -> pd.DataFrame:
        counts = cube.to_numpy()
        at = np.nonzero(counts)
        _, q, r = from_hexagon_ids(cube["zone"].to_numpy()).T
        named = [
            cube[name].to_numpy()[rows]
            for name, rows in zip(CELLS[2:4], at[1:], strict=True)
        ]
        return pd.DataFrame(
            dict(zip(CELLS, (q[at[0]], r[at[0]], *named, counts[at]), strict=True))
        )

    return cells


def plain(path: Path) -> Callable[[], pd.DataFrame]:
    rows = pd.read_parquet(path)
    q, r = hexagon_of(rows["easting"], rows["northing"], width_m=WIDTH_M)
    counted = rows.assign(q=q, r=r).groupby(CELLS[:4]).size()
    return lambda: counted.rename("incidents").reset_index()


def duckdb(path: Path) -> Callable[[], pd.DataFrame]:
    import duckdb as engine

    sql = re.search(r"```sql\n(.*?)```", SCALE.read_text("utf-8"), re.S)[1]
    connection = engine.connect(config={"threads": 2, "memory_limit": "4GB"})
    query = connection.sql(sql.replace("'incidents.parquet'", f"'{path}'"))
    table = query.to_arrow_table()
    return table.to_pandas


WAYS = {"ours": ours, "pandas, plainly": plain, "DuckDB": duckdb}


def run_one(way: str, path: Path) -> None:
    """Count in this process; print seconds, peak memory and a digest of all cells."""
    start = time.perf_counter()
    try:
        cells = WAYS[way](path)
    except ImportError:
        print("not installed")
        return
    taken = time.perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = cells()[CELLS].astype({"category": "str", "month": "str"})
    found = found.sort_values(CELLS[:4], ignore_index=True)
    numbers = found.astype(dict.fromkeys(("q", "r", "incidents"), "int64"))
    digest = hashlib.sha256()
    for name in CELLS:
        digest.update(
            pd.util.hash_pandas_object(numbers[name], index=False).to_numpy().tobytes()
        )
    print(f"{taken} {peak_mb} {len(found)} {digest.hexdigest()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        run_one(asked.way, asked.path)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nation.parquet"
        n_rows = write_nation(path)
        print(f"{n_rows:,} rows, {path.stat().st_size / 1e6:.0f} MB of Parquet")
        results = {}
        for way in WAYS:
            command = [sys.executable, "-m", "tests.benchmarks.bench_national"]
            command += ["--way", way, "--path", str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            results[way] = done.stdout.split()
    first = float(results["ours"][0])
    for way, (seconds, peak_mb, *figures) in results.items():
        if seconds == "not":
            print(f"  {way}: not installed")
            continue
        same = "the same figures" if figures == results["ours"][2:] else "OTHER FIGURES"
        print(
            f"  {way:16} {float(seconds):6.1f} s, peak {float(peak_mb):6,.0f} MB, "
            f"{float(seconds) / first:4.1f} times ours, {same}"
        )
    print("  budget: ours under 10 s and 4,096 MB")


if __name__ == "__main__":
    main()
