"""The Commissioner's figures out of the second sample, by other code and by the stages.

The other code reads the file as text and knows nothing of the project but the table of
offence classes and the borders of districts.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.build_offence_sample import OFFENCE_SAMPLE_FILE, SEED, made_up_county
from data.choose_offence_seed import figures_of
from data.offence_what import draw_offences
from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.pipeline import Result, compare, compare_chosen, count_in, run
from hotspots.settings import Settings
from hotspots.sources.sample import sample_sources
from hotspots.sources.shapes.boundaries import kent_districts
from hotspots.tables import COUNTY

WIDTH_M = 350.0
# Number of zones, of these fell, and the change county-wide in per cent.
PUBLISHED = {"asb": (27, 16, -4.5), "violence": (24, 18, -6.3)}
SERIOUS = ("Homicide", "Violence with injury", "Robbery of ")
FLAGGED = (
    *("Violence against the person", "Robbery", "Sexual offences"),
    "Possession of weapons offences",
)


@pytest.fixture(scope="module")
def offences() -> pd.DataFrame:
    """Located rows of the two years, with district, zone, year and strand."""
    rows = pq.read_table(OFFENCE_SAMPLE_FILE).to_pandas()
    rows = rows[rows["Easting"] != ""].reset_index(drop=True)
    rows["easting"] = rows["Easting"].astype(float)
    rows["northing"] = rows["Northing"].astype(float)
    rows["district"] = kent_districts().district_of(rows["easting"], rows["northing"])
    classes = pd.read_csv(
        OFFENCE_SAMPLE_FILE.parents[1] / "offence_classes.csv"
    ).set_index("title")
    of_row = classes.reindex(rows["Offence"])
    rows["days"] = of_row["cchi_2020_days"].to_numpy()
    named = of_row["offence_subgroup"].fillna("").str.startswith(SERIOUS).to_numpy()
    in_group = of_row["offence_group"].isin(FLAGGED).to_numpy()
    knife = (rows["Knife Flag"] == "Y").to_numpy()
    rows["violence"] = named | (in_group & knife)
    rows["asb"] = (rows["ASB Type"] != "").to_numpy()
    rows.loc[rows["asb"], "days"] = 1.0
    day = pd.to_datetime(rows["Committed From Date"], format="%d/%m/%Y")
    rows["year"] = day.dt.year - (day.dt.month < 4)
    rows["zone"] = hexagons(rows["easting"].to_numpy(), rows["northing"].to_numpy())
    return rows[rows["district"] != ""]


def hexagons(easting: np.ndarray, northing: np.ndarray) -> list[tuple[int, int]]:
    """Find the nearest centre among those around each point."""
    row_m = WIDTH_M * math.sqrt(3) / 2
    near = np.round(northing / row_m)
    best = np.full(len(easting), np.inf)
    q_best, r_best = np.zeros((2, len(easting)))
    for step in (-1, 0, 1):
        r = near + step
        q = np.round(easting / WIDTH_M - r / 2)
        for aside in (-1, 0, 1):
            away = (easting - WIDTH_M * (q + aside + r / 2)) ** 2
            away += (northing - row_m * r) ** 2
            nearer = away < best
            best[nearer] = away[nearer]
            q_best[nearer], r_best[nearer] = (q + aside)[nearer], r[nearer]
    return list(zip(q_best.astype(int), r_best.astype(int), strict=True))


def fell_and_change(rows: pd.DataFrame, strand: str) -> tuple[int, float, pd.Series]:
    """Rank, choose with one zone a district at least, and count before and after."""
    n_zones = PUBLISHED[strand][0]
    mine = rows[rows[strand]]
    before, after = mine[mine["year"] == 2023], mine[mine["year"] == 2024]
    by_zone = before.groupby("zone").agg(n=("days", "size"), days=("days", "sum"))
    score = 0.5 * by_zone["n"] / by_zone["n"].sum()
    score += 0.5 * by_zone["days"] / by_zone["days"].sum()
    # A zone's district is that of most of its incidents of any kind and year.
    district = (
        rows.groupby(["zone", "district"])
        .size()
        .sort_values(ascending=False)
        .reset_index()
        .drop_duplicates("zone")
        .set_index("zone")["district"]
    )
    in_order = score.sort_values(ascending=False).index
    first = {}
    for zone in in_order:
        first.setdefault(district[zone], zone)
    chosen = set(first.values())
    for zone in in_order:
        if len(chosen) == n_zones:
            break
        chosen.add(zone)
    seen = after["zone"].value_counts()
    change = pd.Series(
        {
            zone: int(seen.get(zone, 0)) - int(by_zone.loc[[zone], "n"].iloc[0])
            for zone in chosen
        }
    )
    return int((change < 0).sum()), 100 * (len(after) / len(before) - 1), change


@pytest.mark.parametrize("strand", PUBLISHED)
def test_other_code_finds_the_published_figures(offences, strand):
    _, n_fell, change = PUBLISHED[strand]
    fell, in_county, _ = fell_and_change(offences, strand)
    assert fell == n_fell
    assert round(in_county, 1) == change


def test_one_incident_in_another_period_changes_them(offences):
    fell, in_county, change = fell_and_change(offences, "violence")
    at_margin = next(zone for zone, n in change.items() if n == -1)
    mine = offences["violence"] & (offences["year"] == 2022)
    here = np.array([zone == at_margin for zone in offences["zone"]])
    moved = offences.copy()
    # From the year before the comparison into the year after.
    moved.loc[moved.index[mine & here][0], "year"] = 2024
    fell_moved, in_county_moved, _ = fell_and_change(moved, "violence")
    assert (fell, fell_moved) == (18, 17)
    assert in_county_moved > in_county


@pytest.mark.parametrize("strand", PUBLISHED)
def test_the_stages_of_the_pipeline_find_them_too(strand):
    rows = made_up_county()
    figures = figures_of(rows, draw_offences(rows, seed=SEED), strand)
    assert figures.fell == PUBLISHED[strand][1]
    change = 100 * (figures.after / figures.before - 1)
    assert round(change, 1) == PUBLISHED[strand][2]


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {strand: run(sample_sources(), Settings(), strand) for strand in PUBLISHED}


def in_county(compared: BeforeAfter) -> float:
    county = compared.counts_of(COUNTY)
    return 100 * (county.after / county.before - 1)


@pytest.mark.parametrize("strand", PUBLISHED)
def test_the_ordinary_pipeline_finds_them_in_what_the_app_opens_with(results, strand):
    result = results[strand]
    compared = compare_chosen(result)
    assert result.synthetic
    assert not result.reading.is_public
    assert (len(result.selection), compared.n_fell) == PUBLISHED[strand][:2]
    assert round(in_county(compared), 1) == PUBLISHED[strand][2]


def test_one_incident_moved_changes_them_in_the_pipeline(results):
    result = results["violence"]
    before = compare_chosen(result)
    outcomes = before.outcomes
    at_margin = outcomes.loc[outcomes["change"] == -1, "zone"].iloc[0]
    incidents = result.reading.incidents
    memberships = result.zoning.memberships()
    zone = result.zoning.zones["zone"].to_numpy()[memberships[1]]
    here = np.zeros(len(incidents), dtype=bool)
    here[memberships[0][zone == at_margin]] = True
    # From the year before the comparison into the year after.
    earlier = incidents["month"].astype(str) < "2023-04"
    counted = incidents["category"].isin(result.programme.counted)
    month = incidents["month"].copy()
    month.iloc[np.flatnonzero(here & earlier & counted)[0]] = "2024-06"
    moved = replace(result.reading, incidents=incidents.assign(month=month))
    settings = result.settings
    cube = count_in(moved, result.zoning)
    after = compare(moved, cube, result.selection, settings, result.programme)
    assert (before.n_fell, after.n_fell) == (18, 17)
    assert in_county(after) > in_county(before)


def test_doubling_the_weight_of_robbery_moves_the_list(results):
    """Both classes of robbery, from 365 to 730 days: 4 of 24 zones are others."""
    doubled = Settings().with_strand("violence", weights=(("34A", 730), ("34B", 730)))
    with_weights = run(sample_sources(), doubled, "violence")
    zones, usual = (
        set(each.selection["zone"]) for each in (with_weights, results["violence"])
    )
    assert len(zones - usual) == len(usual - zones) == 4
