"""What the outcomes page says of Kent's real months, worked out a second time.

By shapely, scipy and statsmodels alone, from the incidents kept: the project's own
public functions give the zones chosen, and what each is expected to hold anyway.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
import statsmodels.api as sm
from scipy.stats import (
    binomtest,
    false_discovery_control,
    nbinom,
    norm,
    poisson_binom,
    t,
)
from statsmodels.stats.multitest import multipletests
from streamlit.testing.v1 import AppTest

from hotspots.cli.commands import main
from hotspots.method import pipeline
from hotspots.method.evaluation.buffers import (
    BUFFER,
    COMPARED,
    COMPARED_BUFFER,
    PATROLLED,
)
from hotspots.months import Period
from hotspots.presentation.words import comparison as comparison_words
from hotspots.settings import Settings
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.ui.state import DATA, Upload
from tests.conftest import ROOT
from tests.pages.opening import everything_said

SPAN, AFTER = "2024-01:2024-04", "2025-01:2025-04"
BEFORE_MONTHS = [f"2024-0{month}" for month in range(1, 5)]
AFTER_MONTHS = [f"2025-0{month}" for month in range(1, 5)]
# 2024 was a leap year.
DAYS = (121, 120)
RING_M = 350
CATEGORIES = {
    "violence": ("Violence and sexual offences", "Robbery"),
    "asb": ("Anti-social behaviour",),
}
NUMBERS = {"violence": 24, "asb": 27}
NOUNS = {
    "violence": "Violence and robbery incidents",
    "asb": "Antisocial behaviour (ASB) incidents",
}
SETTINGS = Settings(
    chosen_on=Period("2024-01", "2024-04"),
    before=Period("2024-01", "2024-04"),
    after=Period("2025-01", "2025-04"),
    buffer_width_m=RING_M,
)
MINUS = "\N{MINUS SIGN}"


@pytest.fixture(scope="module", params=["violence", "asb"])
def strand(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def reading(kent_zips):
    return read_police_uk(kent_zips)


@pytest.fixture(scope="module")
def told(reading, strand):
    """What the method says, stage by stage."""
    programme = SETTINGS.strand(strand)
    zoning = pipeline.zone(reading, width_m=SETTINGS.zone_width_m)
    cube = pipeline.count_in(reading, zoning)
    of_strand = pipeline.count_strand(reading, zoning, cube, SETTINGS, programme)
    ranking = pipeline.rank(zoning, of_strand, programme)
    chosen = pipeline.select(
        pipeline.choose(ranking, zoning, reading.area, SETTINGS, programme), zoning
    )
    evaluation = pipeline.evaluate(
        pipeline.compare(reading, cube, chosen, SETTINGS, programme),
        pipeline.evaluation_inputs(reading, zoning, cube, ranking, SETTINGS),
        SETTINGS,
        programme,
    )
    return SimpleNamespace(
        evaluation=evaluation,
        outcomes=evaluation.comparison.outcomes,
        ranking=ranking,
        outline_of=dict(
            zip(
                zoning.zones["zone"],
                zoning.outlines(np.arange(len(zoning.zones))),
                strict=True,
            )
        ),
    )


@pytest.fixture(scope="module")
def kept(reading, strand) -> pd.DataFrame:
    """The strand's incidents of either period, with 0 for before and 1 for after."""
    rows = reading.incidents
    rows = rows[rows["category"].isin(CATEGORIES[strand])]
    month = rows["month"].astype("str")
    rows = rows.assign(period=month.isin(AFTER_MONTHS).astype(int))
    return rows[month.isin([*BEFORE_MONTHS, *AFTER_MONTHS])]


