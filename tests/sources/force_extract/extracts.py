"""Made-up extracts in the manner of many systems, for the tests of the reader."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from hotspots.sources.police_uk.coordinates import to_degrees

OFFENCES = (
    ("105/01", "Assault without injury", "105A"),
    ("008/06", "Assault with injury", "8N"),
    ("149/00", "Criminal damage to a vehicle", "58C"),
    ("046/00", "Shoplifting", "46"),
    ("034/01", "Robbery of personal property", "34B"),
    ("028/03", "Burglary Residential", "28E"),
    ("049/10", "Other theft", "49"),
    ("045/10", "Theft from vehicle", "45"),
    ("125/09", "Public fear, alarm or distress", "9A"),
    ("199/99", "Local matter of no class", None),
)
ASB_TYPES = (
    "Rowdy or inconsiderate behaviour",
    "Rowdy or nuisance neighbours",
    "Vehicle nuisance or inappropriate use",
    "Street drinking",
    "Nuisance noise",
)


class Incident:
    """One made-up incident; each cell of an extract is a function of it."""

    def __init__(self, number: int, source: random.Random) -> None:
        self.number = number
        self.code, self.title, self.offence_class = OFFENCES[number % len(OFFENCES)]
        minutes = source.randrange(0, 525_600)
        self.start = dt.datetime(2025, 1, 1) + dt.timedelta(minutes=minutes)  # noqa: DTZ001
        self.end = self.start + dt.timedelta(minutes=source.randrange(0, 600))
        self.recorded = self.end + dt.timedelta(minutes=source.randrange(10, 5000))
        self.easting = source.randrange(560_000, 600_000)
        self.northing = source.randrange(140_000, 165_000)
        longitude, latitude = to_degrees([self.easting], [self.northing])
        self.longitude, self.latitude = float(longitude[0]), float(latitude[0])
        self.domestic = source.random() < 0.2
        self.knife = source.random() < 0.1
        self.asb_type = ASB_TYPES[number % len(ASB_TYPES)]
        self.asb_class = ("Nuisance", "Personal", "Environmental")[number % 3]

    @property
    def main(self) -> str:
        return str(int(self.code[:3]))

    @property
    def part(self) -> str:
        return str(int(self.code[4:]))

    def reference(self, figures: int, gap: str = " ") -> str:
        letters = "TQ"
        half = figures // 2
        side = 10 ** (5 - half)
        east = f"{(self.easting - 500_000) // side:0{half}d}"
        north = f"{(self.northing - 100_000) // side:0{half}d}"
        return f"{letters}{gap}{east}{gap}{north}"


def incidents(n: int = 120, seed: int = 13) -> list[Incident]:
    source = random.Random(seed)
    return [Incident(number, source) for number in range(n)]


Cell = Callable[[Incident], object]


def cells(columns: dict[str, Cell], rows: list[Incident]) -> list[list[str]]:
    return [
        list(columns),
        *([str(make(row)) for make in columns.values()] for row in rows),
    ]


def csv_bytes(
    table: list[list[str]],
    delimiter: str = ",",
    encoding: str = "utf-8",
    line_end: str = "\r\n",
) -> bytes:
    def quoted(cell: str) -> str:
        if any(mark in cell for mark in (delimiter, '"', "\n")):
            doubled = cell.replace('"', '""')
            return f'"{doubled}"'
        return cell

    lines = [delimiter.join(map(quoted, row)) for row in table]
    return (line_end.join(lines) + line_end).encode(encoding)


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006'
    '/content-types"><Default Extension="rels" ContentType="application/vnd.openxml'
    'formats-package.relationships+xml"/><Default Extension="xml" ContentType="'
    'application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{sheets}</Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_xml(table: list[list[object]]) -> str:
    rows = []
    for number, row in enumerate(table, start=1):
        made = [_cell_xml(at, number, value) for at, value in enumerate(row)]
        rows.append(f'<row r="{number}">{"".join(made)}</row>')
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>'
        f"{''.join(rows)}</sheetData></worksheet>"
    )


def _cell_xml(at: int, number: int, value: object) -> str:
    place = f"{chr(65 + at)}{number}"
    if value is None or value == "":
        return ""
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{place}" t="str"><f>{escape(value[1:])}</f></c>'
    text = escape(str(value))
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def workbook_bytes(sheets: dict[str, str]) -> bytes:
    """A workbook of sheets given as XML."""
    numbered = list(enumerate(sheets.items(), start=1))
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n, _ in numbered
    )
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, (name, _) in numbered
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES.format(sheets=parts))
        packed.writestr(
            "_rels/.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"><Relationship '
            f'Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f"<sheets>{listed}</sheets></workbook>",
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">{links}'
            "</Relationships>",
        )
        for n, (_, xml) in numbered:
            packed.writestr(f"xl/worksheets/sheet{n}.xml", xml)
    return made.getvalue()
