"""Harm scales and strands into weights: what one incident of a category weighs."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.settings import WEIGHT_DECIMALS
from hotspots.sources.offence_weights import (
    categories_of_keys,
    offence_scales,
    titles_of_keys,
)

SCALES_FILE = Path(__file__).parents[2] / "data" / "harm_scales.csv"
DEFAULT_UNIT = "days"


@dataclass(frozen=True)
class HarmScale:
    """A weight for each category, and the unit of the harm that they give.

    Attributes
    ----------
    name
        Its name in settings and links.
    weights
        What one incident of each category weighs.
    unit
        Unit of the harm.
    title, note
        What people call it, and a sentence on what it weighs by.
    """

    name: str
    weights: Mapping[str, float]
    unit: str = DEFAULT_UNIT
    title: str = ""
    note: str = ""

    def weigh(self, categories: Sequence[str]) -> NDArray[np.float64]:
        """Return the weights of these categories, in their order.

        Raises
        ------
        InputError
            Naming the categories for which the scale has no weight.
        """
        weights = [self.weight_of(category) for category in categories]
        missing = [
            titles_of_keys().get(category, category)
            for category, weight in zip(categories, weights, strict=True)
            if weight is None
        ]
        if missing:
            msg = (
                f"The harm scale “{self.name}” has no weight for "
                f"{', '.join(dict.fromkeys(missing))}. Add one, or leave the category "
                "out."
            )
            raise InputError(msg)
        return np.array(weights, dtype=float)

    def weight_of(self, category: str) -> float | None:
        """Return the weight of a category, or of a class of offences.

        A class that the scale does not weigh weighs as its category of data.police.uk.
        """
        if category in self.weights:
            return self.weights[category]
        by_title = self.weights.get(titles_of_keys().get(category, category))
        if by_title is not None:
            return by_title
        return self.weights.get(categories_of_keys().get(category, category))

    def with_weights(self, edits: Sequence[tuple[str, float]]) -> HarmScale:
        """Return this scale with some weights replaced."""
        return replace(self, weights={**self.weights, **dict(edits)})


@functools.cache
def built_in_scales() -> dict[str, HarmScale]:
    """Return the scales of `data/harm_scales.csv` by name, in the file's order.

    Examples
    --------
    >>> built_in_scales()["cchi-kent"].weigh(["Robbery"]).tolist()
    [365.0]
    """
    rows = pd.read_csv(SCALES_FILE, dtype={"title": "str", "note": "str"})
    by_offence = offence_scales()
    return {
        str(name): HarmScale(
            str(name),
            dict(zip(scale["category"], scale["weight"], strict=True))
            | by_offence[str(name)].weights,
            unit=str(scale["unit"].iloc[0]),
            title=_first(scale["title"]) or str(name),
            note=_first(scale["note"]),
        )
        for name, scale in rows.groupby("scale", sort=False)
    }


def _first(cells: pd.Series) -> str:
    """Return the first cell that holds something: a scale says its title once."""
    given = cells.dropna()
    return "" if given.empty else str(given.iloc[0])


def scale_title(name: str, *, by_offence: bool = False) -> str:
    """Return what people call a scale; a scale of the user's own goes by its name.

    Examples
    --------
    >>> scale_title("equal"), scale_title("mine.csv")
    ('Every incident alike', 'mine.csv')
    """
    if by_offence and name in offence_scales():
        return offence_scales()[name].title
    scale = built_in_scales().get(name)
    return scale.title if scale else name


def scale_names() -> list[str]:
    """Return the names of the built-in scales, in the file's order."""
    return list(built_in_scales())


def scale_sources() -> pd.DataFrame:
    """Return where the built-in weights come from.

    Returns
    -------
    pandas.DataFrame
        A row for each scale and source: `scale`, `unit`, `source` and `categories`,
        the names of those that have it, or "all" or "all others".
    """
    rows = pd.read_csv(SCALES_FILE)
    by_source = (
        rows.groupby(["scale", "unit", "source"], sort=False)["category"]
        .agg(list)
        .rename("categories")
        .reset_index()
    )
    n_most = by_source.groupby("scale")["categories"].transform(
        lambda of: of.map(len).max()
    )
    n_sources = by_source.groupby("scale")["scale"].transform("size")
    by_source["categories"] = [
        "; ".join(names) if len(names) < most else "all" if alone == 1 else "all others"
        for names, most, alone in zip(
            by_source["categories"], n_most, n_sources, strict=True
        )
    ]
    return by_source


def harm_scale(
    name: str, *, edits: Sequence[tuple[str, float]] = (), unit: str = ""
) -> HarmScale:
    """Return a built-in scale with the user's edits, or the user's own scale.

    Parameters
    ----------
    name
        Name of a built-in scale; any other name stands for a scale of the user's
        own, which `edits` then hold whole.
    edits
        Weights that replace those of the scale, as (category, weight) pairs.
    unit
        Unit of the user's own weights; empty for that of the scale.

    Raises
    ------
    InputError
        If there is no scale of that name and no weights are given.
    """
    scale = built_in_scales().get(name)
    if scale is not None:
        return replace(scale.with_weights(edits), unit=unit or scale.unit)
    if not edits:
        msg = (
            f"There is no harm scale “{name}”. Choose one of "
            f"{', '.join(built_in_scales())}, or give a file (CSV or XLSX) with a "
            f"column of offences or categories and a column of weights."
        )
        raise InputError(msg)
    return HarmScale(name, dict(edits), unit or DEFAULT_UNIT)


def in_thousandths(weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return weights as whole thousandths, so that harm is summed exactly."""
    whole = np.rint(weights * 10**WEIGHT_DECIMALS)
    return np.asarray(whole, dtype=np.int64)
