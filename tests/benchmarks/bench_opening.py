"""The second opening of what was read once, beside reading it plainly with pandas.

Run: python -m tests.benchmarks.bench_opening [--rows 4000000]

Each opening runs in a process of its own, as a new start of the program does; what the
imports take is told apart. First the built-in samples, which ship with what reading
them gives, so that their first opening is like the second; then a nation's year, made up:
43 forces, some 900 MB of csv files in a folder, which go again.
Budget: the sample under 0.3 s, 4 million rows under 2 s.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from tests.benchmarks.bench_reading import write_nation


def open_ours(paths: Sequence[Path]) -> int:
    from hotspots.settings import Settings
    from hotspots.sources.incident_files import read_incidents

    return len(read_incidents(paths, flags=Settings().flags_named).incidents)


def open_plainly(paths: Sequence[Path]) -> int:
    """Every row by pandas, with none of the rules."""
    path = paths[-1]
    if path.is_dir():
        frames = [pd.read_csv(file) for file in sorted(path.rglob("*.csv"))]
    elif path.suffix == ".parquet":
        frames = [pd.read_parquet(path)]
    else:
        with zipfile.ZipFile(path) as archive:
            frames = [
                pd.read_csv(archive.open(name)) for name in sorted(archive.namelist())
            ]
    return len(pd.concat(frames))


WAYS = {"ours": open_ours, "plain": open_plainly}


def in_process(way: str, paths: Sequence[Path], cache: str) -> tuple[float, float, int]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_opening"]
    command += ["--way", way, "--paths", *map(str, paths)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "HOTSPOTS_CACHE": cache},
    )
    seconds, peak_mb, n_rows = done.stdout.split()
    return float(seconds), float(peak_mb), int(n_rows)


def compare(what: str, paths: Sequence[Path], *, target: str) -> None:
    with tempfile.TemporaryDirectory() as cache:
        first = in_process("ours", paths, cache)
        plain, *again = (
            in_process("plain", paths, cache),
            *(in_process("ours", paths, cache) for _ in range(3)),
        )
        kept_mb = sum(f.stat().st_size for f in Path(cache).rglob("*.reading")) / 1e6
    second = sorted(again)[1]
    print(f"{what}: {first[2]:,} incidents, {kept_mb:.0f} MB kept")
    for name, (seconds, peak_mb, _) in (
        ("first opening", first),
        ("second opening", second),
        ("pandas, plainly", plain),
    ):
        print(f"  {name:16} {seconds:7.2f} s, peak {peak_mb:6,.0f} MB")
    print(f"  ratio {plain[0] / second[0]:.1f}      budget: {target}")


def run_one(way: str, paths: Sequence[Path]) -> None:
    import resource

    # Imports are what every start pays, whatever it opens.
    import hotspots.sources.incident_files  # noqa: F401

    start = time.perf_counter()
    n_rows = WAYS[way](paths)
    seconds = time.perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, peak_mb, n_rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=4_000_000)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--paths", type=Path, nargs="*", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        run_one(asked.way, asked.paths)
        return
    from hotspots.sources.sample import SAMPLES

    for kind, sample in SAMPLES.items():
        compare(
            f"The sample, {kind}", sample.sources, target="second opening under 0.3 s"
        )
    with tempfile.TemporaryDirectory() as folder:
        write_nation(Path(folder), asked.rows)
        compare("A nation", [Path(folder)], target="second opening under 2 s")


if __name__ == "__main__":
    main()
