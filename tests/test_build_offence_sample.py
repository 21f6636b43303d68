"""The second sample: its builder step by step, its file, and what README says of it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data import build_offence_sample, offence_habits, offence_times, offence_what
from data.build_offence_sample import COLUMNS, OFFENCE_SAMPLE_FILE, SEED
from data.build_sample import MONTHS
from data.sample_world import MIX
from hotspots.sources.force_extract.columns.mapping import mapping_from_json
from hotspots.sources.force_extract.read import read_extract
from hotspots.sources.force_extract.values.asb import asb_types
from hotspots.sources.sample import OPENS_WITH, SAMPLES, sample_sources, write_sample

DATA = Path(__file__).parents[1] / "data"
MOST_BYTES = 10_000_000


@pytest.fixture(scope="module")
def county() -> pd.DataFrame:
    return build_offence_sample.made_up_county()


@pytest.fixture(scope="module")
def offences(county):
    return offence_what.draw_offences(county, seed=SEED)


@pytest.fixture(scope="module")
def times(county, offences):
    return offence_times.draw_times(county, offences, seed=SEED)


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Every row of the sample in the project, as texts."""
    return pq.read_table(OFFENCE_SAMPLE_FILE).to_pandas()


@pytest.fixture(scope="module")
def extract(rows):
    """Some of it, every 40th row, as the reader of extracts has it."""
    part = rows.iloc[::40]
    return read_extract(part.to_csv(index=False).encode(), "sample.csv"), part


class TestWhat:
    def test_every_category_and_type_is_drawn(self, offences):
        assert set(offences.kinds["category"]) == set(MIX)
        types = set(offences.kinds["asb_type"]) - {""}
        assert types == set(asb_types()["asb_type"])
        assert set(offences.kind) == set(offences.kinds.index)

    def test_each_incident_keeps_its_category(self, county, offences):
        drawn = offences.kinds["category"].to_numpy()[offences.kind]
        assert (drawn == county["category"].to_numpy()).all()

    @pytest.mark.parametrize(
        ("kind", "change"), [("34B", -0.063), ("8N", -0.063), ("10D", -0.063)]
    )
    def test_serious_classes_fall_as_published(self, county, offences, kind, change):
        row = offences.kinds.index[offences.kinds["offence_class"] == kind][0]
        year = county["month"].to_numpy() // 12
        mine = (offences.kind == row) & county["is_counted"].to_numpy()
        before, after = ((mine & (year == at)).sum() for at in (1, 2))
        assert after / before - 1 == pytest.approx(change, abs=0.001)

    def test_another_seed_gives_others_and_the_same_the_same(self, county):
        few = county.iloc[::100].reset_index(drop=True)
        one, two, other = (
            offence_what.draw_offences(few, seed=seed).kind for seed in (3, 3, 4)
        )
        assert (one == two).all()
        assert (one != other).mean() > 0.1

    def test_sexual_offences_and_messages_are_mostly_at_home(self):
        habit = offence_habits.habit_of
        violence = "Violence and sexual offences"
        assert habit(violence, "8R").public < habit(violence, "8N").public


class TestTimes:
    def test_each_incident_stays_in_its_month(self, county, times):
        month = np.array(MONTHS, dtype="M8[M]")[county["month"]]
        assert (times.start.astype("M8[M]") == month).all()

    def test_no_end_lies_before_its_start(self, times):
        known = ~np.isnat(times.end)
        assert (times.end[known] >= times.start[known]).all()

    def test_nights_out_are_the_nights_of_friday_and_saturday(self):
        week = offence_habits.weeks()[offence_times.NIGHT_OUT]
        from_friday_evening = week[4 * 24 + 20 : 5 * 24 + 5].sum()
        assert from_friday_evening > 0.2
        assert week[2 * 24 + 9 : 2 * 24 + 15].sum() < 0.01


