from __future__ import annotations

import ast
from pathlib import Path

import pytest

from hotspots.presentation.words.escaping import JOINER, plain, sentence
from tests.conftest import ROOT

PAGES = [
    ROOT / "app.py",
    *sorted((ROOT / "pages").glob("*.py")),
    *sorted((ROOT / "hotspots" / "ui").rglob("*.py")),
]
# What Streamlit reads as Markdown, or worse.
SHOWS = {
    *("markdown", "caption", "info", "warning", "error", "success", "exception"),
    *("write", "write_stream", "toast", "badge", "metric", "table", "help", "latex"),
    *("header", "subheader", "html", "expander", "tabs", "popover", "dialog", "status"),
}


def past_the_gate(file: Path) -> list[str]:
    """Return where a page shows a text that it did not write itself, and not by `say`."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in SHOWS or ast.unparse(node.func.value) == "say":
            continue
        is_ours = all(map(is_constant, node.args[:1]))
        if not is_ours or any("unsafe" in (each.arg or "") for each in node.keywords):
            found.append(f"{file.name}, line {node.lineno}: {ast.unparse(node)[:60]}")
    return found


# What people pick from there is Markdown too.
PICKED_FROM = {"radio", "segmented_control", "pills"}


def options_past_the_gate(file: Path) -> list[str]:
    """Return where a page shows options or a label with a text it did not write."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        named = {each.arg: each.value for each in node.keywords}
        shown = []
        if node.func.attr in PICKED_FROM:
            options = node.args[1:2] if "format_func" not in named else []
            shown += [*options, named.get("format_func"), named.get("captions")]
        if any(isinstance(part, ast.JoinedStr) for part in node.args[:1]):
            # The label of a widget, written on the spot.
            is_widget = "key" in named and "st" in ast.unparse(node.func)
            shown += node.args[:1] if is_widget else []
        for part in shown:
            if part is None or is_constant(part) or is_gated(part):
                continue
            found.append(f"{file.name}, line {node.lineno}: {ast.unparse(part)[:60]}")
    return found


def is_gated(node: ast.expr) -> bool:
    """Say whether each text from elsewhere passes a gate."""
    if isinstance(node, ast.JoinedStr):
        values = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        return all(is_gated(value.value) for value in values)
    text = ast.unparse(node)
    is_table_of_ours = text.endswith(".__getitem__") and text.split(".")[-2].isupper()
    of_setting = text.startswith("label_of(") or text.endswith(".label")
    return "escaping." in text or is_table_of_ours or of_setting


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_no_page_offers_a_text_past_the_gate(file):
    assert options_past_the_gate(file) == []


def test_planted_options_past_the_gate_are_found(tmp_path):
    planted = tmp_path / "page.py"
    planted.write_text(
        "st.radio('Strand', names)\n"
        "st.pills('Strand', names, format_func=names.get)\n"
        "st.radio('Strand', names, format_func=escaping.plain, captions=told)\n"
        "st.text_input(f'Name of {name}', key='a')\n"
        "st.radio('Strand', names, format_func=escaping.plain)\n"
        "st.radio('Strand', WAYS)\n"
        "st.text_input(f'Name of {escaping.plain(name)}', key='a')\n"
    )
    lines = sorted(found.split(":")[0] for found in options_past_the_gate(planted))
    assert lines == [f"page.py, line {number}" for number in (1, 2, 3, 4)]


def is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.List | ast.Tuple):
        return all(map(is_constant, node.elts))
    if isinstance(node, ast.Name | ast.Attribute):
        # A constant of the code's own, such as the banner with its badge.
        return (node.id if isinstance(node, ast.Name) else node.attr).isupper()
    return isinstance(node, ast.Constant)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_no_page_shows_a_text_past_the_gate(file):
    if file.name != "say.py":
        assert past_the_gate(file) == []


def test_a_planted_text_past_the_gate_is_found(tmp_path):
    planted = tmp_path / "page.py"
    planted.write_text(
        "st.markdown(f'{name}')\nleft.caption(name)\nst.html(name)\nst.error(STOP)\n"
        "st.markdown('ours', unsafe_allow_html=True)\nsay.markdown(name)\n"
    )
    lines = sorted(found.split(":")[0] for found in past_the_gate(planted))
    assert lines == [f"page.py, line {number}" for number in (1, 2, 3, 5)]


# Gives the right answer

HOSTILE = [
    "![a](http://evil.example/p.png)",
    "[b](javascript:alert(1))",
    "<http://evil.example>",
    "HTTPS://evil.example",
    "hhttp://evil.example",
    r"http:\//evil.example",
    "http&#58;//evil.example",
    "www.evil.example",
    r"www\.evil.example",
    "me@evil.example",
    r"me\@evil.example",
    "<img src=x onerror=alert(1)>",
    r"$\frac{1}{2}$",
    ":material/home:",
    ":100:",
    ":red[x]",
    "`code`",
    "a|b",
    "[ref]: http://evil.example",
    "\\",
    "\\\\![a](b)",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("gate", [plain, sentence])
def test_what_passed_a_gate_begins_nothing_in_markdown(gate, text):
    shown = gate(text)
    bare = without_escapes(shown)
    for letter in "[]<>`$|_~":
        assert letter not in bare
    assert "://" not in shown.replace("\\", "")
    assert "www." not in shown.replace("\\", "").lower()
    assert "@e" not in shown
    assert ":material" not in shown.replace("\\", "")
    assert ":100:" not in shown.replace("\\", "")
    assert "&#" not in bare.replace("\\", "") or "\\&#" in shown


@pytest.mark.parametrize("text", [*HOSTILE, "**2 zones** of *Swale*\n- one\n- two"])
def test_a_sentence_may_pass_the_gate_twice(text):
    assert sentence(sentence(text)) == sentence(text)
    assert sentence(plain(text)) == plain(text)


def test_our_own_bold_italics_and_lists_stay():
    text = "**2 zones**, *asb*:\n\n- one\n1. two (3.5%, 10:30)"
    assert sentence(text) == text


def test_a_name_reads_as_it_is_written():
    assert without_backslashes(plain("O'Neil & Son [A_1]*")) == "O'Neil & Son [A_1]*"
    assert plain("www.a.b").replace(JOINER, "") == "www.a.b"


def without_escapes(text: str) -> str:
    parts, letters = [], iter(text)
    for letter in letters:
        if letter == "\\":
            next(letters, None)
        else:
            parts.append(letter)
    return "".join(parts)


def without_backslashes(text: str) -> str:
    return text.replace("\\", "")
