from __future__ import annotations

import json

import geopandas as gpd

from hotspots.presentation import synthetic
from hotspots.presentation.words import data as data_words
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import selection as selection_words
from hotspots.ui.state import Upload
from tests.pages.opening import everything_said, opened, with_toy
from tests.toy import as_csv, rows_of, write_toy

DATA_PAGE = "pages/data.py"


def test_what_is_loaded_is_told_with_its_rows_and_districts(toy):
    told = everything_said(with_toy(DATA_PAGE, toy))
    assert "27 recorded incidents in 2 districts, 2 months" in told
    assert "27 rows read, 27 kept, 0 set aside." in told
    assert (
        "2 districts of Northamptonshire Police. North Northamptonshire and West "
        "Northamptonshire." in told
    )
    assert data_words.NONE_SET_ASIDE in told


def test_rows_set_aside_are_listed_by_reason_and_can_be_taken_away(tmp_path):
    rows = rows_of()
    for row in rows[:3]:
        row["Longitude"] = row["Latitude"] = ""
    file = tmp_path / "2025-01-toy-street.csv"
    file.write_text(as_csv(rows), encoding="utf-8")
    app = with_toy(DATA_PAGE, Upload((str(file),)))
    _, reasons, files = (table.value for table in app.dataframe)
    assert reasons.to_dict("records") == [
        {
            "Reason": "no location",
            "Rows": 3,
            "What it means": "No location is recorded for it.",
        }
    ]
    assert files["Set aside"].to_list() == [3]
    labels = [button.proto.label for button in app.get("download_button")]
    assert selection_words.DOWNLOADS["set-aside-rows.csv"] in labels


def test_months_that_are_missing_are_told(tmp_path):
    folder = write_toy(tmp_path)
    later = [dict(row, Month="2025-05") for row in rows_of()]
    (folder / "2025-05-toy-street.csv").write_text(as_csv(later), encoding="utf-8")
    app = with_toy(DATA_PAGE, Upload((str(folder),)))
    assert "2 months are missing: March to April 2025." in everything_said(app)
    months = app.dataframe[0].value
    assert months["Month"].to_list() == [
        "Jan 2025",
        "Feb 2025",
        "Mar 2025",
        "Apr 2025",
        "May 2025",
    ]


def test_files_are_listed_with_what_was_done_with_each(tmp_path):
    folder = write_toy(tmp_path)
    again = folder / "again"
    again.mkdir()
    (again / "2025-01-toy-street.csv").write_bytes(
        (folder / "2025-01" / "2025-01-toy-street.csv").read_bytes()
    )
    (folder / "2025-01-toy-outcomes.csv").write_text("Crime ID\n", encoding="utf-8")
    app = with_toy(DATA_PAGE, Upload((str(folder),)))
    files = app.dataframe[-1].value
    done = sorted(files["What was done"].str.partition(":")[0])
    assert done == ["Not used", "Read", "Read", "Skipped"]


def test_the_data_page_asks_nothing_that_cannot_change_it(toy):
    app = with_toy(DATA_PAGE, toy)
    assert not app.sidebar.selectbox
    assert not app.sidebar.button_group


def test_months_set_elsewhere_survive_a_look_at_the_data(toy):
    app = with_toy("pages/choose_zones.py", toy)
    app.selectbox(key="last_month").set_value("2025-01").run()
    app.switch_page(DATA_PAGE).run()
    app.switch_page("pages/choose_zones.py").run()
    assert app.selectbox(key="last_month").value == "2025-01"


def test_another_upload_takes_the_place_of_what_was_loaded(toy):
    app = with_toy(DATA_PAGE, toy)
    content = as_csv(rows_of()[:5]).encode()
    app.file_uploader(key="uploads").set_value(
        ("2025-01-toy-street.csv", content, "text/csv")
    ).run()
    assert not app.exception
    assert "5 rows read, 5 kept" in everything_said(app)


def test_the_sample_is_told_as_made_up_and_beside_it_how_to_load_real_data():
    told = everything_said(opened(DATA_PAGE).run())
    assert synthetic.BANNER in told
    assert "36 months" in told
    assert loading_words.HOW_TO_LOAD in told


def test_other_data_can_be_given_up_for_the_sample(toy):
    app = with_toy(DATA_PAGE, toy)
    assert synthetic.BANNER not in everything_said(app)
    by_offence, of_police_uk = data_words.USE_SAMPLE.values()
    assert samples_offered(app) == [by_offence, of_police_uk]
    button(app, by_offence).click().run()
    assert not app.exception
    assert synthetic.BANNER in everything_said(app)
    assert app.session_state["data read"].reading.kinds
    # The other form of the sample is one click away, and back.
    assert samples_offered(app) == [of_police_uk]
    button(app, of_police_uk).click().run()
    assert synthetic.BANNER in everything_said(app)
    assert app.session_state["data read"].reading.is_public
    assert samples_offered(app) == [by_offence]


def samples_offered(app) -> list[str]:
    return [each.label for each in app.button if "sample" in each.label]


def button(app, label: str):
    return next(each for each in app.button if each.label == label)


