"""The stages of the method, cached by what each reads.

The key of a stage is the data's key and `Settings.key_of` the stage, never a frame:
hashing a large frame looks at a sample of its rows, and would miss a change.
What is cached is shared between visits, so nobody may change it.

Long because each stage has a cache of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
import xarray as xr

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.choosing.constraints import Choice
from hotspots.method.choosing.rank_uncertainty import Stays
from hotspots.method.choosing.selection import none_chosen
from hotspots.method.choosing.strands import (
    always_chosen,
    other_weighings,
    weighs_as_usual,
)
from hotspots.method.county.month_checks import check_months, mark_changes
from hotspots.method.county.month_flags import CheckedMonths
from hotspots.method.evaluation.before_after import harm_of_outcomes
from hotspots.method.evaluation.control_outcomes import (
    ControlOutcome,
    control_outcomes,
)
from hotspots.method.evaluation.evaluate import Evaluation
from hotspots.method.pipeline import (
    Ranked,
    Result,
    StrandCounts,
    StripPoint,
    VisibleFalls,
    sureness,
)
from hotspots.method.pipeline.dependence import Dependence, dependence
from hotspots.method.pipeline.in_and_out import InAndOut, beside_file, beside_months
from hotspots.method.pipeline.joint import JointList, joint_list
from hotspots.method.pipeline.one_zone import exchanged_for
from hotspots.method.pipeline.patrolled import Listed, list_zones
from hotspots.method.pipeline.patrolled_outcomes import evaluate_listed
from hotspots.method.pipeline.standing import Standing
from hotspots.method.pipeline.standing import standing as standing_of
from hotspots.method.zoning.streets import streets_of_zones
from hotspots.method.zoning.zones import Zoning, zones_of_polygons
from hotspots.months import Period
from hotspots.presentation.maps.packing import pack_streets, pack_zones
from hotspots.settings import Settings, Stage
from hotspots.ui import state
from hotspots.ui.forms.earlier import Earlier, of_strand
from hotspots.ui.forms.patrolled import Patrolled
from hotspots.ui.state import MOST_CACHED, Data

# Key of the data, the settings that the stage reads, and the list of a file.
Key = tuple[str, ...]


def _key(data: Data, settings: Settings, stage: Stage, strand: str = "") -> Key:
    return data.key, settings.key_of(stage, strand)


def _key_of(data: Data, result: Ranked, stage: Stage) -> Key:
    """Return the key of a stage that follows on a result: also which list it is of."""
    key = _key(data, result.settings, stage, result.strand)
    if not isinstance(result, Listed):
        return key
    return (*key, result.listed.identity, str(result.ranked_on))


def ranked(data: Data, settings: Settings, strand: str) -> Ranked:
    """Rank one strand's zones, doing again only what a changed setting touches.

    Raises
    ------
    InputError
        If these settings cannot be met by these data.
    """
    reading = data.reading
    settings = pipeline.with_data(settings, reading)
    zoning, cube = _zoned(_key(data, settings, Stage.ZONE), data, settings)
    key = _key(data, settings, Stage.COUNT, strand)
    of_strand = _counted(key, data, settings, strand)
    ranking = pipeline.rank(zoning, of_strand, settings.strand(strand))
    return Ranked(reading, settings, strand, zoning, cube, of_strand, ranking)


def chosen(data: Data, settings: Settings, strand: str) -> Result:
    """Rank one strand's zones and choose among them; as `ranked`."""
    found, problem = chosen_if_possible(data, ranked(data, settings, strand))
    if problem:
        raise InputError(problem)
    return found


def chosen_if_possible(data: Data, among: Ranked) -> tuple[Result, str]:
    """Choose among ranked zones; if that is impossible, none, and say why."""
    key = _key(data, among.settings, Stage.CHOOSE, among.strand)
    choice, selection, problem = _choice(key, among)
    # Settings that no choice reads may have changed since.
    return Result(**vars(among), selection=selection, choice=choice), problem


def chosen_on(data: Data, result: Result, span: Period) -> Result:
    """Choose the strand's zones on other months, under the same rules; as `chosen`."""
    settings = replace(result.settings, chosen_on=span)
    return chosen(data, settings, result.strand)


