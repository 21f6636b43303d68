"""Control outcomes and harm on real months without a programme: how far they stray.

Run: python -m tests.benchmarks.bench_controls

The 24 zones with most incidents of a category are followed from some months to the same
months a year later, between which no map point moved: Lincolnshire 2012 and 2013 (years
and quarters), Kent 2024 and 2025 (January to April, and each three of them). Every
other category is a control. Harm is that of strands of two, seven and all categories,
whose zones are chosen by volume and harm, or by harm alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.evaluation.control_outcomes import control_outcome
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.expected_harm import expected_harm
from hotspots.method.evaluation.history import ZoneHistory
from hotspots.method.evaluation.placebo import busiest
from hotspots.method.evaluation.shared_fate import usual_shared_sd
from hotspots.method.zoning.neighbours import counts_around
from hotspots.months import Period
from hotspots.settings import Settings
from tests.benchmarks.bench_placebo import Force, read
from tests.conftest import SHARED

VIOLENCE, ROBBERY = "Violence and sexual offences", "Robbery"
CHOOSERS = (
    "Anti-social behaviour",
    VIOLENCE,
    "Vehicle crime",
    "Criminal damage and arson",
)
CONTROLS = (
    "Burglary",
    "Shoplifting",
    "Vehicle crime",
    "Other theft",
    "Criminal damage and arson",
    "Drugs",
)
SEVEN = (
    *(VIOLENCE, ROBBERY, "Criminal damage and arson", "Public order"),
    *("Possession of weapons", "Burglary", "Drugs"),
)
N_ZONES = 24
LEAST, LEAST_CHOSEN, LEAST_OF_STRAND = 200, 20, 50
HARM_SHARES = (0.5, 1.0)
SPANS = {
    "placebo/lincolnshire-2011-to-2013.zip": (
        *("2012-01:2012-12", "2012-01:2012-03", "2012-04:2012-06"),
        *("2012-07:2012-09", "2012-10:2012-12"),
    ),
    "police_uk": ("2024-01:2024-04", "2024-01:2024-03", "2024-02:2024-04"),
}


@dataclass(frozen=True, eq=False)
class _Months:
    """Counts of each category in some months and in the same a year later."""

    force: Force
    span: Period

    def of(self, category: str) -> tuple[np.ndarray, np.ndarray]:
        cube = self.force.cube.sel(category=category)
        later = self.span.earlier(years=-1)
        return tuple(  # type: ignore[return-value]
            cube.sel(month=each.months).sum("month").to_numpy().astype(int)
            for each in (self.span, later)
        )

    def around(self, counts: np.ndarray) -> np.ndarray:
        return counts_around(self.force.zoning, counts[:, None])

    @property
    def categories(self) -> list[str]:
        return [str(each) for each in self.force.cube["category"].to_numpy()]

    def expected(self, before: np.ndarray, after: np.ndarray, chosen: np.ndarray):
        return counterfactual(
            before[:, None],
            after,
            chosen=chosen,
            around=self.around(before),
            shared_sd=usual_shared_sd(len(self.span.months)),
        )


def main() -> None:
    controls, harms = [], []
    for name, spans in SPANS.items():
        file = SHARED / "data" / name
        if not file.exists():
            print(f"Needs {file}, absent here.")
            return
        force = read(file)
        for span in spans:
            months = _Months(force, Period(*span.split(":")))
            controls += list(controls_in(months))
            harms += list(harm_in(months))
    table = pd.DataFrame(controls)
    print(f"{len(table)} control outcomes")
    for way in ("own rates", "as shown"):
        logs, clear = table[way], table[f"{way}, clear"].mean()
        print(f"{way}: mean {logs.mean():+.3f}, sd {logs.std():.3f}, clear {clear:.1%}")
    table = pd.DataFrame(harms)
    print(f"{len(table)} choices of zones and strands")
    for what in ("incidents", "harm"):
        logs = table[what]
        rms = float(np.sqrt((logs**2).mean()))
        print(f"{what}: mean {logs.mean():+.3f}, root mean square {rms:.3f}")
    print(f"harm clear: {(table['harm'].abs() > 1.96 * table['error']).mean():.1%}")


def controls_in(months: _Months) -> Iterator[dict]:
    """Evaluate every control of every chooser."""
    for chooser in CHOOSERS:
        before, after = months.of(chooser)
        chosen = busiest(before, N_ZONES)
        strand = months.expected(before, after, chosen)
        for category in CONTROLS:
            if category == chooser or category not in months.categories:
                continue
            counts = months.of(category)
            few = min(each.sum() for each in counts) < LEAST
            if few or counts[0][chosen].sum() < LEAST_CHOSEN:
                continue
            try:
                own = months.expected(*counts, chosen)
            except InputError:
                continue
            found = control_outcome(category, *counts, chosen=chosen, strand=strand)
            assert found is not None
            low, high = own.interval
            yield {
                "own rates": own.log_ratio,
                "own rates, clear": not low < 1 < high,
                "as shown": np.log(found.seen / found.expected),
                "as shown, clear": found.side != 0,
            }


def harm_in(months: _Months) -> Iterator[dict]:
    """Evaluate the harm of strands of several categories."""
    weights = pipeline.harm_weights(
        Settings()
        .with_strand("violence", categories=tuple(months.categories))
        .strand("violence")
    )
    for wanted in ((VIOLENCE, ROBBERY), SEVEN, months.categories):
        counts = {each: months.of(each) for each in wanted if each in months.categories}
        counts = {
            name: both
            for name, both in counts.items()
            if min(each.sum() for each in both) > LEAST_OF_STRAND
        }
        before, after = (
            np.sum([each[at] for each in counts.values()], axis=0) for at in (0, 1)
        )
        harm = np.sum(
            [weights[name] * each[0] for name, each in counts.items()], axis=0
        )
        for share in HARM_SHARES:
            score = (1 - share) * before / before.sum() + share * harm / harm.sum()
            chosen = busiest(score, N_ZONES)
            strand = months.expected(before, after, chosen)
            histories = {
                name: ZoneHistory(
                    pd.Index(range(len(before))),
                    each[0][:, None],
                    months.around(each[0]),
                    each[1],
                    {},
                )
                for name, each in counts.items()
            }
            found = expected_harm(histories, weights, chosen=chosen, overall=strand)
            assert found is not None
            yield {
                "incidents": strand.log_ratio,
                "harm": np.log(found.seen.sum() / found.expected.sum()),
                "error": found.standard_error,
            }


if __name__ == "__main__":
    main()
