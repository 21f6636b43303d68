"""What a strand may count, and how its incidents may be weighed, beside the usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from hotspots.settings import OF_STRAND, Settings, Stage, Strand
from hotspots.settings.counting import Counting
from hotspots.sources.harm_scales import built_in_scales
from hotspots.sources.reading import Reading

# Half and half, harm alone.
SHARES_TRIED = (0.5, 1.0)


def weighs_as_usual(settings: Settings, name: str) -> Settings:
    """Return these settings with one strand counting and weighing as it usually does.

    The number of its zones stays, and so do the rules that shape its list.

    Examples
    --------
    >>> settings = Settings().with_strand("asb", n_zones=9, harm_scale="ons")
    >>> weighs_as_usual(settings, "asb").strand("asb").harm_scale
    'cchi-kent'
    """
    usual = settings.strand(name).usual
    weighing = {
        each.name: getattr(usual, each.name)
        for each in OF_STRAND
        if each.stage != Stage.CHOOSE
    }
    return settings.with_strand(name, **weighing)


def other_weighings(strand: Strand) -> list[Strand]:
    """Return a strand by volume alone, and under each scale half and half or alone.

    Scales that weigh all its categories alike rank as volume does, and are left out.

    Examples
    --------
    >>> asb, violence = Settings().strands.values()
    >>> first_three = other_weighings(violence)[:3]
    >>> [(other.harm_scale, other.harm_share) for other in first_three]
    [('cchi-kent', 0.0), ('cchi-kent', 0.5), ('cchi-kent', 1.0)]
    >>> len(other_weighings(asb))
    1
    """
    plain = replace(strand, weights=(), harm_unit="")
    by_volume = replace(plain, harm_share=0.0)
    return [by_volume] + [
        replace(plain, harm_scale=name, harm_share=share)
        for name, scale in built_in_scales().items()
        for share in SHARES_TRIED
        if len(set(scale.weigh(strand.weighed))) > 1
    ]


def differing(
    selection: pd.DataFrame, other: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the zones that a selection has and another lacks, and the reverse.

    Parameters
    ----------
    selection, other
        Selection tables.

    Examples
    --------
    >>> one = pd.DataFrame({"zone": ["A", "B"]})
    >>> two = pd.DataFrame({"zone": ["B", "C"]})
    >>> [list(zones["zone"]) for zones in differing(one, two)]
    [['A'], ['C']]
    """
    return (
        selection[~selection["zone"].isin(other["zone"])],
        other[~other["zone"].isin(selection["zone"])],
    )


def always_chosen(selections: Sequence[pd.DataFrame]) -> set[str]:
    """Return the zones that every one of these selections holds.

    Examples
    --------
    >>> one = pd.DataFrame({"zone": ["A", "B"]})
    >>> two = pd.DataFrame({"zone": ["B", "C"]})
    >>> always_chosen([one, two])
    {'B'}
    """
    first, *others = (set(selection["zone"]) for selection in selections)
    return first.intersection(*others)


def counts_of_way(reading: Reading, way: Counting) -> dict[str, int]:
    """Count the incidents that a way of counting counts, by kind, most first.

    Parameters
    ----------
    reading
        The incidents, of data.police.uk or of an extract.
    way
        What counts.
    """
    of_category = reading.incidents["category"].value_counts()
    titles = {kind.category: kind.title for kind in reading.kinds if way.counts(kind)}
    if reading.is_public:
        titles = {name: name for name in way.categories}
    counts: dict[str, int] = {}
    for category, title in titles.items():
        n_incidents = int(of_category.get(category, 0))
        counts[title] = counts.get(title, 0) + n_incidents
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
