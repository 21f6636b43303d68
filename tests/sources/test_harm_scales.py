from __future__ import annotations

import numpy as np
import pytest

from hotspots.errors import InputError
from hotspots.settings import CATEGORIES, Settings
from hotspots.sources.harm_scales import (
    built_in_scales,
    harm_scale,
    in_thousandths,
    read_scale,
    scale_title,
)

# Refuses bad input


def test_an_unknown_scale_is_refused_with_those_there_are():
    with pytest.raises(
        InputError, match="no harm scale “cchi-sussex”. Choose one of cchi-kent, "
    ):
        harm_scale("cchi-sussex")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"type,days\nRobbery,365\n", "needs the columns category and weight"),
        (b"category,weight\n", "at least one row"),
        (b"", "cannot be read as CSV"),
        (b"category,weight\nRobbery,high\n", "weighs Robbery by “high”"),
        (b"category,weight\nRobbery,\n", "weighs Robbery by “nan”"),
        (b"category,weight\nRobbery,-3\n", "“Robbery” must be 0 or more, not -3"),
        (b"category,weight\nRobbery,inf\n", "must be 0 or more, not inf"),
        (
            b"category,weight\nRobbery,1e17\n",
            "at most 1,000,000 per incident, not 1e.17",
        ),
        (b"category,weight\nRobbery," + b"1" * 400 + b"\n", "Robbery.* not inf"),
        (b"category,weight\nRobbery,-" + b"1" * 400 + b"\n", "Robbery.* not -inf"),
        (b"category,weight\nRobbery," + b"1" * 5000 + b"\n", "by “1{40}”|not inf"),
        (b"category,weight\nDrugs,1,2,3\n", "more cells in its first row than in its"),
        (b"category,weight\nDrugs,1,2\n", "more cells in its first row than in its"),
        (b"category,weight\nDrugs,1\nRobbery,1,2\n", "cannot be read as CSV"),
        (b"category,weight\nRobbery,0.00001\n", "3 decimals at most"),
        (b"category,weight\nDrugs,1\nDrugs,2\n", "has Drugs twice"),
        (b"category,weight\n,2\n", "row without a category"),
    ],
)
def test_a_scale_that_cannot_weigh_is_refused_in_words(content, words):
    with pytest.raises(InputError, match=words):
        read_scale(content, name="mine.csv")


def test_a_category_without_a_weight_is_named():
    scale = read_scale(b"category,weight\nRobbery,365\n", name="mine.csv")
    with pytest.raises(InputError, match="“mine.csv” has no weight for Drugs"):
        scale.weigh(["Robbery", "Drugs"])


# Gives the right answer


def test_every_scale_weighs_every_category():
    scales = built_in_scales()
    assert next(iter(scales)) == Settings().strand("violence").harm_scale
    for scale in scales.values():
        assert len(scale.weigh(CATEGORIES)) == len(CATEGORIES)
        assert scale.title
        assert scale.note.endswith(".")


def test_a_scale_goes_by_its_title_and_one_of_the_user_s_own_by_its_name():
    assert scale_title("ons") == built_in_scales()["ons"].title
    assert scale_title("mine.csv") == "mine.csv"


def test_the_square_root_scale_is_the_root_of_the_default():
    default, root = harm_scale("cchi-kent"), harm_scale("cchi-sqrt")
    assert root.weigh(CATEGORIES) == pytest.approx(
        np.sqrt(default.weigh(CATEGORIES)), abs=0.0005
    )


def test_edits_replace_weights_and_leave_the_scale_alone():
    edited = harm_scale("cchi-kent", edits=[("Robbery", 100.0)])
    assert edited.weigh(["Robbery", "Shoplifting"]).tolist() == [100.0, 1.0]
    assert harm_scale("cchi-kent").weigh(["Robbery"]).tolist() == [365.0]


def test_an_own_scale_travels_whole_in_its_edits():
    own = harm_scale("mine.csv", edits=[("Robbery", 2.0)], unit="points")
    assert own.weigh(["Robbery"]).tolist() == [2.0]
    assert own.unit == "points"


@pytest.mark.parametrize(
    ("units", "unit"),
    [(("", ""), "days"), ((" ", "points"), "points"), (("points", ""), "points")],
)
def test_a_blank_unit_is_none(units, unit):
    content = f"category,weight,unit\nDrugs,1,{units[0]}\nRobbery,2.5,{units[1]}\n"
    scale = read_scale(content.encode(), name="mine.csv")
    assert scale.unit == unit
    assert scale.weights == {"Drugs": 1.0, "Robbery": 2.5}


def test_weights_become_whole_thousandths():
    assert in_thousandths(np.array([120.8, 10.991, 0.0])).tolist() == [
        120_800,
        10_991,
        0,
    ]
