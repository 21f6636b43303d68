"""Arguments that several commands share: files, settings, zones of a file."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from hotspots.settings import OF_STRAND, SHARED, Setting, built_in_strands
from hotspots.settings.kinds import Kind, Share, Whole, YesNo
from hotspots.settings.kinds_of_lists import Distance

STRANDS_HELP = f"{' or '.join(built_in_strands())}, or one of your --strands"
ZONE_FILE_HELP = (
    "file of your own zones (GeoParquet, GeoPackage, GeoJSON, KML, shapefile, ...)"
)
# Kinds of settings that argparse reads; the others are read from their text.
TYPES: Mapping[type[Kind], Callable[[str], Any]] = {
    Whole: int,
    Share: float,
    Distance: int,
}


def add_files(parser: argparse.ArgumentParser, *, least: str = "+") -> None:
    """Add the files of a command, and what says how to read them."""
    parser.add_argument(
        "files",
        nargs=least,
        metavar="FILES",
        help="files, folders or zips of data.police.uk, or extracts of a police force "
        "(CSV, TSV, XLSX, Parquet)",
    )
    parser.add_argument(
        "--districts",
        help="file of your own districts (GeoJSON, GeoPackage or zipped shapefile)",
    )

    parser.add_argument(
        "--columns",
        action="append",
        metavar="MAPPING.json",
        help="which column of a force's extract is what, as the app or check saved it",
    )
    parser.add_argument(
        "--strands",
        metavar="STRANDS.json",
        help="your own strands, written like data/strands.json",
    )


def add_settings(
    parser: argparse.ArgumentParser,
    command: str,
    groups: Mapping[str, argparse._MutuallyExclusiveGroup] | None = None,
) -> None:
    """Add the options of all settings that a command takes.

    Parameters
    ----------
    parser
        The command's parser.
    command
        Its name.
    groups
        The group that a flag belongs to, for those that exclude another.
    """
    for each in (*SHARED, *OF_STRAND):
        option = each.option
        if option is None or command not in option.commands:
            continue
        to = (groups or {}).get(option.flag, parser)
        if isinstance(each.kind, YesNo):
            to.add_argument(
                option.flag, action="store_true", default=None, help=option.help
            )
            continue
        if option.flag_of_zero:
            to = to.add_mutually_exclusive_group()
            to.add_argument(
                option.flag_of_zero,
                action="store_const",
                const=0,
                dest=option.dest,
                help=f"the same as {option.flag} 0",
            )
        to.add_argument(
            option.flag,
            type=TYPES.get(type(each.kind), str),
            metavar=option.metavar,
            help=f"{option.help}{_default(each, command)}",
        )


def _default(each: Setting, command: str) -> str:
    if each.of_strand and each.default is dataclasses.MISSING:
        own = [
            f"{getattr(strand, each.name)} for {name}"
            for name, strand in built_in_strands().items()
        ]
        return f" (default {', '.join(own)})"
    if not each.default:
        return ""
    # The file of chosen zones says with which settings they were made.
    of_file = "that of the zone file, or " if command == "compare" else ""
    return f" (default {of_file}{each.default})"


def add_zone_file(parser: argparse.ArgumentParser) -> None:
    """Add what a file of zones may need to be told."""
    parser.add_argument(
        "--layer", help="layer of the zone file, where it holds several of polygons"
    )
    parser.add_argument(
        "--zone-id-column", metavar="COLUMN", help="column of the zones' ids"
    )
    parser.add_argument(
        "--zone-name-column", metavar="COLUMN", help="column of the zones' names"
    )


def add_chosen_on(parser: argparse.ArgumentParser) -> None:
    """Add the months that zones of a file were chosen on."""
    parser.add_argument(
        "--chosen-on",
        metavar="2023-04:2024-03",
        help="months that the zones were chosen on, where their file does not say "
        "(default: not known, and so no verdict)",
    )
