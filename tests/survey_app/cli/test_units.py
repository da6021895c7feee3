import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey_app import store
from survey_app.cli import main
from survey_app.places import service
from survey_app.places.unit_file import COLUMNS


@pytest.fixture
def units(opened: store.Store, tmp_path: Path) -> Path:
    opened.write(service.load_provinces)
    file = tmp_path / "units.csv"
    file.write_text(
        ",".join(COLUMNS) + "\n"
        "00001,Phường Ba Đình,Ba Dinh Ward,commune,01,2025-07-01,,,\n"
        "00001-Q1,Quầy số 1,Counter 1,counter,00001,,,,\n",
        encoding="utf-8",
    )
    return file


def run(instance: store.Instance, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--instance", str(instance.root), *arguments])


def test_units_import__good_file__says_what_it_did(instance: store.Instance, units: Path) -> None:
    first, again = (run(instance, "units", "import", str(units)) for _ in range(2))
    assert (first.exit_code, first.stdout) == (0, "Thêm 2, sửa 0, giữ nguyên 0.\n")
    assert (again.exit_code, again.stdout) == (0, "Thêm 0, sửa 0, giữ nguyên 2.\n")


def test_units_import__row_that_leaves_units_alone__is_taken_with_a_warning(
    instance: store.Instance, units: Path, tmp_path: Path
) -> None:
    run(instance, "units", "import", str(units))
    ending = tmp_path / "ending.csv"
    ending.write_text(
        ",".join(COLUMNS) + "\n00001,Phường Ba Đình,,commune,01,2025-07-01,2026-06-30,,\n", encoding="utf-8"
    )
    result = run(instance, "units", "import", str(ending))
    assert (result.exit_code, result.stdout) == (0, "Thêm 0, sửa 1, giữ nguyên 0.\n")
    assert result.stderr.startswith("ending.csv:2: ")
    assert "00001-Q1 Quầy số 1" in result.stderr


def test_units_import__bad_file__prints_every_problem_with_its_row(
    instance: store.Instance, units: Path
) -> None:
    with units.open("a", encoding="utf-8") as stream:
        stream.write("A,Xã A,,village,01,,,,\nB,Xã B,,commune,99,,,,\n")
    result = run(instance, "units", "import", str(units), "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.split(": ", 1)[0] for line in result.stderr.splitlines()] == ["units.csv:4", "units.csv:5"]
    assert "“village”" in result.stderr


def test_units_import__no_such_file__exits_1(instance: store.Instance, units: Path) -> None:
    result = run(instance, "units", "import", "absent.csv")
    assert result.exit_code == 1
    assert "absent.csv" in result.stderr


def test_units_list__under_a_province__prints_what_stands_below(
    instance: store.Instance, units: Path
) -> None:
    run(instance, "units", "import", str(units))
    result = run(instance, "units", "list", "--under", "01", "--on", "2026-01-01")
    assert result.stdout == "00001\tcommune\tPhường Ba Đình\t01\n00001-Q1\tcounter\tQuầy số 1\t00001\n"


def test_units_list__day_before_the_reform__lists_the_predecessors(
    instance: store.Instance, units: Path
) -> None:
    result = run(instance, "units", "list", "--on", "2025-06-30", "--lang", "en")
    lines = [line for line in result.stdout.splitlines() if "\tprovince\t" in line]
    assert len(lines) == 63
    assert "CU-HA-GIANG\tprovince\tHa Giang\t" in lines


def test_list__into_a_pipe_that_was_closed__ends_without_a_word(
    instance: store.Instance, units: Path, tmp_path: Path
) -> None:
    run(instance, "units", "import", str(units))
    reading, writing = os.pipe()
    os.close(reading)
    said = tmp_path / "said.txt"
    with said.open("wb") as errors:
        words = ["--instance", str(instance.root), "units", "list"]
        command = [sys.executable, "-c", "from survey_app.cli import main; main()", *words]
        subprocess.run(command, stdout=writing, stderr=errors, check=False)
    os.close(writing)
    assert said.read_text("utf-8") == ""
