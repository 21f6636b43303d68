"""Single values in the many ways that forces write them."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from hotspots.sources.force_extract.values.asb import asb_class, asb_type, asb_types
from hotspots.sources.force_extract.values.clocks import read_clock
from hotspots.sources.force_extract.values.dates import read_dates
from hotspots.sources.force_extract.values.flags import meaning_of
from hotspots.sources.force_extract.values.offences import (
    joined_codes,
    normal_code,
    normal_codes,
    standard_offences,
)
from hotspots.sources.force_extract.values.positions import (
    numbers,
    read_pair,
    read_points,
    read_references,
)


def texts(*values):
    return pd.Series(list(values), dtype="str")


def minutes(read):
    return read.times.dt.strftime("%Y-%m-%d %H:%M").to_list()


# ---- dates -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "03/06/2025 21:10",
        "3/6/2025 21:10",
        "03/06/25 21:10",
        "03-06-2025 21:10:00",
        "03.06.2025 21:10",
        "03.06.2025 21.10",
        "2025-06-03T21:10",
        "2025-06-03 21:10:00.000",
        "2025/06/03 21:10",
        "2025-06-03T20:10:00Z",
        "2025-06-03T22:10:00+02:00",
        "03-JUN-2025 21:10:00",
        "3 June 2025 21:10",
        "3rd June 2025 at 21:10",
        "Tue 03/06/2025 21:10",
        "Tuesday, 3 June 2025 9:10 PM",
        "03/06/2025 09:10 pm",
        "03JUN2025 2110",
        "03/06/2025 2110hrs",
        "20250603 21:10",
        "202506032110",
        "20250603211000",
        "45811.88194444445",
        "1748981400",
        "1748981400000",
        "03/06/2025, 21:10",
        "June 3, 2025 21:10",
    ],
)
def test_a_date_and_time_reads_to_the_minute(text):
    read = read_dates(texts(text, "25/12/2024 10:00"))
    assert minutes(read)[0] == "2025-06-03 21:10"
    assert read.has_time.to_list() == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2025",
        "32/01/2025",
        "00/00/0000",
        "9999-12-31",
        "01/01/1900",
        "soon",
        "2025",
        "13/13/2025",
        "01/01/2025 24:01",
        "01/01/2025 10:61",
    ],
)
def test_what_is_no_date_of_our_time_is_unreadable_and_not_guessed(text):
    read = read_dates(texts(text, "25/12/2024"))
    assert read.unreadable.to_list() == [True, False]


def test_midnight_written_24_is_the_next_day():
    assert minutes(read_dates(texts("31/12/2024 24:00"))) == ["2025-01-01 00:00"]


def test_day_comes_first_unless_the_column_shows_the_month_does():
    assert (
        minutes(read_dates(texts("04/05/2025", "25/05/2025")))[0][:10] == "2025-05-04"
    )
    assert (
        minutes(read_dates(texts("04/05/2025", "05/25/2025")))[0][:10] == "2025-04-05"
    )


def test_a_column_that_does_not_show_the_order_is_asked_about():
    read = read_dates(texts("04/05/2025", "06/07/2025"))
    assert (read.order, read.asked) == ("day first", True)
    said = read_dates(texts("04/05/2025", "06/07/2025"), order="month first")
    assert (minutes(said)[0][:10], said.asked) == ("2025-04-05", False)


def test_one_broken_date_does_not_turn_the_order():
    read = read_dates(texts("04/05/2025", "32/01/2025", "13/01/2025"))
    assert (read.order, read.asked) == ("day first", False)
    assert read.unreadable.to_list() == [False, True, False]


def test_digits_month_first_that_lost_a_zero_are_read():
    read = read_dates(texts("5092025185000", "12222025224000"))
    assert minutes(read) == ["2025-05-09 18:50", "2025-12-22 22:40"]
    assert read.order == "month first"


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("21:10", 1270),
        ("21:10:00", 1270),
        ("2110", 1270),
        ("9:10 PM", 1270),
        ("0:05", 5),
        ("0005", 5),
        ("21h10", 1270),
        ("30/12/1899 21:10", 1270),
        ("0.8819444444444444", 1270),
    ],
)
def test_a_time_of_day_reads_to_the_minute(text, minute):
    spans, bad = read_clock(texts(text))
    assert spans.dt.total_seconds().round().to_list() == [minute * 60]
    assert not bad.any()


@pytest.mark.parametrize("text", ["25:00", "21:60", "2170", "late", "-1"])
def test_what_is_no_time_is_unreadable(text):
    assert read_clock(texts(text, "10:00"))[1].to_list() == [True, False]


# ---- positions ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "TQ 464 405",
        "TQ464405",
        "tq464405",
        "TQ 46400 40500",
        "TQ4640 4050",
        "TQ/464/405",
    ],
)
def test_grid_references_read_with_and_without_spaces(text):
    read = read_references(texts(text))
    assert (read.easting[0], read.northing[0]) == (546_400, 140_500)


@pytest.mark.parametrize("text", ["TQ 46 4057", "ZZ 464 405", "TI 464 405", "TQ", "46"])
def test_what_is_no_grid_reference_is_unreadable(text):
    assert read_references(texts(text)).unreadable.to_list() == [True]


def test_numbers_read_with_marks_and_units_and_never_from_words():
    read = numbers(
        texts("576187", "576,187", "576 187", "576187.0", "576187m", "5e", "inf")
    )
    assert read.to_list()[:5] == [576187.0] * 5
    assert read.isna().to_list()[5:] == [True, True]


def test_exchanged_columns_are_seen_and_the_first_row_said():
    east, north = texts("", *["576187"] * 9), texts("", *["155419"] * 9)
    read = read_pair(north, east)
    assert read.swapped
    assert read.first_row == 1
    assert read.easting.to_list()[1:] == [576187.0] * 9
    assert not read_pair(east, north).swapped


def test_the_area_tells_exchanged_columns_where_both_ways_are_land():
    # By Manchester and by Stoke: only the force's ground tells.
    ground = shapely.box(330_000, 520_000, 360_000, 560_000)
    one, other = texts(*["340000"] * 5), texts(*["540000"] * 5)
    read = read_pair(other, one, area=ground)
    assert read.swapped
    assert read.easting[0] == 340_000


def test_nought_is_no_position_and_not_a_point_off_cornwall():
    read = read_pair(texts("0", "576187"), texts("0", "155419"))
    assert read.easting.isna().to_list() == [True, False]


@pytest.mark.parametrize(
    "text",
    ["POINT (0.524316 51.270685)", "51.270685, 0.524316", "0.524316;51.270685",
     "POINT(576187 155419)", "576187 155419", "SRID=27700;POINT(576187 155419)"],
)  # fmt: skip
def test_both_coordinates_in_one_column_read(text):
    read = read_points(texts(text))
    assert abs(read.easting[0] - 576_187) < 5
    assert abs(read.northing[0] - 155_419) < 5


# ---- offences ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["008/06", "8/6", "8/06", "00806", "008.06", "008-06", "008 06", "HO 8/6",
             "008/06 - Assault occasioning ABH", "008/06/00"]
)  # fmt: skip
def test_a_home_office_code_reads_in_its_spellings(text):
    assert normal_code(text) == "008/06"


def test_codes_that_are_figures_get_their_lost_zeros_back():
    found = normal_codes(texts("806", "10501", "4600", "806"))
    assert found.to_list() == ["008/06", "105/01", "046/00", "008/06"]


def test_bare_classes_stay_classes():
    assert normal_codes(texts("46", "49", "8N", "105A")).to_list() == [
        "46",
        "49",
        "8N",
        "105A",
    ]


def test_class_and_part_of_two_columns_join():
    found = joined_codes(texts("8", "105", "46", ""), texts("6", "1", "0", ""))
    assert found.to_list()[:3] == ["008/06", "105/01", "046/00"]
    assert found.isna().to_list()[3]


@pytest.mark.parametrize(
    ("code", "title", "offence_class"),
    [
        ("028/03", "Burglary Residential", "28E"),
        ("028/03", "BURGLARY - RESIDENTIAL - DWELLING", "28E"),
        ("028/03", "Attempted Burglary Residential", "28F"),
        ("028/03", "Distraction burglary", "28G"),
        ("034/01", "Robbery (Personal)", "34B"),
        ("034/01", "Robbery - Business property", "34A"),
        ("149/00", "Criminal damage to a vehicle", "58C"),
        ("149/00", "Other criminal damage to a dwelling (under £5,000)", "58A"),
        ("149/00", "Criminal damage - building other than a dwelling", "58B"),
        ("149/00", "Criminal damage, other", "58D"),
        ("008/06", "Assault with injury", "8N"),
        ("008/06", "Assault with injury on a constable", "8S"),
        ("8N", "", "8N"),
        (None, "SHOPLIFTING", "46"),
        (None, "Theft from shop or stall", "46"),
        (None, "Theft from a motor vehicle", "45"),
        (None, "Theft of motor vehicle", "48"),
        (None, "S47 ABH", "8N"),
        (None, "Section 18 - Wounding with intent", "5D"),
        (None, "Attempted - Murder", "2"),
        (None, "Residential burglary", "28E"),
        (None, "Having an article with a blade or point in a public place", "10D"),
        ("199/99", "Other notifiable, local", None),
        ("019/03", "Rape, former code", None),
        ("053/01", "Fraud, former code", None),
        (None, "Crime related incident", None),
        (None, "", None),
        (None, "Violence against the person", None),
    ],
)
def test_codes_and_titles_lead_to_their_class_or_to_none(code, title, offence_class):
    assert standard_offences().class_of(code, title)[0] == offence_class


def test_a_code_of_several_classes_without_title_is_said_to_be_assumed():
    assert standard_offences().class_of("149/00", "") == ("58C", "commonest")


def test_no_class_weighs_nothing_because_a_scale_lacks_it():
    classes = standard_offences().classes.set_index("offence_class")
    weights = classes[["cchi_2020_days", "cchi_2020_median_days", "ons_css_weight"]]
    assert not (weights == 0).any().any()
    assert classes.index.is_unique
    assert (classes["source"] != "").all()


def test_the_weights_are_the_published_ones():
    classes = standard_offences().classes.set_index("offence_class")
    days = classes["cchi_2020_days"]
    assert days[["28E", "28F", "29A", "30C", "34B"]].to_list() == [19, 19, 730, 10, 365]
    assert round(classes.loc["34B", "ons_css_weight"], 4) == 799.6289


def test_a_class_that_a_person_gave_goes_before_the_table():
    given = {"199/99": "96", "Hare coursing": "96", "LOC1": "46"}
    table = standard_offences().with_classes(given)
    assert table.class_of("199/99", "") == ("96", "code")
    assert table.class_of("LOC1", "Whatever") == ("46", "code")
    assert table.class_of(None, "HARE COURSING") == ("96", "title")
    assert standard_offences().class_of("199/99", "") == (None, None)


# ---- antisocial behaviour and flags --------------------------------------------------


@pytest.mark.parametrize("name", asb_types()["asb_type"])
@pytest.mark.parametrize("change", [str, str.upper, lambda t: t.replace(" or ", "/")])
def test_each_national_type_reads_in_its_spellings(name, change):
    assert asb_type(change(name)) == name


def test_there_are_thirteen_types_and_patrols_cannot_prevent_two():
    assert len(asb_types()) == 13
    cannot = asb_types().query("patrol_preventable == 'no'")["asb_type"]
    assert cannot.to_list() == ["Nuisance calls", "Rowdy or nuisance neighbours"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ASB - Nuisance", "Nuisance"),
        ("ASB PERSONAL", "Personal"),
        ("Anti-Social Behaviour (Environmental)", "Environmental"),
        ("Antisocial behaviour - environment", "Environmental"),
        ("ASBN", "Nuisance"),
        ("Nuisance", "Nuisance"),
        ("ASB", None),
        ("Crime - Personal robbery", None),
        ("Public Safety - Nuisance dog", None),
    ],
)
def test_a_class_is_read_only_where_it_says_antisocial_behaviour(text, name):
    assert asb_class(text) == name


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("da flag", "domestic abuse"),
        ("domestic", "domestic abuse"),
        ("ai", "alcohol"),
        ("under 25 flag", "under 25"),
        ("hate flag", "hate crime"),
        ("bladed article used", "knife"),
        ("date flag", None),
        ("data quality", None),
    ],
)
def test_flags_mean_what_their_heading_says(words, meaning):
    assert meaning_of(words) == meaning
