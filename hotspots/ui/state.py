"""What a visit remembers of its data: what was uploaded, and what was read from it.

Long because whatever a visit holds must outlive a reload.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import streamlit as st

from hotspots.errors import InputError
from hotspots.method import pipeline
from hotspots.months import Period
from hotspots.presentation.words import attribution as credit_words
from hotspots.presentation.words import escaping
from hotspots.presentation.words import loading as loading_words
from hotspots.settings import Settings
from hotspots.settings.counting import Definition
from hotspots.settings.strand_files import built_in_definitions
from hotspots.sources import opening
from hotspots.sources.extract_files import ConfirmedExtract, IncidentSource
from hotspots.sources.incident_files import read_incidents
from hotspots.sources.opening import Source
from hotspots.sources.reading import Reading
from hotspots.sources.sample import OPENS_WITH, SAMPLES, sample_sources
from hotspots.sources.shapes.boundaries import Districts, kent_districts, read_districts
from hotspots.sources.shapes.zone_columns import ZoneFileOptions
from hotspots.sources.shapes.zone_files import ZonePolygons, read_zones
from hotspots.ui import visits

# What was uploaded, and what was read from it.
DATA, READ = "data", "data read"
# The patrolled zones of each strand (`forms.patrolled`).
PATROLLED = "patrolled zones"
# What each strand's list is set beside (`forms.earlier`), and the patrol log.
EARLIER, LOG = "earlier lists", "patrol log"
# Files that wait for an answer (`waiting`).
WAITING = "waiting for an answer"
# What comes of files and outlives a reload, besides the data and the strands.
OF_FILES = (PATROLLED, EARLIER, LOG, WAITING)
# The strands of the visit's own file, where it has one.
DEFINITIONS = "strands of a file"

# So many data sets, zone widths or months are cached at once, for all visits together.
MOST_CACHED = 8


@dataclass(frozen=True)
class OwnDistricts:
    """A file of district boundaries, and what was said of it; None leaves it open."""

    file: Source
    layer: str | None = None
    name_column: str | None = None

    @property
    def key(self) -> str:
        """Text that changes whenever the districts may."""
        said = self.layer or "", self.name_column or ""
        return "\n".join(["boundaries", _identity(self.file), *said])


@dataclass(frozen=True)
class OwnZones:
    """A file of zones in place of hexagons, and its layer; None leaves it open."""

    file: Source
    layer: str | None = None

    @property
    def key(self) -> str:
        """Text that changes whenever the zones may."""
        return "\n".join(["zones", _identity(self.file), self.layer or ""])


@dataclass(frozen=True)
class Upload:
    """What a visitor gave: incident files, and perhaps districts and zones."""

    sources: tuple[IncidentSource, ...]
    boundaries: OwnDistricts | None = None
    zones: OwnZones | None = None

    @property
    def key(self) -> str:
        """Text that changes whenever the incidents or the districts do."""
        parts = [_identity(source) for source in self.sources]
        if self.boundaries is not None:
            parts.append(self.boundaries.key)
        return "\n".join(parts)

    @property
    def n_bytes(self) -> int:
        """How much memory the files take; those on a disk take none."""
        own = [each.file for each in (self.boundaries, self.zones) if each is not None]
        files = (*self.sources, *own)
        return sum(file.n_bytes for file in files if isinstance(file, opening.Upload))


class FromFile(Protocol):
    """Whatever a visit holds of a file."""

    @property
    def n_bytes(self) -> int:
        """How much memory it takes."""


@dataclass(frozen=True, eq=False)
class OwnOfVisit:
    """What a visit has of its own: data, strands, and what `OF_FILES` names."""

    upload: Upload | None
    definitions: tuple[Definition, ...] | None
    of_files: Mapping[str, FromFile | Mapping[str, FromFile]] = field(
        default_factory=dict
    )

    @property
    def n_bytes(self) -> int:
        """How much memory it takes."""
        n_bytes = 0 if self.upload is None else self.upload.n_bytes
        for each in self.of_files.values():
            files = each.values() if isinstance(each, Mapping) else [each]
            n_bytes += sum(file.n_bytes for file in files)
        return n_bytes


@dataclass(frozen=True, eq=False)
class Data:
    """A visit's data: the incidents and the districts to draw.

    Attributes
    ----------
    reading
        The incidents.
    districts
        The districts to draw.
    flags
        Flags of an extract that the strands asked for when it was read.
    zones
        The visit's own zones; None for hexagons.
    key
        Text that changes whenever anything that is shown of them does: names of files
        and whom to credit besides what they hold. Cache by it, so that nobody is
        shown the names that another visitor gave to the same bytes.
    """

    reading: Reading
    districts: Districts
    key: str
    flags: frozenset[str] = frozenset()
    zones: ZonePolygons | None = None


def _identity(source: IncidentSource) -> str:
    if isinstance(source, ConfirmedExtract):
        return source.identity
    if isinstance(source, opening.Upload):
        return f"{source.name} {hashlib.sha256(source.content).hexdigest()}"
    path = Path(source)
    try:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        stats = [(str(file), file.stat()) for file in files if file.is_file()]
    except OSError as error:
        msg = f"{source} cannot be opened ({error.strerror or error})."
        raise InputError(msg) from error
    return repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats])


def read(given: Upload) -> Reading:
    """Read what was given, and leave the visit's data as they are.

    Raises
    ------
    InputError
        If it cannot be read or holds nothing.
    """
    reading = _read_for(given).reading
    # Every later stage needs a month; say now if there is none.
    pipeline.refuse_if_nothing_was_kept(reading)
    return reading


def read_own(own: OwnDistricts) -> Districts:
    """Read a visitor's own districts; as `read_districts`."""
    return _read_own(own.key, own)


