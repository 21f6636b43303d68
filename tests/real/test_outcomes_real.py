"""Before and after on Kent's real months, counted a second time by hand.

By hand: the csv module, the polygons of the zone file and shapely alone.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter, defaultdict

import pandas as pd
import pytest
import shapely

from hotspots.cli.commands import main
from hotspots.method.evaluation.before_after import rows_without_location
from hotspots.method.pipeline import loaded_months, periods_in_force
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.police_uk.read import read_police_uk

BEFORE, AFTER = "2024-01:2024-04", "2025-01:2025-04"
CATEGORIES = {
    "violence": {"Violence and sexual offences", "Robbery"},
    "asb": {"Anti-social behaviour"},
}
NUMBERS = {"violence": "24", "asb": "27"}
CHOSEN_ON_AFTER = (
    "The zones were chosen on months that are also compared, so their change is not "
    "evidence about patrols. Choose zones on earlier months."
)


IN_BEFORE = (
    "Patrols began in April 2024, so the months before include months since then. "
    "This does not compare “no patrols” with “patrols”."
)


@pytest.fixture(scope="module")
def by_hand(kent_zips) -> list[dict[str, str]]:
    """Every row of either period, read with the csv module alone.

    Of rows with one Crime ID only the first that has a place counts.
    """
    rows, seen = [], set()
    for path in kent_zips:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                text = archive.read(name).decode("utf-8-sig")
                for row in csv.DictReader(io.StringIO(text)):
                    row["district"] = row["LSOA name"].rpartition(" ")[0]
                    crime = row["Crime ID"]
                    if crime and in_kent(row):
                        if crime in seen:
                            continue
                        seen.add(crime)
                    if period_of(row["Month"]):
                        rows.append(row)
    return rows


def in_kent(row: dict[str, str]) -> bool:
    return bool(row["Longitude"]) and row["district"] in KENT_DISTRICTS.values()


def period_of(month: str) -> str:
    if not "01" <= month[5:] <= "04":
        return ""
    return {"2024": "before", "2025": "after"}.get(month[:4], "")


def counts(rows) -> tuple[int, int]:
    of_period = Counter(period_of(row["Month"]) for row in rows)
    return of_period["before"], of_period["after"]


@pytest.fixture(scope="module", params=["violence", "asb"])
def strand(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def of_strand(by_hand, strand) -> list[dict[str, str]]:
    return [row for row in by_hand if row["Crime type"] in CATEGORIES[strand]]


@pytest.fixture(scope="module")
def kept(of_strand) -> list[dict[str, str]]:
    return [row for row in of_strand if in_kent(row)]


@pytest.fixture(scope="module")
def compare(kent_zips, strand, tmp_path_factory):
    """Select zones on some months and compare them."""

    def run(months: str):
        folder = tmp_path_factory.mktemp("compare")
        zones, out = folder / "zones.geojson", folder / "outcomes.csv"
        files = list(map(str, kent_zips))
        select = ["select", *files, "--strand", strand, "--months", months]
        assert main([*select, "--number", NUMBERS[strand], "--out", str(zones)]) == 0
        periods = ["--before", BEFORE, "--after", AFTER]
        compared = ["compare", *files, *periods, "--zones", str(zones)]
        assert main([*compared, "--out", str(out)]) == 0
        return json.loads(zones.read_text("utf-8")), pd.read_csv(out)

    return run


def counted_in_polygons(zones, rows) -> dict[str, tuple[int, int]]:
    """Count the rows in each polygon of the file, in degrees as it is drawn."""
    easts = [float(row["Longitude"]) for row in rows]
    norths = [float(row["Latitude"]) for row in rows]
    found = {}
    for feature in zones["features"]:
        polygon = shapely.from_geojson(json.dumps(feature["geometry"]))
        inside = shapely.contains_xy(polygon, easts, norths)
        held = [row for row, is_in in zip(rows, inside, strict=True) if is_in]
        found[feature["properties"]["zone"]] = counts(held)
    return found


def as_told(outcomes) -> dict[str, tuple[int, int]]:
    pairs = zip(outcomes["before"], outcomes["after"], strict=True)
    return dict(zip(outcomes["zone"], pairs, strict=True))


def told_of(told: str, start: str) -> str:
    return next(line for line in told.splitlines() if line.startswith(start))


def from_to(before: int, after: int) -> str:
    return f"from {before:,} to {after:,}"


def test_zones_county_and_districts_equal_a_count_by_hand(
    compare, kept, strand, capsys
):
    zones, outcomes = compare(BEFORE)
    told = capsys.readouterr()
    in_zones = counted_in_polygons(zones, kept)
    assert len(outcomes) == int(NUMBERS[strand])
    assert as_told(outcomes) == in_zones
    county = counts(kept)
    assert from_to(*county) in told_of(told.out, "Across the county")
    chosen = [sum(side) for side in zip(*in_zones.values(), strict=True)]
    rest = (county[0] - chosen[0], county[1] - chosen[1])
    together, without = told_of(told.out, "In the chosen zones").split(" In the rest")
    assert from_to(*chosen) in together
    assert from_to(*rest) in without
    for district in KENT_DISTRICTS.values():
        by_hand = counts(row for row in kept if row["district"] == district)
        assert from_to(*by_hand) in told_of(told.out, f"In {district}, ")
    fell = sum(after < before for before, after in in_zones.values())
    assert f"fell in {fell} of {NUMBERS[strand]} chosen zones" in told.out
    # April 2024 is both in before and the first month of patrols.
    assert IN_BEFORE in told.err.splitlines()


def test_rows_without_a_place_equal_a_count_by_hand(kent_zips, of_strand, strand):
    settings = Settings(
        before=Period("2024-01", "2024-04"),
        after=Period("2025-01", "2025-04"),
    )
    reading = read_police_uk(kent_zips)
    programme = settings.strand(strand)
    periods = periods_in_force(settings, loaded_months(reading))
    found = rows_without_location(
        reading.set_aside, categories=programme.categories, periods=periods
    )
    assert found == counts(row for row in of_strand if not row["Longitude"])


def test_zones_chosen_on_the_months_judged_are_counted_all_the_same(
    compare, kept, capsys
):
    zones, outcomes = compare("2025-01:2025-12")
    assert as_told(outcomes) == counted_in_polygons(zones, kept)
    said = capsys.readouterr().err.splitlines()
    assert {CHOSEN_ON_AFTER, IN_BEFORE} <= set(said)


def test_polygons_of_others_are_counted_as_drawn(
    real_data, kent_zips, kept, strand, tmp_path
):
    """LSOAs as a user's zones: a point on an edge counts in the first by id.

    Their generalised outlines overlap by slivers; a point in one counts in both zones.
    """
    lsoas = real_data / "boundaries" / "kent_lsoa_2021_ons_bgc.geojson"
    out = tmp_path / "outcomes.csv"
    arguments = ["compare", *map(str, kent_zips), "--zones", str(lsoas)]
    arguments += ["--strand", strand, "--before", BEFORE, "--after", AFTER]
    assert main([*arguments, "--out", str(out)]) == 0
    features = json.loads(lsoas.read_text("utf-8"))["features"]
    by_id = sorted(features, key=lambda feature: feature["properties"]["LSOA21CD"])
    polygons = [shapely.from_geojson(json.dumps(each["geometry"])) for each in by_id]
    points = [shapely.Point(float(r["Longitude"]), float(r["Latitude"])) for r in kept]
    held: dict[int, int] = {}
    for row, zone in shapely.STRtree(polygons).query(points, "intersects").T.tolist():
        held[row] = min(zone, held.get(row, zone))
    rows_of = defaultdict(list)
    for row, zone in held.items():
        rows_of[by_id[zone]["properties"]["LSOA21CD"]].append(kept[row])
    outcomes = pd.read_csv(out)
    assert len(outcomes) == len(features)
    once = counts(row for rows in rows_of.values() for row in rows)
    in_zones = outcomes[["before", "after"]].sum().to_list()
    assert all(0 <= both - n <= 20 for both, n in zip(in_zones, once, strict=True))
    # A long edge, straight in metres, bows by a metre or two in degrees: a few points
    # so near to one lie on the other side.
    told = as_told(outcomes)
    differing = [zone for zone in told if told[zone] != counts(rows_of[zone])]
    assert len(differing) <= 0.01 * len(features)
