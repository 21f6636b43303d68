"""The pack of the built-in sample, file by file, and packs of smaller places."""

from __future__ import annotations

import io
import itertools
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspots.disclosure.policy import HIDDEN, Policy, rounded, usual_policy
from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.presentation.briefing import pack
from hotspots.presentation.briefing.figures_file import figures
from hotspots.presentation.briefing.publishing import published_figures
from hotspots.presentation.briefing.settings import FACTS, KINDS, PackSettings
from hotspots.presentation.briefing.small_print import picture_words
from hotspots.presentation.pictures import rendering
from hotspots.presentation.pictures.sizes import NEWSLETTER, PRINT, SIZES, SOCIAL
from hotspots.presentation.words import alt_texts
from hotspots.presentation.words.briefing import CANNOT_YET_SAY
from hotspots.presentation.words.disclosure import publishing_rules
from hotspots.presentation.words.numbers import in_words
from hotspots.settings import Settings, built_in_strands
from hotspots.sources.sample import sample_sources
from tests.conftest import ROOT
from tests.presentation.briefing.whole_packs import (
    FEW_ZONES,
    districts_of,
    drawing,
    materials,
    strands,
    write_place,
)

STRANDS = tuple(built_in_strands())

# As the command line takes it for these data, and as it takes an extract.
CHOICES = PackSettings(policy=usual_policy(is_public=True))
STRICT = PackSettings()
COUNTS = ["incidents before", "incidents after"]


@pytest.fixture(scope="module")
def sample():
    """The sample's tables by strand, and its fingerprint."""
    made, fingerprint = materials(sample_sources("police.uk"), CHOICES.settings)
    return dict(zip(STRANDS, made, strict=True)), fingerprint


@pytest.fixture(scope="module")
def parts(sample):
    return strands(list(sample[0].values()), CHOICES)


@pytest.fixture(scope="module")
def whole(sample, parts):
    """The sample's pack, its pictures for print alone: all would take a minute."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pack, "SIZES", (PRINT,))
        return dict(
            pack.files(parts, CHOICES, fingerprint=sample[1], attribution="Credit.")
        )


@pytest.fixture(scope="module")
def told(whole):
    return read_figures(whole[pack.FIGURES])


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Tables of the made-up place, whose districts are not built in."""
    folder = write_place(tmp_path_factory.mktemp("place"))
    return materials([folder], with_months("2024-01", "2024-01"))


def with_months(first: str, last: str) -> Settings:
    return replace(FEW_ZONES, chosen_on=Period(first, last))


def read_figures(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def value_of(told: pd.DataFrame, strand: str, figure: str, of: str = "") -> str:
    (value,) = told.loc[
        (told["strand"] == strand)
        & (told["figure"] == figure)
        & (told["of"] == of)
        & (told["district"] == ""),
        "value",
    ]
    return value


def counts_told(told: pd.DataFrame, strand: str, of: pd.Series) -> pd.DataFrame:
    """Return before and after by district and what they are of."""
    rows = told[(told["strand"] == strand) & told["figure"].isin(COUNTS) & of]
    shown = rows.set_index(["of", "district", "figure"])["value"]
    return shown.unstack("figure")[COUNTS]  # noqa: PD010


# Refuses bad input


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The settings are not JSON"),
        ("[1]", "must be a JSON object"),
        ('{"colour": "red"}', "unknown names: colour"),
        (
            '{"settings": {}, "polcy": {}}',
            "of the pack have unknown names: polcy. Use:",
        ),
        ('{"settings": {}, "policy": {}, "policy": {}}', "“policy” is given twice"),
        ('{"settings": 5}', "must be a JSON object"),
        ('{"settings": {}, "policy": []}', "must be a JSON object of names and values"),
        ('{"settings": {}, "policy": {"round_to": 99}}', "Round to 10 at most"),
        ('{"settings": {}, "policy": {"round_to": "5"}}', "must be a whole number"),
        ('{"settings": {}, "facts": "county"}', "facts of the wrong kind"),
        ('{"settings": {}, "facts": []}', "each once, not none"),
        ('{"settings": {}, "facts": ["county", "county"]}', "each once"),
        ('{"settings": {}, "facts": ["county", 5]}', "not county, 5"),
        ('{"settings": {}, "facts": [["county"]]}', "each once"),
        ('{"settings": {}, "titles": []}', "titles or facts of the wrong kind"),
        ('{"settings": {}, "titles": {"map": "A"}}', "There is no picture map"),
        (
            json.dumps({"settings": {}, "titles": {"asb-zones": "a" * 91}}),
            "asb-zones must be a text of at most 90 characters",
        ),
        ('{"settings": {}, "titles": {"asb-zones": 5}}', "must be a text"),
    ],
)
def test_nonsense_is_refused_in_words(text, words):
    with pytest.raises(InputError, match=re.escape(words)) as refused:
        PackSettings.from_json(text, is_public=False)
    assert "\n" not in str(refused.value)


