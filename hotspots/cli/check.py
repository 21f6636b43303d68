"""The command `check`: the rows read, kept and set aside, and the months."""

from __future__ import annotations

import argparse

from hotspots.cli.extracts import check_extracts
from hotspots.cli.options import districts_of, settings_of
from hotspots.cli.saying import say_if_made_up


def check(options: argparse.Namespace) -> None:
    """Print the rows read, kept and set aside, and the months that look wrong."""
    from hotspots.method.county.month_checks import check_months
    from hotspots.presentation.words import loading as loading_words
    from hotspots.presentation.words import month_flags, months_told
    from hotspots.presentation.words.extracts import extract_lines
    from hotspots.presentation.words.not_counted import (
        area_line,
        category_lines,
        months_read,
        reason_lines,
    )
    from hotspots.presentation.words.numbers import listed
    from hotspots.sources.incident_files import read_incidents
    from hotspots.sources.police_uk.row_rules import UNREADABLE
    from hotspots.sources.reading import READ

    to_count = check_extracts(options)
    if to_count is None:
        return
    reading = read_incidents(
        to_count,
        districts=districts_of(options),
        flags=settings_of(options).flags_named,
    )
    say_if_made_up(synthetic=reading.synthetic)
    print(loading_words.rows_sentence(reading.files, reading.set_aside))
    unreadable = reading.set_aside[reading.set_aside["reason"] == UNREADABLE]
    for _, row in unreadable.head(10).iterrows():
        print(f"Unreadable: {row['file']}, line {row['line']}.")
    not_read_whole = reading.files["status"] != READ
    for _, file in reading.files[not_read_whole].iterrows():
        print(f"{file['file']}: {file['use']}.")
    print(f"Districts: {area_line(reading)}")
    if reading.area:
        print(f"{listed(reading.area)}.")
    not_understood = [*reason_lines(reading), *category_lines(reading)]
    not_understood += extract_lines(reading)
    for line in [*months_read(reading), *not_understood]:
        print(line)
    flags = check_months(reading).flags
    flagged = flags["month"].unique().tolist()
    for month, note in zip(flagged, month_flags.notes(flagged, flags), strict=True):
        print(f"{months_told.month(month)}: {note}.")
    if not flagged and not not_understood:
        print("No month looks wrong.")