def read_own_zones(own: OwnZones) -> ZonePolygons:
    """Read a visitor's own zones; as `read_zones`."""
    return _read_own_zones(own.key, own)


def load(given: Upload) -> None:
    """Read what was given and remember it for this visit, in place of other data.

    It is read once: a folder that changes or goes later changes nothing of this visit.

    Raises
    ------
    InputError
        If it cannot be read or holds nothing; then what was loaded before stays.
    """
    read(given)
    session = st.session_state
    session[DATA], session[READ] = given, _read_for(given)
    hold()


def hold() -> None:
    """Let what is this visit's own outlive a reload of the page."""
    own = None if sample_in_use() == OPENS_WITH else upload()
    session = st.session_state
    of_files = {key: session[key] for key in OF_FILES if session.get(key)}
    if own is None and not has_own_strands() and not of_files:
        visits.forget()
        return
    held = OwnOfVisit(own, session.get(DEFINITIONS), of_files)
    visits.hold(held, n_bytes=held.n_bytes)


def resume(found: object) -> bool:
    """Take up again what this browser tab had of its own before its page was.

    Returns
    -------
    bool
        Whether strands of its own came, so that settings must be read anew.
    """
    if not isinstance(found, OwnOfVisit):
        return False
    are_new = found.definitions is not None and not has_own_strands()
    if are_new:
        st.session_state[DEFINITIONS] = found.definitions
    for key, held in found.of_files.items():
        st.session_state.setdefault(key, held)
    if found.upload is not None and sample_in_use() == OPENS_WITH:
        load(found.upload)
    return are_new


def upload() -> Upload:
    """Return what this visit's data were read from; the sample, if nothing is given."""
    given: Upload = st.session_state.get(DATA, Upload(tuple(sample_sources())))
    return given


def use_sample(kind: str = OPENS_WITH) -> None:
    """Go back to a built-in sample, one of `SAMPLES`."""
    for key in (DATA, READ):
        st.session_state.pop(key, None)
    hold()
    if kind != OPENS_WITH:
        load(Upload(tuple(sample_sources(kind))))


def uses_sample() -> bool:
    """Say whether this visit looks at a built-in sample."""
    return bool(sample_in_use())


def sample_in_use() -> str:
    """Return which sample this visit looks at, one of `SAMPLES`; empty for none."""
    return sample_of(upload())


