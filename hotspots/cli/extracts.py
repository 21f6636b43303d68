"""The check of a force's extract: what its columns were taken for, and its rows."""

from __future__ import annotations

import argparse
from dataclasses import replace

from hotspots.cli.options import districts_of, files_of
from hotspots.cli.writing import writer_of
from hotspots.errors import InputError
from hotspots.sources.extract_files import IncidentSource
from hotspots.sources.force_extract.columns.mapping import Mapping
from hotspots.sources.incident_files import GuessedExtract, guess_of


def check_extracts(options: argparse.Namespace) -> list[IncidentSource] | None:
    """Print what each extract given was taken for.

    Returns
    -------
    list or None
        What is to be counted; None where a question is open.
    """
    from hotspots.presentation.words import extracts as words

    files, districts = files_of(options), districts_of(options)
    found = guess_of(files, districts=districts)
    if not found and options.save_columns is not None:
        msg = "None of these files is an extract of a police force: no columns to save."
        raise InputError(msg)
    for guess in found:
        print("\n".join(_lines(guess)))
    _save(options, [_to_save(guess).to_json() for guess in found])
    if any(guess.questions_open for guess in found):
        print(words.HOW_TO_CONFIRM)
        return None
    if not found:
        return list(files)
    # As read already.
    return [g.confirmed(g.reading.mapping, districts=districts) for g in found]


def _to_save(guess: GuessedExtract) -> Mapping:
    """Return a mapping that says which of its questions nobody has answered."""
    still_open = tuple(question.text for question in guess.questions_open)
    return replace(guess.reading.mapping, to_confirm=still_open)


def _lines(guess: GuessedExtract) -> list[str]:
    from hotspots.presentation.words import extracts as words

    reading, still_open = guess.reading, guess.questions_open
    questions = [
        f"{'Confirm' if question in still_open else 'Note'}: "
        f"{words.question_line(question)}"
        for question in dict.fromkeys((*still_open, *reading.questions))
    ]
    offences = []
    if still_open:
        # Where nothing is open, they are said of all files together.
        offences = [
            words.unmapped_line([reading.summary]),
            words.assumed_line([reading.summary]),
        ]
    return [
        words.rows_line(reading, is_counted=not still_open),
        *words.role_lines(reading),
        words.how_read(reading),
        words.table_line(reading),
        *questions,
        *words.set_aside_lines(reading),
        *filter(None, offences),
    ]


def _save(options: argparse.Namespace, mappings: list[str]) -> None:
    if options.save_columns is None:
        return
    if len(mappings) > 1:
        msg = "Save the columns of one extract at a time: give one file."
        raise InputError(msg)
    writer_of(options).write(options.save_columns, mappings[0].encode())
    print(f"Columns written to {options.save_columns}.")
