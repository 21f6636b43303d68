from __future__ import annotations

import numpy as np
import pytest

from hotspots.errors import InputError
from hotspots.settings import CATEGORIES
from hotspots.sources.harm_scales import built_in_scales, harm_scale
from hotspots.sources.offence_weights import offence_scales, titles_of_keys


def test_every_scale_weighs_offences_too():
    assert list(offence_scales()) == list(built_in_scales())
    assert built_in_scales()["cchi-kent"].weigh(
        ["34B", "5D", "1/4.1/4.10/4.2"]
    ).tolist() == [365.0, 1460.0, 5475.0]
    assert built_in_scales()["ons"].weigh(["34B"]).tolist() == [799.629]
    assert built_in_scales()["cchi-sqrt"].weigh(["8N"]).tolist() == [3.162]
    assert set(
        built_in_scales()["equal"].weigh(list(offence_scales()["equal"].weights))
    )


def test_a_category_weighs_as_before():
    for name, scale in built_in_scales().items():
        assert scale.weigh(list(CATEGORIES)).shape == (14,), name
    assert built_in_scales()["cchi-kent"].weigh(["Other theft"]).tolist() == [10.3]


def test_a_class_without_a_weight_weighs_as_its_category():
    scale = built_in_scales()["cchi-kent"]
    assert np.isclose(scale.weigh(["60"])[0], scale.weigh(["Other crime"])[0])


def test_an_offence_not_in_the_table_is_never_nothing():
    for scale in built_in_scales().values():
        with pytest.raises(InputError, match="not in the table of offences"):
            scale.weigh(["8N", "unmapped"])


def test_own_scales_weigh_classes_by_code_title_or_category():
    own = harm_scale(
        "mine",
        edits=[
            ("8N", 7.0),
            ("Robbery of personal property", 90.0),
            ("Violence and sexual offences", 5.0),
        ],
    )
    assert own.weigh(["8N", "34B", "105A"]).tolist() == [7.0, 90.0, 5.0]
    assert titles_of_keys()["34B"] == "Robbery of personal property"
