from __future__ import annotations

import io

import pandas as pd
import pytest

from hotspots.errors import InputError
from hotspots.sources.weight_files import JoinedRows, read_weights


def workbook(frame: pd.DataFrame, *, title: str = "") -> bytes:
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="xlsxwriter") as writer:
        frame.to_excel(writer, index=False, startrow=2 if title else 0)
        if title:
            writer.book.worksheets()[0].write(0, 0, title)
    return file.getvalue()


# Refuses bad input


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"type,colour\nRobbery,red\n", "needs a column that names .* It has: type, c"),
        (b"category,weight\n", "no rows under them"),
        (b"", "mine.csv is empty"),
        (b"Robbery,365\nDrugs,2\n", "no row of headings: its first row holds weights"),
        (b"category,weight\nRobbery,high\n", "weighs Robbery by “high”, which is not"),
        (b"category;weight\nRobbery;1,5\n", "weighs Robbery by “1,5”, which is not"),
        (b"category,weight\nRobbery,\n", "at least one row with a weight"),
        (b"category,weight\nRobbery,-3\n", "“Robbery” must be 0 or more, not -3"),
        (b"category,weight\nRobbery,inf\n", "must be 0 or more, not inf"),
        (b"category,weight\nRobbery,1e17\n", "at most 1,000,000 per incident, not 1e"),
        (b"category,weight\nRobbery," + b"1" * 400 + b"\n", "Robbery.* not inf"),
        (b"category,weight\nRobbery,-" + b"1" * 400 + b"\n", "Robbery.* not -inf"),
        (b"category,weight\nABH,1\nRobbery,5,475\n", "Row 2 .* quotation marks"),
        (b"category,weight\nRobbery,0.00001\n", "3 decimals at most"),
        (b"category,weight\nDrugs,1\nDrugs,2\n", "has Drugs twice, .* rows 1 and 2"),
        (b"class,weight\n8N,1\n8n,2\n", "has 8N twice"),
        (b"category,weight\n,2\n", "row without a category or offence: row 1"),
        (b"offence,cchi,css\nABH,10,189\n", "several columns"),
        (
            b"offence,cchi days,css days\nABH,10,189\n",
            "several .*: cchi days, css days",
        ),
        (b"offence,weight\n" + b"ABH,1\n" * 20_001, "has 20,001 rows; 20,000 are"),
    ],
)
def test_a_file_that_cannot_weigh_is_refused_in_words(content, words):
    with pytest.raises(InputError, match=words):
        read_weights(content, name="mine.csv")


# Gives the right answer


@pytest.mark.parametrize(
    ("heading", "weights"),
    [
        ("category,weight", "Weight"),
        (" CATEGORY , WEIGHT ", "Weight"),
        ("Offence,CCHI days", "CCHI days"),
        ("Crime type,Severity score", "Severity score"),
        ("Offence description,Points", "Points"),
        ("offence_title,Harm weighting", "Harm weighting"),
        ("Delikt,Gewicht", "Gewicht"),
    ],
)
def test_any_reasonable_heading_is_found(heading, weights):
    content = f"{heading}\nRobbery,365\nABH,10\nDrugs,2.5\n".encode()
    found = read_weights(content, name="mine.csv")
    assert found.scale.weights == {"Robbery": 365.0, "8N": 10.0, "Drugs": 2.5}
    assert found.columns.weight.lower() == weights.lower()
    assert (found.not_known, found.joined, found.says_unit) == ((), (), False)


@pytest.mark.parametrize("spelling", ["008/06", "8/6", "00806", "8 / 6", "8N"])
def test_codes_in_any_spelling_weigh_their_class(spelling):
    content = f"HO code;Offence;Days\n{spelling};;10\n105A;Common assault;1\n"
    found = read_weights(content.encode("utf-16"), name="mine.txt")
    assert found.scale.weights == {"8N": 10.0, "105A": 1.0}


def test_a_workbook_with_a_title_is_read_and_says_what_it_does_not_know():
    frame = pd.DataFrame(
        {
            "Home Office class": ["8N", "34B", "", ""],
            "Offence": ["Assault with injury", "Robbery", "Stolen dreams", "Begging"],
            "Group": ["Violence", "Robbery", "Theft", "ASB"],
            "Weight": ["1,825 days", 365, 4, None],
        }
    )
    found = read_weights(workbook(frame, title="Weights of 2026"), name="w.xlsx")
    assert found.scale.weights == {"8N": 1825.0, "34B": 365.0, "Stolen dreams": 4.0}
    assert found.not_known == ("Stolen dreams",)
    assert found.without_weight == ("Begging",)
    assert found.n_rows == 4


def test_rows_of_one_class_weigh_their_median_unless_one_is_the_class_itself():
    codes = (
        b"Code,Offence,Weight\n008/06,ABH,10\n008/01,GBH s20,547.5\n008/02,Poison,19\n"
    )
    found = read_weights(codes, name="mine.csv")
    assert found.scale.weights == {"8N": 19.0}
    assert found.joined == (JoinedRows("8N", 3, 10.0, 547.5, 19.0),)
    found = read_weights(codes + b"8N,Assault with injury,12\n", name="mine.csv")
    assert (found.scale.weights, found.joined) == ({"8N": 12.0}, ())


def test_types_of_antisocial_behaviour_weigh_by_themselves():
    content = (
        b"Type of ASB,Weight\nBegging,1\nNuisance noise,0\nAntisocial behaviour,2\n"
    )
    scale = read_weights(content, name="mine.csv").scale
    assert scale.weight_of("asb.nuisance.noise") == 0
    assert scale.weight_of("asb.street.drinking") == 2


def test_fine_weights_are_rounded_to_three_decimals():
    content = b"offence,css weight\nHomicide,7973.393423328133\nABH,189.1538871\n"
    weights = read_weights(content, name="css.csv").scale.weights
    assert sorted(weights.values()) == [189.154, 7973.393]


@pytest.mark.parametrize(
    ("units", "unit", "says"),
    [
        (("", ""), "days", False),
        ((" ", "points"), "points", True),
        (("points", ""), "points", True),
    ],
)
def test_a_blank_unit_is_none(units, unit, says):
    content = f"category,weight,unit\nDrugs,1,{units[0]}\nRobbery,2.5,{units[1]}\n"
    found = read_weights(content.encode(), name="mine.csv")
    assert (found.scale.unit, found.says_unit) == (unit, says)
    assert found.scale.weights == {"Drugs": 1.0, "Robbery": 2.5}