# Gives the right answer


def test_plain_settings_and_a_packs_own_make_a_pack_again():
    settings = replace(Settings(), patrols_start="2023-04")
    text = settings.to_json()
    for is_public in (True, False):
        alone = PackSettings.from_json(text, is_public=is_public)
        assert alone.settings == settings
        assert alone.policy == usual_policy(is_public=is_public)
    mine = PackSettings(
        settings=settings,
        policy=Policy(hide_up_to=9, round_to=10),
        titles={"asb-zones": "Where we go"},
        facts=("county", "zones chosen"),
    )
    text = mine.to_json(fingerprint="f", is_public=False)
    assert PackSettings.from_json(text, is_public=False) == mine
    assert PackSettings.from_json(text, is_public=True) == mine


def test_the_policy_of_a_pack_of_public_data_is_not_taken_for_an_extract():
    """It hides nothing, and would publish every small count of the force's own."""
    text = PackSettings(policy=usual_policy(is_public=True)).to_json(fingerprint="f")
    assert PackSettings.from_json(text, is_public=True).policy.hide_up_to == 0
    with pytest.raises(InputError, match="is that of a pack of public data"):
        PackSettings.from_json(text, is_public=False)


def test_the_pack_holds_each_picture_in_every_size_and_five_ways_to_read_it(
    whole, parts
):
    pictures = {
        f"pictures/{strand}-{kind}-{size.name}.{suffix}"
        for strand in STRANDS
        for kind in KINDS
        for size in SIZES
        for suffix in (("svg", "pdf") if size == PRINT else ("png",))
    }
    jobs = [
        job.name
        for part in parts
        for drawing in part.drawings
        for size in SIZES
        for job in pack.jobs_of(part.facts.strand, drawing, size)
    ]
    assert sorted(jobs) == sorted(pictures)
    others = {
        "briefing.html",
        "words.md",
        "figures.csv",
        "private/DO-NOT-PUBLISH.txt",
        "private/panel.html",
        "private/settings.json",
    }
    assert set(whole) == others | {name for name in pictures if "-print." in name}
    assert len(pictures) + len(others) == pack.n_files(parts) == 66
    begins = {"pdf": b"%PDF", "svg": b"<svg"}
    for name in set(whole) - others:
        assert whole[name].startswith(begins[name.rpartition(".")[2]]), name


def test_print_is_a_page_of_a4(whole):
    page = whole["pictures/asb-figures-print.pdf"]
    (wide, high) = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page).groups()
    assert float(wide) == pytest.approx(297 / 25.4 * 72, abs=1)
    assert float(high) == pytest.approx(210 / 25.4 * 72, abs=1)