@pytest.fixture(scope="module")
def others(told) -> list[str]:
    """The next-ranked zones that are no prison and lie outside the rings."""
    patrolled = shapely.union_all([told.outline_of[z] for z in told.outcomes["zone"]])
    taken = []
    for row in told.ranking.sort_values("rank").itertuples():
        is_free = row.zone not in set(told.outcomes["zone"]) and not row.mostly_prison
        far = shapely.distance(told.outline_of[row.zone], patrolled)
        if is_free and far >= RING_M - 0.001:
            taken.append(row.zone)
    return taken[: len(told.outcomes)]


@pytest.fixture(scope="module")
def parts(told, others, kept, strand):
    """Counts (zone, period, category) of both groups and their rings, by shapely."""
    at = shapely.points(kept[["easting", "northing"]].to_numpy())
    free = np.ones(len(kept), dtype=bool)
    found = {}
    groups = ((told.outcomes["zone"].to_list(), PATROLLED, BUFFER),)
    groups += ((others, COMPARED, COMPARED_BUFFER),)
    for ids, inside, ring in groups:
        outlines = [told.outline_of[zone] for zone in ids]
        metres = np.stack([shapely.distance(one, at) for one in outlines])
        nearest, far = metres.argmin(axis=0), metres.min(axis=0)
        for part, is_in in ((inside, far == 0), (ring, far <= RING_M)):
            held = free & is_in
            free = free & ~held
            found[part] = tabulated(kept[held], nearest[held], len(ids), strand)
    return found


def tabulated(rows, zone, n_zones: int, strand: str):
    counts = np.zeros((n_zones, 2, len(CATEGORIES[strand])), dtype=int)
    kind = pd.Index(CATEGORIES[strand]).get_indexer(rows["category"].astype("str"))
    np.add.at(counts, (zone, rows["period"].to_numpy(), kind), 1)
    return counts


def phi_of(counts) -> float:
    """Variance for each one of Poisson counts, from a binomial model of the zones.

    Clustered by zone, each zone's residual divided by one less its leverage.
    """
    pairs = counts.sum(axis=2)
    pairs = pairs[pairs.sum(axis=1) > 0]
    model = sm.GLM(
        pairs[:, ::-1], np.ones(len(pairs)), family=sm.families.Binomial()
    ).fit()
    leverage = model.get_influence().hat_matrix_diag
    residual = model.resid_response / (1 - leverage)
    information = (pairs.sum(axis=1) * model.mu * (1 - model.mu)).sum()
    return max(float((residual**2).sum() / information), 1.0)


Z = norm.ppf(0.975)


def free_of(counts) -> int:
    return int((counts.sum(axis=(1, 2)) > 0).sum() - 1)


def relative(own, other):
    """Ratio of ratios with its interval, by a Poisson model of group and period."""
    is_own = np.repeat([1, 0], [2 * len(own), 2 * len(other)])
    is_after = np.concatenate([np.repeat([0, 1], len(each)) for each in (own, other)])
    cells = [each.sum(axis=2).T.ravel() for each in (own, other)]
    design = np.column_stack(
        [np.ones(len(is_own)), is_own, is_after, is_own * is_after]
    )
    model = sm.GLM(np.concatenate(cells), design, family=sm.families.Poisson()).fit()
    variances = [
        phi_of(each) * (1 / each.sum(axis=(0, 2))).sum() for each in (own, other)
    ]
    free = sum(variances) ** 2 / sum(
        variance**2 / free_of(each)
        for variance, each in zip(variances, (own, other), strict=True)
    )
    reach = t.ppf(0.975, free) * sum(variances) ** 0.5
    return np.exp(model.params[3] + np.array([0, -reach, reach]))


def difference(parts, sizes, weights):
    """Weighted displacement difference, and its interval, by hand."""
    estimate = variance = 0.0
    signs = {PATROLLED: 1, COMPARED: -1, BUFFER: 1, COMPARED_BUFFER: -1}
    for part, sign in signs.items():
        before, after = parts[part].sum(axis=0) / sizes[part]
        # Both as in a period as long as after.
        longer = DAYS[1] / DAYS[0]
        estimate += sign * ((after - before * longer) @ weights)
        spread = (after + before * longer**2) / sizes[part]
        variance += phi_of(parts[part]) * (spread @ weights**2)
    reach = norm.ppf(0.975) * variance**0.5
    return np.array([estimate, estimate - reach, estimate + reach])


