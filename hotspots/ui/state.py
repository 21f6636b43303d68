"""What a visit remembers: the data loaded, the settings, and each stage of the method.

Stages are kept by the data's fingerprint and the settings that they read, never by a
frame: hashing a large frame looks at a sample of its rows, and would miss a change.
What is kept is shared between visits, so nobody may change it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import streamlit as st
import xarray as xr

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.method.choosing.selection import none_chosen
from hotspots.method.choosing.strands import (
    USUAL,
    always_chosen,
    other_weighings,
    weighs_as_usual,
)
from hotspots.method.county.month_checks import check_months, mark_changes
from hotspots.method.county.month_flags import CheckedMonths
from hotspots.method.evaluation.before_after import BeforeAfter, harm_of_zones
from hotspots.method.evaluation.evaluate import Evaluation
from hotspots.method.zoning.zones import Zoning
from hotspots.presentation.maps import zones as maps
from hotspots.presentation.words import attribution as credit_words
from hotspots.settings import Settings
from hotspots.sources.opening import Source, Upload
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.reading import Reading
from hotspots.sources.sample import sample_sources
from hotspots.sources.shapes.boundaries import Districts, kent_districts, read_districts

# What was given, and what was read from it.
DATA, READ = "data", "data read"

# So many data sets, zone widths or months are kept at once, for all visits together.
KEPT = 8


@dataclass(frozen=True)
class Given:
    """What a visitor gave: incident files, and perhaps district boundaries."""

    sources: tuple[Source, ...]
    boundaries: Source | None = None

    @property
    def key(self) -> str:
        """Text that changes whenever the files do."""
        parts = [_identity(source) for source in self.sources]
        if self.boundaries is not None:
            parts += ["boundaries", _identity(self.boundaries)]
        return "\n".join(parts)


@dataclass(frozen=True, eq=False)
class Loaded:
    """A visit's data: the incidents and the districts to draw."""

    reading: Reading
    districts: Districts


def _identity(source: Source) -> str:
    if isinstance(source, Upload):
        return f"{source.name} {hashlib.sha256(source.content).hexdigest()}"
    path = Path(source)
    try:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        stats = [(str(file), file.stat()) for file in files if file.is_file()]
    except OSError as error:
        msg = f"{source} cannot be opened ({error.strerror or error})."
        raise InputError(msg) from error
    return repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats])


def load(given: Given) -> None:
    """Read what was given and keep it for this visit; what was loaded goes.

    It is read once: a folder that changes or goes later changes nothing of this visit.

    Raises
    ------
    InputError
        If it cannot be read or holds nothing; then what was loaded before stays.
    """
    read = _read(given.key, given)
    # Every later stage needs a month; say now if there is none.
    pipeline.with_months(Settings(), pipeline.loaded_months(read.reading))
    st.session_state[DATA], st.session_state[READ] = given, read


def given() -> Given:
    """Return what this visit's data were read from; the sample, if nothing is given."""
    kept: Given = st.session_state.get(DATA, Given(tuple(sample_sources())))
    return kept


def forget() -> None:
    """Go back to the built-in sample."""
    for key in (DATA, READ):
        st.session_state.pop(key, None)


def uses_sample() -> bool:
    """Say whether this visit looks at the built-in sample."""
    return given().sources == tuple(sample_sources())


def loaded() -> Loaded:
    """Return this visit's data."""
    kept = st.session_state
    if READ not in kept:
        load(given())
    read: Loaded = kept[READ]
    return read


@st.cache_resource(max_entries=KEPT, show_spinner="Reading the files …")
def _read(key: str, _given: Given) -> Loaded:  # noqa: ARG001
    own = None if _given.boundaries is None else read_districts(_given.boundaries)
    reading = read_police_uk(_given.sources, districts=own)
    return Loaded(reading, own or kent_districts().within(reading.area))