@pytest.mark.parametrize("strand", STRANDS)
def test_figures_are_the_outcomes_and_totals_after_rounding(sample, told, strand):
    comparison = sample[0][strand].evaluation.comparison
    totals, outcomes = comparison.totals, comparison.outcomes
    is_part = told["of"].isin(["county", "chosen zones", "rest of county", ""])
    shown = counts_told(told, strand, is_part)
    names = totals["part"].where(totals["part"] != "district", "")
    policy = CHOICES.policy
    for of, row in zip(names, totals.to_dict("records"), strict=True):
        expected = [str(rounded(row[when], policy)) for when in ("before", "after")]
        assert shown.loc[(of, row["district"])].to_list() == expected
    assert len(shown) == len(totals)
    # Counts of single zones are not in the file of public data; else they would be:
    assert not (told["figure"].isin(COUNTS) & ~is_part).any()
    own = published_figures(sample[0][strand], policy=policy)
    every = figures(replace(own, is_public=False))
    of_zones = ~every["of"].isin(["county", "chosen zones", "rest of county", ""])
    zones = counts_told(every, strand, of_zones)
    # Nothing in the sample's zones is small, so each is told as it is, rounded.
    expected = sorted(
        [row["district"], *(str(rounded(row[w], policy)) for w in ("before", "after"))]
        for row in outcomes.to_dict("records")
    )
    assert expected == sorted(
        [district, *row]
        for (_, district), row in zip(
            zones.index, zones.to_numpy().tolist(), strict=True
        )
    )


@pytest.mark.parametrize(("strand", "fell"), [("asb", 16), ("violence", 18)])
def test_figures_tell_zones_districts_and_falls(sample, told, strand, fell):
    analysis = sample[0][strand]
    selection, evaluation = analysis.selection, analysis.evaluation
    outcomes = evaluation.comparison.outcomes
    assert (outcomes["after"] < outcomes["before"]).sum() == fell
    by_hand = {
        "zones chosen": len(selection),
        "districts with a zone": selection["district"].nunique(),
        "districts": len(analysis.area),
        "zones that fell": fell,
        "zones expected to fall without patrols": round(
            evaluation.expected.n_expected_to_fall
        ),
        "of 100 such years as many or more fall in": round(100 * evaluation.p_as_many),
    }
    assert {name: value_of(told, strand, name) for name in by_hand} == {
        name: str(number) for name, number in by_hand.items()
    }
    anyway = value_of(
        told, strand, "incidents expected after without patrols", "chosen zones"
    )
    assert int(anyway) == rounded(
        round(evaluation.expected.expected.sum()), CHOICES.policy
    )
    here = told[(told["strand"] == strand) & (told["figure"] == "zones chosen")]
    assert {
        row["district"]: int(row["value"])
        for row in here[here["district"] != ""].to_dict("records")
    } == selection["district"].astype(str).value_counts().to_dict()


def test_a_change_follows_from_the_counts_beside_it(told):
    for _, rows in told[told["of"] != ""].groupby(["strand", "of", "district"]):
        values = dict(zip(rows["figure"], rows["value"], strict=True))
        if "change, %" in values:
            before, after = (int(values[name]) for name in COUNTS)
            change = round(100 * (after - before) / before, 1)
            assert float(values["change, %"]) == change


NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
# What words say besides figures: times, where points lie, and the rules in force.
MONTH = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November"
    r"|December)( to \w+)? \d{4}"
)
POINTS = "one of 750,000 map points"


def figures_in(words: str, rules: list[str]) -> list[str]:
    # Rules, the width of a zone, chances and rounded per cents are no figures.
    rest = r"each about 350 metres|about 350 metres|years? in 100|by \d+%"
    for rule in rules:
        words = words.replace(rule, "")
    words = re.sub(rest, "", words)
    return [found.replace(",", "") for found in NUMBER.findall(MONTH.sub("", words))]


def test_every_figure_of_the_words_is_in_the_figures_or_the_months_drawn(
    sample, whole, told, parts
):
    page = whole[pack.WORDS].decode()
    chapters = dict(zip(STRANDS, page.split("\n## ")[1:], strict=True))
    for strand, chapter in chapters.items():
        known = {
            value.lstrip("-") for value in told.loc[told["strand"] == strand, "value"]
        }
        months = sample[0][strand].monthly["incidents"]
        known |= {str(rounded(count, CHOICES.policy)) for count in months}
        rules = [
            *publishing_rules(parts[STRANDS.index(strand)].facts, CHOICES.policy),
            "by 5% or more",
            "less than 5%",
            "nearest 5",
            "near 5%",
        ]
        found = figures_in(chapter, rules)
        assert len(found) > 40
        assert [each for each in found if each not in known] == []