def with_shared(ends, told):
    """Widen a ratio's interval by the shock that the zones of either group share."""
    ratio, _, high = ends
    reach = np.hypot(np.log(high / ratio), Z * np.sqrt(2) * told.evaluation.shared.sd)
    return ratio, ratio / np.exp(reach), ratio * np.exp(reach)


def with_shared_parts(ends, told, parts, sizes, weights):
    """Widen a difference's interval by the shock that each part's zones share."""
    estimate, _, high = ends
    after = [
        parts[part].sum(axis=0)[1] @ weights / sizes[part]
        for part in (PATROLLED, COMPARED, BUFFER, COMPARED_BUFFER)
    ]
    shared = Z * told.evaluation.shared.sd * np.sqrt(np.square(after).sum())
    reach = np.hypot(high - estimate, shared)
    return np.array([estimate, estimate - reach, estimate + reach])


@pytest.fixture(scope="module")
def sizes(parts):
    """How many incidents before each part has for one of the part it stands for."""
    before = {part: counts.sum(axis=(0, 2))[0] for part, counts in parts.items()}
    return {
        PATROLLED: 1,
        BUFFER: 1,
        COMPARED: before[COMPARED] / before[PATROLLED],
        COMPARED_BUFFER: before[COMPARED_BUFFER] / before[BUFFER],
    }


@pytest.fixture(scope="module")
def by_zone(parts):
    """Each chosen zone's test by scipy, and all together by statsmodels."""
    pairs = parts[PATROLLED].sum(axis=2)
    rate = np.array([(after / DAYS[1]) / (before / DAYS[0]) for before, after in pairs])
    share = DAYS[1] / sum(DAYS)
    tests = [binomtest(int(b[1]), int(b.sum()), share) for b in pairs]
    ends = np.array([test.proportion_ci(0.95, method="exact") for test in tests])
    p = np.array([test.pvalue for test in tests])
    adjusted = multipletests(p, method="fdr_bh")[1]
    assert adjusted == pytest.approx(false_discovery_control(p))
    return SimpleNamespace(
        before=pairs[:, 0],
        after=pairs[:, 1],
        ratio=rate,
        ends=ends / (1 - ends) * DAYS[0] / DAYS[1],
        adjusted=adjusted,
    )


@pytest.fixture(scope="module")
def weights(strand):
    scales = pd.read_csv(ROOT / "data" / "harm_scales.csv", comment="#")
    own = scales[scales["scale"] == SETTINGS.strand(strand).harm_scale]
    days = own.set_index("category").iloc[:, 1:]
    return days.loc[list(CATEGORIES[strand]), "weight"].to_numpy(dtype=float)


def test_zones_are_judged_as_scipy_and_statsmodels_judge_them(told, by_zone):
    outcomes = told.outcomes
    assert outcomes["before"].to_list() == by_zone.before.tolist()
    assert outcomes["after"].to_list() == by_zone.after.tolist()
    assert outcomes["ratio"].to_numpy() == pytest.approx(by_zone.ratio)
    ends = outcomes[["ratio_low", "ratio_high"]].to_numpy()
    assert ends == pytest.approx(by_zone.ends)
    assert outcomes["p_adjusted"].to_numpy() == pytest.approx(by_zone.adjusted)
    found = told.evaluation.expected
    adjusted = multipletests(found.p, alpha=0.1, method="fdr_bh")[1]
    assert outcomes["verdict_p"].to_numpy() == pytest.approx(adjusted)
    side = np.where(found.seen < found.expected, "fewer", "more")
    assert outcomes["verdict"].to_list() == [
        "as expected" if p > 0.1 else f"{each} than expected"
        for p, each in zip(adjusted, side, strict=True)
    ]


