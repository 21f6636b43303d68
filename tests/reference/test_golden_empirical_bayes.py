"""Empirical Bayes against the published examples of Hauer, the HSM and Marshall."""

from __future__ import annotations

import pytest

from hotspots.method.empirical_bayes import (
    effect_at_sites,
    shrink_to_model,
    smooth_rates,
)


def test_eb_hauer_1(golden):
    case = golden["eb-hauer-1"]
    told = case["inputs"]
    length = told["length_km"]
    # The model is told as a formula: 0.0224 x 4000^0.564 accidents a km and year.
    eta = 0.0224 * 4000**0.564 * length * told["years"]
    shrunk = shrink_to_model(
        told["count"], predicted=eta, dispersion=1 / (told["phi_per_km"] * length)
    )
    found = {
        "eta": eta,
        "weight": float(shrunk.weight),
        "est": float(shrunk.estimate),
        "sd": float(shrunk.sd),
        "est_per_km": float(shrunk.estimate) / length,
        "sd_per_km": float(shrunk.sd) / length,
    }
    assert found == pytest.approx(case["expected"], abs=case["tolerance"]["abs"])


def test_eb_hsm_9_10(golden):
    case = golden["eb-hsm-9-10"]
    told = case["inputs"]
    effect = effect_at_sites(
        before=told["observed_before"],
        after=told["observed_after"],
        predicted_before=told["predicted_before"],
        predicted_after=told["predicted_after"],
        dispersion=told["k"],
    )
    found = {
        "sum_observed_before": sum(told["observed_before"]),
        "sum_observed_after": sum(told["observed_after"]),
        "var": effect.variance,
        "test_statistic": effect.z,
        "se_pkg": 100 * effect.standard_error,
    }
    assert found == pytest.approx(case["expected"], abs=case["tolerance"]["abs"])


def test_eb_marshall_auckland(golden):
    case = golden["eb-marshall-auckland"]
    told = smooth_rates(case["inputs"]["events"], case["inputs"]["population"])
    found = {"a": told.variance, "b": told.mean}
    assert found == pytest.approx(case["expected"], rel=case["tolerance"]["rel"])


def test_eb_marshall_esda(golden):
    inputs = golden["eb-marshall-auckland"]["inputs"]
    case = golden["eb-marshall-esda"]
    told = smooth_rates(inputs["events"], inputs["population"])
    assert told.rates[:5].tolist() == pytest.approx(
        case["expected"]["first5"], rel=case["tolerance"]["rel"]
    )