def test_the_map_of_changes_its_key_its_words_and_the_figures_count_alike(parts, told):
    drawn_as = {
        "fell": ("triangle-down", "Fewer by 5% or more"),
        "about the same": ("circle", "Within 5%"),
        "rose": ("triangle-up", "More by 5% or more"),
    }
    for strand, part in zip(STRANDS, parts, strict=True):
        drawing = part.drawing("change")
        picture = drawing.draw(SOCIAL)
        written = [text.text for text in picture.texts]
        for way, (shape, words) in drawn_as.items():
            n = sum(sign.shape == shape for sign in picture.signs) - 1
            assert value_of(told, strand, f"zones drawn as: {way}") == str(n)
            assert f"{words} ({n})" in written
        n_fell = part.facts.n_fell
        differs = n_fell != part.facts.directions["fell"]
        assert (f"The {n_fell} that fell include" in drawing.note) is differs
        assert drawing.note in drawing.alt


def test_every_map_of_a_pack_says_one_distance_and_none_is_drawn_farther(sample):
    said, farthest = set(), 0.0
    choices = PackSettings(policy=Policy())
    for part in strands(list(sample[0].values()), choices):
        for kind, size in itertools.product(("zones", "change", "before-after"), SIZES):
            picture = part.drawing(kind).draw(size)
            written = " ".join(text.text for text in picture.texts)
            said |= set(re.findall(r"within ([\d,]+) metres", written))
            farthest = max(farthest, *(sign.moved_m for sign in picture.signs))
    assert said == {"1,000"}
    assert 500 < farthest <= 1000


def test_a_picture_says_of_hiding_and_rounding_only_what_happened_in_it(place):
    def notes(most: int, to: int) -> dict[str, str]:
        choices = PackSettings(policy=Policy(hide_up_to=most, round_to=to))
        facts = strands(place[0], choices)[0].facts
        return {
            kind: picture_words(kind, facts, choices, ["2025-01"]).hidden
            for kind in KINDS
        }

    exact, rounded_only, hiding = notes(0, 1), notes(4, 5), notes(29, 10)
    for each in (exact, rounded_only, hiding):
        assert not each["zones"]
        assert not each["districts"]
    for kind in ("change", "before-after", "figures", "trend"):
        assert "rounded to the nearest" not in exact[kind]
        assert "rounded to the nearest 5" in rounded_only[kind]
        assert "print numbers" not in f"{exact[kind]} {rounded_only[kind]}"
    assert "near 5% may differ" in rounded_only["change"]
    for kind in ("change", "before-after"):
        assert "print numbers from 1 to 29" in hiding[kind]


def test_what_words_say_of_is_what_the_figures_say(whole, told):
    """A number may stand in the file for something else: so these are looked up."""
    page = whole[pack.WORDS].decode()
    for strand, chapter in zip(STRANDS, page.split("\n## ")[1:], strict=True):
        (fell, n) = re.search(r"fell in (\d+) of (\d+) hotspots", chapter).groups()
        assert fell == value_of(told, strand, "zones that fell")
        assert n == value_of(told, strand, "zones chosen")
        (expected,) = re.search(r"about (\d+) would have been", chapter).groups()
        assert expected == value_of(
            told, strand, "zones expected to fall without patrols"
        )
        (county,) = re.search(r"Across .* fell by ([\d.]+)%", chapter).groups()
        (before, after) = re.search(
            r"hotspots fell from ([\d,]+) in .* to ([\d,]+) in", chapter
        ).groups()
        change = float(value_of(told, strand, "change, %", "county"))
        assert abs(float(county) + change) < 0.06
        for count, when in ((before, "before"), (after, "after")):
            said = count.replace(",", "")
            assert said == value_of(told, strand, f"incidents {when}", "chosen zones")
        drawn = re.search(r"Of \d+ hotspots, (.*?)\. ", chapter).group(1)
        for way, words in alt_texts.WAYS.items():
            (n,) = re.search(rf"{words} (\w+)", drawn).groups()
            figure = int(value_of(told, strand, f"zones drawn as: {way}"))
            assert n == in_words(figure)