def in_and_out(data: Data, result: Result, earlier: Earlier) -> InAndOut:
    """Set a list beside what it is set beside.

    Raises
    ------
    InputError
        If no incident lies in the zones of the file, or other months give no list.
    """
    key = (*key_of_choice(data, result), earlier.key)
    return _in_and_out(key, data, result, earlier)


def in_and_out_if_any(data: Data, result: Result) -> InAndOut | None:
    """Set a list beside what it is set beside; None where that is nothing or fails."""
    held = of_strand(result.strand)
    if held is None:
        return None
    try:
        return in_and_out(data, result, held)
    except InputError:
        # The page that chooses zones says why.
        return None


def joint(data: Data, settings: Settings) -> JointList:
    """Choose one list over all strands that the data can show.

    Raises
    ------
    InputError
        If no list keeps to all the rules.
    """
    known = pipeline.with_data(settings, data.reading)
    names = [name for name in known.strands if known.strand(name).counted]
    of_strands = tuple(ranked(data, settings, name) for name in names)
    keys = [known.key_of(Stage.JOINT, name) for name in names]
    found, problem = _joint((data.key, *keys), of_strands)
    if found is None:
        raise InputError(problem)
    return replace(found, of_strands=of_strands)


def usual_selection(data: Data, settings: Settings, strand: str) -> pd.DataFrame:
    """Return the zones that the strand's default weights choose; as `chosen`."""
    as_usual = weighs_as_usual(settings, strand)
    key = _key(data, as_usual, Stage.CHOOSE, strand)
    return _usual_selection(key, data, as_usual, strand)


def robust(data: Data, settings: Settings, strand: str) -> tuple[int, int]:
    """Return how many zones every built-in weighing chooses, and how many those are.

    Raises
    ------
    InputError
        If so many zones cannot be chosen from these data.
    """
    plain = settings.strand(strand).usual
    # Whatever the weights in force, the answer is the same: so they are no key.
    of_any_weights = settings.with_strand(
        strand,
        harm_scale=plain.harm_scale,
        harm_share=plain.harm_share,
        weights=plain.weights,
    )
    key = _key(data, of_any_weights, Stage.CHOOSE, strand)
    return _robust(key, data, of_any_weights, strand)


def key_of_choice(data: Data, result: Result) -> Key:
    """Return what changes with everything that a list rests on."""
    return _key_of(data, result, Stage.CHOOSE)


def draws(data: Data, result: Result) -> Stays:
    """Draw the counts again by chance and choose again; see `sureness.draws`."""
    return _draws(key_of_choice(data, result), result)


def dependence_of(data: Data, result: Result) -> Dependence:
    """Say what each zone of a list depends on; see `dependence`."""
    return _dependence(key_of_choice(data, result), result)


@dataclass(frozen=True, eq=False)
class Evaluated:
    """What can be said of the chosen zones' change, with each zone's harm."""

    evaluation: Evaluation
    harm: pd.DataFrame


def evaluated(data: Data, result: Result) -> Evaluated:
    """Set the chosen zones' change beside what was expected without patrols.

    Raises
    ------
    InputError
        If the data or the settings give no two periods to compare.
    """
    return _evaluated(_key_of(data, result, Stage.COMPARE), result)


def listed(data: Data, settings: Settings, strand: str, held: Patrolled) -> Listed:
    """Count and rank the patrolled zones of a strand.

    Raises
    ------
    InputError
        If no incident lies in them.
    """
    in_force = pipeline.with_data(settings, data.reading)
    asked = replace(in_force, chosen_on=held.chosen_on)
    key = (*_key(data, asked, Stage.COMPARE, strand), held.key)
    return _listed(key, data, asked, strand, held)


def standing(data: Data, settings: Settings, strand: str, held: Patrolled) -> Standing:
    """Set patrolled zones beside the ranking of the months in the sidebar."""
    of_months = ranked(data, settings, strand)
    key = (*_key(data, of_months.settings, Stage.RANK, strand), held.key)
    return _standing(key, of_months, held)


def placebo(data: Data, result: Result) -> Evaluation | None:
    """Do the same a year earlier, with no patrols yet; None if the data lack it."""
    loaded = state.loaded_months(data)
    earlier = pipeline.placebo_settings(result.settings, loaded)
    if earlier is None:
        return None
    try:
        return evaluated(data, chosen(data, earlier, result.strand)).evaluation
    except InputError:
        # So many zones cannot be chosen on the months of that year.
        return None


