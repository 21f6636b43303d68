"""Packs in a row made on the briefing page: the private record goes from each to the next.

Three packs of months that overlap, each made on a visit of its own, are attacked
together: nothing hidden is recovered, and nothing narrowed.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from hotspots import __version__
from hotspots.disclosure.record import read_record
from hotspots.method.zoning.zones import hexagon_ids, hexagons
from hotspots.presentation.briefing import pack
from hotspots.presentation.words import panel as panel_words
from hotspots.sources.opening import Upload as FileUpload
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.sources.reading import FORCE_EXTRACT
from hotspots.sources.shapes.zone_files import read_chosen_zones
from hotspots.ui import state
from hotspots.ui.forms import briefing as briefing_inputs
from hotspots.ui.forms.patrolled import Patrolled
from hotspots.ui.state import DATA, PATROLLED, Upload
from hotspots.ui.views import private_record
from tests.disclosure.attack import HIDDEN, Pack, attacked
from tests.pages.opening import everything_said, opened
from tests.toy import write_toy

CATEGORY = {"violence": "Violence and sexual offences", "asb": "Anti-social behaviour"}
# Months of the past and of patrols: before and after of the three packs.
MONTHS = ("2024-01", "2024-02", "2024-03", "2025-01", "2025-02", "2025-03")
ZONES = {
    ("North Northamptonshire", "Mill Lane", 1400): (14, 9, 12, 10, 6, 1),
    ("North Northamptonshire", "High Road", 1410): (3, 1, 2, 4, 2, 1),
    ("West Northamptonshire", "Church Row", 1380): (8, 2, 1, 1, 2, 1),
    ("West Northamptonshire", "Quay Row", 1370): (1, 2, 1, 2, 1, 1),
    ("North Northamptonshire", "Back Lane", 1390): (2, 1, 1, 1, 2, 1),
}
PERIODS = (
    ("2024-01:2024-01", "2025-01:2025-01"),
    ("2024-01:2024-02", "2025-01:2025-02"),
    ("2024-02:2024-03", "2025-02:2025-03"),
)


# What is published: chosen zones, those really patrolled, or one list besides.
CHOSEN, LISTED, ONE_LIST = "chosen", "patrolled", "one list"
KINDS = {
    "chosen zones": (CHOSEN, CHOSEN, CHOSEN),
    "one list and patrolled zones": (ONE_LIST, LISTED, ONE_LIST),
}


# Zones and districts, years of the starts, width of a zone, a licence, the version.
NUMBERS_OF_A_LIST = {"1", "2", "3", "350", "4.0", __version__}


def drawn(last: str, *, more: int = 0) -> str:
    """Draw the months up to the last; `more` incidents of violence, street by street."""
    lines = ["month | category | district | street | q | r | n"]
    for at, month in enumerate(MONTHS):
        lines += [
            f"{month} | {category} | {district} | {street} | {q} | 500 | "
            f"{counts[at] + (more * number if category == CATEGORY['violence'] else 0)}"
            for category in CATEGORY.values()
            for number, ((district, street, q), counts) in enumerate(ZONES.items())
            if month <= last
        ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def downloads(tmp_path_factory) -> dict[str, str]:
    """A folder for each pack, with the months that there are by then."""
    return {
        last: str(write_toy(tmp_path_factory.mktemp(last), drawn(last)))
        for last in ("2025-02", "2025-03")
    }


@pytest.fixture(autouse=True)
def extract(monkeypatch):
    """Take the toy for a force's own extract, and draw no pictures."""
    read = state.read_incidents
    state._read.clear()  # type: ignore[attr-defined]
    monkeypatch.setattr(
        state,
        "read_incidents",
        lambda *args, **kwargs: replace(
            read(*args, **kwargs), source_kind=FORCE_EXTRACT
        ),
    )
    monkeypatch.setattr(pack, "SIZES", ())
    yield
    state._read.clear()  # type: ignore[attr-defined]


def opened_on(
    folder: str, before: str, after: str, kind: str = CHOSEN, *, starts: str = ""
) -> AppTest:
    further = {"onelist": "yes", "onelist_n": "5"} if kind == ONE_LIST else {}
    # Else each zone is compared over months before and after its own start.
    further |= {} if starts else {"before": before, "after": after}
    app = opened(
        "pages/briefing.py",
        violence_zones="3",
        asb_zones="3",
        months="2024-01:2024-01",
        **further,
    )
    app.session_state[DATA] = Upload((folder,))
    if kind == LISTED:
        app.session_state[PATROLLED] = dict.fromkeys(CATEGORY, listed(starts.split()))
    app.run(timeout=90)
    assert not app.exception
    return app


