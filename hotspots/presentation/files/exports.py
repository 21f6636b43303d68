"""Tables into the files that people take away: CSV and GeoJSON, as bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots import __version__
from hotspots.presentation.words.attribution import ATTRIBUTION
from hotspots.settings import Settings
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.tables import Table, check
from hotspots.texts import as_cell

if TYPE_CHECKING:
    from shapely import Polygon

# Enough to tell equal scores from close ones; the sixth decimal of a degree is 0.1 m.
DECIMALS = {
    "score": 9,
    "harm": 3,
    "share_at_one_point": 4,
    "ratio": 4,
    "ratio_low": 4,
    "ratio_high": 4,
}
DEGREE_DECIMALS = 6


def to_csv(frame: pd.DataFrame, table: Table) -> bytes:
    """Write a table as CSV (UTF-8, LF) in the order of its contract.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    return safe_csv(rounded(check(frame, table)[table.column_names]))


def safe_csv(frame: pd.DataFrame) -> bytes:
    """Write any table as CSV (UTF-8, LF) in which no text can run as a formula."""
    text: str = without_formulas(frame).to_csv(index=False, lineterminator="\n")
    return text.encode()


def without_formulas(frame: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before each text that a spreadsheet would run as a formula.

    Names of columns too. Whatever reads such files here takes it away again.

    Examples
    --------
    >>> without_formulas(pd.DataFrame({"zone": ["-A1", "B2"], "n": [-1, 2]}))
       zone  n
    0  '-A1 -1
    1    B2  2
    """
    safe: pd.DataFrame = frame.apply(
        lambda values: values.map(_safe_cell) if _is_text(values) else values
    )
    named: pd.DataFrame = safe.rename(columns=_safe_cell)
    return named


def to_geojson(
    frame: pd.DataFrame,
    table: Table,
    *,
    outlines: NDArray[np.object_],
    made_by: Mapping[str, object],
    attribution: str = ATTRIBUTION,
) -> bytes:
    """Write zones as GeoJSON (longitude and latitude), one feature a row.

    Parameters
    ----------
    frame, table
        A table of zones and its contract.
    outlines
        Polygon of each row in EPSG:27700.
    made_by
        What made it (strand, months, settings), kept in the file's `hotspots` member
        so that the zones can be made, or compared, again.
    attribution
        Whom to credit.
    """
    rows = rounded(check(frame, table)[table.column_names]).to_dict("records")
    features = [
        {"type": "Feature", "properties": row, "geometry": _in_degrees(outline)}
        for row, outline in zip(rows, outlines, strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "name": table.name,
        "attribution": attribution,
        "hotspots": dict(made_by),
        "features": features,
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def made_with(
    settings: Settings,
    strand: str,
    *,
    fingerprint: str,
    loaded: Sequence[str],
    zone_file: Mapping[str, str] | None = None,
    synthetic: bool = False,
) -> dict[str, object]:
    """Return what a zone file must carry so that the zones can be made again.

    Parameters
    ----------
    settings, strand
        The settings in force, and the strand.
    fingerprint, loaded
        The reading's fingerprint, and the months that it holds.
    zone_file
        `name` and `fingerprint` of the user's own zone file, whose zones have no one
        width; none for hexagons.
    synthetic
        Whether the incidents are made up.
    """
    chosen_on = settings.months_chosen_on
    return {
        "version": __version__,
        "strand": strand,
        "synthetic": synthetic,
        "first_month": chosen_on.first,
        "last_month": chosen_on.last,
        "missing_months": chosen_on.missing_from(loaded),
        "zone_width_m": None if zone_file else settings.zone_width_m,
        "zone_file": dict(zone_file) if zone_file else None,
        "data_first_month": loaded[0] if loaded else "",
        "data_last_month": loaded[-1] if loaded else "",
        "data_fingerprint": fingerprint,
        "settings": settings.to_dict(),
    }


def rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Round the numbers of a table as files have them."""
    return frame.round({name: n for name, n in DECIMALS.items() if name in frame})


def _is_text(values: pd.Series) -> bool:
    return not pd.api.types.is_numeric_dtype(values.dtype)


def _safe_cell(value: object) -> object:
    """Return a text that no spreadsheet runs; whatever is no text stays."""
    return as_cell(value) if isinstance(value, str) else value


def _in_degrees(outline: Polygon) -> dict[str, Any]:
    import shapely

    return shapely.geometry.mapping(shapely.transform(outline, degrees_of))


def degrees_of(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return eastings and northings, a row a point, as longitudes and latitudes."""
    pair = to_degrees(metres[:, 0], metres[:, 1])
    return np.column_stack(pair).round(DEGREE_DECIMALS)