@dataclass(frozen=True, eq=False)
class Ranked:
    """A strand's ranking on this visit's data and settings."""

    settings: Settings
    strand: str
    synthetic: bool
    zoning: Zoning
    cube: xr.DataArray
    packed: str
    ranking: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Chosen(Ranked):
    """The same with the chosen zones."""

    selection: pd.DataFrame


def ranked(data: Loaded, settings: Settings, strand: str) -> Ranked:
    """Rank one strand's zones, doing again only what a changed setting touches.

    Raises
    ------
    InputError
        If these settings cannot be met by these data.
    """
    reading = data.reading
    settings = pipeline.with_months(settings, pipeline.loaded_months(reading))
    programme = settings.strand(strand)
    key, width_m = reading.fingerprint, settings.zone_width_m
    zoning, cube = _counted(key, width_m, reading)
    of_strand = _of_strand(
        key,
        width_m,
        (programme.categories, settings.first_month, settings.last_month),
        (reading, zoning, cube, settings, strand),
    )
    ranking = pipeline.rank(zoning, of_strand, programme)
    packed = _packed(key, width_m, zoning, data)
    return Ranked(settings, strand, reading.synthetic, zoning, cube, packed, ranking)


def chosen(data: Loaded, settings: Settings, strand: str) -> Chosen:
    """Rank one strand's zones and choose among them; as `ranked`."""
    given = ranked(data, settings, strand)
    selection = pipeline.choose(
        given.ranking,
        given.zoning,
        data.reading.area,
        given.settings,
        given.settings.strand(strand),
    )
    return Chosen(**vars(given), selection=selection)


# By another name, for where a chosen one is at hand.
_choose = chosen


def chosen_if_possible(data: Loaded, given: Ranked) -> tuple[Chosen, str]:
    """Choose among ranked zones; if that is impossible, none, and say why."""
    try:
        return chosen(data, given.settings, given.strand), ""
    except InputError as error:
        nothing = none_chosen(given.ranking)
        return Chosen(**vars(given), selection=nothing), str(error)


def usual_selection(data: Loaded, settings: Settings, strand: str) -> pd.DataFrame:
    """Return the zones that the strand's usual weights choose; as `chosen`."""
    as_usual = weighs_as_usual(settings, strand)
    key = (data.reading.fingerprint, as_usual.to_json(), strand)
    return _usual_selection(key, data, as_usual, strand)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _usual_selection(
    key: tuple[str, str, str],  # noqa: ARG001
    _data: Loaded,
    _settings: Settings,
    _strand: str,
) -> pd.DataFrame:
    return chosen(_data, _settings, _strand).selection


def robust(data: Loaded, settings: Settings, strand: str) -> tuple[int, int]:
    """Return how many zones every built-in weighing chooses, and how many those are.

    Raises
    ------
    InputError
        If so many zones cannot be chosen from these data.
    """
    plain = USUAL[strand]
    # Whatever the weights in force, the answer is the same: so they are no key.
    of_any_weights = settings.with_strand(
        strand,
        harm_scale=plain.harm_scale,
        harm_share=plain.harm_share,
        weights=plain.weights,
    )
    key = (data.reading.fingerprint, of_any_weights.to_json(), strand)
    return _robust(key, data, of_any_weights, strand)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _robust(
    key: tuple[str, str, str],  # noqa: ARG001
    _data: Loaded,
    _settings: Settings,
    _strand: str,
) -> tuple[int, int]:
    weighings = other_weighings(_settings.strand(_strand))
    selections = [
        chosen(_data, replace(_settings, **{_strand: each}), _strand).selection  # type: ignore[arg-type]
        for each in weighings
    ]
    return len(always_chosen(selections)), len(weighings)


@dataclass(frozen=True, eq=False)
class Evaluated:
    """What can be said of the chosen zones' change, with each zone's harm."""

    evaluation: Evaluation
    harm: pd.DataFrame


def evaluated(data: Loaded, chosen: Chosen) -> Evaluated:
    """Set the chosen zones' change beside what was expected anyway; as `compared`."""
    key = (data.reading.fingerprint, chosen.settings.to_json(), chosen.strand)
    return _evaluated(key, data, chosen)


