"""Tables into charts: incidents by month, and volume against harm.

Charts never tell two things apart by colour alone. Their colours are those for paper;
`charts_on_dark` replaces them on a dark page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from hotspots.method.choosing.constraints import BY_FLOOR, BY_HAND, BY_SCORE
from hotspots.method.county.month_flags import CheckedMonths
from hotspots.months import month_of_year
from hotspots.presentation.colours import GRID, INK, PALE, STEEL, WARNING, WHITE
from hotspots.presentation.words import month_flags, months_told
from hotspots.presentation.words import ranking as ranking_words
from hotspots.tables import MONTHS, RANKING, SELECTION, check

if TYPE_CHECKING:
    from hotspots.presentation.colours import MapColours

AS_EXPECTED, LOOKS_WRONG, MISSING = "As expected", "! Looks wrong", "? Missing"
SIGN_OF = {AS_EXPECTED: "", LOOKS_WRONG: "!", MISSING: "?"}

CHOSEN = {
    BY_SCORE: "Chosen for score",
    BY_FLOOR: "Chosen for its district",
    BY_HAND: "Put in by hand",
}
NOT_CHOSEN, NO_CANDIDATE = "Not chosen", "Prison, not eligible"
# As the legend lists them; the first are drawn last, on top.
KINDS = (*CHOSEN.values(), NO_CANDIDATE, NOT_CHOSEN)

# What a click on a mark picks, by the name that pages read it under.
PICKED = "picked"
# As Vega writes whole numbers.
WHOLE = ",.0f"
MOST_NAMED_MONTHS = 14
HARM_HEIGHT_PX = 430
# The look that all charts share. Said at once: each configure_...() copies the chart.
LOOK = {
    "font": "IBM Plex Sans, Segoe UI, Arial, sans-serif",
    "padding": {"left": 8, "right": 14, "top": 8, "bottom": 8},
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 12.5,
        "titleColor": INK,
        "titleFontSize": 13,
        "titleFontWeight": 400,
        "gridColor": GRID,
        "domain": False,
        # Labels that would touch are left out, evenly.
        "labelSeparation": 8,
    },
    "legend": {
        "labelColor": INK,
        "labelFontSize": 12.5,
        "symbolOpacity": 1,
        "titleColor": INK,
    },
    "title": {"color": INK, "subtitleColor": INK},
    # Else black, which a dark page would not turn light.
    "text": {"color": INK},
    "rule": {"color": INK},
}
# Under this width a legend stands in one column, as on a telephone.
NARROW_PX = 420
# Room beyond the greatest value, so that no sign is cut.
HEADROOM = 1.04


def incidents_by_month(checked: CheckedMonths, *, height_px: int = 240) -> alt.Chart:
    """Draw a bar a month; months that are missing or look wrong carry a sign.

    Parameters
    ----------
    checked
        The months and their flags.
    height_px
        Height of the bars' field in pixels.
    """
    months = check(checked.months, MONTHS)
    rows = pd.DataFrame(
        {
            "month": months["month"],
            "Month": months["month"].map(months_told.month),
            "Incidents": months["incidents"],
            "Note": month_flags.notes(months["month"], checked.flags),
            "State": _states(checked),
        }
    )
    rows["Sign"] = rows["State"].map(SIGN_OF)
    held = [state for state in SIGN_OF if state in set(rows["State"])]
    fill = {state: STEEL if state == AS_EXPECTED else WHITE for state in held}
    edge = {state: STEEL if state == AS_EXPECTED else WARNING for state in held}
    base = alt.Chart(rows).encode(
        x=alt.X("month:O", title=None, axis=month_axis(rows["month"])),
        tooltip=["Month:N", alt.Tooltip("Incidents:Q", format=WHOLE), "Note:N"],
    )
    bars = base.mark_bar(strokeWidth=1.5).encode(
        y=alt.Y("Incidents:Q", axis=alt.Axis(format=WHOLE, tickCount=5)),
        fill=_by(alt.Fill, "State", fill),
        stroke=_by(alt.Stroke, "State", edge),
    )
    signs = base.mark_text(
        dy=-9, fontSize=17, fontWeight=700, color=WARNING, aria=False
    ).encode(y="Incidents:Q", text="Sign:N")
    return finished(bars, signs, height_px=height_px)


def volume_and_harm(
    ranking: pd.DataFrame,
    selection: pd.DataFrame,
    *,
    not_eligible: pd.DataFrame,
    cut: pd.DataFrame,
    colours: MapColours,
    picked: str = "",
) -> alt.Chart:
    """Draw zones by volume and harm, chosen ones told apart by shape and colour.

    Parameters
    ----------
    ranking, selection
        The tables of these names.
    not_eligible
        Rows of the ranking that are no candidates.
    cut
        Two points of `volume` and `harm`, joined by a dashed line; none if empty.
    colours
        Colours of the strand.
    picked
        Id of the zone that stands out; none if empty. A click on a sign picks the rank
        of a zone.

    Notes
    -----
    Zones with the same figures that are not chosen would cover each other, so they are
    drawn as one sign, which says how many they are: thousands of zones are a few
    hundred signs.
    """
    check(ranking, RANKING)
    check(selection, SELECTION)
    unit = str(ranking["harm_unit"].iloc[0])
    axes = {
        "x": _axis("Incidents", float(ranking["volume"].max()), title="Incidents"),
        "y": _axis("Harm", float(ranking["harm"].max()), title=f"Harm in {unit}"),
    }
    line = (
        alt.Chart(cut.rename(columns={"volume": "Incidents", "harm": "Harm"}))
        .mark_line(clip=True, strokeDash=[6, 4], color=INK, strokeWidth=1.5)
        .encode(**axes)
    )
    zones = _zone_signs(_signs_to_draw(ranking, selection, not_eligible), axes, colours)
    under = [line] if len(cut) else []
    row = ranking.loc[ranking["zone"] == picked, ["volume", "harm"]]
    if len(row):
        under.append(_ring(row, axes))
    return finished(*under, zones, height_px=HARM_HEIGHT_PX)


def _ring(row: pd.DataFrame, axes: dict[str, Any]) -> alt.Chart:
    """Draw a ring round one zone."""
    named = row.rename(columns={"volume": "Incidents", "harm": "Harm"})
    ring = alt.Chart(named).mark_point(size=420, strokeWidth=3, color=INK, opacity=1)
    return ring.encode(**axes)


def _zone_signs(
    rows: pd.DataFrame, axes: dict[str, Any], colours: MapColours
) -> alt.Chart:
    held = [kind for kind in KINDS if kind in set(rows["Kind"])]
    strong = colours.strong
    looks = {
        NOT_CHOSEN: ("circle", "transparent", PALE, 22),
        NO_CANDIDATE: ("cross", INK, INK, 60),
        CHOSEN[BY_HAND]: ("square", strong, WHITE, 95),
        CHOSEN[BY_FLOOR]: ("diamond", WHITE, strong, 130),
        CHOSEN[BY_SCORE]: ("circle", strong, WHITE, 95),
    }
    shape, fill, stroke, size = (
        {kind: looks[kind][part] for kind in held} for part in range(4)
    )
    return (
        alt.Chart(rows)
        .mark_point(strokeWidth=1.3, opacity=1)
        .encode(
            **axes,
            shape=_by(alt.Shape, "Kind", shape),
            fill=_by(alt.Fill, "Kind", fill),
            stroke=_by(alt.Stroke, "Kind", stroke),
            size=_by(alt.Size, "Kind", size),
            tooltip=[
                "Zone:N",
                "Kind:N",
                alt.Tooltip("Incidents:Q", format=WHOLE),
                alt.Tooltip("Harm:Q", format=WHOLE),
                alt.Tooltip("Rank:Q", format=WHOLE),
            ],
        )
        .add_params(alt.selection_point(name=PICKED, fields=["Rank"]))
    )


def _signs_to_draw(
    ranking: pd.DataFrame, selection: pd.DataFrame, not_eligible: pd.DataFrame
) -> pd.DataFrame:
    """Return a row a sign: every zone that stands out, the others once a place."""
    kind_of = dict.fromkeys(not_eligible["zone"], NO_CANDIDATE)
    chosen = zip(selection["zone"], selection["chosen_as"], strict=True)
    kind_of |= {zone: CHOSEN[chosen_as] for zone, chosen_as in chosen}
    kinds = [kind_of.get(zone, NOT_CHOSEN) for zone in ranking["zone"].to_list()]
    rows = pd.DataFrame(
        {
            "Zone": ranking["name"] + ", " + ranking["district"].astype("str"),
            "Kind": pd.Categorical(kinds, categories=KINDS),
            # Half as long as they come: a chart is sent whole at every change.
            "Incidents": ranking["volume"].astype("int32"),
            "Harm": ranking["harm"].astype("float32"),
            "Rank": ranking["rank"].astype("int32"),
        }
    )
    is_plain = rows["Kind"] == NOT_CHOSEN
    places = rows[is_plain].groupby(["Incidents", "Harm"], sort=False)
    first = places.head(1)
    n_alike = places["Zone"].transform("size")[first.index]
    named = list(map(ranking_words.one_or_alike, first["Zone"], n_alike))
    marked = rows[~is_plain].sort_values("Kind", ascending=False, kind="stable")
    return pd.concat([first.assign(Zone=named), marked], ignore_index=True)


def _states(checked: CheckedMonths) -> list[str]:
    months, flagged = checked.months, set(checked.flags["month"])
    return [
        AS_EXPECTED if month not in flagged else LOOKS_WRONG if n_incidents else MISSING
        for month, n_incidents in zip(months["month"], months["incidents"], strict=True)
    ]


def one_line_legend(n_names: int, **looks: Any) -> alt.Legend:  # noqa: ANN401
    """Return a legend of one line above a chart; of one column where it is narrow."""
    columns = alt.ExprRef(f"width < {NARROW_PX} ? 1 : {n_names}")
    return alt.Legend(title=None, orient="top", columns=columns, **looks)


def month_axis(months: pd.Series) -> alt.Axis:
    """Name the months in short, with the year under January; every sixth of many."""
    moment = "utcFormat(toDate(datum.value + '-01'), '%b')"
    with_year = f"[{moment}, slice(datum.value, 0, 4)]"
    has_year = "datum.index === 0 || slice(datum.value, 5) === '01'"
    named = months[months.map(month_of_year).isin([1, 7])].to_list()
    return alt.Axis(
        labelAngle=0,
        labelOverlap="greedy",
        labelExpr=f"{has_year} ? {with_year} : {moment}",
        values=named if len(months) > MOST_NAMED_MONTHS else alt.Undefined,
    )


def _axis(field: str, greatest: float, *, title: str) -> Any:  # noqa: ANN401
    channel = alt.X if field == "Incidents" else alt.Y
    return channel(
        f"{field}:Q",
        title=title,
        scale=alt.Scale(domain=[0, HEADROOM * greatest], nice=False),
        axis=alt.Axis(format=WHOLE, tickCount=6),
    )


def _by(channel: Any, field: str, value_of: dict[str, Any]) -> Any:  # noqa: ANN401
    """Encode a field by these values, with one legend for all that it decides."""
    return channel(
        f"{field}:N",
        # Without the type Vega spreads sizes evenly from the first to the last.
        scale=alt.Scale(
            type="ordinal", domain=list(value_of), range=list(value_of.values())
        ),
        sort=None,
        legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=320),
    )


def finished(*layers: Any, height_px: int, **more: Any) -> Any:  # noqa: ANN401
    """Lay marks over each other, with the look that all charts share.

    All is said as the chart is made, because whatever is added later copies it.
    """
    return alt.layer(
        *layers,
        width="container",
        height=height_px,
        background=WHITE,
        config=LOOK,
        **more,
    )
