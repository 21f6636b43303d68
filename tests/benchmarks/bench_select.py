"""`select` on Kent's 16 real months as a whole process, against a plain script.

Run: python -m tests.benchmarks.bench_select

The plain script (plain_select.py) does the same with pandas and geopandas as most would
write it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

from tests.benchmarks.timing import compare
from tests.conftest import ROOT, SHARED


def main() -> None:
    zips = sorted(map(str, (SHARED / "data" / "police_uk").glob("kent-*.zip")))
    if not zips:
        print(f"Needs the real months of {SHARED}, absent here.")
        return
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder) / "ours.csv", Path(folder) / "plain.csv"
        python = [sys.executable, "-m"]
        select = [*python, "hotspots", "select", *zips, "--strand", "violence"]
        select += ["--months", "2025-01:2025-12", "--number", "24", "--out", str(ours)]
        script = [*python, "tests.benchmarks.plain_select", str(plain), *zips]

        def run(command: list[str]) -> None:
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

        print("select, 16 months, 240,000 rows, imports included")
        compare(lambda: run(select), lambda: run(script), target="1.5 times faster")
        same = set(pd.read_csv(ours)["zone"]) & set(pd.read_csv(plain)["zone"])
        print(f"  zones that both choose: {len(same)} of 24")


if __name__ == "__main__":
    main()