def test_the_pooled_ratio_is_that_of_a_poisson_model_with_zone_effects(told, parts):
    pairs = parts[PATROLLED].sum(axis=2)
    n_zones = len(pairs)
    design = np.column_stack(
        [np.tile(np.eye(n_zones), (2, 1)), np.repeat([0, 1], n_zones)]
    )
    days = np.log(np.repeat(DAYS, n_zones))
    model = sm.GLM(
        pairs.T.ravel(), design, family=sm.families.Poisson(), offset=days
    ).fit()
    pooled = told.evaluation.pooled
    assert pooled.ratio == pytest.approx(np.exp(model.params[-1]))
    phi = phi_of(parts[PATROLLED])
    assert pooled.phi == pytest.approx(phi)
    reach = t.ppf(0.975, n_zones - 1) * model.bse[-1] * phi**0.5
    assert np.log([pooled.low, pooled.high]) == pytest.approx(
        model.params[-1] + np.array([-reach, reach])
    )


def test_errors_clustered_by_zone_are_those_of_statsmodels_but_for_leverage(
    told, parts
):
    """Its sandwich leaves out the leverage, which makes it the smaller of the two."""
    pairs = parts[PATROLLED].sum(axis=2)
    zone = np.tile(np.arange(len(pairs)), 2)
    design = np.column_stack([np.eye(len(pairs))[zone], np.repeat([0, 1], len(pairs))])
    model = sm.GLM(pairs.T.ravel(), design, family=sm.families.Poisson()).fit(
        cov_type="cluster", cov_kwds={"groups": zone, "use_correction": False}
    )
    phi = told.evaluation.pooled.phi
    error = (phi * (1 / pairs.sum(axis=0)).sum()) ** 0.5
    assert 1 <= error / model.bse[-1] < 1.3


def test_falls_expected_are_the_sum_of_their_chances(told, by_zone):
    expected = told.evaluation.expected
    fell = int((by_zone.after < by_zone.before).sum())
    assert fell == told.evaluation.comparison.n_fell == expected.n_fell
    assert expected.n_expected_to_fall == pytest.approx(expected.p_fall.sum())
    # Without the shock that they share, their number is Poisson-binomial.
    alone = replace(expected, spread=replace(expected.spread, shared_sd=0.0))
    falls = poisson_binom(alone.p_fall)
    assert alone.p_as_many == pytest.approx(falls.sf(fell - 1))
    assert told.evaluation.p_as_many > 0.05
    assert told.outcomes["expected_after"].to_numpy() == pytest.approx(
        expected.expected
    )
    assert expected.ratio == pytest.approx(
        by_zone.after.sum() / expected.expected.sum()
    )


def test_comparison_zones_and_their_ratio_are_those_worked_out_anew(
    told, others, parts
):
    beside = told.evaluation.relative
    assert beside.ids == others
    assert str(beside.baseline) == SPAN
    for part, counts in ((PATROLLED, beside.patrolled), (COMPARED, beside.compared)):
        assert parts[part].sum(axis=(0, 2)).tolist() == list(counts)
    ratio = beside.ratio
    ours = [float(each) for each in (ratio.ratio, ratio.low, ratio.high)]
    anew = relative(parts[PATROLLED], parts[COMPARED])
    assert ours == pytest.approx(with_shared(anew, told))


def test_rings_and_what_moved_are_those_worked_out_anew(told, parts, sizes, weights):
    spillover = told.evaluation.spillover
    for part, counts in spillover.counts.items():
        assert parts[part].sum(axis=(0, 2)).tolist() == list(counts)
    ratio = spillover.ratio
    ours = [float(each) for each in (ratio.ratio, ratio.low, ratio.high)]
    anew = relative(parts[BUFFER], parts[COMPARED_BUFFER])
    assert ours == pytest.approx(with_shared(anew, told))
    for difference_, weighed in (
        (spillover.incidents, np.ones(len(weights))),
        (spillover.harm, weights),
    ):
        told_ = [difference_.estimate, difference_.low, difference_.high]
        anew = with_shared_parts(
            difference(parts, sizes, weighed), told, parts, sizes, weighed
        )
        assert [float(each) for each in told_] == pytest.approx(anew, rel=1e-6)


