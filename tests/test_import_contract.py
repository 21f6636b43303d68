"""The import contract holds, and a planted upward import breaks it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLANTED = [
    ("method/evaluation/rates.py", "hotspots.presentation.words.numbers"),
    ("sources/reading.py", "hotspots.method.zoning.counts"),
    ("disclosure/policy.py", "hotspots.presentation.colours"),
    ("presentation/colours.py", "hotspots.ui.link"),
    ("method/zoning/counts.py", "hotspots.method.choosing.ranking"),
]


def contract_holds(root: Path) -> bool:
    program = (
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert "Contracts:" in ran.stdout, ran.stdout + ran.stderr
    return ran.returncode == 0


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(
        ROOT / "hotspots",
        tmp_path / "hotspots",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contract_holds(copy):
    assert contract_holds(copy)


@pytest.mark.parametrize(("module", "imported"), PLANTED)
def test_a_planted_upward_import_is_found(copy, module, imported):
    path = copy / "hotspots" / module
    path.write_text(f"{path.read_text('utf-8')}\nimport {imported}\n", "utf-8")
    assert not contract_holds(copy)


def test_a_package_that_is_no_part_of_the_contract_is_found(copy):
    (copy / "hotspots" / "utils").mkdir()
    (copy / "hotspots" / "utils" / "__init__.py").write_text("", "utf-8")
    assert not contract_holds(copy)
