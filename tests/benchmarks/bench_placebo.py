"""Real years without a programme: what the method calls an effect there is false.

Run: python -m tests.benchmarks.bench_placebo [FILES ...] [--table PAIRS.csv]

Each file (a zip or folder in the layout of data.police.uk) is one force. Zones are
chosen by the pipeline on twelve months and followed through the next twelve, for every
strand, every pair of years, with 1, 2 and 3 years before, 15, 24 and 40 zones, and a
floor of 0 and 1. Once more with a true fall of 20% and of 30% planted in chosen zones.

Figures are printed twice: of all pairs, and of what the product says. It refuses pairs
of years between which map points moved, does not use years ahead of a move, and calls
no ratio clear that is measured from the year that zones were chosen on. Below each is
what so few independent years can show (`what_chance_allows`).
Without files: the placebo data beside the checkout. `--table` writes the pairs down.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.choosing.selection import candidates, not_eligible
from hotspots.method.evaluation.comparison_zones import (
    choose_comparison_zones,
)
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.dispersion import dispersion_of_zones
from hotspots.method.evaluation.moved_points import latest_move
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.placebo import placebo_pairs, shared_fate_of
from hotspots.method.evaluation.relative_effect import relative_rate_ratio
from hotspots.method.evaluation.seen_and_expected import Counterfactual
from hotspots.method.evaluation.shared_fate import (
    USUAL_SHARED_SD,
    likeliest_sd,
    widened,
)
from hotspots.method.evaluation.spillover import measure_spillover
from hotspots.method.evaluation.verdicts import adjusted_p_values
from hotspots.method.zoning.neighbours import counts_around
from hotspots.method.zoning.zones import Zoning
from hotspots.months import Period, months_between
from hotspots.settings import Settings
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.reading import Reading
from tests.benchmarks import what_chance_allows
from tests.conftest import SHARED

STRANDS = {
    "antisocial behaviour": ("Anti-social behaviour",),
    "violence": ("Violence and sexual offences",),
    "burglary": ("Burglary",),
    "damage": ("Criminal damage and arson",),
    "vehicle crime": ("Vehicle crime",),
    "robbery": ("Robbery",),
}
SPARSE = "robbery"
YEARS_BEFORE = (1, 2, 3)
NUMBERS = (15, 24, 40)
FLOORS = (0, 1)
PLANTED = {20: 0.8, 30: 0.7}
DRAWS = 5
BUFFER_M = 250
WIDTH_M = 350
SIGNIFICANT = 0.05
# A strand is recorded from the first month with so much of its usual number on.
RECORDED = 0.2


@dataclass(frozen=True, eq=False)
class Force:
    """A force's files up to the counts."""

    name: str
    reading: Reading
    zoning: Zoning
    cube: xr.DataArray

    def counts(self, strand: str, months: list[str]) -> np.ndarray:
        """Return the incidents of each zone."""
        held = [each for each in STRANDS[strand] if each in self.cube["category"]]
        chosen = self.cube.sel(category=held, month=months)
        return chosen.sum(("category", "month")).to_numpy().astype(int)

    def years(self, strand: str) -> list[list[str]]:
        """Return the spans of twelve months in which a strand is recorded."""
        held = [each for each in STRANDS[strand] if each in self.cube["category"]]
        monthly = self.cube.sel(category=held).sum(("zone", "category"))
        recorded = monthly["month"].to_numpy()[
            monthly.to_numpy() > RECORDED * np.median(monthly.to_numpy())
        ]
        if not len(recorded):
            return []
        months = months_between(str(recorded[0]), str(recorded[-1]))
        return [months[at : at + 12] for at in range(0, len(months) - 11, 12)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--table", type=Path)
    given = parser.parse_args()
    files = given.files or sorted((SHARED / "data" / "placebo").glob("*.zip"))
    if not files:
        print(f"Needs files, or the placebo data of {SHARED}, absent here.")
        return
    start = time.perf_counter()
    rows = [row for file in files for row in rows_of(read(file))]
    pairs = pd.DataFrame(rows)
    report(pairs)
    if given.table:
        write(pairs, given.table)
    print(f"{len(pairs)} evaluations in {time.perf_counter() - start:.0f} s")


def read(file: Path) -> Force:
    reading = read_police_uk([file])
    zoning = pipeline.zone(reading, width_m=WIDTH_M)
    name = file.stem.split("-")[0].capitalize()
    return Force(name, reading, zoning, pipeline.count_in(reading, zoning))


def rows_of(force: Force) -> Iterator[dict]:
    """Evaluate every pair of years of a force."""
    for strand in STRANDS:
        years = force.years(strand)
        for after in range(1, len(years)):
            yield from rows_of_pair(force, strand, years[: after + 1])


def rows_of_pair(force: Force, strand: str, years: list[list[str]]) -> Iterator[dict]:
    """Evaluate the last of some years, zones chosen on the one before."""
    before, after = (Period(year[0], year[-1]) for year in years[-2:])
    settings = Settings(chosen_on=before)
    settings = settings.with_strand(
        "asb", categories=STRANDS[strand], harm_share=0.0, n_zones=24
    )
    of_strand = pipeline.count_strand(
        force.reading, force.zoning, force.cube, settings, settings.strand("asb")
    )
    ranked = pipeline.rank(force.zoning, of_strand, settings.strand("asb"))
    could = ~force.zoning.zones["zone"].isin(not_eligible(ranked)["zone"]).to_numpy()
    counts = np.column_stack([force.counts(strand, year) for year in years])
    around = counts_around(force.zoning, counts)
    named = {
        "force": force.name,
        "strand": strand,
        "before": str(before),
        "after": str(after),
    }
    for number, floor in itertools.product(NUMBERS, FLOORS):
        wanted = replace(settings, floor=floor).with_strand("asb", n_zones=number)
        try:
            chosen = pipeline.select(
                pipeline.choose(
                    ranked,
                    force.zoning,
                    force.reading.area,
                    wanted,
                    wanted.strand("asb"),
                ),
                force.zoning,
            )
        except InputError:
            continue
        is_chosen = force.zoning.zones["zone"].isin(chosen["zone"]).to_numpy()
        beside = _Beside.of(force, candidates(ranked), is_chosen)
        for n_years in YEARS_BEFORE[: counts.shape[1] - 1]:
            history = counts[could, -1 - n_years : -1]
            row = {**named, "years_before": n_years, "zones": number, "floor": floor}
            row["said"] = not moved(force, years[-1 - n_years :])
            near = around[could, -1 - n_years : -1]
            row |= of_counts(history, counts[could, -1], is_chosen[could], near)
            if n_years < len(YEARS_BEFORE):
                spans = [
                    Period(year[0], year[-1])
                    for year in (years[-1 - n_years], years[-1])
                ]
                row |= beside.measured(strand, counts[:, [-1 - n_years, -1]], spans)
            yield row


def moved(force: Force, years: list[list[str]]) -> bool:
    """Say whether map points moved between any of some years."""
    spans = [Period(year[0], year[-1]) for year in years]
    return latest_move(force.reading.incidents, spans) is not None


def of_counts(
    history: np.ndarray, after: np.ndarray, chosen: np.ndarray, around: np.ndarray
) -> dict:
    """Return what the counterfactual says, with and without planted falls."""
    number = int(chosen.sum())
    earlier = placebo_pairs(history, n_zones=[number], around=around)
    shared = shared_fate_of(earlier, n_zones=number)
    found = counterfactual(
        history, after, chosen=chosen, around=around, shared_sd=shared.sd
    )
    rng = np.random.default_rng(12)
    low, high = found.interval
    clear = adjusted_p_values(found.p) <= 0.10
    fewer = found.seen < found.expected
    row = {
        "seen_before": int(found.before.sum()),
        "seen": int(found.seen.sum()),
        "expected": found.expected.sum(),
        "log_ratio": found.log_ratio,
        "error_apart": found.error_apart,
        "county": after.sum() / history[:, -1].sum(),
        "extra": found.spread.extra,
        "slope": found.slope.value,
        "shared_sd": shared.sd,
        "n_fell": found.n_fell,
        "expected_to_fall": found.n_expected_to_fall,
        "clearly fewer": high < 1,
        "clearly more": low > 1,
        "more fell": found.p_as_many < SIGNIFICANT,
        "fewer fell": p_as_few(found) < SIGNIFICANT,
        "outside": ((found.seen < found.low) | (found.seen > found.high)).mean(),
        "called fewer": (clear & fewer).mean(),
        "called more": (clear & ~fewer).mean(),
    }
    for percent, left in PLANTED.items():
        row[f"found {percent}"] = np.mean(
            [planted(found, left, rng).interval[1] < 1 for _ in range(DRAWS)]
        )
    return row


def p_as_few(found: Counterfactual) -> float:
    """Return how likely as few or fewer would have fallen."""
    return float(
        found.spread.numbers_with_fewer(found.before)[: found.n_fell + 1].sum()
    )


def planted(found: Counterfactual, left: float, rng) -> Counterfactual:
    """Return the same where patrols left only some of the incidents."""
    return replace(found, seen=rng.binomial(found.seen, left))


@dataclass(frozen=True, eq=False)
class _Beside:
    """Chosen and comparison zones."""

    force: Force
    patrolled: np.ndarray
    compared: np.ndarray

    @classmethod
    def of(cls, force: Force, ranked: pd.DataFrame, chosen: np.ndarray) -> _Beside:
        zones = force.zoning.zones["zone"]
        others = choose_comparison_zones(
            ranked, force.zoning, chosen=zones[chosen].to_list(), buffer_m=BUFFER_M
        )
        return cls(force, chosen, zones.isin(others.zones["zone"]).to_numpy())

    def measured(self, strand: str, counts: np.ndarray, spans: list[Period]) -> dict:
        """Return whether the relative ratios of zones and buffers are clear."""
        base, after = counts.T
        groups = (self.patrolled, self.compared)
        ratio = relative_rate_ratio(
            patrolled=(base[groups[0]].sum(), after[groups[0]].sum()),
            compared=(base[groups[1]].sum(), after[groups[1]].sum()),
            dispersions=tuple(
                dispersion_of_zones(base[each], after[each]) for each in groups
            ),
        )
        zones = self.force.zoning.zones["zone"]
        around = measure_spillover(
            self.force.reading.incidents,
            self.force.zoning,
            groups=tuple(zones[each].to_list() for each in groups),
            periods=Periods(*spans, patrols_start=spans[1].first),
            weight_of=dict.fromkeys(STRANDS[strand], 1.0),
            width_m=BUFFER_M,
        )
        return {
            "log_rirr": float(np.log(ratio.ratio)),
            "RIRR": is_clear(ratio),
            "buffers": is_clear(around.ratio),
            "RIRR, as it was": is_clear(ratio, shared_sd=0.0),
            "buffers, as it was": is_clear(around.ratio, shared_sd=0.0),
        }


def is_clear(ratio, shared_sd: float = USUAL_SHARED_SD) -> bool:
    ends = {name: float(getattr(ratio, name)) for name in ("ratio", "low", "high")}
    low, high = widened(**ends, shared_sds=(shared_sd, shared_sd))
    return not low <= 1 <= high


def report(pairs: pd.DataFrame) -> None:
    """Print figures of every set, and the criteria with pass or fail."""
    pairs = pairs.assign(set=pairs["force"] + ", " + pairs["strand"])
    print(summary(pairs, "set").to_string())
    for by in ("years_before", "zones", "floor"):
        print(summary(pairs, by).to_string())
    said = as_the_product_says(pairs)
    for title, some in (
        (f"All {len(pairs)} evaluations", pairs),
        (f"What the product says: {len(said)}, others have moved map points", said),
    ):
        print(title)
        for name, is_met, figure in criteria(some):
            print(f"{'pass' if is_met else 'FAIL'}  {name}: {figure}")
        what_chance_allows.report(some, SPARSE)


CALLS = {
    "seen for each expected": ["clearly fewer", "clearly more"],
    "more fell": ["more fell"],
    "fewer fell": ["fewer fell"],
    "RIRR": ["RIRR"],
    "buffers": ["buffers"],
}


def as_the_product_says(pairs: pd.DataFrame) -> pd.DataFrame:
    """Leave out what the product does not say."""
    said = pairs[pairs["said"]].copy()
    said.loc[said["years_before"] == 1, ["RIRR", "buffers"]] = np.nan
    return said


def summary(pairs: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the main figures of each part, in per cent where they are shares."""
    grouped = pairs.groupby(by)
    totals = grouped[["seen", "expected", "n_fell", "expected_to_fall"]].sum()
    table = pd.DataFrame(
        {
            "pairs": grouped.size(),
            "mean log": grouped["log_ratio"].mean().round(3),
            "sd log": grouped["log_ratio"].std().round(3),
            "seen/exp": (totals["seen"] / totals["expected"]).round(3),
            "fell/exp": (totals["n_fell"] / totals["expected_to_fall"]).round(3),
        }
    )
    shares = [each for calls in CALLS.values() for each in calls]
    shares += ["RIRR, as it was", "buffers, as it was", "outside", "called fewer"]
    shares += ["called more", "found 20", "found 30"]
    means = grouped[shares].agg(lambda each: 100 * each.astype(float).mean())
    return table.join(means.round(1))


def criteria(pairs: pd.DataFrame) -> Iterator[tuple[str, bool, str]]:
    """Say of each criterion whether it is met."""
    busy = pairs[pairs["strand"] != SPARSE]
    bias = pairs["log_ratio"].mean()
    yield "bias within 5% pooled", abs(bias) <= np.log(1.05), f"{bias:+.3f}"
    by_strand = pairs.groupby("strand")["log_ratio"].agg(["mean", "size"])
    worst = by_strand[by_strand["size"] >= 6]["mean"].abs()
    yield (
        "bias within 10% in every strand of 6 pairs or more",
        bool((worst <= np.log(1.10)).all()),
        ", ".join(f"{name} {by_strand['mean'][name]:+.3f}" for name in worst.index),
    )
    falls = pairs["n_fell"].sum() / pairs["expected_to_fall"].sum()
    yield "falls within 5% of those expected", abs(falls - 1) <= 0.05, f"{falls:.3f}"
    for name, calls in CALLS.items():
        called = pairs[calls].astype(float).sum(axis=1, min_count=1)
        of_sets = called.groupby(pairs["set"]).mean().fillna(0.0)
        met = called.mean() <= 0.07 and (of_sets.max() <= 0.12)
        figure = f"{called.mean():.1%}, most {of_sets.max():.1%} ({of_sets.idxmax()})"
        yield f"{name}: clear in at most 7%, 12% in any set", met, figure
    outside = np.average(pairs["outside"], weights=pairs["zones"])
    yield "zones outside their range 3 to 7%", 0.03 <= outside <= 0.07, f"{outside:.1%}"
    called = np.average(
        pairs["called fewer"] + pairs["called more"], weights=pairs["zones"]
    )
    yield "zones called at most 3%", called <= 0.03, f"{called:.1%}"
    spread = busy["log_ratio"].std()
    yield "sd without robbery at most 0.12", spread <= 0.12, f"{spread:.3f}"
    for percent, least in ((20, 0.45), (30, 0.80)):
        share = pairs[f"found {percent}"].mean()
        yield (
            f"falls of {percent}% found in {least:.0%}",
            share >= least,
            f"{share:.1%}",
        )


def write(pairs: pd.DataFrame, file: Path) -> None:
    """Write down the pairs without a floor, for the prior and for claims."""
    kept = pairs[pairs["floor"] == 0]
    columns = ["force", "strand", "before", "after", "years_before", "zones"]
    columns += ["seen_before", "seen", "expected", "log_ratio", "error_apart", "county"]
    columns += ["extra", "n_fell", "expected_to_fall"]
    table = kept[columns].round(
        {
            "expected": 1,
            "log_ratio": 4,
            "error_apart": 4,
            "county": 4,
            "extra": 3,
            "expected_to_fall": 2,
        }
    )
    table.to_csv(file, index=False, lineterminator="\n")
    print(
        f"Likeliest shared sd: {likeliest_sd(kept['log_ratio'], kept['error_apart'])}"
    )


if __name__ == "__main__":
    main()
