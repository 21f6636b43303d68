"""Choose the seed of the second sample: the first whose figures are the published.

What each incident was is drawn with the seeds 1, 2, 3, ...; the places and months stay
those of the first sample. The first seed is taken with which serious violence, as
`strands.json` counts it, fell in 18 of the 24 zones that are chosen on it, one of them
by an incident or two: no zone is touched by hand. Antisocial behaviour of all types is
that of the first sample, so its 16 of 27 zones do not depend on the seed. From the
project's root; `--tell` prints instead how many zones fall with so many seeds, and how
many incidents are seen for each one expected:

    python -m data.choose_offence_seed
    python -m data.choose_offence_seed --tell 100
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.build_offence_sample import made_up_county
from data.build_sample import AFTER, BEFORE, MONTHS
from data.offence_what import Offences, draw_offences
from data.sample_world import MONTHS_A_YEAR
from hotspots.method.choosing.ranking import rank_zones
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.pipeline import choose, zone
from hotspots.method.zoning.addresses import addresses
from hotspots.method.zoning.neighbours import counts_around
from hotspots.settings import Settings
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.force_extract.values.offences import standard_offences
from hotspots.sources.reading import Reading

PUBLISHED_FELL = {"asb": 16, "violence": 18}
# A zone that fell by no more stops falling when one incident changes period.
MARGIN = 2

SERIOUS_SUBGROUPS = (
    "Homicide",
    "Violence with injury",
    "Robbery of personal property",
    "Robbery of business property",
)
FLAGGED_GROUPS = (
    "Violence against the person",
    "Robbery",
    "Sexual offences",
    "Possession of weapons offences",
)
COUNTED, OTHER = "counted", "other"


@dataclass(frozen=True)
class Figures:
    """What becomes of a strand: zones that fell, and the county's change.

    `ratio` is incidents seen in the zones for each one expected without patrols.
    """

    fell: int
    at_margin: int
    before: int
    after: int
    ratio: float


def is_serious(offences: Offences) -> NDArray[np.bool_]:
    """Say of each incident whether it is serious violence, as the strand counts it."""
    classes = standard_offences().classes.set_index("offence_class")
    of_kind = classes.reindex(offences.kinds["offence_class"])
    by_class = of_kind["offence_subgroup"].isin(list(SERIOUS_SUBGROUPS)).to_numpy()
    by_flag = of_kind["offence_group"].isin(list(FLAGGED_GROUPS)).to_numpy()
    return by_class[offences.kind] | (by_flag[offences.kind] & offences.knife)


def counts_as(offences: Offences, strand: str) -> NDArray[np.bool_]:
    """Say of each incident whether a strand counts it: asb, or serious violence."""
    if strand == "violence":
        return is_serious(offences)
    is_asb = (offences.kinds["asb_type"] != "").to_numpy()
    return is_asb[offences.kind]


def figures_of(rows: pd.DataFrame, offences: Offences, name: str) -> Figures:
    """Choose a strand's zones on the year before patrols, and count before and after.

    By the stages of the ordinary pipeline, with its default settings; harm is that of
    the Cambridge Crime Harm Index by offence class.
    """
    of_strand = counts_as(offences, name)
    reading = _reading(rows, of_strand)
    settings = Settings()
    strand = settings.strand(name)
    zoning = zone(reading, width_m=settings.zone_width_m)
    year = rows["month"].to_numpy() // MONTHS_A_YEAR
    in_zone, n_zones = zoning.zone_of_incident, len(zoning.zones)
    kept = rows["is_counted"].to_numpy() & of_strand
    n_kinds = len(offences.kinds)
    of_year = [
        np.bincount(
            in_zone[(year == at)[rows["is_counted"]] & of_strand[rows["is_counted"]]],
            minlength=n_zones,
        )
        for at in (BEFORE - 1, BEFORE, AFTER)
    ]
    at_start = kept & (year == BEFORE)
    flat = in_zone[at_start[rows["is_counted"]]] * n_kinds + offences.kind[at_start]
    counts = np.bincount(flat, minlength=n_zones * n_kinds).reshape(n_zones, n_kinds)
    first, last = MONTHS[MONTHS_A_YEAR], MONTHS[2 * MONTHS_A_YEAR - 1]
    ranked = rank_zones(
        zoning.zones,
        counts,
        weights=_weights(offences),
        harm_unit="days",
        harm_share=strand.harm_share,
        addresses=addresses(
            reading.incidents, zoning, categories=(COUNTED,), first=first, last=last
        ),
    )
    chosen = choose(ranked, zoning, reading.area, settings, strand).zones
    row = pd.Series(range(n_zones), index=zoning.zones["zone"])[chosen["zone"]]
    change = of_year[2][row] - of_year[1][row]
    history = np.column_stack(of_year[:2])
    found = counterfactual(
        history,
        of_year[2],
        chosen=np.isin(np.arange(n_zones), row),
        around=counts_around(zoning, history),
    )
    return Figures(
        int((change < 0).sum()),
        int(((change < 0) & (change >= -MARGIN)).sum()),
        int(of_year[1].sum()),
        int(of_year[2].sum()),
        found.ratio,
    )


def _weights(offences: Offences) -> NDArray[np.float64]:
    days = standard_offences().classes.set_index("offence_class")["cchi_2020_days"]
    return days.reindex(offences.kinds["offence_class"]).fillna(1).to_numpy()


def _reading(rows: pd.DataFrame, of_strand: NDArray[np.bool_]) -> Reading:
    counted = rows[rows["is_counted"]]
    category = np.where(of_strand[rows["is_counted"]], COUNTED, OTHER)
    at = counted["easting"] * 1e7 + counted["northing"]
    incidents = pd.DataFrame(
        {
            "month": pd.Categorical.from_codes(counted["month"], pd.Index(MONTHS)),
            "category": pd.Categorical(category, [COUNTED, OTHER]),
            "district": pd.Categorical(counted["district"]),
            "location": pd.Categorical(counted["beat"]),
            "point": pd.factorize(at)[0],
            "easting": counted["easting"].to_numpy(),
            "northing": counted["northing"].to_numpy(),
        }
    )
    area = tuple(sorted(KENT_DISTRICTS.values()))
    nothing = pd.DataFrame({"month": [], "category": [], "reason": []}, dtype="str")
    return Reading(incidents, nothing, nothing, "", area, synthetic=True)


def is_right(figures: Figures) -> bool:
    """Say whether a seed has the published figure, and a zone that one would turn."""
    return figures.fell == PUBLISHED_FELL["violence"] and figures.at_margin > 0


def main() -> None:
    """Read the command line, then find the seed or tell of many."""
    parser = argparse.ArgumentParser(description="Choose the second sample's seed.")
    parser.add_argument("--from-seed", type=int, default=1, help="first seed tried")
    parser.add_argument("--tell", type=int, default=0, help="tell of so many seeds")
    asked = parser.parse_args()
    rows = made_up_county()
    tried = range(1, asked.tell + 1) if asked.tell else itertools.count(asked.from_seed)
    fell, ratios = [], []
    for seed in tried:
        figures = figures_of(rows, draw_offences(rows, seed=seed), "violence")
        fell.append(figures.fell)
        ratios.append(figures.ratio)
        if asked.tell:
            continue
        print(seed, figures, flush=True)
        if is_right(figures):
            return
    print("seeds by zones that fell:", dict(sorted(Counter(fell).items())))
    mean, sd = np.mean(ratios), np.std(ratios, ddof=1)
    print(f"seen for each expected: mean {mean:.3f}, standard deviation {sd:.3f}")


if __name__ == "__main__":
    main()
