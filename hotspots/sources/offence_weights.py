"""Harm scales by offence: what one offence of a class weighs on each built-in scale."""

from __future__ import annotations

import functools
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from hotspots.settings import WEIGHT_DECIMALS
from hotspots.sources.force_extract.values.asb import asb_types
from hotspots.sources.force_extract.values.offences import standard_classes
from hotspots.sources.police_uk.categories import ANTISOCIAL_BEHAVIOUR

_FILE = Path(__file__).parents[2] / "data" / "harm_scales_by_offence.csv"
ASB, UNMAPPED = "asb", "unmapped"
_ROOT = "sqrt "


@dataclass(frozen=True)
class OffenceScale:
    """A harm scale by offence.

    Attributes
    ----------
    title, note
        What people call it, and a sentence on what it weighs by.
    weights
        What one offence of each class weighs, where the scale says it.
    """

    title: str
    note: str
    weights: dict[str, float]


@functools.cache
def offence_scales() -> dict[str, OffenceScale]:
    """Return the scales by offence, by the name of the scale.

    Examples
    --------
    >>> scales = offence_scales()
    >>> scales["cchi-kent"].weights["34B"], scales["equal"].weights["8N"]
    (365.0, 1.0)
    """
    classes = standard_classes().set_index("offence_class")
    rows = pd.read_csv(_FILE, dtype="str").fillna("").to_dict("records")
    return {
        row["scale"]: OffenceScale(row["title"], row["note"], _weights(classes, row))
        for row in rows
    }


def asb_key(asb_type: str) -> str:
    """Return what a scale calls a type of antisocial behaviour.

    Examples
    --------
    >>> asb_key("Rowdy or nuisance neighbours"), asb_key("")
    ('asb.rowdy.or.nuisance.neighbours', 'asb')
    """
    words = re.sub(r"[^a-z]+", ".", asb_type.lower()).strip(".")
    return f"{ASB}.{words}" if words else ASB


@functools.cache
def categories_of_keys() -> dict[str, str]:
    """Return the category of data.police.uk that each key of a scale belongs to.

    It gives the weight where a scale has none for the class itself.
    """
    classes = standard_classes()
    of_classes = classes.set_index("offence_class")["police_uk_category"].dropna()
    keys = [ASB, *map(asb_key, asb_types()["asb_type"])]
    named = {str(key): str(name) for key, name in of_classes.items()}
    return named | dict.fromkeys(keys, ANTISOCIAL_BEHAVIOUR)


@functools.cache
def titles_of_keys() -> dict[str, str]:
    """Return what people call each key of a scale."""
    classes = standard_classes()
    of_types = {asb_key(name): name for name in asb_types()["asb_type"]}
    return {
        **dict(zip(classes["offence_class"], classes["title"], strict=True)),
        **of_types,
        ASB: "Antisocial behaviour, no type given",
        UNMAPPED: "Offence not in the table of offences",
    }


def _weights(classes: pd.DataFrame, row: Mapping[Hashable, Any]) -> dict[str, float]:
    column = row["column"]
    if not column:
        return dict.fromkeys(classes.index, 1.0)
    weights = classes[column.removeprefix(_ROOT)].dropna()
    if column.startswith(_ROOT):
        weights = pd.Series(np.sqrt(weights))
    without = row["without"].split("; ")
    left_out = classes["offence_group"].isin(without) | classes[
        "offence_subgroup"
    ].isin(without)
    weights = weights.where(~left_out.reindex(weights.index), 0.0)
    return {str(k): float(v) for k, v in weights.round(WEIGHT_DECIMALS).items()}