def test_own_districts_alone_are_laid_over_the_sample():
    app = opened(DATA_PAGE).run()
    ring = [[-0.5, 50.5], [2.0, 50.5], [2.0, 52.0], [-0.5, 52.0], [-0.5, 50.5]]
    feature = {
        "type": "Feature",
        "properties": {"name": "One District"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    own = ("own.geojson", json.dumps(feature).encode(), "application/json")
    app.file_uploader(key="boundaries").set_value(own).run(timeout=120)
    assert not app.exception
    told = everything_said(app)
    assert "1 district from your own boundaries. One District." in told
    assert synthetic.BANNER in told


def test_a_month_in_which_recording_changed_is_named_wherever_it_counts(toy):
    app = with_toy(DATA_PAGE, toy)
    app.multiselect(key="recording-changes").set_value(["2025-02"]).run()
    assert not app.exception
    months = app.dataframe[0].value
    assert "recording changed" in months.iloc[1].astype(str).str.cat()
    assert app.query_params["recording-changes"] == "2025-02"
    again = with_toy(DATA_PAGE, toy, recording_changes="2025-01_2025-02")
    assert len(again.multiselect(key="recording-changes").value) == 2


# Files that are wrong, and files that are odd


def give(app, *files, key="uploads"):
    """Put files into a box, as their names and contents."""
    held = [(name, content, "") for name, content in files]
    app.file_uploader(key=key).set_value(held if key == "uploads" else held[0]).run()
    assert not app.exception
    return app


def street(rows, name="2025-01-toy-street.csv"):
    return name, as_csv(rows).encode()


def square(size=2.5, **properties):
    ring = [
        [-0.5, 50.5],
        [2.0, 50.5],
        [2.0, 50 + size],
        [-0.5, 50 + size],
        [-0.5, 50.5],
    ]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def polygons(*features):
    collection = {"type": "FeatureCollection", "features": list(features)}
    return "own.geojson", json.dumps(collection).encode()


def test_a_bad_file_left_in_the_box_does_not_spoil_the_next(toy):
    app = with_toy(DATA_PAGE, toy)
    bad, good = ("bad.csv", b"a,b\n1,2\n"), street(rows_of()[:5])
    app = give(app, bad)
    assert "bad.csv" in app.error[0].value
    assert "27 rows read" in everything_said(app)
    app = give(app, bad, good)
    assert "5 rows read, 5 kept" in everything_said(app)
    assert "bad.csv was not used." in app.error[0].value
    app = give(app, good)
    assert not app.error


def test_bad_boundaries_are_told_beside_their_box_and_spoil_no_data(toy):
    app = give(with_toy(DATA_PAGE, toy), ("own.geojson", b"{}"), key="boundaries")
    (error,) = app.error
    assert "The districts in force before are still in use." in error.value
    assert error in app.expander[0].error
    app = give(app, street(rows_of()[:5]))
    assert "5 rows read, 5 kept" in everything_said(app)
    assert "2 districts of Northamptonshire Police." in everything_said(app)


def test_the_column_of_names_can_be_chosen(toy):
    app = with_toy(DATA_PAGE, toy)
    app = give(app, polygons(square(beat="One")), key="boundaries")
    assert "no column that looks like a district's name" in app.error[0].value
    app.selectbox(key="boundary-names").set_value("beat").run()
    assert not app.exception
    assert not app.error
    assert "1 district from your own boundaries. One." in everything_said(app)
    # Another file begins anew.
    app = give(app, polygons(square(name="Two")), key="boundaries")
    assert "1 district from your own boundaries. Two." in everything_said(app)


def test_the_layer_of_several_can_be_chosen(toy, tmp_path):
    file = tmp_path / "own.gpkg"
    for name in ("north", "south"):
        shapes = gpd.GeoDataFrame.from_features([square(name=name)], crs="EPSG:4326")
        shapes.to_file(file, layer=name, driver="GPKG")
    app = with_toy(DATA_PAGE, toy)
    app = give(app, (file.name, file.read_bytes()), key="boundaries")
    assert "2 layers of polygons" in app.error[0].value
    app.selectbox(key="boundary-layer").set_value("south").run()
    assert not app.exception
    assert not app.error
    assert "1 district from your own boundaries. south." in everything_said(app)


def test_data_of_which_most_rows_are_set_aside_wait_for_a_yes(toy):
    rows = rows_of()
    for row in rows[3:]:
        row["Longitude"] = row["Latitude"] = ""
    app = give(with_toy(DATA_PAGE, toy), street(rows))
    (warning,) = app.warning
    assert warning.value.startswith("89% of the rows would not be counted. Most")
    assert "Check that the files hold longitude and latitude." in warning.value
    assert "27 rows read, 27 kept" in everything_said(app)
    keep, use = (
        next(each for each in app.button if each.label == label)
        for label in (data_words.KEEP, data_words.USE_ANYWAY)
    )
    keep.click().run()
    assert not app.warning
    assert "27 rows read, 27 kept" in everything_said(app)
    app = give(app, street(rows, "again.csv"))
    use = next(each for each in app.button if each.label == data_words.USE_ANYWAY)
    use.click().run()
    assert not app.exception
    assert "3 kept, 24 set aside" in everything_said(app)


def test_zones_taken_for_districts_wait_for_a_yes(toy):
    app = give(
        with_toy(DATA_PAGE, toy),
        polygons(square(0.6, name="Beat 1"), square(0.7, name="Beat 2")),
        key="boundaries",
    )
    said = [*app.warning, *app.error]
    assert len(said) == 1
    assert "outside the area" in said[0].value
    assert "2 districts of Northamptonshire Police." in everything_said(app)
