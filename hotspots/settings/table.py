"""The table of the settings that a dataclass declares, to and from JSON."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from hotspots.errors import InputError
from hotspots.settings.declaring import BUILDS_ON, DECLARED, Setting, Stage
from hotspots.texts import json_of


@functools.cache
def table_of(holder: type, *, of_strand: bool) -> tuple[Setting, ...]:
    """Return the settings that a dataclass declares, in order."""
    return tuple(
        replace(
            each.metadata[DECLARED],
            name=each.name,
            default=each.default,
            of_strand=of_strand,
        )
        for each in fields(holder)
        if DECLARED in each.metadata
    )


def stages_of(stage: Stage) -> tuple[Stage, ...]:
    """Return a stage and those that it builds on, the stage first."""
    before = BUILDS_ON.get(stage)
    return (stage, *stages_of(before)) if before else (stage,)


def check_all(table: tuple[Setting, ...], holder: object) -> None:
    """Refuse the first value with which no figure could be made."""
    for each in table:
        each.check(getattr(holder, each.name))


def values_to_json(table: tuple[Setting, ...], holder: object) -> dict[str, Any]:
    """Return the names and values that JSON holds."""
    written: dict[str, Any] = {}
    for each in table:
        written |= each.kind.to_json(each.name, getattr(holder, each.name))
    return written


def read_json(text: str) -> Any:  # noqa: ANN401
    """Read settings as JSON text."""
    try:
        return json_of(text)
    except ValueError as error:
        msg = f"The settings are not JSON: {error}. Save them again from the app."
        raise InputError(msg) from error


def values_from_json(
    table: tuple[Setting, ...],
    values: object,
    what: str,
    *,
    others: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return the values that JSON holds, by the name of their field.

    Parameters
    ----------
    table
        The settings that may be there.
    values
        The JSON, read.
    what
        What holds them, in a sentence.
    others
        Names beside the settings that may be there.

    Raises
    ------
    InputError
        If a name is unknown or a value is of another kind.
    """
    known = [*others, *(name for each in table for name in _json_names(each))]
    if not isinstance(values, Mapping):
        msg = f"The {what} must be a JSON object of names and values."
        raise InputError(msg)
    unknown = sorted(set(values) - set(known))
    if unknown:
        msg = (
            f"The {what} have unknown names: {', '.join(unknown)}. "
            f"Use: {', '.join(known)}."
        )
        raise InputError(msg)
    read = {}
    for each in table:
        if values.keys() & set(_json_names(each)):
            try:
                read[each.name] = each.kind.from_json(each.name, values, each.what)
                each.check(read[each.name])
            except InputError:
                raise
            except (TypeError, ValueError) as error:
                msg = f"The {what} contain a value of the wrong kind: {error}."
                raise InputError(msg) from error
    return read


def _json_names(each: Setting) -> tuple[str, ...]:
    return each.kind.json_names(each.name)