def visible_falls(data: Data, result: Result, months: int) -> VisibleFalls:
    """Say what fall in the chosen zones could be seen in so many months.

    Raises
    ------
    InputError
        If the chosen zones hold no incident.
    """
    key = _key_of(data, result, Stage.CHOOSE)
    return _visible_falls(key, months, result)


def strip_and_controls(
    data: Data, result: Result, evaluation: Evaluation
) -> tuple[list[StripPoint], list[ControlOutcome]]:
    """Do the same sums in years without patrols, for other choices and for controls."""
    key = _key_of(data, result, Stage.COMPARE)
    return _strip_and_controls(key, result, evaluation, placebo(data, result))


def month_checks(data: Data, settings: Settings) -> CheckedMonths:
    """Return the months, with what looks wrong and what the visitor marked."""
    checked = _month_checks(data.key, data)
    return mark_changes(checked, settings.recording_changes)


def own_zoning(data: Data) -> Zoning | None:
    """Return the visit's own zones with the incidents in them; None for hexagons.

    Raises
    ------
    InputError
        If no incident lies in them.
    """
    return None if data.zones is None else _zoned_in_own(data.key, data)


def exchanged(data: Data, result: Result, zone: str) -> pd.DataFrame:
    """Return what would come in without a zone, or whose place it would take.

    Raises
    ------
    InputError
        If no list keeps to the rules then.
    """
    return _exchanged(key_of_choice(data, result), zone, result)


def streets(data: Data, result: Ranked) -> pd.DataFrame:
    """Return every street of the data with the zones in which it lies."""
    return _streets(_key(data, result.settings, Stage.ZONE), result)


def packed_zones(result: Ranked) -> str:
    """Return the zones and this visit's districts as the map page takes them."""
    data = state.data()
    key = _key(data, result.settings, Stage.ZONE)
    if isinstance(result, Listed):
        key = (*key, result.listed.identity)
    return _packed_zones(key, result, data)


def packed_streets(result: Ranked) -> str:
    """Return the map points of the strand and months in force, with their streets."""
    data = state.data()
    key = _key_of(data, result, Stage.COUNT)
    return _packed_streets(key, result, data)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner="Counting …")
def _zoned(
    key: Key,  # noqa: ARG001
    _data: Data,
    _settings: Settings,
) -> tuple[Zoning, xr.DataArray]:
    zoning = own_zoning(_data)
    if zoning is None:
        zoning = pipeline.zone(_data.reading, width_m=_settings.zone_width_m)
    return zoning, pipeline.count_in(_data.reading, zoning)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner="Counting …")
def _zoned_in_own(key: str, _data: Data) -> Zoning:  # noqa: ARG001
    assert _data.zones is not None
    return zones_of_polygons(_data.reading.incidents, _data.zones)


@st.cache_resource(max_entries=4 * MOST_CACHED, show_spinner=False)
def _choice(key: Key, _among: Ranked) -> tuple[Choice | None, pd.DataFrame, str]:  # noqa: ARG001
    """Choose, or say why that is impossible: both can take seconds."""
    try:
        found = pipeline.with_chosen(_among)
    except InputError as error:
        return None, none_chosen(_among.ranking), str(error)
    return found.choice, found.selection, ""


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _joint(
    key: tuple[str, ...],  # noqa: ARG001
    _of_strands: tuple[Ranked, ...],
) -> tuple[JointList | None, str]:
    try:
        return joint_list(_of_strands), ""
    except InputError as error:
        return None, str(error)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _counted(
    key: Key,  # noqa: ARG001
    _data: Data,
    _settings: Settings,
    _strand: str,
) -> StrandCounts:
    zoning, cube = _zoned(_key(_data, _settings, Stage.ZONE), _data, _settings)
    return pipeline.count_strand(
        _data.reading, zoning, cube, _settings, _settings.strand(_strand)
    )


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _usual_selection(
    key: Key,  # noqa: ARG001
    _data: Data,
    _settings: Settings,
    _strand: str,
) -> pd.DataFrame:
    return chosen(_data, _settings, _strand).selection


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _robust(
    key: Key,  # noqa: ARG001
    _data: Data,
    _settings: Settings,
    _strand: str,
) -> tuple[int, int]:
    weighings = other_weighings(_settings.strand(_strand))
    selections = [
        chosen(_data, _settings.with_strand_as(_strand, each), _strand).selection
        for each in weighings
    ]
    return len(always_chosen(selections)), len(weighings)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _in_and_out(
    key: tuple[str, ...],  # noqa: ARG001
    _data: Data,
    _result: Result,
    _earlier: Earlier,
) -> InAndOut:
    if _earlier.zones is None:
        assert _earlier.months is not None
        return beside_months(_result, chosen_on(_data, _result, _earlier.months))
    return beside_file(
        _result,
        _earlier.zones,
        lambda span: ranked(
            _data, replace(_result.settings, chosen_on=span), _result.strand
        ),
    )