def test_the_pictures_say_no_count_that_the_figures_do_not(whole, told):
    for strand in STRANDS:
        values = told.loc[told["strand"] == strand, "value"]
        known = {value.lstrip("-") for value in values} | {"3.0"}
        for kind in ("figures", "before-after", "change", "districts"):
            drawn = whole[f"pictures/{strand}-{kind}-print.svg"].decode()
            written = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn))
            rules = ["to the nearest 5", "near 5%", "less than 5%", "Licence 3.0"]
            # A key, a scale and the width that zones are drawn with are no figures.
            scale = re.compile(
                r"[\d,]+ (km\b|metres\b|(reports|recorded offences) in a hotspot)|by 5% or more|Within 5%"
            )
            found = figures_in(scale.sub("", written), rules)
            assert [each for each in found if each not in known] == [], kind


def test_no_public_file_names_the_street_of_a_zone(sample, whole):
    names = {
        name for each in sample[0].values() for name in each.selection["name"].unique()
    }
    public = "".join(
        content.decode()
        for name, content in whole.items()
        if name.endswith((".html", ".md", ".csv", ".svg"))
        and not name.startswith(pack.PRIVATE)
    )
    assert [name for name in names if name in public] == []
    panel = whole[pack.PANEL].decode()
    assert [name for name in names if name not in panel] == []


def test_made_up_data_are_named_so_in_every_file(whole):
    for name, content in whole.items():
        if not name.endswith((".png", ".pdf", ".txt")):
            assert "synthetic" in content.decode().lower(), name
    for _, picture in all_pictures(whole):
        assert "Synthetic data: made up" in picture


def all_pictures(whole):
    for name, content in whole.items():
        if name.endswith(".svg"):
            yield name, content.decode()


def test_every_picture_is_drawn_with_its_words_for_those_who_cannot_see(parts):
    for strand in parts:
        for drawn in strand.drawings:
            assert drawn.draw(SOCIAL).alt == drawn.alt
            assert drawn.alt.startswith(drawn.title)


# A fresh process reads settings.json and the same data, and makes these again.
AGAIN = """
import sys
from pathlib import Path
from hotspots.presentation.briefing import pack
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.pictures.sizes import SOCIAL
from hotspots.sources.sample import sample_sources
from tests.presentation.briefing.whole_packs import materials, strands
out = Path(sys.argv[1])
choices = PackSettings.from_json((out / pack.SETTINGS).read_text("utf-8"), is_public=True)
made, fingerprint = materials(sample_sources("police.uk"), choices.settings)
parts = strands(made, choices)
(out / "figures.csv").write_bytes(pack.figures_file(parts))
(out / "words.md").write_bytes(pack.words_page(parts).encode())
for content in pack.rendered("violence", parts[1].drawing("change"), SOCIAL).values():
    (out / "picture.png").write_bytes(content)
(out / "fingerprint").write_text(fingerprint)
"""


def test_settings_and_the_same_data_make_the_same_again_in_a_fresh_process(
    whole, parts, tmp_path
):
    (tmp_path / pack.PRIVATE).mkdir()
    (tmp_path / pack.SETTINGS).write_bytes(whole[pack.SETTINGS])
    subprocess.run([sys.executable, "-c", AGAIN, tmp_path], cwd=ROOT, check=True)
    for name in (pack.FIGURES, pack.WORDS):
        assert (tmp_path / name).read_bytes() == whole[name], name
    drawing = parts[1].drawing("change")
    (picture,) = pack.rendered("violence", drawing, SOCIAL).values()
    assert (tmp_path / "picture.png").read_bytes() == picture
    fingerprint = json.loads(whole[pack.SETTINGS])["data_fingerprint"]
    assert (tmp_path / "fingerprint").read_text() == fingerprint


