"""Street files drawn as small tables."""

from __future__ import annotations

import pytest

from hotspots.sources.opening import Upload
from tests.toy import HEADING

# What a cell holds where the table has no such column.
USUAL = {
    "Month": "2025-01",
    "Reported by": "Kent Police",
    "Falls within": "Kent Police",
    "Longitude": "0.522000",
    "Latitude": "51.272000",
    "Location": "On or near High Street",
    "LSOA code": "E01024332",
    "LSOA name": "Maidstone 001A",
    "Crime type": "Burglary",
}


@pytest.fixture(scope="session")
def street_csv():
    """Bytes of a street file from a table with | between columns; absent ones usual."""

    def made(drawn: str, *, newline: str = "\n") -> bytes:
        heading, *rows = (
            [cell.strip() for cell in line.split("|")]
            for line in drawn.strip().splitlines()
        )
        lines = [",".join(HEADING)]
        for row in rows:
            cells = USUAL | dict(zip(heading, row, strict=True))
            lines.append(",".join(cells.get(column, "") for column in HEADING))
        return newline.join([*lines, ""]).encode()

    return made


@pytest.fixture(scope="session")
def street(street_csv):
    """Make the same as an upload."""

    def made(drawn: str, name: str = "2025-01-kent-street.csv", **how: str) -> Upload:
        return Upload(name, street_csv(drawn, **how))

    return made