def listed(starts: list[str]) -> Patrolled:
    """Give three zones as a list of those patrolled, each from a month, if any."""
    streets = ("High Road", "Church Row", "Back Lane")
    columns = [at[2] for at in ZONES if at[1] in streets]
    ids = hexagon_ids(columns, [500] * len(columns), width_m=350)
    features = [
        {
            "type": "Feature",
            # A planner's own names for places that the other packs have, too.
            "properties": {"zone": f"Beat {number}", "start": start},
            "geometry": shapely.geometry.mapping(
                shapely.transform(
                    hexagon, lambda at: np.column_stack(to_degrees(*at.T))
                )
            ),
        }
        for number, (hexagon, start) in enumerate(
            zip(hexagons(ids), starts or [""] * len(ids), strict=True)
        )
    ]
    document = json.dumps({"type": "FeatureCollection", "features": features})
    upload = FileUpload("patrolled.geojson", document.encode())
    return Patrolled(read_chosen_zones(upload), None)


def button(app: AppTest, label: str):
    (found,) = [each for each in app.button if each.label == label]
    return found


def download(app: AppTest, label: str):
    found = [each for each in app.get("download_button") if each.label == label]
    return found[0] if found else None


def made(app: AppTest) -> tuple[zipfile.ZipFile, bytes]:
    """Make the pack, save its record, and return both."""
    app = button(app, "Make the pack").click().run(timeout=90)
    assert not app.exception
    assert not app.error
    assert download(app, "The pack (zip)").disabled
    last = app.session_state[private_record.MADE][-1]
    app = download(app, "Private record (JSON)").click().run(timeout=90)
    assert not app.exception
    assert not download(app, "The pack (zip)").disabled
    record = private_record.write_record(last.earlier, last.releases)
    return zipfile.ZipFile(io.BytesIO(last.content)), record.encode()


def give(app: AppTest, content: bytes, name: str = "record.json") -> AppTest:
    uploader = app.file_uploader(key=private_record.UPLOADER)
    app = uploader.set_value((name, content, "application/json")).run(timeout=90)
    assert not app.exception
    return app


def first_said(app: AppTest) -> AppTest:
    return app.checkbox(key=private_record.FIRST).check().run(timeout=90)


# Refuses bad input


def test_no_pack_is_made_before_it_is_said_what_was_published(downloads):
    app = opened_on(downloads["2025-02"], *PERIODS[0])
    assert app.number_input(key=briefing_inputs.HIDE).value == 4
    assert app.number_input(key=briefing_inputs.ROUND).value == 5
    assert button(app, "Make the pack").disabled
    # Nor can a picture be had alone: it would be on no record.
    assert not app.get("download_button")
    app = first_said(app)
    assert not button(app, "Make the pack").disabled


@pytest.mark.parametrize("content", [b"", b"{}", b"no"])
def test_a_record_that_is_none_is_told_and_makes_no_pack(downloads, content):
    app = give(opened_on(downloads["2025-02"], *PERIODS[0]), content)
    (error,) = app.error
    assert "record.json is" in error.value
    assert not [each for each in app.button if each.label == "Make the pack"]
    uploader = app.file_uploader(key=private_record.UPLOADER)
    app = uploader.set_value(None).run(timeout=90)
    assert not app.error
    assert button(app, "Make the pack").disabled


# Gives the right answer


def test_settings_and_fingerprint_of_an_extract_stay_in_the_private_folder(downloads):
    app = first_said(opened_on(downloads["2025-02"], *PERIODS[0]))
    archive, record = made(app)
    names = archive.namelist()
    assert "settings.json" not in names
    assert {pack.SETTINGS, pack.PANEL, pack.PRIVATE_NOTE} <= set(names)
    private = json.loads(archive.read("private/settings.json"))
    assert private["data_are_public"] is False
    for name in names:
        if not name.startswith("private/"):
            content = archive.read(name)
            assert private["data_fingerprint"][:12].encode() not in content
            assert b"settings.json" not in content
            assert record not in content
    panel = archive.read(pack.PANEL).decode()
    said = re.sub(r"<style.*?</style>|<[^>]+>", "", panel, flags=re.DOTALL)
    assert "The price: " in said
    assert panel_words.NOT_FOR_PUBLICATION in said
    held = read_record(record, name="record.json")
    assert [len(held[strand]) for strand in CATEGORY] == [1, 1]


