"""The settings and files that the arguments of a command name."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotspots.cli.saying import warn
from hotspots.cli.writing import read_bytes
from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.settings import OF_STRAND, SHARED, Setting, Settings
from hotspots.settings.kinds_of_strand import Scale

if TYPE_CHECKING:
    from hotspots.sources.shapes.boundaries import Districts
    from hotspots.sources.shapes.zone_columns import ZoneFileOptions
    from hotspots.sources.shapes.zone_files import ChosenZones, ZonePolygons


# The setting that is of the one list, where one is asked for.
NUMBER = "n_zones"


def districts_of(options: argparse.Namespace) -> Districts | None:
    """Read the user's own districts; None where none are given."""
    if options.districts is None:
        return None
    from hotspots.sources.shapes.boundaries import read_districts

    return read_districts(options.districts)


def polygons_of(options: argparse.Namespace) -> dict[str, Any]:
    """Read the user's own districts and zones, as the pipeline takes them."""
    polygons: ZonePolygons | None = None
    if options.zone_file is not None:
        from hotspots.sources.shapes.zone_files import read_zones

        polygons = read_zones(options.zone_file, zone_file_options(options))
    return {"districts": districts_of(options), "zone_polygons": polygons}


def zone_file_options(options: argparse.Namespace) -> ZoneFileOptions:
    """Return the layer and the columns that the command line names."""
    from hotspots.sources.shapes.zone_columns import ZoneFileOptions

    return ZoneFileOptions(
        options.layer, options.zone_id_column, options.zone_name_column
    )


def files_of(options: argparse.Namespace) -> list[str]:
    """Return the files given, with the one that says which column is what."""
    return [*options.files, *(options.columns or [])]


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings to start from: those of the user's own strands, if given."""
    if options.strands is None:
        return Settings()
    from hotspots.settings.strand_files import read_definitions
    from hotspots.sources.strand_names import refuse_unknown_names

    path = Path(options.strands)
    definitions = read_definitions(read_bytes(path), name=path.name)
    refuse_unknown_names(definitions)
    return Settings.with_definitions(definitions)


def strand_of(options: argparse.Namespace) -> str:
    """Return the strand that the command line names, or say which there are."""
    if options.strand is None:
        names = " or --strand ".join(settings_of(options).strands)
        msg = f"Say which strand: --strand {names}."
        raise InputError(msg)
    return str(options.strand)


def with_options(
    settings: Settings, options: argparse.Namespace, strand: str
) -> Settings:
    """Return settings with those that the command line sets.

    Parameters
    ----------
    settings
        What holds where the command line sets nothing.
    options
        The command line, parsed.
    strand
        The strand whose own settings are set.
    """
    from hotspots.sources.weight_files import is_weight_file

    for each in (*SHARED, *OF_STRAND):
        value = getattr(options, each.option.dest, None) if each.option else None
        if value is None or (each.name == NUMBER and getattr(options, "joint", None)):
            continue
        if isinstance(each.kind, Scale) and is_weight_file(value):
            settings = settings.with_strand(strand, **_own_scale(Path(value)))
        else:
            settings = each.put(settings, _read(each, value), strand)
    return settings


def _read(each: Setting, value: Any) -> Any:  # noqa: ANN401
    # Numbers and flags are read by argparse.
    return each.kind.from_text(value, each.what) if isinstance(value, str) else value


def _own_scale(path: Path) -> dict[str, Any]:
    from hotspots.presentation.words.escaping import as_text
    from hotspots.presentation.words.weight_files import weight_file_notes
    from hotspots.sources.weight_files import read_weights

    read = read_weights(read_bytes(path), name=path.name)
    warn(as_text(note) for note in weight_file_notes(read))
    scale = read.scale
    return {
        "harm_scale": scale.name,
        "weights": tuple(scale.weights.items()),
        "harm_unit": scale.unit,
    }


def joint_settings(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return settings of one list over all strands, with what the command line sets.

    Options of single strands, such as the harm scale, are those of the strand named,
    or of every strand where none is.
    """
    names = list(settings.strands) if options.strand is None else [options.strand]
    for name in names:
        settings = with_options(settings, options, name)
    if options.number is not None:
        settings = dataclasses.replace(settings, joint_zones=options.number)
    return settings


def with_chosen_on(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return settings with the months that the command line says zones rest on."""
    if options.chosen_on is None:
        return settings
    return dataclasses.replace(settings, chosen_on=Period.parse(options.chosen_on))


def with_months(zones: ChosenZones, options: argparse.Namespace) -> ChosenZones:
    """Return a list with the months that the command line says it rests on."""
    if options.chosen_on is None:
        return zones
    return dataclasses.replace(zones, chosen_on=Period.parse(options.chosen_on))