def test_a_second_run_gives_the_same_bytes(sample, whole, parts, monkeypatch):
    again = strands(list(sample[0].values()), CHOICES)
    monkeypatch.setattr(pack, "SIZES", (PRINT,))
    few = [
        replace(each, drawings=tuple(d for d in each.drawings if d.kind in kinds))
        for each, kinds in zip(again, (("zones", "trend"), ("zones",)), strict=True)
    ]
    made = dict(pack.files(few, CHOICES, fingerprint=sample[1], attribution="Credit."))
    kinds = {name.rpartition(".")[2] for name in made}
    assert kinds == {"svg", "pdf", "html", "md", "csv", "json", "txt"}
    # Of fewer pictures fewer are told in words.
    made[pack.WORDS] = pack.words_page(again).encode()
    differing = [
        name
        for name, content in made.items()
        if not name.endswith(".pdf") and content != whole[name]
    ]
    assert differing == []
    one, other = (
        pack.rendered("asb", each[0].drawing("change"), SOCIAL)
        for each in (parts, again)
    )
    assert one == other


def test_a_zip_of_the_same_files_has_the_same_bytes(whole):
    some = {name: whole[name] for name in (pack.WORDS, pack.FIGURES, pack.SETTINGS)}
    made = pack.as_zip(some.items())
    assert made == pack.as_zip(iter(some.items()))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == some


def test_an_own_title_and_an_own_order_of_facts_appear(sample):
    mine = PackSettings(
        titles={"violence-figures": "Our year, <in> figures & words"},
        facts=("zones chosen", "county"),
    )
    analysis = sample[0]["violence"]
    part = pack.strand_pack(analysis, mine, districts_of(analysis))
    card = part.drawing("figures")
    assert card.title == "Our year, <in> figures & words"
    drawn = rendering.as_svg(card.draw(SOCIAL))
    assert "Our year, &lt;in&gt; figures &amp; words" in drawn
    assert drawn.index(">24<") < drawn.index("6.3%<")
    assert "18 of 24<" not in drawn
    assert "*figures*: Our year" in pack.words_page([part])
    # The others keep their own.
    assert "hotspots" in part.drawing("zones").title


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_pictures_of_the_sample_are_as_large_as_they_should_be(parts, kind, size):
    picture = parts[0].drawing(kind).draw(size)
    assert picture.size == size
    assert picture.height_px <= size.height_px
    if not size.may_be_lower:
        assert picture.height_px == size.height_px


# The policy


def hidden_in(analysis, policy: Policy) -> set[tuple[str, str, str]]:
    facts = published_figures(analysis, policy=policy)
    rows = figures(replace(facts, is_public=False))
    hidden = rows[rows["value"] == HIDDEN]
    return set(hidden[["figure", "of", "district"]].itertuples(index=False, name=None))


def test_a_policy_that_hides_more_hides_more(place):
    asb = place[0][0]
    none, few, more, many = (
        hidden_in(asb, policy)
        for policy in (
            Policy(hide_up_to=0, round_to=1),
            Policy(hide_up_to=24, round_to=10),
            Policy(hide_up_to=34, round_to=10),
            Policy(hide_up_to=45, round_to=10),
        )
    )
    assert none == set()
    assert none < few < more < many
    # Church Row went from 40 to 22: of more than 24 the first is told, and of 45 none.
    westmere = ("3. A zone in West Northamptonshire", "West Northamptonshire")
    assert ("incidents after", *westmere) in few
    assert ("incidents before", *westmere) not in more
    assert ("incidents before", *westmere) in many


def test_the_rule_in_force_is_printed_with_its_numbers(place):
    choices = PackSettings(policy=Policy(hide_up_to=29, round_to=10))
    words = pack.words_page(strands(place[0], choices))
    assert "we do not print numbers from 1 to 29" in words
    assert "rounded to the nearest 10" in words


def test_months_of_the_trend_are_hidden_and_rounded_as_all_counts(place):
    part = strands(place[0], CHOICES)[0]
    trend = rendering.as_svg(part.drawing("trend").draw(SOCIAL))
    hiding = PackSettings(policy=Policy(hide_up_to=34, round_to=10))
    less = strands(place[0], hiding)[0]
    assert rendering.as_svg(less.drawing("trend").draw(SOCIAL)) != trend


# Other data