@st.cache_resource(max_entries=4 * KEPT, show_spinner="Comparing …")
def _evaluated(
    key: tuple[str, str, str],  # noqa: ARG001
    _data: Loaded,
    _chosen: Chosen,
) -> Evaluated:
    programme = _chosen.settings.strand(_chosen.strand)
    evaluation = pipeline.evaluate(
        compared(_data, _chosen),
        pipeline.evaluation_inputs(
            _data.reading,
            _chosen.zoning,
            _chosen.cube,
            _chosen.ranking,
            _chosen.settings,
        ),
        _chosen.settings,
        programme,
    )
    harm = harm_of_zones(
        _chosen.cube,
        evaluation.comparison.outcomes["zone"],
        periods=evaluation.comparison.periods,
        weight_of=pipeline.harm_weights(programme),
    )
    return Evaluated(evaluation, harm)


def placebo(data: Loaded, chosen: Chosen) -> Evaluation | None:
    """Do the same a year earlier, with no patrols yet; None if the data lack it."""
    earlier = pipeline.placebo_settings(chosen.settings, loaded_months(data))
    if earlier is None:
        return None
    try:
        return evaluated(data, _choose(data, earlier, chosen.strand)).evaluation
    except InputError:
        # So many zones cannot be chosen on the months of that year.
        return None


def compared(data: Loaded, chosen: Chosen) -> BeforeAfter:
    """Compare the chosen zones before and after.

    Raises
    ------
    InputError
        If the data or the settings give no two periods to compare.
    """
    settings = chosen.settings
    return pipeline.compare(
        data.reading,
        chosen.cube,
        chosen.selection,
        settings,
        settings.strand(chosen.strand),
    )


@st.cache_resource(max_entries=KEPT, show_spinner="Counting …")
def _counted(
    key: str,  # noqa: ARG001
    width_m: int,
    _reading: Reading,
) -> tuple[Zoning, xr.DataArray]:
    zoning = pipeline.zone(_reading, width_m=width_m)
    return zoning, pipeline.count_in(_reading, zoning)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _of_strand(
    key: str,  # noqa: ARG001
    width_m: int,  # noqa: ARG001
    counted: tuple[tuple[str, ...], str, str],  # noqa: ARG001
    _stage: tuple[Reading, Zoning, xr.DataArray, Settings, str],
) -> pipeline.StrandCounts:
    reading, zoning, cube, settings, strand = _stage
    return pipeline.count_strand(
        reading, zoning, cube, settings, settings.strand(strand)
    )


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _packed(
    key: str,  # noqa: ARG001
    width_m: int,
    _zoning: Zoning,
    _data: Loaded,
) -> str:
    return maps.pack_zones(
        _zoning.zones,
        districts=_data.districts,
        hexagon_width_m=width_m,
        incidents_credit=credit_words.map_credit(synthetic=_data.reading.synthetic),
    )


def month_checks(data: Loaded, settings: Settings) -> CheckedMonths:
    """Return the months, with what looks wrong and what the visitor marked."""
    checked = _month_checks(data.reading.fingerprint, data.reading)
    return mark_changes(checked, settings.recording_changes)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _month_checks(key: str, _reading: Reading) -> CheckedMonths:  # noqa: ARG001
    return check_months(_reading)


def loaded_months(data: Loaded) -> list[str]:
    """Return the months that the data hold."""
    return pipeline.loaded_months(data.reading)


def credit(data: Loaded) -> str:
    """Say whose data a page shows."""
    own = data.districts if data.districts.replaces_lsoa_names else None
    return credit_words.attribution(
        districts=own.attribution if own else "", synthetic=data.reading.synthetic
    )


def default_months(data: Loaded, *, patrols_start: str) -> tuple[str, str]:
    """Return the months that zones are chosen on where none are set."""
    settings = Settings(patrols_start=patrols_start)
    filled = pipeline.with_months(settings, loaded_months(data))
    return filled.first_month, filled.last_month
