"""What tests share: small tables drawn as text, and where real data may lie."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import NoReturn

import hypothesis
import pandas as pd
import pytest

# A busy machine is slow, and says nothing of the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLES = "tests/reference/worked_examples.json"

# Files of tests that take longest are begun first, so that no process idles at the end.
LONGEST_FIRST = (
    "tests/browser",
    "tests/fuzz",
    "tests/real",
    "tests/pages",
    "tests/disclosure",
    "tests/test_",
    "tests/presentation",
    "tests/ui",
)

# Tests read files, and leave nothing in the cache of whoever runs them.
os.environ["HOTSPOTS_CACHE"] = "off"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """Share the files of tests out by our own order, where several processes run them."""
    from tests.sharing_out import FilesByLength

    return FilesByLength(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; within one, nothing changes."""
    items.sort(key=_by_length)


def _by_length(item: pytest.Item) -> int:
    is_there = map(item.nodeid.startswith, LONGEST_FIRST)
    return next((at for at, found in enumerate(is_there) if found), len(LONGEST_FIRST))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real data beside the checkout; `lacking` where there is none."""
    folder = SHARED / "data"
    if not folder.is_dir():
        lacking(f"needs the real data of ../shared/data, absent here ({folder})")
    return folder


def lacking(what: str) -> NoReturn:
    """Skip the test for want of real data and say so; on a CI server fail.

    There a skip would pass for a pass. HOTSPOTS_NO_REAL_DATA says that it is meant.
    """
    if os.environ.get("CI") and not os.environ.get("HOTSPOTS_NO_REAL_DATA"):
        pytest.fail(f"{what}; set HOTSPOTS_NO_REAL_DATA to go without", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def kent_zips(real_data: Path) -> list[Path]:
    return sorted((real_data / "police_uk").glob("kent-*.zip"))


@pytest.fixture(scope="session")
def table():
    """Read a table drawn with | between columns."""

    def read(text: str) -> pd.DataFrame:
        lines = [line.strip() for line in text.strip().splitlines()]
        frame = pd.read_csv(
            io.StringIO("\n".join(lines)), sep=r"\s*\|\s*", engine="python"
        )
        return frame.fillna("")

    return read


@pytest.fixture(scope="session")
def examples() -> dict[str, dict]:
    """Published worked examples by id: inputs, expected figures, and their source."""
    cases = json.loads((ROOT / EXAMPLES).read_text(encoding="utf-8"))
    return {case["id"]: case for case in cases}
