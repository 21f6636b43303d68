"""Figures of the outcomes page against published examples, case by case."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from hotspots.method.evaluation.control_charts import u_chart
from hotspots.method.evaluation.displacement import (
    Counted,
    weighted_displacement_difference,
)
from hotspots.method.evaluation.rate_ratio import mantel_haenszel_ratio, pooled_ratio
from hotspots.method.evaluation.relative_effect import relative_rate_ratio
from hotspots.method.evaluation.verdicts import adjusted_p_values


def within(case) -> dict:
    """Return the tolerance of a case, as pytest takes it."""
    return {"abs": case["within"]}


def agree(found: dict, case) -> None:
    """Assert every expected figure."""
    expected = case["expected"]
    assert {name: found[name] for name in expected} == pytest.approx(
        expected, **within(case)
    )


WDD_CASES = (
    "wdd-paper-1",
    "wdd-readme",
    "wdd-identity-model",
    "wdd-lab",
    "wdd-notebook",
    "wdd-unequal-periods-notebook",
    "wdd-unequal-periods",
    "wdd-areas",
)


def figures_of(difference, confidence: float) -> dict[str, float]:
    error = float(difference.high - difference.low) / 2 / ndtri((1 + confidence) / 2)
    z = float(difference.estimate) / error
    return {
        "est": float(difference.estimate),
        "se": error,
        "z": z,
        "p_one_sided": float(ndtr(z)),
        "lo": float(difference.low),
        "hi": float(difference.high),
    }


@pytest.mark.parametrize("name", WDD_CASES)
def test_weighted_displacement_difference(examples, name):
    inputs = examples[name]["inputs"]
    areas = inputs.get("areas", {})
    confidence = 1 - inputs.get("alpha", 0.05)

    def part(of: str) -> Counted:
        return Counted(*inputs.get(of, (0, 0)), size=areas.get(of, 1.0))

    difference = weighted_displacement_difference(
        patrolled=part("treated"),
        compared=part("control"),
        buffers=(part("displacement"), part("displacement_control")),
        days=tuple(inputs.get("time_weights", (1, 1))),
        confidence=confidence,
    )
    agree(figures_of(difference, confidence), examples[name])


def test_wdd_harm(examples):
    case = examples["wdd-harm"]
    cells, weights = case["inputs"]["cells"], case["inputs"]["weights"]
    confidence = 1 - case["inputs"]["alpha"]
    treated, control = (
        Counted(*np.array([cell[group] for cell in cells]).T)
        for group in ("treated", "control")
    )
    difference = weighted_displacement_difference(
        patrolled=treated,
        compared=control,
        harm=weights,
        confidence=confidence,
    )
    agree(figures_of(difference, confidence), case)


def test_wdd_cumulative(examples):
    # After alone: a difference without before, and a ratio of one place to another.
    case = examples["wdd-cumulative"]
    focus, other = (
        case["inputs"][f"{name}_monthly"] for name in ("focus", "comparison")
    )
    confidence = float(2 * ndtr(case["inputs"]["z_multiplier"]) - 1)
    difference = weighted_displacement_difference(
        patrolled=Counted(0, sum(focus)),
        compared=Counted(0, sum(other)),
        confidence=confidence,
    )
    ratio = pooled_ratio(
        before=[sum(other)],
        after=[sum(focus)],
        days_before=1,
        days_after=1,
        widened=False,
        confidence=confidence,
    )
    log_error = np.log(ratio.high / ratio.ratio) / case["inputs"]["z_multiplier"]
    found = figures_of(difference, confidence) | {
        "cum_diff": float(difference.estimate),
        "per_month": float(difference.estimate) / len(focus),
        "log_irr": np.log(ratio.ratio),
        "se_log_irr": log_error,
        "irr": ratio.ratio,
        "irr_lo": ratio.low,
        "irr_hi": ratio.high,
    }
    agree(found, case)


def test_rirr_wheeler(examples):
    case = examples["rirr-wheeler"]
    treated, control = (tuple(case["inputs"][of]) for of in ("treated", "control"))
    ratio = float(relative_rate_ratio(patrolled=treated, compared=control).ratio)
    difference = weighted_displacement_difference(
        patrolled=Counted(*treated), compared=Counted(*control)
    )
    found = {"rr": ratio, "log": np.log(ratio), "wdd": float(difference.estimate)}
    agree(found, case)


def test_bh_1995(examples):
    case = examples["bh-1995"]
    p, q = np.array(case["inputs"]["p"]), case["inputs"]["q"]
    adjusted = adjusted_p_values(p)
    expected = case["expected"]
    assert adjusted == pytest.approx(expected["adjusted"], **within(case))
    assert (adjusted <= q).sum() == expected["rejected"]
    assert (p * len(p) <= q).sum() == expected["rejected_bonferroni"]


def test_irr_mantel_haenszel(examples):
    case = examples["mantel-haenszel-rates"]
    inputs = case["inputs"]
    ratio = mantel_haenszel_ratio(
        counts=(inputs["x1"], inputs["x2"]), exposures=(inputs["t1"], inputs["t2"])
    )
    assert ratio == pytest.approx(case["expected"]["irr"], **within(case))


def test_u_chart(examples):
    case = examples["u-chart"]
    counts = case["inputs"]["counts"]
    chart = u_chart(counts, [case["inputs"]["size"]] * len(counts), widened=False)
    agree(
        {"center": chart.centre, "lcl": chart.low[0], "ucl": chart.high[0]},
        case,
    )
