"""Packs to test: the sample's strands, and a made-up place of two Januaries."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hotspots.method.pipeline import run_evaluations
from hotspots.presentation.briefing import pack
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.pack import StrandPack
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.settings import Settings, built_in_strands
from hotspots.sources.shapes.boundaries import Districts, kent_districts
from tests.toy import write_toy

STRANDS = tuple(built_in_strands())

# Enough zones for a rest of the county, and counts of every kind: none, few, many.
PLACES = [
    ("North Northamptonshire", "Mill Lane", 1400, 60, 41),
    ("North Northamptonshire", "High Road", 1410, 50, 62),
    ("North Northamptonshire", "Back Lane", 1415, 30, 33),
    ("West Northamptonshire", "Church Row", 1380, 40, 22),
    ("West Northamptonshire", "Quay Row", 1370, 25, 27),
    ("West Northamptonshire", "Far Road", 1360, 22, 3),
]
CATEGORIES = ("Violence and sexual offences", "Anti-social behaviour")
FEW_ZONES = (
    Settings(patrols_start="2024-04")
    .with_strand("violence", n_zones=3)
    .with_strand("asb", n_zones=3)
)


def drawing(months: Iterable[str] = ("2024-01", "2025-01")) -> str:
    """Draw the places, as many incidents of each kind a month."""
    lines = ["month | category | district | street | q | r | n"]
    for at, month in enumerate(months):
        lines += [
            f"{month} | {category} | {district} | {street} | {q} | 500 | {counts[at]}"
            for category in CATEGORIES
            for district, street, q, *counts in PLACES
        ]
    return "\n".join(lines)


def write_place(folder: Path, text: str = "") -> Path:
    """Write the place as a download of two Januaries."""
    return write_toy(folder, text or drawing())


def materials(
    sources: Iterable[Path], settings: Settings
) -> tuple[list[StrandAnalysis], str]:
    """Return each strand's tables, and the fingerprint of the data."""
    results = run_evaluations(sources, settings, STRANDS)
    made = [StrandAnalysis(result, evaluation) for result, evaluation in results]
    return made, results[0][0].reading.fingerprint


def strands(of: list[StrandAnalysis], choices: PackSettings) -> list[StrandPack]:
    """Make each strand's part of a pack."""
    return [pack.strand_pack(each, choices, districts_of(each)) for each in of]


def districts_of(analysis: StrandAnalysis) -> Districts:
    return kent_districts().within(analysis.area)