# On the page


@pytest.fixture(scope="module")
def page(kent_zips, strand):
    """Open the outcomes page on these zips, zones chosen on some months."""
    opened: dict[str, AppTest] = {}

    def at(months: str) -> AppTest:
        if months not in opened:
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
            app.switch_page("pages/patrol_outcomes.py")
            query = {"strand": strand, "months": months, "before": SPAN, "after": AFTER}
            for name, value in query.items():
                app.query_params[name] = value
            app.session_state[DATA] = Upload(tuple(map(str, kent_zips)))
            opened[months] = app.run()
            assert not opened[months].exception
        return opened[months]

    return at


def percent(ratio: float) -> str:
    change = round(100 * (ratio - 1))
    return f"{abs(change)}% {'lower' if change < 0 else 'higher'}"


def of_range(_: float, low: float, high: float) -> str:
    return f"confidence interval {percent(low)} to {percent(high)})"


def from_to(counts) -> str:
    before, after = counts.sum(axis=(0, 2))
    return f"{before:,} to {after:,}"


def test_the_page_lists_these_zones(page, told, by_zone, parts, weights):
    app = page(SPAN)
    listed = app.dataframe[0].value
    assert listed["Before"].to_list() == by_zone.before.tolist()
    assert listed["After"].to_list() == by_zone.after.tolist()
    assert listed["Change"].to_list() == (by_zone.after - by_zone.before).tolist()
    verdicts = told.evaluation.comparison.outcomes["verdict"].to_list()
    assert listed["Verdict"].str.lower().to_list() == verdicts
    # As near as the decimals shown can be.
    ratios = listed["Ratio per day"].astype(float).to_numpy()
    assert ratios == pytest.approx(by_zone.ratio, abs=0.00501)
    ends = listed["Ratio (95%)"].str.split(" to ", expand=True).astype(float)
    assert ends.to_numpy() == pytest.approx(by_zone.ends, abs=0.00501)
    expected = told.evaluation.expected
    assert listed["Expected"].to_list() == [round(each) for each in expected.expected]
    harm = parts[PATROLLED] @ weights
    # One weight for all that a strand counts: harm would only repeat the incidents.
    if (harm == parts[PATROLLED].sum(axis=2)).all():
        assert not [name for name in listed if name.startswith("Harm")]
    else:
        assert listed["Harm before"].to_numpy() == pytest.approx(harm[:, 0], abs=0.5)
        assert listed["Harm after"].to_numpy() == pytest.approx(harm[:, 1], abs=0.5)
    for before, clear in zip(
        by_zone.before, listed["Clear fall at or below"], strict=True
    ):
        # The least count after that is no clear fall is one more.
        chances = nbinom.cdf([clear, clear + 1], before, DAYS[0] / sum(DAYS))
        assert chances[0] <= 0.05 < chances[1]


