"""What the serving process never loads: the libraries that compute, and PDFium."""

import subprocess
import sys

import pytest

HEAVY = ("pandas", "numpy", "duckdb", "matplotlib", "scipy", "pypdfium2")
SCRIPT = "import importlib, sys; importlib.import_module(sys.argv[1]); print(*sys.modules)"


def loaded_by(module: str) -> set[str]:
    names = subprocess.check_output([sys.executable, "-c", SCRIPT, module], text=True).split()
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("module", ["survey_app.app", "survey_app.cli.serve", "survey_app.cli.command"])
def test_server__what_it_loads__computes_nothing(module: str) -> None:
    assert loaded_by(module).intersection(HEAVY) == set()


def test_loaded__by_the_worker_of_results__is_seen() -> None:
    assert {"pandas", "duckdb"} <= loaded_by("survey_app.results.dataset")
