"""Strands as data: `data/strands.json`, or a file of the user's own.

Long because each wrong value is refused by name.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, fields, replace
from pathlib import Path
from typing import Any

from hotspots.errors import InputError
from hotspots.settings.counting import (
    Counting,
    Definition,
    Notes,
    PoliceGenerated,
    PublicWords,
)
from hotspots.settings.refusals import check_names, check_whole
from hotspots.texts import MOST_LETTERS, json_of, refuse_hidden

BUILT_IN = Path(__file__).parents[2] / "data" / "strands.json"
# No programme has as many strands, nor a strand as many ways to count.
MOST_STRANDS, MOST_WAYS = 24, 12
MOST_ZONES = 100_000
MOST_NOTE = 600
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LETTERS_OF_NAME = 30
# In a link or in names of files, the names of what belongs to no strand.
_TAKEN = ("strand", "settings", "private", "joint", "onelist")
_LISTS = frozenset(
    each.name for each in fields(Counting) if str(each.type) == "tuple[str, ...]"
)


@functools.cache
def built_in_definitions() -> tuple[Definition, ...]:
    """Return the strands that come with the software."""
    return read_definitions(BUILT_IN.read_bytes(), name=BUILT_IN.name)


def read_definitions(content: bytes, *, name: str) -> tuple[Definition, ...]:
    r"""Read a file of strands.

    Parameters
    ----------
    content
        JSON as `data/strands.json` holds it.
    name
        What messages call the file.

    Raises
    ------
    InputError
        Naming the strand and the field that cannot be used.

    Examples
    --------
    >>> file = b'''{"strands": [{"name": "retail", "n_zones": 12, "from_police_uk": [
    ...     {"name": "shops", "title": "Retail crime", "categories": ["Shoplifting"]}
    ... ]}]}'''
    >>> [(each.name, each.short) for each in read_definitions(file, name="mine.json")]
    [('retail', 'Retail crime')]
    """
    try:
        values = json_of(content)
    except ValueError as error:
        msg = (
            f"{name} is not JSON ({error}). It must be written like data/strands.json."
        )
        raise InputError(msg) from error
    try:
        return definitions_from(values)
    except InputError as error:
        msg = f"{name} cannot be used as a file of strands: {error}"
        raise InputError(msg) from error


def definitions_from(values: object) -> tuple[Definition, ...]:
    """Return the strands that JSON, read, defines."""
    _refuse_unknown(values, ("strands", "police_generated"), "The file")
    assert isinstance(values, Mapping)
    strands = values.get("strands")
    if not isinstance(strands, list) or not 0 < len(strands) <= MOST_STRANDS:
        msg = f"“strands” must be a list of 1 to {MOST_STRANDS} strands."
        raise InputError(msg)
    found = values.get("police_generated")
    police_generated = (
        _police_generated(found) if found is not None else _built_in_police_generated()
    )
    made = tuple(_definition(each, police_generated) for each in strands)
    check_names((each.name for each in made), "strand")
    check_names((each.short for each in made), "strand")
    for each in made:
        _refuse_beginning(each.name, [one.name for one in made])
    return made


def definitions_to_json(definitions: Sequence[Definition]) -> dict[str, Any]:
    """Write strands as JSON holds them; `definitions_from` reads them again."""
    written = _filled(definitions[0].police_generated)
    return {
        "police_generated": written,
        "strands": [_written(each) for each in definitions],
    }


def strands_file(definitions: Sequence[Definition]) -> bytes:
    """Write strands as a file of strands; `read_definitions` reads them again."""
    values = definitions_to_json(definitions)
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


def _refuse_beginning(name: str, names: Sequence[str]) -> None:
    """Refuse a name that another begins with: links join names and settings."""
    longer = [one for one in names if one.startswith(f"{name}-")]
    if longer:
        msg = (
            f"The name “{longer[0]}” begins with “{name}-”, another strand's name. "
            "Call one of them otherwise."
        )
        raise InputError(msg)


def _built_in_police_generated() -> PoliceGenerated:
    return built_in_definitions()[0].police_generated


def _written(definition: Definition) -> dict[str, Any]:
    written = _filled(definition)
    # Written once for all; of none it is not filled.
    written.pop("police_generated", None)
    written["public"] = asdict(definition.public)
    for ways in ("from_police_uk", "from_extracts"):
        if ways in written:
            written[ways] = [_written_way(way) for way in written[ways]]
    return written


def _written_way(way: Counting) -> dict[str, Any]:
    written = _filled(way)
    if way.public:
        written["public"] = asdict(way.public)
    if "notes" in written:
        written["notes"] = _filled(written["notes"])
    return written


def _filled(holder: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the fields that hold something else than their default."""
    written = {}
    for each in fields(holder):
        value = getattr(holder, each.name)
        usual = each.default
        if usual is MISSING and each.default_factory is not MISSING:
            usual = each.default_factory()
        if value != usual:
            is_texts = isinstance(value, tuple) and all(
                isinstance(one, str) for one in value
            )
            written[each.name] = list(value) if is_texts else value
    return written


def _police_generated(values: object) -> PoliceGenerated:
    known = [each.name for each in fields(PoliceGenerated)]
    _refuse_unknown(values, known, "“police_generated”")
    assert isinstance(values, Mapping)
    return PoliceGenerated(
        **{name: _texts(value, f"“{name}”") for name, value in values.items()}
    )