def test_the_page_says_these_figures(page, told, by_zone, kept, strand):
    app = page(SPAN)
    fell, rose = (
        int((by_zone.after < by_zone.before).sum()),
        int((by_zone.after > by_zone.before).sum()),
    )
    n_zones = NUMBERS[strand]
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Zones where incidents fell"] == f"{fell} of {n_zones}"
    same = n_zones - fell - rose
    stayed = f", {same} stayed the same" if same else ""
    assert f"{rose} rose{stayed}; about" in everything_said(app)
    county = kept["period"].value_counts().sort_index().to_numpy()
    zones = np.array([by_zone.before.sum(), by_zone.after.sum()])

    def change(counts) -> str:
        # A day less in 2025: by so much more than counts it fell by less.
        percent = 100 * (counts[1] / counts[0] / (DAYS[1] / DAYS[0]) - 1)
        return f"{'+' if percent > 0 else MINUS}{abs(percent):.1f}%"

    assert figures["County"] == change(county)
    assert figures["Seen"] == f"{zones[1]:,}"
    for text in (
        f"{county[0]:,} before, {county[1]:,} after",
        f"Outside the zones {change(county - zones)}",
        f": {zones[0]:,} ({change(zones)} per day)",
    ):
        assert text in everything_said(app)
    expected = told.evaluation.expected
    said = everything_said(app)
    about = round(float(expected.p_fall.sum()))
    assert (
        f"{NOUNS[strand]} fell in {fell} of {n_zones} chosen zones; about {about} "
        "would have been expected to fall without patrols, and the number of "
    ) in said
    assert f"had {int(expected.seen.sum()):,} incidents after." in said
    assert f"about {expected.expected.sum():,.0f} would have been expected" in said
    low, high = expected.ordinary
    assert f"anything from {low:,.0f} to {high:,.0f} would be ordinary" in said


def test_the_page_sets_them_beside_others_as_worked_out_anew(
    page, told, parts, others, sizes, weights, kept, reading
):
    app = page(SPAN)
    app.button_group(key="outcomes-view").set_value("others").run()
    assert not app.exception
    said = everything_said(app)
    for own, other in ((PATROLLED, COMPARED), (BUFFER, COMPARED_BUFFER)):
        ends = with_shared(relative(parts[own], parts[other]), told)
        assert of_range(*ends) in said
    assert from_to(parts[PATROLLED]) in said
    assert from_to(parts[COMPARED]) in said
    assert from_to(parts[BUFFER]) in said
    assert from_to(parts[COMPARED_BUFFER]) in said
    for weighed in (np.ones(len(weights)), weights):
        ends = difference(parts, sizes, weighed)
        for value in with_shared_parts(ends, told, parts, sizes, weighed):
            fewer = "fewer" if value < 0 else "more"
            assert f"{abs(round(float(value))):,} {fewer}" in said
    names = told.ranking.set_index("zone")["name"]
    assert app.dataframe[0].value["Zone"].to_list() == names[others].to_list()
    app.button_group(key="outcomes-view").set_value("county").run()
    listed = next(
        each.value for each in app.dataframe if "District" in each.value.columns
    ).set_index("District")
    by_district = pd.crosstab(kept["district"].astype("str"), kept["period"])
    for district in reading.area:
        assert listed.loc[district, ["Before", "After"]].to_list() == (
            by_district.loc[district].to_list()
        )
    app.button_group(key="outcomes-view").set_value("zones").run()


def test_zones_chosen_on_the_months_judged_are_not_judged(
    page, kent_zips, strand, tmp_path, capsys
):
    months = "2025-01:2025-12"
    app = page(months)
    assert any(
        each.value.startswith("These chosen zones cannot show what patrols changed")
        for each in app.markdown
    )
    assert not {"Verdict", "Expected"} & set(app.dataframe[0].value.columns)
    app.button_group(key="outcomes-view").set_value("others").run()
    assert not app.exception
    assert "comparison zones (the next-ranked" not in everything_said(app)
    zones, out = tmp_path / "zones.geojson", tmp_path / "outcomes.csv"
    files = list(map(str, kent_zips))
    select = ["select", *files, "--strand", strand, "--months", months]
    select += ["--number", str(NUMBERS[strand]), "--out", str(zones)]
    assert main(select) == 0
    compare = ["compare", *files, "--before", SPAN, "--after", AFTER]
    assert main([*compare, "--zones", str(zones), "--out", str(out)]) == 0
    assert comparison_words.CHOSEN_ON_AFTER in capsys.readouterr().err
    outcomes = pd.read_csv(out)
    assert outcomes[["expected_after", "verdict"]].isna().all(axis=None)
    assert outcomes["before"].notna().all()
