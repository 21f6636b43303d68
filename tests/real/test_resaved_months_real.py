"""A real month saved again by other programs: the same figures, or a reason for each row.

Each way rewrites one column as Excel, R, SQL or pandas do. Where a row cannot be read
as it was, it is set aside with a reason: nothing changes a figure in silence.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from hotspots.cli.commands import main
from hotspots.months import Period
from hotspots.presentation.briefing import pack
from hotspots.settings import Settings
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.read import read_police_uk

NAME = "2025-01-kent-street.csv"
Way = Callable[[pd.DataFrame], pd.DataFrame]


def column(name: str, change: Callable[[pd.Series], pd.Series]) -> Way:
    return lambda rows: rows.assign(**{name: change(rows[name])})


def blank_as(word: str, *names: str) -> Way:
    def way(rows: pd.DataFrame) -> pd.DataFrame:
        columns = list(names) or list(rows.columns)
        return rows.assign(**{n: rows[n].replace("", word) for n in columns})

    return way


def month_as(text: str) -> Way:
    return column("Month", lambda months: months.map(lambda _: text))


# Every row reads as it did.
THE_SAME: dict[str, Way] = {
    "month as Excel shows it": month_as("Jan-25"),
    "month as Excel shows it the other way": month_as("25-Jan"),
    "month as a British date": month_as("01/01/2025"),
    "month as an American date": month_as("1/1/2025"),
    "month as a date": month_as("2025-01-01"),
    "month as a database writes it": month_as("2025-01-01 00:00:00"),
    "month as JSON writes it": month_as("2025-01-01T00:00:00Z"),
    "month as one number": month_as("202501"),
    "month as Excel counts days": month_as("45658"),
    "month in words": month_as("January 2025"),
    "month with spaces": month_as(" 2025-01 "),
    "category as the interface names it": column(
        "Crime type", lambda c: c.str.lower().str.replace(" ", "-")
    ),
    "category in capitals": column("Crime type", lambda c: c.str.upper()),
    "category in title case": column("Crime type", lambda c: c.str.title()),
    "category with an ampersand": column(
        "Crime type", lambda c: c.str.replace(" and ", " & ")
    ),
    "category with spaces": column("Crime type", lambda c: " " + c + " "),
    "blanks as R writes them": blank_as("NA"),
    "blanks as SQL writes them": blank_as("NULL"),
    "blanks as pandas writes them": blank_as("nan"),
    "blanks as Excel reports them": blank_as("#N/A"),
    "blanks as a dash": blank_as("-"),
    "blank ids as zero": blank_as("0", "Crime ID"),
    "one id for all": column("Crime ID", lambda ids: ids.map(lambda _: "unknown id")),
    "force in capitals": column("Falls within", lambda f: f.str.upper()),
    "no force": column("Falls within", lambda f: f.map(lambda _: "")),
    "force as a slug": column("Falls within", lambda f: f.map(lambda _: "kent")),
    "LSOA in capitals": column("LSOA name", lambda n: n.str.upper()),
    "LSOA with spaces": column("LSOA name", lambda n: " " + n.str.replace(" ", "  ")),
    "longitude with zeros": column("Longitude", lambda x: x + "000" * 1),
    "latitude in powers of ten": column(
        "Latitude", lambda x: x.map(lambda t: f"{float(t) / 10:.8f}E+01" if t else t)
    ),
    "blank places as zeros": blank_as("0", "Longitude", "Latitude"),
}


@pytest.fixture(scope="module")
def month(kent_zips) -> pd.DataFrame:
    with zipfile.ZipFile(kent_zips[-1]) as archive:
        member = next(name for name in archive.namelist() if name.endswith(NAME))
        content = archive.read(member)
    return pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)


def read(rows: pd.DataFrame, **written: object):
    content = rows.to_csv(index=False, **written).encode("utf-8")
    return read_police_uk(Upload(NAME, content))


def counted(reading) -> pd.Series:
    by = ["month", "category", "district"]
    return reading.incidents.astype("str").groupby(by).size().sort_index()


@pytest.fixture(scope="module")
def right(month):
    return read(month)


@pytest.mark.parametrize("way", THE_SAME)
def test_a_month_saved_again_gives_the_same_figures(month, right, way):
    reading = read(THE_SAME[way](month))
    assert len(reading.incidents) + len(reading.set_aside) == len(month)
    expected = counted(right)
    if "id" in way.split(" "):
        # Without ids, rows that repeat one cannot be told.
        repeated = (right.set_aside["reason"] == "repeated Crime ID").sum()
        assert len(reading.incidents) == len(right.incidents) + repeated
        return
    pd.testing.assert_series_equal(counted(reading), expected)


@pytest.mark.parametrize(
    "written", [{"sep": ";"}, {"sep": "\t"}, {"quoting": 1}, {"lineterminator": "\r\n"}]
)
def test_another_delimiter_or_quotes_give_the_same_figures(month, right, written):
    pd.testing.assert_series_equal(counted(read(month, **written)), counted(right))


def test_headings_as_r_writes_them_give_the_same_figures(month, right):
    renamed = month.rename(columns=lambda name: name.replace(" ", "."))
    pd.testing.assert_series_equal(counted(read(renamed)), counted(right))
    numbered = month.reset_index(names="")
    pd.testing.assert_series_equal(counted(read(numbered)), counted(right))


# What can no longer be read is set aside with its reason, every row of it.


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (month_as("05/03/2025"), "month can be read in two ways"),
        (month_as("Q1"), "unknown month"),
        (column("LSOA name", lambda n: "Erewhon " + n), None),
        (column("Longitude", lambda x: "near " + x), "unreadable row"),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_a_reason(month, way, reason):
    reading = read(way(month))
    assert len(reading.incidents) + len(reading.set_aside) == len(month)
    if reason is not None:
        assert reading.incidents.empty
        assert reason in set(reading.set_aside["reason"])


def test_a_category_that_is_not_known_is_told_with_its_count(month):
    some = month["Crime type"] == "Robbery"
    rows = month.assign(**{"Crime type": month["Crime type"].mask(some, "Mugging")})
    unknown = read(rows).unknown_categories
    assert unknown["category"].to_list() == ["Mugging"]
    assert 0 < unknown["incidents"].sum() <= some.sum()


# ... and every command says so, with a count and what to do.


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (month_as("Q1"), "Unknown month (“Q1”): "),
        (month_as("05/03/2025"), "Month can be read in two ways (“05/03/2025”): "),
        (column("Longitude", lambda x: "near " + x), "Unreadable row: "),
        (
            column("Crime type", lambda c: c.replace("Robbery", "Mugging")),
            "The category “Mugging” is not known: ",
        ),
        (
            column("LSOA name", lambda n: n.str.replace("Dover", "Erewhon")),
            None,
        ),
    ],
)
def test_every_command_says_what_it_leaves_out(month, tmp_path, capsys, way, words):
    # Every second row is as it was, so that there is something to count.
    rows = month.iloc[::2], way(month.iloc[1::2])
    folder = tmp_path / "data"
    folder.mkdir()
    pd.concat(rows).to_csv(folder / NAME, index=False)
    out, few = tmp_path / "out.csv", ("--number", "3", "--floor", "0")
    strand, zones = ("--strand", "violence"), tmp_path / "zones.geojson"
    commands = {
        "check": (),
        "rank": (*strand, "--out", out),
        "select": (*strand, *few, "--out", zones),
    }
    said = {}
    for name, more in commands.items():
        assert main([name, str(folder), *map(str, more)]) == 0
        told = capsys.readouterr()
        said[name] = told.out if name == "check" else told.err
    if words is None:
        # Polygons place what its LSOA name does not.
        assert "no known LSOA name" not in "".join(said.values())
        return
    for text in said.values():
        (line,) = [each for each in text.splitlines() if each.startswith(words)]
        assert any(digit.isdigit() for digit in line)
    assert "No month looks wrong" not in said["check"]


@pytest.fixture(scope="module")
def with_and_without(kent_zips, tmp_path_factory) -> tuple[Path, Path]:
    """Two Januaries of Kent, and the same beside British Transport Police."""
    folders = tmp_path_factory.mktemp("kent"), tmp_path_factory.mktemp("both")
    for archive in map(zipfile.ZipFile, kent_zips):
        for name in archive.namelist():
            if re.search(r"202[45]-01-kent-street.csv$", name):
                content = archive.read(name)
                for folder in folders:
                    (folder / Path(name).name).write_bytes(content)
    for file in sorted(folders[1].iterdir()):
        rows = pd.read_csv(file, dtype="str", keep_default_na=False).head(400)
        far = rows.assign(
            **{
                "Crime ID": "",
                "Reported by": "British Transport Police",
                "Falls within": "British Transport Police",
                "Longitude": "-0.1245",
                "Latitude": "51.53",
                "LSOA name": ["Camden 028B", "Wolverhampton 020D"] * 200,
            }
        )
        far.to_csv(file.with_name(file.name.replace("kent", "btp")), index=False)
    return folders


def test_british_transport_police_beside_kent_change_no_district_and_no_figure(
    with_and_without, tmp_path, capsys, monkeypatch
):
    """Its rows in Kent are counted, its rows elsewhere lie outside the area."""
    monkeypatch.setattr(pack, "SIZES", ())
    settings = Settings(
        chosen_on=Period("2024-01", "2024-01"),
        before=Period("2024-01", "2024-01"),
        after=Period("2025-01", "2025-01"),
    )
    held = tmp_path / "settings.json"
    held.write_text(settings.to_json(), encoding="utf-8")
    written = []
    for folder in with_and_without:
        out = tmp_path / folder.name
        out.mkdir()
        chosen = ("--strand", "violence", "--months", "2024-01")
        compared = ("--before", "2024-01:2024-01", "--after", "2025-01:2025-01")
        zones = out / "zones.geojson"
        commands = {
            "check": (),
            "rank": (*chosen, "--out", out / "ranking.csv"),
            "select": (*chosen, "--out", zones),
            "compare": (*compared, "--zones", zones, "--out", out / "outcomes.csv"),
            "brief": ("--settings", held, "--out", out / "pack"),
        }
        said = {}
        for name, more in commands.items():
            assert main([name, str(folder), *map(str, more)]) == 0
            said[name] = capsys.readouterr()
        assert "13 districts of Kent Police." in said["check"].out
        assert "Each of the 13 districts has at least one" in said["select"].out
        for name in ("rank", "select", "compare", "brief"):
            assert ("outside the area" in said[name].err) or folder.name[:4] == "kent"
        tables = ("ranking.csv", "outcomes.csv", "pack/figures.csv", "pack/words.md")
        written.append(
            [said["compare"].out.replace(str(out), "")]
            + [(out / table).read_text(encoding="utf-8") for table in tables]
        )
    for kent, both in zip(*written, strict=True):
        assert kent == both