class TestTheSampleInTheProject:
    def test_it_is_one_file_of_less_than_10_mb(self):
        mapping, file = sample_sources("offences")
        assert (mapping.name, file) == ("columns.json", OFFENCE_SAMPLE_FILE)
        assert OFFENCE_SAMPLE_FILE.stat().st_size < MOST_BYTES

    def test_every_row_says_that_it_is_made_up(self, rows):
        assert list(rows) == list(COLUMNS)
        assert rows["Crime Number"].str.fullmatch(r"synthetic-\d{7}").all()
        assert rows["Crime Number"].is_unique
        assert (rows["Data Source"] == "Synthetic").all()

    def test_it_is_the_county_of_the_first_sample(self, rows, county):
        assert len(rows) == len(county)
        months = rows["Committed From Date"].str[3:]
        expected = county["month"].map(lambda n: f"{MONTHS[n][5:]}/{MONTHS[n][:4]}")
        assert months.value_counts().to_dict() == expected.value_counts().to_dict()
        at = county[["easting", "northing"]].dropna().astype(int).astype(str)
        found = rows.loc[rows["Easting"] != "", ["Easting", "Northing"]]
        assert set(map(tuple, at.to_numpy())) == set(map(tuple, found.to_numpy()))

    def test_an_extract_reader_needs_no_help_with_it(self, extract):
        reading, part = extract
        assert not reading.must_confirm
        assert reading.mapping == mapping_from_json(
            OFFENCE_SAMPLE_FILE.with_name("columns.json").read_bytes()
        )
        assert reading.synthetic
        roles = {guess.role for guess in reading.columns}
        assert roles >= {
            *("identifier", "record_type", "offence_code", "offence_title"),
            *("asb_type", "from_date", "from_time", "to_date", "to_time"),
            *("easting", "northing", "beat", "flag"),
        }
        assert len(reading.rows) + len(reading.set_aside) == len(part)
        assert reading.unmapped.empty
        assert reading.assumed.empty
        assert 0.9 < reading.rows["has_time"].mean() < 1

    def test_its_flags_are_few_and_on_what_they_fit(self, extract):
        rows = extract[0].rows
        knives = rows.loc[rows["flag: knife"], "offence_class"]
        assert set(knives) <= {
            kind for kind, habit in offence_habits.OF_CLASS.items() if habit.knife
        }
        assert 0.05 < rows["flag: domestic abuse"].mean() < 0.25

    def test_made_again_it_has_the_same_bytes(self, tmp_path):
        out = tmp_path / "again.parquet"
        build_offence_sample.build(out)
        assert out.read_bytes() == OFFENCE_SAMPLE_FILE.read_bytes()

    def test_readme_gives_its_hash_and_says_that_it_is_made_up(self):
        readme = (DATA / "README.md").read_text("utf-8")
        found = re.search(
            r"^## sample-offences/\S+$(.*?)(?=^## |\Z)", readme, re.M | re.S
        )[1]
        content = OFFENCE_SAMPLE_FILE.read_bytes()
        assert f"sha256 `{hashlib.sha256(content).hexdigest()}`" in found
        for words in ("Made-up", "no effect", "nothing about Kent's patrols"):
            assert words in found
        assert f"seed {SEED}" in found

    def test_written_out_it_is_a_csv_with_the_same_rows(self, rows, tmp_path):
        mapping, path = write_sample(tmp_path, kind="offences")
        assert mapping.name == "columns.json"
        assert path.suffix == ".csv"
        written = pd.read_csv(path, dtype="str", keep_default_na=False, nrows=5000)
        pd.testing.assert_frame_equal(written, rows.head(5000).astype("str"))
        assert write_sample(tmp_path, kind="offences") == [mapping, path]

    def test_there_are_two_kinds_of_sample_and_the_app_opens_with_this(self):
        assert list(SAMPLES) == ["offences", "police.uk"]
        assert (
            sample_sources() == sample_sources("offences") == sample_sources(OPENS_WITH)
        )