def sample_of(given: Upload) -> str:
    """Return which sample was given, one of `SAMPLES`; empty for none."""
    found = (kind for kind, each in SAMPLES.items() if each.sources == given.sources)
    return next(found, "")


def data() -> Data:
    """Return this visit's data."""
    session = st.session_state
    if READ not in session:
        load(upload())
    read: Data = session[READ]
    if not read.reading.is_public and read.flags != usual_settings().flags_named:
        load(upload())
        read = session[READ]
    return read


def definitions() -> tuple[Definition, ...]:
    """Return this visit's strands: its own, or the built-in ones."""
    own: tuple[Definition, ...] | None = st.session_state.get(DEFINITIONS)
    return built_in_definitions() if own is None else own


def has_own_strands() -> bool:
    """Say whether this visit has strands of its own."""
    return DEFINITIONS in st.session_state


def use_definitions(own: Sequence[Definition] | None) -> None:
    """Put strands in force for this visit; None for the built-in ones."""
    if own is None or tuple(own) == built_in_definitions():
        st.session_state.pop(DEFINITIONS, None)
    else:
        st.session_state[DEFINITIONS] = tuple(own)
    visits.forget()
    hold()


def usual_settings() -> Settings:
    """Return the settings of this visit's strands, as they are defined."""
    own = definitions()
    return Settings.with_definitions(own) if has_own_strands() else _usual_settings()


@functools.cache
def _usual_settings() -> Settings:
    return Settings()


def _read_for(given: Upload) -> Data:
    flags = usual_settings().flags_named
    with reading_sign(given):
        data = _read("\n".join([given.key, "flags", *sorted(flags)]), given, flags)
    if given.zones is None:
        return data
    zones = read_own_zones(given.zones)
    key = hashlib.sha256(f"{data.key}\n{given.zones.key}".encode()).hexdigest()
    return replace(data, zones=zones, key=key)


def reading_sign(given: Upload) -> AbstractContextManager[None]:
    """Say which files are being read, and for how long already."""
    if sample_of(given):
        return st.spinner(loading_words.READING_SAMPLE)
    names = [name_of(source) for source in given.sources]
    return st.spinner(escaping.sentence(loading_words.reading(names)), show_time=True)


def name_of(source: IncidentSource) -> str:
    """Return the name of a file as its owner knows it."""
    if isinstance(source, ConfirmedExtract):
        return source.reading.file_name
    return source.name if isinstance(source, opening.Upload) else str(source)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _read(key: str, _given: Upload, _flags: frozenset[str]) -> Data:
    own = None if _given.boundaries is None else read_own(_given.boundaries)
    reading = read_incidents(_given.sources, districts=own, flags=_flags)
    districts = own or kent_districts().within(reading.area)
    shown = hashlib.sha256(f"{reading.fingerprint}\n{key}".encode()).hexdigest()
    return Data(reading, districts, shown, _flags)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _read_own(key: str, _own: OwnDistricts) -> Districts:  # noqa: ARG001
    return read_districts(_own.file, layer=_own.layer, name_column=_own.name_column)


@st.cache_resource(max_entries=MOST_CACHED, show_spinner=False)
def _read_own_zones(key: str, _own: OwnZones) -> ZonePolygons:  # noqa: ARG001
    return read_zones(_own.file, ZoneFileOptions(layer=_own.layer))


def loaded_months(data: Data) -> list[str]:
    """Return the months that the data hold."""
    return pipeline.loaded_months(data.reading)


def usual_months(data: Data, *, patrols_start: str) -> Period:
    """Return the months that zones are chosen on where none are set."""
    asked = Settings(patrols_start=patrols_start)
    settings = pipeline.with_start(asked, data.reading)
    return pipeline.with_months(settings, loaded_months(data)).months_chosen_on


def credit(data: Data) -> str:
    """Say whose data a page shows."""
    own = data.districts if data.districts.replaces_lsoa_names else None
    return credit_words.attribution(
        districts=own.attribution if own else "",
        zone_file="" if data.zones is None else data.zones.name,
        synthetic=data.reading.synthetic,
        has_outlines=bool(data.districts.names),
        is_public=data.reading.is_public,
    )
