"""The panel's page: each strand's list, why, price and how sure, on one side of A4.

It is for those who decide and never published: it names streets and tells ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hotspots.method.choosing.constraints import BY_SCORE
from hotspots.method.choosing.reasons import only_ones
from hotspots.method.choosing.summary import summarise
from hotspots.method.pipeline.patrolled import Listed
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.published_figures import PublishedFigures
from hotspots.presentation.lists.zones import in_place_of, range_text
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words import panel as words
from hotspots.presentation.words.choosing import only_ones as only_ones_words

TEMPLATE = Path(__file__).with_suffix(".html")
# So many rows stand on a side of A4 in type of the usual size.
MOST_OF_USUAL_SIZE = 34


@dataclass(frozen=True, eq=False)
class PanelSide:
    """One strand's side.

    Attributes
    ----------
    title, introduction, sureness, price, note
        Its sentences.
    headings, rows
        Its list, a row a zone, by district.
    """

    title: str
    introduction: str
    sureness: str
    price: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def panel_side(facts: PublishedFigures, analysis: StrandAnalysis) -> PanelSide:
    """Write one strand's side for those who decide: streets, reasons, ranks, price.

    No suppressor has seen these, so the page is never published.
    """
    if isinstance(analysis.result, Listed):
        return _patrolled_side(facts, analysis, analysis.result)
    assert facts.chosen_on is not None
    selection, ranking = analysis.selection, analysis.result.ranking
    summary = summarise(ranking, selection)
    choice = analysis.result.choice
    held = only_ones_words(only_ones(choice, ranking)) if choice else ""
    chosen = selection.join(analysis.rank_ranges.drop(columns="zone"))
    chosen = chosen.assign(others=in_place_of(selection, ranking))
    by_score = chosen[chosen["chosen_as"] == BY_SCORE]
    n_sure = int((by_score["rank_high"] <= len(selection)).sum())
    return PanelSide(
        title=words.title(facts.name, facts.where),
        introduction=words.introduction(
            n_zones=facts.n_zones,
            first=facts.chosen_on.first,
            last=facts.chosen_on.last,
            part=summary.share_of_volume,
            is_weighed=facts.is_weighed,
        ),
        sureness=words.sureness(n_sure, len(by_score), is_weighed=facts.is_weighed),
        price=words.price(
            summary.promise, floor=analysis.settings.floor_of(analysis.strand)
        ),
        note=" ".join(filter(None, (held, words.NOTE_OF_RANKS))),
        headings=words.HEADINGS,
        rows=tuple(
            (
                str(row["name"]),
                str(row["district"]),
                words.why(str(row["chosen_as"]), str(row["reason"])),
                row["others"],
                str(row["rank"]),
                range_text(
                    int(row["rank_low"]), int(row["rank_high"]), n_ranked=len(ranking)
                ),
            )
            for row in _by_district(chosen).to_dict("records")
        ),
    )


def _by_district(zones: pd.DataFrame) -> pd.DataFrame:
    return zones.sort_values(["district", "name", "zone"], ignore_index=True)


def _patrolled_side(
    facts: PublishedFigures, analysis: StrandAnalysis, result: Listed
) -> PanelSide:
    """Write the side of a list that is really patrolled: what its maker says of it."""
    patrols, assumed = result.listed.patrols, result.start_assumed
    columns = [name for name in words.OF_PATROLS if (patrols[name] != "").any()]
    filled = patrols["start"].mask(assumed, result.settings.patrols_start)
    said = patrols.assign(start=filled, assumed=assumed).set_index("zone")
    rows = []
    for row in _by_district(analysis.selection).to_dict("records"):
        own = said.loc[row["zone"]]
        of_patrols = [
            words.of_patrols(each, str(own[each]), assumed=bool(own["assumed"]))
            for each in columns
        ]
        # A zone without incidents is ranked nowhere.
        rank = str(row["rank"]) if row["volume"] else "none"
        rows.append((str(row["name"]), str(row["district"]), *of_patrols, rank))
    return PanelSide(
        title=words.title(facts.name, facts.where, zones="Patrolled zones"),
        introduction=words.patrolled_introduction(
            n_zones=facts.n_zones,
            chosen_on=facts.chosen_on,
            counted_in=result.months_counted,
            part=facts.share_of_incidents,
        ),
        sureness="",
        price="",
        note=words.NOTE_OF_PATROLLED,
        headings=(
            *("Zone", "District"),
            *(words.OF_PATROLS[name] for name in columns),
            "Rank",
        ),
        rows=tuple(rows),
    )


def panel_page(
    sides: Sequence[PanelSide], *, title: str, is_synthetic: bool, attribution: str
) -> str:
    """Write the page: a self-contained HTML file.

    Parameters
    ----------
    sides
        A strand each.
    title
        What the pack is called.
    is_synthetic
        Whether the data are made up.
    attribution
        Whom to credit.
    """
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    longest = max((len(side.rows) for side in sides), default=0)
    written: str = environment.from_string(TEMPLATE.read_text("utf-8")).render(
        title=title,
        heading=words.NOT_FOR_PUBLICATION,
        warning=f"Synthetic data. {MADE_UP}" if is_synthetic else "",
        sides=sides,
        is_long=longest > MOST_OF_USUAL_SIZE,
        attribution=attribution,
    )
    return written
