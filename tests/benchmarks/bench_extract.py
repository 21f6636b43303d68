"""A force's extract of 200,000 rows through the browser, beside pandas alone.

Run: python -m tests.benchmarks.bench_extract [--rows 200000]

A made-up extract with planted faults is uploaded on the data page and its columns are
confirmed: seconds from choosing the file to the form, and from the button to the page
that says how many rows were kept. Reading the same bytes with pandas gives the ratio.
Budget: 10 s in all.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import tempfile
import time
from pathlib import Path

import pandas as pd
from playwright.sync_api import sync_playwright

from tests.benchmarks.bench_browser import APP, PATIENCE_MS, opened, server
from tests.browser.conftest import OPTIONS, PROGRAMS
from tests.made_up_extract import FAULTS, made_up_extract


def through_the_browser(program: str, file: Path, n_rows: int) -> tuple[float, float]:
    """Upload and confirm; return seconds to the form, and from it to the counts."""
    with (
        sync_playwright() as playwright,
        server(APP) as (address, _),
    ):
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        with opened(browser, f"{address}/data") as page:
            page.get_by_text("Load other data").wait_for()
            page.wait_for_function("isIdle()")
            start = time.perf_counter()
            box = page.locator("[data-testid=stFileUploader] input").first
            box.set_input_files(file)
            confirm = page.get_by_role("button", name="Use these columns")
            confirm.wait_for(timeout=PATIENCE_MS)
            page.wait_for_function("isIdle()")
            asked = time.perf_counter()
            confirm.click()
            # The form names the rows as well, so it must be gone.
            confirm.wait_for(state="hidden", timeout=PATIENCE_MS)
            page.get_by_text(f"{n_rows + 1:,} rows read").wait_for(timeout=PATIENCE_MS)
            page.wait_for_function("isIdle()")
            done = time.perf_counter()
        browser.close()
    return asked - start, done - asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000)
    asked = parser.parse_args()
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        print("Needs Chromium, which is not installed here.")
        return
    load_before = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} processors; load before: {load_before}")
    content = made_up_extract(asked.rows, asb=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "extract.csv"
        file.write_bytes(content)
        form, counted = through_the_browser(program, file, asked.rows)
    start = time.perf_counter()
    pd.read_csv(io.BytesIO(content), dtype="str", encoding="utf-8-sig")
    plain = time.perf_counter() - start
    print(f"{asked.rows:,} rows, {len(content) / 1e6:.0f} MB, {len(FAULTS)} faults")
    print(f"  until columns are asked about   {form:6.1f} s")
    print(f"  from the answer to the counts   {counted:6.1f} s")
    print(f"  together / pandas alone ({plain:.1f} s)  {(form + counted) / plain:.1f}")
    print(f"  budget: 10 s in all, now {form + counted:.1f} s")


if __name__ == "__main__":
    main()
