"""The settings in force, in words: a row for each setting of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from hotspots.presentation.words import months_told, numbers
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import strands as strands_words
from hotspots.settings import OF_STRAND, SHARED, Setting, Settings, Strand
from hotspots.settings.kinds import Kind, Month, Months, Share, Span, Whole, YesNo
from hotspots.settings.kinds_of_lists import (
    Distance,
    DistrictNumbers,
    StrandWeights,
    ZonesByHand,
)
from hotspots.settings.kinds_of_strand import Categories, Scale, WayOfCounting, Weights
from hotspots.sources.harm_scales import scale_title
from hotspots.sources.offence_weights import titles_of_keys

NO_EXTRACT = "Not applicable (no extract loaded)"
NOT_OF_EXTRACTS = "Not applicable (an extract is loaded)"
NOT_APPLICABLE = "Not applicable (one category)"


def in_force(settings: Settings, *, zone_file: str = "") -> pd.DataFrame:
    """List the settings in force, a column a strand.

    A setting that no page and no option asks for is left out: it follows from others.
    Own zones, of a file of that name, have no width.
    """
    as_drawn = f"As drawn in {zone_file}"
    columns = {
        strands_words.short_of(strand): {
            **{
                each.heading: _heading_and_value(each, strand)
                for each in _shown(OF_STRAND)
            },
            **{
                each.heading: as_drawn
                if zone_file and each.name == "zone_width_m"
                else in_words(each, each.value_in(settings))
                for each in _shown(SHARED)
            },
        }
        for strand in settings.strands.values()
    }
    return pd.DataFrame(columns).rename_axis("Setting").reset_index()


def _shown(table: tuple[Setting, ...]) -> list[Setting]:
    return [each for each in table if each.key or each.option]


def _heading_and_value(each: Setting, strand: Strand) -> str:
    way = strand.counting
    is_extract = strand.kinds is not None
    if isinstance(each.kind, Categories) and is_extract:
        return NOT_OF_EXTRACTS
    if isinstance(each.kind, WayOfCounting):
        return way.option if is_extract and way else NO_EXTRACT
    return _of_strand(each, strand)


def _of_strand(each: Setting, strand: Strand) -> str:
    if each.of_several and not strand.counts_several:
        return NOT_APPLICABLE
    if isinstance(each.kind, Scale):
        # By offence a scale has another title: it needs no mix of offences.
        by_offence = strand.kinds is not None
        return scale_title(getattr(strand, each.name), by_offence=by_offence)
    return in_words(each, getattr(strand, each.name))


def in_words(each: Setting, value: Any) -> str:  # noqa: ANN401
    """Write a setting's value.

    Examples
    --------
    >>> from hotspots.settings import setting_named
    >>> in_words(setting_named("zone_width_m"), 350)
    '350 metres'
    >>> in_words(setting_named("recording_changes"), ("2024-05", "2024-06"))
    'May to June 2024'
    """
    return WRITERS[type(each.kind)](each.kind, value)


def _whole(kind: Any, value: int) -> str:  # noqa: ANN401
    if kind.zero and not value:
        return str(kind.zero)
    return f"{numbers.number(value)} {kind.unit}".strip()


def _months(kind: Any, value: tuple[str, ...]) -> str:  # noqa: ANN401
    return months_told.spans(value) if value else str(kind.none)


def _span(kind: Any, value: Any) -> str:  # noqa: ANN401
    return str(kind.none) if value is None else months_told.period(value)


def _weights(_kind: Kind, value: tuple[tuple[str, float], ...]) -> str:
    titles = titles_of_keys()
    pairs = [
        f"{titles.get(name, name).lower()} {ranking_words.weight(weight)}"
        for name, weight in value
    ]
    return "; ".join(pairs) or "None"


def _distance(_kind: Kind, value: int | None) -> str:
    if value is None:
        return "No rule: zones may touch"
    return f"{numbers.number(value)} metres" if value else "Not touching"


def _district_numbers(_kind: Kind, value: tuple[tuple[str, int], ...]) -> str:
    return "; ".join(f"{name} {number}" for name, number in value) or "None"


def _by_hand(_kind: Kind, value: tuple[tuple[str, str], ...]) -> str:
    zones = [f"{zone} ({reason or 'no reason given'})" for zone, reason in value]
    return "; ".join(zones) or "None"


def _strand_weights(_kind: Kind, value: tuple[tuple[str, float], ...]) -> str:
    return "; ".join(f"{name} {weight:g}" for name, weight in value) or "1 each"


# How a value of each kind of setting reads.
WRITERS: Mapping[type[Kind], Callable[[Any, Any], str]] = {
    Kind: lambda _, value: str(value) or "That of the harm scale",
    Whole: _whole,
    Share: lambda _, value: numbers.share(value),
    YesNo: lambda kind, value: str(kind.yes if value else kind.no),
    Month: lambda kind, value: months_told.month(value) if value else str(kind.none),
    Months: _months,
    Span: _span,
    Categories: lambda _, value: "; ".join(value),
    WayOfCounting: lambda _, value: str(value) or "The usual ones",
    Scale: lambda _, value: scale_title(value),
    Weights: _weights,
    Distance: _distance,
    DistrictNumbers: _district_numbers,
    StrandWeights: _strand_weights,
    ZonesByHand: _by_hand,
}
