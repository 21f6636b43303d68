"""Which column is what: as a person confirmed it, saved, and used again next month."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from hotspots.errors import InputError
from hotspots.sources.force_extract.values.dates import ORDERS
from hotspots.sources.force_extract.values.offences import standard_classes
from hotspots.texts import json_of

VERSION = 1
# Role of a column: what it holds, in the words that a form shows.
ROLES = {
    "identifier": "crime or incident number",
    "easting": "easting (metres)",
    "northing": "northing (metres)",
    "longitude": "longitude (degrees)",
    "latitude": "latitude (degrees)",
    "grid_reference": "grid reference",
    "point": "both coordinates in one column",
    "from_date": "committed from: date, or date and time",
    "from_time": "committed from: time",
    "to_date": "committed to: date, or date and time",
    "to_time": "committed to: time",
    "recorded": "date recorded",
    "offence_code": "Home Office code or class",
    "offence_subcode": "Home Office sub-code, where in a column of its own",
    "offence_title": "offence in words",
    "asb_class": "antisocial behaviour: class",
    "asb_type": "antisocial behaviour: type",
    "record_type": "crime or antisocial behaviour",
    "beat": "beat or other area",
    "count": "offences counted in the row",
    "version": "version of the row",
}
# Roles that name what is read past: never shown, saved or counted.
LEFT_OUT = {
    "person": "about a person",
    "location": "address or place name",
    "free_text": "free text",
    "other": "not used",
}
ROW_PER = ("incident", "person")
POSITION_PAIRS = (("easting", "northing"), ("longitude", "latitude"))
POSITION_ROLES = (*POSITION_PAIRS[0], *POSITION_PAIRS[1], "grid_reference", "point")


@dataclass(frozen=True)
class Mapping:
    """Which column has which role, and what a person chose.

    Attributes
    ----------
    columns
        Role (of `ROLES`) to column.
    flags
        Column of yes and no to what it means; or, of codes, each code to its meaning.
    person_columns
        Columns about persons; they are left out, and tell that rows are persons.
    date_order
        One of ``day first``, ``month first``, ``year first``; None lets the dates tell.
    swapped
        Whether the two position columns are exchanged; None lets the positions tell.
    one_row_per
        ``incident`` or ``person``; None lets the rows tell.
    sheet, heading_row
        Where the table lies, if not where it is found.
    offences
        Codes and titles that the table of offences does not have, each with its class.
    to_confirm
        Questions that were open when the mapping was saved. While one stands here, the
        mapping is a guess, and nothing is counted with it.
    """

    columns: dict[str, str]
    flags: dict[str, str | dict[str, str]] = field(default_factory=dict)
    person_columns: tuple[str, ...] = ()
    date_order: str | None = None
    swapped: bool | None = None
    one_row_per: str | None = None
    sheet: str | None = None
    heading_row: int | None = None
    offences: dict[str, str] = field(default_factory=dict)
    to_confirm: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write the mapping as JSON that `mapping_from_json` reads."""
        saved = {"hotspots_mapping": VERSION, **asdict(self)}
        saved["person_columns"] = list(self.person_columns)
        saved["to_confirm"] = list(self.to_confirm) or None
        filled = {key: value for key, value in saved.items() if value not in (None, {})}
        return json.dumps(filled, indent=1, ensure_ascii=False) + "\n"


def mapping_from_json(text: str | bytes, file_name: str = "The mapping") -> Mapping:
    """Read a saved mapping.

    Raises
    ------
    InputError
        It is no JSON, of another version, or names a role or choice that is none;
        every fault is named.
    """
    try:
        data: Any = json_of(text)
    except ValueError as error:
        msg = f"{file_name} is not JSON ({error}). Save the mapping again."
        raise InputError(msg) from error
    if not isinstance(data, dict):
        msg = (
            f"{file_name} is not a file of columns saved here, and no other JSON "
            f"is read. Incidents are read from CSV, TSV, Excel or Parquet, or from a "
            f"zip of data.police.uk (Custom download)."
        )
        raise InputError(msg)
    data = {key: value for key, value in data.items() if value is not None}
    faults = list(_faults(data))
    if faults:
        msg = f"{file_name} cannot be used:\n" + "\n".join(f"- {f}" for f in faults)
        raise InputError(msg)
    return Mapping(
        columns=dict(data["columns"]),
        flags=dict(data.get("flags", {})),
        person_columns=tuple(data.get("person_columns", ())),
        date_order=data.get("date_order"),
        swapped=data.get("swapped"),
        one_row_per=data.get("one_row_per"),
        sheet=data.get("sheet"),
        heading_row=data.get("heading_row"),
        offences=dict(data.get("offences", {})),
        to_confirm=tuple(data.get("to_confirm", ())),
    )


