"""The panel's page: each strand's list, why, price and how sure, on one side of A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hotspots.disclosure.policy import Policy, public_name
from hotspots.method.choosing.summary import summarise
from hotspots.method.pipeline.patrolled import Listed
from hotspots.method.zoning.addresses import is_address
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.published_figures import PublishedFigures
from hotspots.presentation.lists.zones import range_text
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words import panel as words
from hotspots.presentation.words import selection as selection_words

TEMPLATE = Path(__file__).with_suffix(".html")
# So many rows stand on a side of A4 in type of the usual size.
MOST_OF_USUAL_SIZE = 34


@dataclass(frozen=True, eq=False)
class PanelSide:
    """One strand's side.

    Attributes
    ----------
    title, introduction, price, note
        Its sentences.
    headings, rows
        Its list, a row a zone, by district.
    """

    title: str
    introduction: str
    price: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def panel_side(
    facts: PublishedFigures, analysis: StrandAnalysis, policy: Policy
) -> PanelSide:
    """Write one strand's side from what may be published of it.

    Ranks, shares and prices follow from counts that no suppressor has seen, so only
    data that anyone can have show them. Why a zone is in tells which of two counts is
    the larger: where one is hidden, that is left out, too.
    """
    if isinstance(analysis.result, Listed):
        return _patrolled_side(facts, analysis.result)
    assert facts.chosen_on is not None
    selection, ranking = analysis.selection, analysis.result.ranking
    summary = summarise(ranking, selection)
    named = {*selection["displaced"], *selection["gave_way"]}
    displaced = ranking[ranking["zone"].isin(list(named))]
    names = {
        zone: public_name(name, str(district), is_address=address, policy=policy)
        for zone, name, district, address in zip(
            displaced["zone"],
            displaced["name"],
            displaced["district"],
            is_address(displaced),
            strict=True,
        )
    }
    chosen = selection.join(analysis.rank_ranges.drop(columns="zone"))
    of_zone = {str(row["zone"]): row for row in chosen.to_dict("records")}
    rows = []
    for zone, name, district in zip(
        facts.zones["zone"], facts.zones["name"], facts.zones["district"], strict=True
    ):
        row = of_zone[str(zone)]
        reason = words.why(str(row["chosen_as"]), str(row["reason"]))
        in_place_of = selection_words.in_place_of(
            names.get(str(row["displaced"]), ""), names.get(str(row["gave_way"]), "")
        )
        low, high = int(row["rank_low"]), int(row["rank_high"])
        if facts.is_public:
            sure: tuple[str, ...] = (
                str(row["rank"]),
                range_text(low, high, n_ranked=len(ranking)),
            )
        else:
            is_sure = high <= len(selection)
            sure = (words.how_sure(str(row["chosen_as"]), is_sure=is_sure),)
        # The district has a column of its own.
        plain_name = str(name).removesuffix(f", {district}")
        why = () if facts.hides_order else (reason, in_place_of, *sure)
        rows.append((plain_name, str(district), *why))
    is_public = facts.is_public
    headings, note = _headed(facts)
    return PanelSide(
        title=words.title(facts.name, facts.where),
        introduction=words.introduction(
            n_zones=facts.n_zones,
            first=facts.chosen_on.first,
            last=facts.chosen_on.last,
            part=facts.share_of_incidents if facts.is_public else None,
            is_weighed=facts.is_weighed,
        ),
        price=words.price(
            None if facts.hides_order else summary.districts_by_floor,
            floor=analysis.settings.floor_of(analysis.strand),
            share_price=summary.share_price if is_public else None,
            volume_price=summary.volume_price if is_public else None,
        ),
        note=note,
        headings=headings,
        rows=tuple(rows),
    )


def _headed(facts: PublishedFigures) -> tuple[tuple[str, ...], str]:
    """Return the headings of a side, and the note that explains them."""
    if facts.hides_order:
        return words.HEADINGS_WITHOUT_WHY, words.WHY_LEFT_OUT
    if facts.is_public:
        return words.PUBLIC_HEADINGS, words.NOTE_OF_RANKS
    return words.HEADINGS, words.NOTE_OF_SURENESS


def _patrolled_side(facts: PublishedFigures, result: Listed) -> PanelSide:
    """Write the side of a list that is really patrolled: what its maker says of it."""
    patrols, assumed = result.listed.patrols, result.start_assumed
    columns = [name for name in words.OF_PATROLS if (patrols[name] != "").any()]
    filled = patrols["start"].mask(assumed, result.settings.patrols_start)
    said = patrols.assign(start=filled, assumed=assumed).set_index("zone")
    ranks = dict(zip(result.selection["zone"], result.selection["rank"], strict=True))
    rows = []
    for zone, name, district in zip(
        facts.zones["zone"], facts.zones["name"], facts.zones["district"], strict=True
    ):
        own = [
            words.of_patrols(
                each, str(said.loc[zone, each]), assumed=bool(said.loc[zone, "assumed"])
            )
            for each in columns
        ]
        # Ranks follow from counts.
        rank = [str(ranks[zone])] if facts.is_public else []
        plain_name = str(name).removesuffix(f", {district}")
        rows.append((plain_name, str(district), *own, *rank))
    return PanelSide(
        title=words.title(facts.name, facts.where, zones="Patrolled zones"),
        introduction=words.patrolled_introduction(
            n_zones=facts.n_zones,
            chosen_on=facts.chosen_on,
            counted_in=result.months_counted,
            part=facts.share_of_incidents if facts.is_public else None,
        ),
        price="",
        note=words.NOTE_OF_PATROLLED if facts.is_public else "",
        headings=(
            *("Zone", "District"),
            *(words.OF_PATROLS[name] for name in columns),
            *(("Rank",) if facts.is_public else ()),
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
        warning=f"Synthetic data. {MADE_UP}" if is_synthetic else "",
        sides=sides,
        is_long=longest > MOST_OF_USUAL_SIZE,
        attribution=attribution,
    )
    return written
