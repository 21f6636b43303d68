"""Figures of the outcomes page against published examples, case by case."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from hotspots.method.evaluation.comparison_zones import relative_rate_ratio
from hotspots.method.evaluation.control_charts import c_chart, poisson_z, u_chart
from hotspots.method.evaluation.displacement import (
    Counted,
    displacement_quotient,
    weighted_displacement_difference,
)
from hotspots.method.evaluation.rate_ratio import mantel_haenszel_ratio, pooled_ratio
from hotspots.method.evaluation.verdicts import adjusted_p_values


def within(case) -> dict:
    """Return the tolerance of a case, as pytest takes it."""
    return dict(case["tolerance"])


def agree(found: dict, case) -> None:
    """Assert every expected figure."""
    expected = case["expected"]
    assert {name: found[name] for name in expected} == pytest.approx(
        expected, **within(case)
    )


WDD_CASES = (
    "wdd-paper-1",
    "wdd-readme",
    "wdd-sheet-2-as-GLM",
    "wdd-lab06",
    "wdd-crimepy-1",
    "wdd-crimepy-time",
    "wdd-time-ptools",
    "wdd-time-as-GLM",
    "wdd-area-equal",
)


def told_as(difference) -> dict[str, float]:
    return {
        "est": float(difference.estimate),
        "se": float(difference.standard_error),
        "z": float(difference.z),
        "p_one_sided": float(ndtr(difference.z)),
        "lo": float(difference.low),
        "hi": float(difference.high),
    }


@pytest.mark.parametrize("name", WDD_CASES)
def test_weighted_displacement_difference(golden, name):
    told = golden[name]["inputs"]
    areas = told.get("areas", {})

    def part(of: str) -> Counted:
        return Counted(*told.get(of, (0, 0)), size=areas.get(of, 1.0))

    difference = weighted_displacement_difference(
        patrolled=part("treated"),
        compared=part("control"),
        buffers=(part("displacement"), part("displacement_control")),
        days=tuple(told.get("time_weights", (1, 1))),
        level=1 - told.get("alpha", 0.05),
    )
    agree(told_as(difference), golden[name])


def test_wdd_harm(golden):
    case = golden["wdd-harm"]
    cells, weights = case["inputs"]["cells"], case["inputs"]["weights"]
    treated, control = (
        Counted(*np.array([cell[group] for cell in cells]).T)
        for group in ("treated", "control")
    )
    difference = weighted_displacement_difference(
        patrolled=treated,
        compared=control,
        harm=weights,
        level=1 - case["inputs"]["alpha"],
    )
    agree(told_as(difference), case)


def test_wdd_cumulative(golden):
    # After alone: a difference without before, and a ratio of one place to another.
    case = golden["wdd-cumulative"]
    focus, other = (
        case["inputs"][f"{name}_monthly"] for name in ("focus", "comparison")
    )
    level = float(2 * ndtr(case["inputs"]["z_multiplier"]) - 1)
    difference = weighted_displacement_difference(
        patrolled=Counted(0, sum(focus)), compared=Counted(0, sum(other)), level=level
    )
    ratio = pooled_ratio(
        before=[sum(other)],
        after=[sum(focus)],
        days_before=1,
        days_after=1,
        widened=False,
        level=level,
    )
    log_error = np.log(ratio.high / ratio.ratio) / case["inputs"]["z_multiplier"]
    found = told_as(difference) | {
        "cum_diff": float(difference.estimate),
        "per_month": float(difference.estimate) / len(focus),
        "log_irr": np.log(ratio.ratio),
        "se_log_irr": log_error,
        "irr": ratio.ratio,
        "irr_lo": ratio.low,
        "irr_hi": ratio.high,
    }
    agree(found, case)


def test_rirr_wheeler(golden):
    case = golden["rirr-wheeler"]
    treated, control = (tuple(case["inputs"][of]) for of in ("treated", "control"))
    ratio = float(relative_rate_ratio(patrolled=treated, compared=control).ratio)
    difference = weighted_displacement_difference(
        patrolled=Counted(*treated), compared=Counted(*control)
    )
    found = {"rr": ratio, "log": np.log(ratio), "wdd": float(difference.estimate)}
    agree(found, case)


def test_wdq_full_displacement(golden):
    case = golden["wdq-full-displacement"]
    told = {name: Counted(*counts) for name, counts in case["inputs"].items()}
    success, buffer, quotient = displacement_quotient(
        patrolled=told["target"], buffer=told["buffer"], compared=told["control"]
    )
    agree({"success": success, "buffer": buffer, "wdq": quotient}, case)


@pytest.mark.parametrize("name", ["kt-1", "kt-2", "crimepy-10-5", "crimepy-15-5"])
def test_e_test(golden, name):
    case = golden[f"etest-{name}"]
    told = case["inputs"]
    p = e_test_p_value(
        counts=(told["k1"], told["k2"]), exposures=(told["n1"], told["n2"])
    )
    agree({"p": p}, case)


def test_gu2008_onesided(golden):
    case = golden["gu2008-onesided"]
    told = case["inputs"]
    found = {
        method: higher_rate_p_value(
            counts=(told["x1"], told["x2"]),
            exposures=(told["t1"], told["t2"]),
            method=method,
        )
        for method in case["expected"]
    }
    agree(found, case)


def test_poisson_exact_ci(golden):
    case = golden["poisson-exact-ci"]
    told = case["inputs"]
    low, high = poisson_interval(
        told["count"], exposure=told["exposure"], level=1 - told["alpha"]
    )
    agree({"lo": low, "hi": high}, case)


def test_bh_1995(golden):
    case = golden["bh-1995"]
    p, q = np.array(case["inputs"]["p"]), case["inputs"]["q"]
    adjusted = adjusted_p_values(p)
    expected = case["expected"]
    assert adjusted == pytest.approx(expected["adjusted"], **within(case))
    assert (adjusted <= q).sum() == expected["rejected"]
    assert (p * len(p) <= q).sum() == expected["rejected_bonferroni"]


def test_poisson_z(golden):
    case = golden["poisson-z"]
    agree({"z": float(poisson_z(**case["inputs"]))}, case)


def test_irr_mantel_haenszel(golden):
    case = golden["irr-mantel-haenszel"]
    told = case["inputs"]
    ratio = mantel_haenszel_ratio(
        counts=(told["x1"], told["x2"]),
        exposures=(told["t1"], told["t2"]),
        level=told["level"],
    )
    agree({"irr": ratio.ratio, "lo": ratio.low, "hi": ratio.high}, case)


def test_c_chart(golden):
    case = golden["c-chart"]
    chart = c_chart(case["inputs"]["counts"], widened=False)
    expected = dict(case["expected"])
    assert (np.flatnonzero(chart.beyond) + 1).tolist() == expected.pop(
        "out_of_control_1based"
    )
    found = {"center": chart.centre, "lcl": chart.low[0], "ucl": chart.high[0]}
    assert found == pytest.approx(expected, **within(case))


def test_u_chart(golden):
    case = golden["u-chart"]
    counts = case["inputs"]["counts"]
    chart = u_chart(counts, [case["inputs"]["size"]] * len(counts), widened=False)
    agree(
        {"center": chart.centre, "lcl": chart.low[0], "ucl": chart.high[0]},
        case,
    )