_KINDS = {
    "columns": (dict, "a list of roles and columns"),
    "flags": (dict, "a list of columns and meanings"),
    "person_columns": (list, "a list of columns"),
    "date_order": (str, "a text"),
    "swapped": (bool, "true or false"),
    "one_row_per": (str, "a text"),
    "sheet": (str, "a text"),
    "heading_row": (int, "a whole number"),
    "offences": (dict, "a list of offences and classes"),
    "to_confirm": (list, "a list of questions"),
}


def _faults(data: dict[str, Any]) -> list[str]:
    faults: list[str] = []
    if data.get("hotspots_mapping", VERSION) != VERSION:
        faults.append(f"hotspots_mapping must be {VERSION}.")
    for key, value in data.items():
        if key != "hotspots_mapping" and key not in _KINDS:
            faults.append(f"{key} is not one of: {', '.join(_KINDS)}.")
        elif key in _KINDS and value is not None and not _fits(key, value):
            faults.append(f"{key} must be {_KINDS[key][1]}.")
    if faults:
        return faults
    return [*_column_faults(data), *_choice_faults(data), *_offence_faults(data)]


def _fits(key: str, value: object) -> bool:
    kind = _KINDS[key][0]
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def _column_faults(data: dict[str, Any]) -> list[str]:
    columns = data.get("columns") or {}
    faults = [
        f"{role} is not a role. Roles: {', '.join(ROLES)}."
        for role in columns
        if role not in ROLES
    ]
    faults += [
        f"The column of {role} must be a text."
        for role, column in columns.items()
        if not isinstance(column, str)
    ]
    faults += [
        f"The meaning of flag {column} must be a text or a list of codes."
        for column, meaning in (data.get("flags") or {}).items()
        if not _is_meaning(meaning)
    ]
    if not has_position(columns):
        faults.append(
            "columns names no position: easting and northing, longitude and latitude, "
            "grid_reference or point."
        )
    if "from_date" not in columns:
        faults.append("columns names no from_date.")
    if not set(columns) & {"offence_code", "offence_title", "asb_class", "asb_type"}:
        faults.append("columns names no offence_code, offence_title or asb_class.")
    return faults


def _is_meaning(meaning: object) -> bool:
    if isinstance(meaning, dict):
        return all(isinstance(text, str) for text in (*meaning, *meaning.values()))
    return isinstance(meaning, str)


def has_position(columns: dict[str, str]) -> bool:
    """Tell whether the roles name a position."""
    pairs = any(set(pair) <= set(columns) for pair in POSITION_PAIRS)
    return pairs or bool({"grid_reference", "point"} & set(columns))


def _offence_faults(data: dict[str, Any]) -> list[str]:
    known = set(standard_classes()["offence_class"])
    return [
        f"The class of the offence {text} is not in the table of offences: {name}."
        for text, name in data.get("offences", {}).items()
        if not isinstance(name, str) or name not in known
    ]


def _choice_faults(data: dict[str, Any]) -> list[str]:
    faults = []
    for key, choices in (("date_order", ORDERS), ("one_row_per", ROW_PER)):
        if data.get(key) is not None and data[key] not in choices:
            faults.append(f"{key} must be one of: {', '.join(choices)}.")
    if not all(isinstance(text, str) for text in data.get("to_confirm", ())):
        faults.append("to_confirm must be a list of texts.")
    return faults
