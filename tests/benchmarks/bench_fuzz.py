"""Two thousand spoilt files for each reader: no crash, none over 10 s or over 2 GB.

Run: python -m tests.benchmarks.bench_fuzz [--seeds 2000] [--reader NAME ...]

Each reader runs in a process of its own, so that one that ends its process is seen too,
and its peak of memory is its own. The seeds are others than those of the tests.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import warnings

from tests.fuzz.fuzzing import MOST_SECONDS, faults_of, peak_bytes
from tests.fuzz.targets import TARGETS

FIRST_SEED = 1_000_000
N_SEEDS = 2000


def run_one(name: str, n_seeds: int) -> None:
    """Try one reader in this process; print what was found as JSON."""
    warnings.simplefilter("ignore")
    target = next(target for target in TARGETS if target.name == name)
    start = time.perf_counter()
    faults = faults_of(target, range(FIRST_SEED, FIRST_SEED + n_seeds))
    found = {
        "seconds": time.perf_counter() - start,
        "peak_mb": peak_bytes() / 2**20,
        "faults": [[fault.seed, fault.what] for fault in faults],
    }
    print(json.dumps(found))


def try_reader(name: str, n_seeds: int) -> int:
    """Try one reader in a process of its own; return how many faults it has."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_fuzz"]
    command += ["--one", name, "--seeds", str(n_seeds)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=MOST_SECONDS * n_seeds
        )
    except subprocess.TimeoutExpired:
        print(f"{name}: hangs for good")
        return 1
    if done.returncode:
        print(f"{name}: ends its process ({done.returncode}): {done.stderr[-300:]}")
        return 1
    found = json.loads(done.stdout.splitlines()[-1])
    print(
        f"{name:24} {n_seeds} seeds, {len(found['faults'])} faults, "
        f"{found['seconds']:6.1f} s, peak {found['peak_mb']:5.0f} MB",
        flush=True,
    )
    for seed, what in found["faults"][:5]:
        print(f"  seed {seed}: {what}")
    return len(found["faults"])


def main() -> None:
    names = [target.name for target in TARGETS]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=N_SEEDS)
    parser.add_argument("--reader", nargs="*", default=names, choices=names)
    parser.add_argument("--one", choices=names, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        run_one(asked.one, asked.seeds)
        return
    total = sum(try_reader(name, asked.seeds) for name in asked.reader)
    print(f"faults: {total}      budget: 0")
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