def _definition(values: object, police_generated: PoliceGenerated) -> Definition:
    known = [e.name for e in fields(Definition) if e.name != "police_generated"]
    _refuse_unknown(values, known, "A strand")
    assert isinstance(values, Mapping)
    name = _name(values.get("name"), "A strand")
    ways = {
        key: _ways(values.get(key, []), f"“{key}” of {name}")
        for key in ("from_police_uk", "from_extracts")
    }
    every = [*ways["from_police_uk"], *ways["from_extracts"]]
    if not every:
        msg = (
            f"The strand “{name}” counts nothing. Give it “from_police_uk” or "
            "“from_extracts”."
        )
        raise InputError(msg)
    check_names((each.name for each in every), "way of counting")
    _refuse_of_wrong_source(ways, name)
    n_zones, floor = values.get("n_zones"), values.get("floor")
    check_whole(n_zones, f"“n_zones” of {name}", least=1, most=MOST_ZONES)
    if floor is not None:
        check_whole(floor, f"“floor” of {name}", least=0, most=MOST_ZONES)
    return Definition(
        name=name,
        short=_text(values.get("short", every[0].title), f"“short” of {name}"),
        public=_public(values.get("public", {}), every[0], f"of {name}"),
        n_zones=int(str(n_zones)),
        floor=floor,
        colours=_text(values.get("colours", ""), f"“colours” of {name}", least=0),
        police_generated=police_generated,
        **ways,
    )


def _refuse_of_wrong_source(ways: Mapping[str, tuple[Counting, ...]], of: str) -> None:
    for way in ways["from_police_uk"]:
        if not way.categories:
            msg = f"“{way.name}” of {of} names no “categories” of data.police.uk."
            raise InputError(msg)
        check_names(way.categories, "category")
    for way in ways["from_extracts"]:
        picks = (
            way.offence_classes,
            way.offence_groups,
            way.offence_subgroups,
            way.asb_types,
            way.flags,
        )
        if not any(picks):
            msg = (
                f"“{way.name}” of {of} counts nothing of an extract. Name "
                "“offence_classes”, “offence_groups”, “offence_subgroups”, “asb_types” "
                "or “flags”."
            )
            raise InputError(msg)


def _ways(values: object, what: str) -> tuple[Counting, ...]:
    if not isinstance(values, list) or len(values) > MOST_WAYS:
        msg = f"{what} must be a list of {MOST_WAYS} ways of counting at most."
        raise InputError(msg)
    return tuple(_way(each, what) for each in values)


def _way(values: object, what: str) -> Counting:
    _refuse_unknown(values, [each.name for each in fields(Counting)], what)
    assert isinstance(values, Mapping)
    name = _name(values.get("name"), what)
    of = f"of “{name}”"
    title = _text(values.get("title"), f"“title” {of}")
    read: dict[str, Any] = {
        "name": name,
        "title": title,
        "option": _text(values.get("option", title), f"“option” {of}"),
        "noun": _text(
            values.get("noun", f"incidents of {title[0].lower()}{title[1:]}"),
            f"“noun” {of}",
        ),
        "notes": _notes(values.get("notes", {}), of),
    }
    for key in ("caption", "short"):
        read[key] = _text(values.get(key, ""), f"“{key}” {of}", least=0, most=MOST_NOTE)
    lists: dict[str, Any] = {
        k: _texts(v, f"“{k}” {of}") for k, v in values.items() if k in _LISTS
    }
    made = Counting(**read, **lists)
    if "public" not in values:
        return made
    return replace(made, public=_public(values["public"], made, of))


def _public(values: object, way: Counting, of: str) -> PublicWords:
    """Read what the public reads; what is left out follows from the noun."""
    _refuse_unknown(values, [e.name for e in fields(PublicWords)], f"“public” {of}")
    assert isinstance(values, Mapping)
    usual = {"name": way.title.lower(), "incidents": way.noun, "most": way.noun}
    return PublicWords(
        **{
            key: _text(value, f"“{key}” of the public words {of}")
            for key, value in {**usual, **values}.items()
        }
    )


def _notes(values: object, of: str) -> Notes:
    _refuse_unknown(values, [each.name for each in fields(Notes)], f"“notes” {of}")
    assert isinstance(values, Mapping)
    return Notes(
        **{
            key: _text(value, f"The note “{key}” {of}", most=MOST_NOTE)
            for key, value in values.items()
        }
    )


def _refuse_unknown(values: object, known: Sequence[str], what: str) -> None:
    if not isinstance(values, Mapping):
        msg = f"{what} must be a JSON object of names and values."
        raise InputError(msg)
    unknown = sorted(set(values) - set(known))
    if unknown:
        msg = (
            f"{what} names something unknown: {', '.join(unknown)}. Known are: "
            f"{', '.join(known)}."
        )
        raise InputError(msg)


def _name(value: object, what: str) -> str:
    is_name = isinstance(value, str) and _NAME.fullmatch(value)
    if not is_name or len(str(value)) > _LETTERS_OF_NAME or value in _TAKEN:
        msg = (
            f"{what} needs a “name” of small letters, digits and hyphens, such as "
            f"retail-crime, of {_LETTERS_OF_NAME} letters at most."
        )
        raise InputError(msg)
    return str(value)


def _text(value: object, what: str, *, least: int = 1, most: int = MOST_LETTERS) -> str:
    if not isinstance(value, str) or not least <= len(value.strip()) <= most:
        msg = f"{what} must be a text of {least} to {most} letters."
        raise InputError(msg)
    return refuse_hidden(value.strip(), what)


def _texts(value: object, what: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        msg = f"{what} must be a list of texts."
        raise InputError(msg)
    return tuple(_text(each, f"Each of {what}") for each in value)
