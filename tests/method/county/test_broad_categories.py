from __future__ import annotations

from hotspots.method.county.broad_categories import broad_counted, broad_incidents
from hotspots.method.county.measures import latest_period, measure_county
from hotspots.method.county.month_checks import check_months
from hotspots.method.pipeline import with_kinds
from hotspots.settings import Settings
from hotspots.sources.incident_files import read_incidents
from hotspots.sources.opening import Upload
from tests.made_up_extract import made_up_extract

# Categories of data.police.uk of the offences that the made-up extract holds.
RIGHT = {
    "Anti-social behaviour",
    "Drugs",
    "Offence not in the table of offences",
    "Robbery",
    "Shoplifting",
    "Violence and sexual offences",
}


def reading():
    upload = Upload("extract.csv", made_up_extract(3000, asb=True, faults=False))
    return read_incidents(upload, flags=Settings().flags_named)


def test_an_extract_is_counted_by_the_categories_of_data_police_uk():
    found = reading()
    broad = broad_incidents(found)
    assert set(broad["category"].cat.categories) == RIGHT
    assert len(broad) == len(found.incidents)
    robbery = found.incidents["category"].astype(str).str.startswith("Robbery of")
    assert (broad["category"] == "Robbery").sum() == robbery.sum() > 0


def test_county_measures_of_an_extract_are_not_nought():
    found = reading()
    checked = check_months(found)
    period = latest_period(checked.months)
    table = measure_county(broad_incidents(found), checked, period=period).table
    counts = table.set_index("measure")["incidents"]
    assert (counts[["violence", "robbery", "drugs", "asb", "shoplifting"]] > 0).all()
    assert counts["burglary"] == 0


def test_flags_of_months_are_told_to_the_strands_that_count_their_category():
    settings = with_kinds(Settings(), reading())
    counted = broad_counted(settings.strand("violence"))
    assert {"Robbery", "Violence and sexual offences"} <= set(counted)
    assert "Anti-social behaviour" not in counted
    assert broad_counted(Settings().strand("violence")) == (
        "Violence and sexual offences",
        "Robbery",
    )
