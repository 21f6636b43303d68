"""What a file of zones says of their patrols: strand, months, tier and agency."""

from __future__ import annotations

import json

import pytest

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.sources.opening import Upload
from hotspots.sources.shapes.zone_files import read_chosen_zones, read_zone_lists

RING = [[0.52, 51.27], [0.53, 51.27], [0.53, 51.28], [0.52, 51.27]]


def zones(*rows: dict[str, object]) -> Upload:
    """Write rows as a file of triangles, each a hundredth of a degree further north."""
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y + number / 100] for x, y in RING]],
            },
        }
        for number, row in enumerate(rows)
    ]
    document = {"type": "FeatureCollection", "features": features}
    return Upload("ours.geojson", json.dumps(document).encode())


# Refuses bad input


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"start": "soon"}, "the start of patrols in zone A, “soon” in the column"),
        ({"start": "03/04/2024"}, "“03/04/2024” .* may be either of two months"),
        ({"start": "2024-13"}, "“2024-13” in the column “start”, is not a month"),
        ({"start": "2024-04", "end": "2024-03"}, "end in 2024-03, before they start"),
        ({"Patrols ended": "never"}, "the end of patrols in zone A, “never”"),
    ],
)
def test_months_of_patrols_that_cannot_be_used_are_named(row, words):
    with pytest.raises(InputError, match=f"ours.geojson: .*{words}"):
        read_chosen_zones(zones({"zone": "A", **row}))


def test_a_row_of_an_unknown_strand_beside_known_ones_is_named():
    file = zones({"zone": "A", "strand": "ASB"}, {"zone": "B", "strand": "Knives"})
    with pytest.raises(
        InputError, match="row 2 is for “Knives”, which is not a strand here"
    ):
        read_zone_lists(file)


def test_a_file_of_two_strands_asks_which_is_wanted():
    file = zones({"zone": "A", "strand": "asb"}, {"zone": "B", "strand": "violence"})
    with pytest.raises(InputError, match="zones of asb and of violence. Add --strand"):
        read_chosen_zones(file)
    assert read_chosen_zones(file, strand="violence").polygons.ids == ("B",)


# Gives the right answer


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("start", "2024-04"),
        ("Start month", "April 2024"),
        ("patrol_start_date", "2024-04-15"),
        ("Date started", "15/04/2024"),
        ("STARTED", "Apr-24"),
        ("Patrolled since", "45383"),
    ],
)
def test_a_start_is_read_under_the_headings_that_people_use(heading, text):
    (listed,) = read_zone_lists(zones({"zone": "A", heading: text}))
    assert listed.patrols["start"].to_list() == ["2024-04"]
    assert listed.says_starts


def test_tier_agency_and_blanks_are_kept_as_they_stand():
    listed = read_chosen_zones(
        zones(
            {"zone": "B", "Tier": 1, "Lead agency": "Kent Police", "Until": "n/a"},
            {"zone": "A", "Tier": "", "Lead agency": None, "Until": "2025-03-31"},
        )
    )
    assert listed.patrols.to_dict("list") == {
        "zone": ["B", "A"],
        "start": ["", ""],
        "end": ["", "2025-03"],
        "tier": ["1", ""],
        "agency": ["Kent Police", ""],
    }
    assert not listed.says_starts


def test_a_file_without_such_columns_says_nothing_of_patrols():
    listed = read_chosen_zones(zones({"zone": "A", "street": "Start Hill"}))
    assert not listed.says_patrols


def test_each_strand_has_its_rows_and_blank_rows_are_of_every_named_strand():
    asb, violence = read_zone_lists(
        zones(
            {"zone": "A", "strand": "Anti-social behaviour", "tier": "1"},
            {"zone": "A", "strand": "VIOLENCE", "tier": "2"},
            {"zone": "B", "strand": "", "tier": "3"},
        )
    )
    assert (asb.strand, violence.strand) == ("asb", "violence")
    assert asb.patrols[["zone", "tier"]].to_numpy().tolist() == [["A", "1"], ["B", "3"]]
    assert violence.patrols["tier"].to_list() == ["2", "3"]


def test_a_column_of_other_programmes_names_no_strand():
    (listed,) = read_zone_lists(zones({"zone": "A", "programme": "Grip"}))
    assert listed.strand == ""


def test_months_of_choosing_are_read_where_one_column_says_them():
    rows = [{"zone": zone, "months": "2023-04:2024-03"} for zone in "AB"]
    assert read_chosen_zones(zones(*rows)).chosen_on == Period("2023-04", "2024-03")
    rows[1]["months"] = "2024"
    assert read_chosen_zones(zones(*rows)).chosen_on is None