def test_a_second_pack_of_a_visit_is_checked_against_the_first(downloads):
    app = first_said(opened_on(downloads["2025-02"], *PERIODS[0]))
    made(app)
    app = app.number_input(key=briefing_inputs.ROUND).set_value(10).run(timeout=90)
    app = button(app, "Make the pack").click().run(timeout=90)
    last = app.session_state[private_record.MADE][-1]
    assert [len(last.earlier[strand]) for strand in CATEGORY] == [1, 1]


@pytest.mark.parametrize("kinds", KINDS)
def test_nothing_hidden_follows_from_three_packs_made_on_the_page(downloads, kinds):
    record, archives = b"", []
    for periods, kind in zip(PERIODS, KINDS[kinds], strict=True):
        last = "2025-03" if periods == PERIODS[-1] else "2025-02"
        app = opened_on(downloads[last], *periods, kind)
        app = give(app, record) if record else first_said(app)
        if record:
            assert f"Checked against {len(archives)} earlier" in everything_said(app)
        archive, record = made(app)
        archives.append(archive)
    held = read_record(record, name="record.json")
    for strand in CATEGORY:
        assert len(held[strand]) == len(archives)
        packs = [as_pack(one) for one in held[strand]]
        for one, archive in zip(packs, archives, strict=True):
            assert_published(one, archive, strand)
        found = attacked(packs, [truths(one) for one in packs])
        assert found["hidden"] > 10
        assert found["hidden months"] > 0
        assert found["recovered"] == found["narrowed"] == 0


def public_files(archive: zipfile.ZipFile) -> dict[str, str]:
    return {
        name: archive.read(name).decode()
        for name in archive.namelist()
        if not name.startswith("private/")
    }


def test_what_holds_no_count_of_an_extract_is_the_same_whatever_the_counts(tmp_path):
    """The one list; and patrolled zones, each over months of its own."""
    said = {ONE_LIST: [], LISTED: []}
    for more in (0, 3):
        folder = str(write_toy(tmp_path / str(more), drawn("2025-03", more=more)))
        for kind, found in said.items():
            starts = "2024-03 2025-01 2025-02" if kind == LISTED else ""
            app = first_said(opened_on(folder, *PERIODS[0], kind, starts=starts))
            found.append(public_files(made(app)[0]))
    one, other = (each["one-list.csv"] for each in said[ONE_LIST])
    assert one == other
    assert one.splitlines()[0] == "district,name"
    assert not re.search(r"\d", one)
    one, other = said[LISTED]
    assert one == other
    assert "could not be hidden safely" in one["words.md"]
    # And every number is of the list, its months or the rules, and none of the records.
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", " ".join(one.values()), flags=re.S)
    assert set(re.findall(r"\d[\d,.]*\d|\d", text)) == NUMBERS_OF_A_LIST


def as_pack(release) -> Pack:
    """Take a release as its readers have it."""
    shown = [HIDDEN if count < 0 else count for count in release.counts.tolist()]
    n = 2 * len(release.rows)
    rows = dict(
        zip(
            map(tuple, release.rows),
            zip(shown[:n:2], shown[1:n:2], strict=True),
            strict=True,
        )
    )
    monthly = dict(zip(map(tuple, release.monthly), shown[n:], strict=True))
    fell, rose = release.falls or (None, None)
    periods = (release.before.months, release.after.months)
    return Pack(rows, periods, fell, rose, release.policy.round_to, monthly)


def assert_published(one: Pack, archive: zipfile.ZipFile, strand: str) -> None:
    """Check that the record says no more and no less than the pack's own figures."""
    table = pd.read_csv(
        io.BytesIO(archive.read(pack.FIGURES)), dtype=str, keep_default_na=False
    )
    table = table[(table["strand"] == strand)]
    for name, period in (("incidents before", 0), ("incidents after", 1)):
        told = sorted(table.loc[table["figure"] == name, "value"])
        counts = [counts[period] for counts in one.rows.values()]
        assert told == sorted("hidden" if n is HIDDEN else str(n) for n in counts)


def truths(one: Pack) -> dict:
    """Count everything again from the drawing."""
    zone_of = {hexagon_ids([at[2]], [500], width_m=350)[0]: at for at in ZONES}
    chosen = [zone_of[zone] for kind, zone, _ in one.rows if kind == "zone"]

    def counted(row, months) -> int:
        kind, zone, district = row
        places = {
            "zone": [zone_of.get(zone)],
            "district": [at for at in ZONES if at[0] == district],
            "county": list(ZONES),
            "chosen zones": [at for at in chosen if district in ("", at[0])],
            "rest of county": [at for at in ZONES if at not in chosen],
        }[kind]
        return sum(ZONES[at][MONTHS.index(month)] for at in places for month in months)

    return {key: counted(row, months) for key, (row, months, _) in one.figures.items()}
