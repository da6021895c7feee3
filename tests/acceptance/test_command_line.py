"""The whole way by commands alone, its figures recomputed from the file that went in."""

import csv
import io
import math
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

SURVEY = Path(sys.executable).parent / "survey"
TODAY = (datetime.now(UTC) + timedelta(hours=7)).date()
FACTORS = {"access": 4, "procedures": 5, "staff": 6, "results": 3, "feedback": 4}
COLUMNS = [
    "round", "instrument", "method", "aggregation", "level", "indicator", "province", "mode", "tier", "n",
    "n_refused", "n_dont_know", "n_not_applicable", "n_unanswered", "numerator", "denominator",
    "est", "se", "lci", "uci", "ci_method",
]  # fmt: skip


class Office:
    """One instance worked on by commands."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [str(SURVEY), "--instance", str(self.root), *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        return done

    def frame(self, *words: object) -> pd.DataFrame:
        out = self.run("indicators", "--instrument", "sipas", "--format", "csv", *words).stdout
        text = {"province": str, "counter": str, "mode": str, "tier": str}
        return pd.read_csv(io.StringIO(out.lstrip("\ufeff")), dtype=text, keep_default_na=False, na_values=[])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    office = Office(folder / "instance")
    office.run("init")
    units = folder / "units.csv"
    units.write_text(
        "code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act\n"
        "C1,Phường Một,,commune,01,2025-07-01,,,\nQ1,Quầy 1,,counter,C1,2025-07-01,,,\n"
        "C2,Phường Hai,,commune,79,2025-07-01,,,\nQ2,Quầy 2,,counter,C2,2025-07-01,,,\n",
        encoding="utf-8",
    )
    office.run("units", "import", units)
    start, end = TODAY - timedelta(30), TODAY + timedelta(30)
    office.run("rounds", "add", "R1", "--instrument", "sipas", "--from", start, "--to", end)
    return office


@pytest.fixture(scope="module")
def items(office: Office) -> dict[str, list[str]]:
    """The criteria of each factor, as the published form names them."""
    from forms import Role, compile_workbook

    source = office.run("instruments", "export", "sipas").stdout.encode()
    instrument = compile_workbook(source, "sipas.md").instrument
    found: dict[str, list[str]] = {}
    for item in instrument.items:
        if item.role is Role.CRITERION and item.factor:
            found.setdefault(item.factor, []).append(item.name)
    required = [item.name for item in instrument.items if item.required is True]
    return {**found, "required": required}


@pytest.fixture(scope="module")
def answers(office: Office, items: dict[str, list[str]]) -> pd.DataFrame:
    """400 responses, imported."""
    chance = random.Random(7)
    rows: list[dict[str, Any]] = []
    for _ in range(400):
        lean = chance.random()
        row: dict[str, Any] = {
            "counter": chance.choice(["Q1", "Q2"]),
            "mode": chance.choice(["qr_phone", "kiosk"]),
            "sex": chance.choices(["female", "male", ""], [10, 9, 1])[0],
            "completed_at": f"{TODAY - timedelta(chance.randint(0, 20))}T09:30",
        }
        for name in items["required"]:
            row[name] = chance.choices(["5", "3", "1", "dk", "na"], [lean * 3, 1, 0.5, 0.2, 0.1])[0]
        rows.append(row)
    frame = pd.DataFrame(rows)
    file = office.root.parent / "answers.csv"
    frame.to_csv(file, index=False)
    office.run("responses", "import", file, "--instrument", "sipas", "--round", "R1")
    return frame


def test_factors__every_published_form__has_its_22_criteria(items: dict[str, list[str]]) -> None:
    assert {factor: len(items[factor]) for factor in FACTORS} == FACTORS


def test_import__same_file_again__adds_nothing(office: Office, answers: pd.DataFrame) -> None:
    file = office.root.parent / "answers.csv"
    office.run("responses", "import", file, "--instrument", "sipas", "--round", "R1")
    assert office.run("responses", "count").stdout == "400\n"


def test_indicators__by_province__are_what_the_file_says(
    office: Office, items: dict[str, list[str]], answers: pd.DataFrame
) -> None:
    frame = office.frame("--by", "province")
    assert list(frame.columns) == COLUMNS
    assert set(frame["tier"]) == {"C", "K"}
    for province, counter in (("01", "Q1"), ("79", "Q2")):
        for mode in ("qr_phone", "kiosk"):
            cell = answers[(answers["counter"] == counter) & (answers["mode"] == mode)]
            shown = frame[(frame["province"] == province) & (frame["mode"] == mode)]
            rows = {(r.aggregation, r.indicator): r for r in shown.itertuples() if r.level == "criterion"}
            for name in items["staff"]:
                valid = cell[name].isin(["1", "3", "5"])
                row = rows["item", name]
                assert (row.n, row.n_dont_know) == (valid.sum(), (cell[name] == "dk").sum())
                assert row.est == pytest.approx((cell[name] == "5").sum() / valid.sum(), abs=1e-11)
                low, high = wilson(row.est, row.n)
                assert (row.lci, row.uci) == pytest.approx((low, high), abs=1e-9)


def test_indicators__pooled_factor__error_comes_from_each_persons_own_sums(
    office: Office, items: dict[str, list[str]], answers: pd.DataFrame
) -> None:
    frame = office.frame("--pool", "--aggregation", "pooled")
    row = frame[(frame["level"] == "factor") & (frame["indicator"] == "procedures")].iloc[0]
    names = items["procedures"]
    satisfied = (answers[names] == "5").sum(axis=1)
    valid = answers[names].isin(["1", "3", "5"]).sum(axis=1)
    share = satisfied.sum() / valid.sum()
    own = (satisfied - share * valid) / valid.sum()
    n = len(answers)
    assert row["est"] == pytest.approx(share, abs=1e-11)
    assert row["se"] == pytest.approx(math.sqrt(n / (n - 1) * (own**2).sum()), rel=1e-9)
    assert row["n"] == (valid > 0).sum()
    assert (row["mode"], row["tier"], row["ci_method"]) == ("all", "all", "wilson_neff")


def test_indicators__other_engine__same_figures(office: Office, answers: pd.DataFrame) -> None:
    duck, panda = (office.frame("--by", "counter", "--engine", engine) for engine in ("duckdb", "pandas"))
    pd.testing.assert_frame_equal(duck, panda, rtol=1e-12, atol=0)


def test_indicators__published__small_cells_are_blank(office: Office, answers: pd.DataFrame) -> None:
    out = office.run(
        "indicators", "--instrument", "sipas", "--by", "counter", "--by", "item:sex", "--publish",
        "--format", "csv",
    ).stdout  # fmt: skip
    for row in csv.DictReader(io.StringIO(out.lstrip("\ufeff"))):
        assert row["n"] == "" or int(row["n"]) >= 10
        assert bool(row["n"]) == bool(row["est"])


def test_indicators__unknown_names__exit_1_and_list_what_there_is(office: Office) -> None:
    for words in (["--by", "galaxy"], ["--round", "R9"], ["--method", "best"], ["--aggregation", "none"]):
        said = office.run("indicators", "--instrument", "sipas", *words, code=1).stderr
        assert words[1] in said
    office.run("indicators", code=2)


def wilson(share: float, n: int) -> tuple[float, float]:
    """Wilson's interval (1927), 95 %."""
    z = 1.959963984540054
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


def test_restore__after_more_came_in__gives_the_same_indicators(
    office: Office, answers: pd.DataFrame
) -> None:
    asked = ("indicators", "--instrument", "sipas", "--by", "counter", "--format", "csv")
    before = office.run(*asked).stdout
    backup = office.run("backup").stdout.strip()
    more = office.root.parent / "more.csv"
    answers.head(50).to_csv(more, index=False)
    office.run("responses", "import", more, "--instrument", "sipas", "--round", "R1")
    assert office.run(*asked).stdout != before
    office.run("restore", backup)
    assert office.run(*asked).stdout == before
    office.run("verify")
