"""The check of a force's extract: what its columns were taken for, and its rows."""

from __future__ import annotations

import argparse

from hotspots.cli.options import districts_of, files_of
from hotspots.cli.writing import writer_of
from hotspots.errors import InputError


def check_extracts(options: argparse.Namespace) -> bool:
    """Print what each extract given was taken for.

    Returns
    -------
    bool
        Whether nothing is left to confirm, so that the files can be counted.
    """
    from hotspots.presentation.words import extracts as words
    from hotspots.sources.incident_files import guess_of

    found = guess_of(files_of(options), districts=districts_of(options))
    if not found and options.save_columns is not None:
        msg = "None of these files is an extract of a police force: no columns to save."
        raise InputError(msg)
    n_open = 0
    for guess in found:
        reading = guess.reading
        print(words.rows_line(reading))
        print("\n".join(words.role_lines(reading)))
        print(words.how_read(reading))
        still_open = guess.questions_open
        n_open += len(still_open)
        for question in reading.questions:
            is_open = question in still_open
            print(
                f"{'Confirm' if is_open else 'Note'}: {words.question_line(question)}"
            )
        print("\n".join(words.set_aside_lines(reading)))
        for line in (words.unmapped_line([reading]), words.assumed_line([reading])):
            if line:
                print(line)
    _save(options, [guess.reading.mapping.to_json() for guess in found])
    if n_open:
        print(words.HOW_TO_CONFIRM)
    return not n_open


def _save(options: argparse.Namespace, mappings: list[str]) -> None:
    if options.save_columns is None:
        return
    if len(mappings) > 1:
        msg = "Save the columns of one extract at a time: give one file."
        raise InputError(msg)
    writer_of(options).write(options.save_columns, mappings[0].encode())
    print(f"Columns written to {options.save_columns}.")
