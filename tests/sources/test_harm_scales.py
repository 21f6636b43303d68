from __future__ import annotations

import numpy as np
import pytest

from hotspots.errors import InputError
from hotspots.settings import CATEGORIES, Settings
from hotspots.sources.harm_scales import (
    built_in_scales,
    harm_scale,
    in_thousandths,
    scale_title,
)

# Refuses bad input


def test_an_unknown_scale_is_refused_with_those_there_are():
    with pytest.raises(
        InputError, match="no harm scale “cchi-sussex”. Choose one of cchi-kent, "
    ):
        harm_scale("cchi-sussex")


def test_a_category_without_a_weight_is_named():
    scale = harm_scale("mine.csv", edits=[("Robbery", 365.0)])
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


def test_weights_become_whole_thousandths():
    assert in_thousandths(np.array([120.8, 10.991, 0.0])).tolist() == [
        120_800,
        10_991,
        0,
    ]