def test_zones_chosen_on_the_months_being_judged_claim_no_fall(tmp_path):
    made, _ = materials([write_place(tmp_path)], with_months("2025-01", "2025-01"))
    parts = strands(made, CHOICES)
    kinds = {drawing.kind for part in parts for drawing in part.drawings}
    assert not kinds & {"change", "before-after", "figures", "trend"}
    words = pack.words_page(parts)
    assert CANNOT_YET_SAY in words
    for part in parts:
        for rule in publishing_rules(part.facts, CHOICES.policy):
            words = words.replace(rule, "")
    assert not re.search(r"\bfell\b|\bfall\b", words)
    told = pack.figures_file(parts).decode()
    assert "expected" not in told


def test_data_of_one_time_tell_what_was_chosen(tmp_path):
    folder = write_place(tmp_path, drawing(["2024-01"]))
    made, _ = materials([folder], FEW_ZONES)
    parts = strands(made, CHOICES)
    assert [part.drawings for part in parts] == [(), ()]
    contents = dict(pack.files(parts, CHOICES, fingerprint="f", attribution="Me."))
    assert set(contents) == {
        pack.PAGE,
        pack.PANEL,
        pack.WORDS,
        pack.FIGURES,
        pack.SETTINGS,
        pack.PRIVATE_NOTE,
    }
    words, page = contents[pack.WORDS].decode(), contents[pack.PAGE].decode()
    assert "The 3 hotspots, based on" in words
    assert "at least one in every district" in words
    assert "fell" not in words.split("**Note")[0]
    assert "<table" not in page
    assert "<img" not in page
    told = read_figures(contents[pack.FIGURES])
    assert set(told["figure"]) == {
        "zones chosen",
        "districts with a zone",
        "districts",
    }
    assert set(told["data"]) == {"recorded"}


def test_where_no_districts_are_built_in_words_and_figures_are_told_all_the_same(
    place, monkeypatch
):
    made, fingerprint = place
    parts = strands(made, CHOICES)
    for part in parts:
        assert [drawing.kind for drawing in part.drawings] == ["figures", "trend"]
        assert "Kent" not in part.words.headline
    monkeypatch.setattr(pack, "SIZES", (NEWSLETTER,))
    contents = dict(
        pack.files(parts, CHOICES, fingerprint=fingerprint, attribution="Me.")
    )
    assert len([name for name in contents if name.endswith(".png")]) == 4
    assert b"<img" not in contents[pack.PAGE]
    assert b"<table" in contents[pack.PAGE]
    for name, content in contents.items():
        if name.endswith((".md", ".csv", ".html")):
            assert b"ynthetic data" not in content, name
    told = read_figures(contents[pack.FIGURES])
    # 60 + 50 + 40 in the chosen zones; 227 in the county.
    assert value_of(told, "violence", "incidents before", "chosen zones") == "150"
    assert value_of(told, "violence", "incidents before", "county") == "227"


def test_a_card_whose_facts_may_not_be_told_says_how_many_zones_there_are(place):
    analysis = place[0][0]
    untold = replace(analysis, evaluation=replace(analysis.evaluation, expected=None))
    choices = PackSettings(facts=("zones that fell",))
    part = pack.strand_pack(untold, choices, districts_of(untold))
    assert (
        "Hotspots in all: 3. At least one in each of the 2 districts"
        in part.drawing("figures").alt
    )


def test_a_fall_of_all_hotspots_is_not_told_with_a_hidden_expectation(place):
    analysis = place[0][0]
    untold = replace(analysis, evaluation=replace(analysis.evaluation, expected=None))
    part = pack.strand_pack(untold, CHOICES, districts_of(untold))
    alt = part.drawing("figures").alt
    assert "About hidden" not in alt
    assert "expected without patrols is not known" in alt


def test_the_tables_handed_in_are_left_alone(place):
    analysis = place[0][0]
    before = analysis.selection.copy(), analysis.evaluation.comparison.totals.copy()
    strands([analysis], CHOICES)
    pd.testing.assert_frame_equal(analysis.selection, before[0])
    pd.testing.assert_frame_equal(analysis.evaluation.comparison.totals, before[1])
    assert isinstance(analysis.outlines, np.ndarray)
    assert set(FACTS) >= {"county"}
