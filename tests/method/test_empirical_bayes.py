"""Counts drawn to what places like them hold, worked out by hand."""

from __future__ import annotations

import pytest

from hotspots.errors import InputError
from hotspots.method.empirical_bayes import (
    effect_at_sites,
    shrink_to_model,
    smooth_rates,
)

# Refuses bad input


def test_a_model_that_predicts_nothing_is_refused():
    with pytest.raises(InputError, match="must predict more than 0 for each site"):
        shrink_to_model([1, 2], predicted=[1, 0], dispersion=0.5)


def test_no_incident_after_tells_no_effect():
    with pytest.raises(InputError, match="0 were seen after and 10 were expected"):
        effect_at_sites(
            before=[10],
            after=[0],
            predicted_before=[10],
            predicted_after=[10],
            dispersion=[0.1],
        )


def test_a_zone_of_no_people_is_refused():
    with pytest.raises(InputError, match="needs a population above 0, not 0"):
        smooth_rates([1, 2], [0, 5])


# Gives the right answer


def test_half_the_weight_is_the_models_where_both_know_as_much():
    # k x predicted = 1, so the weight is 1/2: between 10 and 30.
    told = shrink_to_model(30, predicted=10, dispersion=0.1)
    assert (float(told.weight), float(told.estimate)) == (0.5, 20.0)
    assert float(told.sd) ** 2 == pytest.approx(10)


def test_without_dispersion_the_model_is_all_and_with_much_the_count_is():
    told = shrink_to_model([30, 30], predicted=10, dispersion=[0, 1e9])
    assert told.estimate.tolist() == pytest.approx([10, 30])


def test_sites_chosen_for_a_bad_year_owe_nothing_to_treatment():
    # The model predicts 10, both had 20; 15 expected, and 30 seen at both together.
    told = effect_at_sites(
        before=[20, 20],
        after=[14, 16],
        predicted_before=[10, 10],
        predicted_after=[10, 10],
        dispersion=[0.1, 0.1],
    )
    assert told.expected == 30
    assert told.variance == 15
    assert told.ratio == pytest.approx(1 / (1 + 15 / 900))


def test_rates_that_vary_less_than_chance_are_all_the_mean():
    told = smooth_rates([5, 5, 5], [100, 100, 100])
    assert told.variance == 0
    assert told.rates.tolist() == [0.05] * 3


def test_no_events_at_all_are_rates_of_nothing():
    assert smooth_rates([0, 0], [10, 20]).rates.tolist() == [0, 0]
