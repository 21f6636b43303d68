"""Districts are facts: every name that an LSOA name can begin with leads to one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from hotspots.sources.areas import (
    district_named,
    district_of_lsoa,
    districts_of,
    force_of,
    force_with,
    forces,
)
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.read import read_police_uk

HEADING = "Crime ID,Month,Falls within,Longitude,Latitude,Location,LSOA name,Crime type"


@pytest.fixture(scope="module")
def prefixes(real_data) -> list[dict[str, str]]:
    path = real_data / "places" / "lsoa_prefixes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["main"] == "yes"]


def test_43_forces_have_318_districts_each_once():
    districts = [d for force in forces().values() for d in force.districts.values()]
    assert (len(forces()), len(districts), len(set(districts))) == (43, 318, 318)
    codes = [code for force in forces().values() for code in force.districts]
    assert len(set(codes)) == 318


@pytest.mark.parametrize(
    ("force", "n"),
    [("kent", 13), ("metropolitan", 32), ("city-of-london", 1), ("essex", 14)],
)
def test_a_force_has_as_many_districts_as_it_is_known_to(force, n):
    assert len(forces()[force].districts) == n


@pytest.mark.parametrize(
    ("lsoa", "district"),
    [
        ("Tonbridge and Malling 001F", "Tonbridge and Malling"),
        ("Bristol, City of 012C", "Bristol, City of"),
        ("Swale", "Swale"),
        ("Mendip 001A", "Somerset"),
        ("Selby 003B", "North Yorkshire"),
        ("Allerdale 010C", "Cumberland"),
        ("Taunton Deane 001A", "Somerset"),
        ("Corby 001A", "North Northamptonshire"),
        ("Shepway 014B", "Folkestone and Hythe"),
        ("Poole 002D", "Bournemouth, Christchurch and Poole"),
        ("The Vale of Glamorgan 005E", "Vale of Glamorgan"),
        ("Bristol 032B", "Bristol, City of"),
        ("SWALE 001a", "Swale"),
        ("King's Lynn and West Norfolk 001A", "King's Lynn and West Norfolk"),
        *((text, "") for text in ("", "NULL", "001A", "Atlantis 001A", "95GG01S1")),
    ],
)
def test_an_lsoa_name_leads_to_the_district_of_today(lsoa, district):
    assert district_of_lsoa(lsoa) == district


def test_every_name_leads_to_a_district_that_a_force_has():
    every = set(districts_of(forces().values()))
    path = Path(__file__).parents[2] / "data" / "district_names.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["district"] for row in rows} == every
    for row in rows:
        assert district_named(row["name"]) == row["district"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Devon & Cornwall Police", "devon-and-cornwall"),
        ("METROPOLITAN POLICE SERVICE", "metropolitan"),
        ("Dyfed Powys Police", "dyfed-powys"),
        ("kent", "kent"),
    ],
)
def test_a_force_is_known_however_it_is_written(name, slug):
    assert force_of(name).slug == slug


@pytest.mark.parametrize(
    "name",
    ["British Transport Police", "Police Service of Northern Ireland", "", "Police"],
)
def test_other_bodies_are_no_territorial_force(name):
    assert force_of(name) is None


def test_rows_of_every_prefix_land_in_the_districts_of_their_force(prefixes):
    assert len(prefixes) == 395
    landed: dict[str, set[str]] = {}
    for slug, force in forces().items():
        of_force = [row for row in prefixes if row["force_slug"] == slug]
        rows = [
            f',2025-01,{force.name},-1.5,52.5,On or near A Road,"{row["prefix"]} '
            f'{number:03d}A",Drugs'
            for row in of_force
            for number in (1, 2)
        ]
        content = "\n".join([HEADING, *rows]).encode()
        reading = read_police_uk(Upload(f"2025-01-{slug}-street.csv", content))
        assert reading.set_aside.empty, slug
        assert reading.area == districts_of([force])
        landed[slug] = set(reading.incidents["district"])
        right = {row["prefix"]: row["district_name"] for row in of_force}
        assert landed[slug] == set(right.values())
    every = [district for found in landed.values() for district in found]
    assert (len(every), len(set(every))) == (318, 318)
    assert all(force_with(d) == slug for slug, found in landed.items() for d in found)


def test_the_tables_are_those_that_the_script_makes(real_data):
    from data.build_places import HERE, build

    for table, file in zip(
        build(real_data / "places"), ("forces.csv", "district_names.csv"), strict=True
    ):
        written = table.to_csv(index=False)
        assert (HERE / file).read_text(encoding="utf-8") == written
