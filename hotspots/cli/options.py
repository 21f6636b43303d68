"""Arguments of the command line, and the settings and files that they name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from hotspots.cli.writing import read_bytes
from hotspots.errors import InputError
from hotspots.settings import STRANDS, Settings

if TYPE_CHECKING:
    from hotspots.sources.shapes.boundaries import Districts
    from hotspots.sources.shapes.zone_files import ZonePolygons

DESCRIPTION = """The command line, on the same pipeline as the pages.

Exit status 0, or 2 with one sentence on standard error for whatever cannot be used.
"""

Command = Callable[[argparse.Namespace], None]


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and stop."""
        msg = f"{message[0].upper()}{message[1:]}. See python -m hotspots --help."
        raise InputError(msg)


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

        polygons = read_zones(options.zone_file)
    return {"districts": districts_of(options), "zone_polygons": polygons}


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings that the command line makes."""
    from hotspots.months import parse_months

    untold = options.months is None
    first, last = ("", "") if untold else parse_months(options.months)
    settings = Settings(
        first_month=first,
        last_month=last,
        zone_width_m=options.zone_width,
        floor=getattr(options, "floor", Settings.floor),
        include_prisons=options.include_prisons,
    )
    changes: dict[str, Any] = {"harm_share": options.harm_share}
    if getattr(options, "number", None) is not None:
        changes["n_zones"] = options.number
    return settings.with_strand(
        options.strand, **changes, **_harm_scale(options.harm_scale)
    )


def _harm_scale(given: str) -> dict[str, Any]:
    if Path(given).suffix.lower() != ".csv":
        return {"harm_scale": given}
    from hotspots.sources.harm_scales import read_scale

    scale = read_scale(read_bytes(Path(given)), name=Path(given).name)
    return {
        "harm_scale": scale.name,
        "weights": tuple(scale.weights.items()),
        "harm_unit": scale.unit,
    }


def with_periods(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return the settings with the periods that the command line sets."""
    from hotspots.months import parse_months

    start = options.patrols_start or settings.patrols_start
    changes: dict[str, Any] = {"patrols_start": start}
    for name in ("before", "after"):
        if getattr(options, name) is not None:
            first, last = parse_months(getattr(options, name))
            changes |= {f"{name}_first": first, f"{name}_last": last}
    return replace(settings, **changes)


def parser_of(commands_by_name: Mapping[str, Command]) -> Parser:
    """Return the parser of the command line."""
    parser = Parser(prog="python -m hotspots", description=DESCRIPTION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="rows read, kept and set aside")
    _add_files(checking)
    checking.set_defaults(command=commands_by_name["check"])
    ranking = commands.add_parser("rank", help="rank a strand's zones")
    _add_method(ranking)
    ranking.set_defaults(command=commands_by_name["rank"])
    selecting = commands.add_parser("select", help="choose a strand's zones")
    _add_method(selecting)
    selecting.add_argument(
        "--number", type=int, help="how many zones (27 for asb, 24 for violence)"
    )
    selecting.add_argument(
        "--floor", type=int, default=1, help="least in each district (default 1)"
    )
    selecting.set_defaults(command=commands_by_name["select"])
    comparing = commands.add_parser("compare", help="chosen zones, before and after")
    _add_comparison(comparing)
    comparing.set_defaults(command=commands_by_name["compare"])
    briefing = commands.add_parser("brief", help="pictures and words to publish")
    _add_files(briefing)
    briefing.add_argument(
        "--settings", help="settings.json of a pack, or settings saved from the app"
    )
    briefing.add_argument("--out", required=True, type=Path, help="folder to write to")
    briefing.add_argument(
        "--record",
        type=Path,
        metavar="FILE.json",
        help="private record of what your packs published: read so that nothing hidden "
        "follows from two of them, and written anew",
    )
    briefing.set_defaults(command=commands_by_name["brief"])
    sampling = commands.add_parser("sample", help="the built-in, made-up sample")
    sampling.add_argument("--out", required=True, help="folder to write to")
    sampling.set_defaults(command=commands_by_name["sample"])
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILES", help="data.police.uk files, folders, zips"
    )
    parser.add_argument("--districts", help="your own districts: GeoJSON, GeoPackage")


def _add_method(parser: argparse.ArgumentParser) -> None:
    _add_files(parser)
    parser.add_argument("--strand", required=True, help=" or ".join(STRANDS))
    parser.add_argument(
        "--months",
        metavar="2025-01:2025-12",
        help="months to choose on, both included (default: the year before patrols, "
        "or else the latest 12 loaded)",
    )
    places = parser.add_mutually_exclusive_group()
    places.add_argument(
        "--zone-width",
        type=int,
        default=Settings.zone_width_m,
        metavar="METRES",
        help="width of a hexagon (default 350)",
    )
    places.add_argument("--zone-file", help="your own zones: GeoJSON, GeoPackage")
    parser.add_argument(
        "--harm-scale",
        default="cchi-kent",
        metavar="NAME|FILE.csv",
        help="cchi-kent, cchi-patrol, ons, equal, cchi-sqrt, or a CSV with the columns "
        "category and weight",
    )
    parser.add_argument(
        "--harm-share",
        type=float,
        default=0.5,
        help="0 ranks by volume alone, 1 by harm alone (default 0.5)",
    )
    parser.add_argument(
        "--include-prisons",
        action="store_true",
        help="let zones that are mostly a prison be chosen",
    )
    parser.add_argument("--out", required=True, type=Path, help="file to write")


def _add_comparison(parser: argparse.ArgumentParser) -> None:
    _add_files(parser)
    parser.add_argument(
        "--zones",
        required=True,
        help="chosen zones: what select wrote as .geojson, or your own polygons",
    )
    parser.add_argument(
        "--strand", help=f"{' or '.join(STRANDS)}, where the zone file does not say"
    )
    for name in ("before", "after"):
        parser.add_argument(
            f"--{name}",
            metavar="2024-01:2024-04",
            help=f"months {name}, both included (default: the 12 months {name} patrols "
            "began, or the longest that the data hold of the same calendar months)",
        )
    parser.add_argument(
        "--patrols-start", metavar="2024-04", help="month in which patrols began"
    )
    parser.add_argument("--out", required=True, type=Path, help="file to write (.csv)")