@st.cache_resource(max_entries=MOST_CACHED, show_spinner="Drawing and choosing …")
def _draws(key: Key, _result: Result) -> Stays:  # noqa: ARG001
    return sureness.draws(_result)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner="Choosing again …")
def _dependence(key: Key, _result: Result) -> Dependence:  # noqa: ARG001
    return dependence(_result)


@st.cache_resource(max_entries=4 * MOST_CACHED, show_spinner="Comparing …")
def _evaluated(key: Key, _result: Result) -> Evaluated:  # noqa: ARG001
    if isinstance(_result, Listed):
        evaluation = evaluate_listed(_result)
    else:
        compared = pipeline.compare_chosen(_result)
        evaluation = pipeline.evaluate_chosen(_result, compared)
    harm = harm_of_outcomes(
        _result.cube,
        evaluation.comparison,
        weight_of=pipeline.harm_weights(_result.programme),
    )
    return Evaluated(evaluation, harm)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner="Counting …")
def _listed(
    key: Key,  # noqa: ARG001
    _data: Data,
    _settings: Settings,
    _strand: str,
    _held: Patrolled,
) -> Listed:
    return list_zones(_data.reading, _held.zones, _settings, _strand, grid=_data.zones)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _standing(key: Key, _ranked: Ranked, _held: Patrolled) -> Standing:  # noqa: ARG001
    return standing_of(_ranked, _held.zones)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _visible_falls(
    key: Key,  # noqa: ARG001
    months: int,
    _result: Result,
) -> VisibleFalls:
    ids = _result.selection["zone"].to_list()
    return pipeline.visible_falls_of(_result, ids, months_after=months)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner="Comparing …")
def _strip_and_controls(
    key: Key,  # noqa: ARG001
    _result: Result,
    _evaluation: Evaluation,
    _year_earlier: Evaluation | None,
) -> tuple[list[StripPoint], list[ControlOutcome]]:
    inputs = pipeline.evaluation_inputs(
        _result.reading,
        _result.zoning,
        _result.cube,
        _result.ranking,
        _result.settings,
    )
    controls = control_outcomes(
        _evaluation,
        inputs,
        categories=_result.programme.counted,
        kinds=_result.reading.kinds,
    )
    points = pipeline.placebo_strip(_result, _evaluation, year_earlier=_year_earlier)
    return points, controls


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _month_checks(key: str, _data: Data) -> CheckedMonths:  # noqa: ARG001
    return check_months(_data.reading)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _streets(key: Key, _result: Ranked) -> pd.DataFrame:  # noqa: ARG001
    return streets_of_zones(_result.reading.incidents, _result.zoning)


@st.cache_resource(max_entries=4 * MOST_CACHED, show_spinner=False)
def _exchanged(key: Key, zone: str, _result: Result) -> pd.DataFrame:  # noqa: ARG001
    return exchanged_for(_result, zone)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _packed_zones(key: Key, _result: Ranked, _data: Data) -> str:  # noqa: ARG001
    return pack_zones(
        _result.zoning.zones,
        districts=_data.districts,
        hexagon_width_m=_result.zoning.width_m,
        polygons=_result.zoning.polygons,
    )


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _packed_streets(key: Key, _result: Ranked, _data: Data) -> str:  # noqa: ARG001
    return pack_streets(
        _data.reading.incidents,
        categories=_result.programme.counted,
        first=_result.months_counted.first,
        last=_result.months_counted.last,
    )
