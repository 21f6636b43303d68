"""A toy place, as files of data.police.uk: two districts, five zones, two months.

Drawn as one table; `n` rows each, at the centre of hexagon (q, r) of 350 m.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hotspots.method.zoning.zones import hexagon_centres
from hotspots.sources.areas import force_with, forces
from hotspots.sources.police_uk.coordinates import to_degrees

TOY = """
    month   | category                     | district | street     | q    | r   | n
    2025-01 | Violence and sexual offences | North Northamptonshire | Mill Lane  | 1400 | 500 | 4
    2025-02 | Robbery                      | North Northamptonshire | Mill Lane  | 1400 | 500 | 2
    2025-01 | Violence and sexual offences | North Northamptonshire | High Road  | 1401 | 500 | 5
    2025-02 | Violence and sexual offences | North Northamptonshire | Prison     | 1410 | 500 | 9
    2025-01 | Robbery                      | North Northamptonshire | Quay Row   | 1420 | 500 | 1
    2025-01 | Violence and sexual offences | West Northamptonshire | Church Row | 1380 | 500 | 1
    2025-02 | Anti-social behaviour        | West Northamptonshire | Church Row | 1380 | 500 | 3
    2025-02 | Drugs                        | West Northamptonshire | Church Row | 1380 | 500 | 2
"""

HEADING = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)


def rows_of(drawing: str = TOY) -> list[dict[str, str]]:
    """Return the drawing's rows as data.police.uk gives them."""
    lines = [line.split("|") for line in drawing.strip().splitlines()]
    names, *drawn = [[cell.strip() for cell in line] for line in lines]
    rows = []
    for line in drawn:
        told = dict(zip(names, line, strict=True))
        centre = hexagon_centres(int(told["q"]), int(told["r"]), width_m=350)
        longitude, latitude = to_degrees(*centre)
        for _ in range(int(told["n"])):
            is_asb = told["category"] == "Anti-social behaviour"
            force = forces()[force_with(told["district"])].name
            rows.append(
                {
                    "Crime ID": "" if is_asb else f"{len(rows):064x}",
                    "Month": told["month"],
                    "Reported by": force,
                    "Falls within": force,
                    "Longitude": f"{float(longitude):.6f}",
                    "Latitude": f"{float(latitude):.6f}",
                    "Location": f"On or near {told['street']}",
                    "LSOA code": "E01000001",
                    "LSOA name": f"{told['district']} 001A",
                    "Crime type": told["category"],
                    "Last outcome category": "",
                    "Context": "",
                }
            )
    return rows


def as_csv(rows: list[dict[str, str]]) -> str:
    """Write rows as one file's text."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADING, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_toy(folder: Path, drawing: str = TOY) -> Path:
    """Write the drawing as a folder of months, as a download holds them."""
    rows = rows_of(drawing)
    for month in sorted({row["Month"] for row in rows}):
        (folder / month).mkdir(parents=True, exist_ok=True)
        content = as_csv([row for row in rows if row["Month"] == month])
        (folder / month / f"{month}-toy-street.csv").write_text(
            content, encoding="utf-8"
        )
    return folder
