"""Rounds of two versions of one form: an answer means the same whichever version it was given to."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pytest

import analysis
from forms import Compiled, check, compile_workbook
from survey_app import store, web
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.model import Context
from survey_app.results.dataset import bring_up_to_date
from survey_app.rounds import service as rounds

FORM = """\
| survey |                  |       |         |           |        |
|        | type             | name  | label   | role      | factor |
|        | select_one words | q     | Hỏi     | criterion | {factor} |
|        | select_one more  | {name} | Hỏi nữa |          |        |

| choices |           |      |         |           |
|         | list_name | name | label   | satisfied |
{choices}
|         | more      | x    | X       |           |

| settings |         |         |            |
|          | form_id | version | form_title |
|          | phieu   | {version} | Phiếu    |
"""
# The second version puts the list the other way round, leaves one choice out and takes one in.
LISTS = {"9": ("bad no", "middling no", "good yes"), "10": ("good yes", "bad no", "excellent yes")}
NAMES = {"9": {"name": "old", "factor": "access"}, "10": {"name": "new", "factor": "staff"}}


@cache
def form(version: str) -> Compiled:
    choices = "\n".join(
        f"| | words | {name} | {name} | {satisfied} |" for name, satisfied in map(str.split, LISTS[version])
    )
    text = FORM.format(version=version, choices=choices, **NAMES[version])
    return compile_workbook(text.encode(), "form.md")


@pytest.fixture
def folder(office: Any, tmp_path: Path) -> Path:
    """A dataset of ten responses to each version: 9 has 5 good, 4 middling, 1 bad; 10 has 2 bad, 8 good."""
    given = {"9": "good " * 5 + "middling " * 4 + "bad", "10": "bad " * 2 + "good " * 5 + "excellent " * 3}

    def furnish(db: store.Database) -> None:
        around = (office.today - timedelta(9), office.today + timedelta(9))
        for version in given:
            instruments.publish(db, form(version), b"", "form.md", web.now())
            rounds.add_round(db, f"V{version}", "phieu", *around)

    office.store.write(furnish)
    for version, answers in given.items():
        for answer in answers.split():
            checked = check(form(version).instrument, {"q": answer})
            responses.accept(office.store, checked, office.context(f"V{version}"))
    bring_up_to_date(office.store, tmp_path / "dataset")
    return tmp_path / "dataset"


def test_union__of_a_removed_and_a_reordered_choice__counts_each_by_its_name(folder: Path) -> None:
    counts = analysis.distribution(analysis.read([folder]), "phieu")
    valid = counts[(counts["item"] == "q") & (counts["kind"] == "valid")]
    found = {(row.round, row.choice): (row.code, row.n) for row in valid.itertuples()}
    assert found == {
        ("V9", "bad"): (1, 1),
        ("V9", "middling"): (2, 4),
        ("V9", "good"): (3, 5),
        ("V10", "bad"): (1, 2),
        ("V10", "good"): (3, 5),
        ("V10", "excellent"): (4, 3),
    }


def test_union__of_two_versions__judges_each_by_its_own_choices(folder: Path) -> None:
    shares = analysis.indicators(analysis.read([folder]), "phieu")
    found = {row.round: row.est for row in shares.itertuples() if row.level == "criterion"}
    assert found == {"V9": 0.5, "V10": 0.8}


def test_union__where_versions_differ_on_a_factor__the_one_published_last_counts(folder: Path) -> None:
    shares = analysis.indicators(analysis.read([folder]), "phieu")
    assert set(shares.loc[shares["level"] == "factor", "indicator"]) == {"staff"}


def test_union__of_versions__keeps_the_label_of_what_was_taken_out(folder: Path) -> None:
    book = analysis.read([folder]).codebook
    rows = book[(book["item"] == "q") & (book["choice"] == "middling")]
    assert [(row.version, row.code, row.choice_label_vi) for row in rows.itertuples()] == [
        ("9", 2, "middling")
    ]


def test_union__of_items__has_those_of_either_version(folder: Path) -> None:
    counts = analysis.distribution(analysis.read([folder]), "phieu")
    assert set(counts["item"]) == {"q", "old", "new"}


def test_union__responses_to_the_old_version__keep_it(folder: Path) -> None:
    query = f"SELECT version, count(*) FROM '{folder}/responses/*.parquet' GROUP BY ALL ORDER BY ALL"  # noqa: S608
    with duckdb.connect() as connection:
        assert connection.execute(query).fetchall() == [("10", 10), ("9", 10)]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The dataset of an office that never published version 9: six good and four bad answers to 10."""
    opened = store.create(store.Instance(tmp_path / "other"))
    today = local_day(web.now())

    def furnish(db: store.Database) -> None:
        places.load_provinces(db)
        instruments.publish(db, form("10"), b"", "form.md", web.now())
        rounds.add_round(db, "V10", "phieu", today - timedelta(9), today + timedelta(9))

    opened.write(furnish)
    for number in range(10):
        checked = check(form("10").instrument, {"q": "good" if number < 6 else "bad"})
        where = {"round": "V10", "counter": "01", "mode": "kiosk", "tier": "K", "day": today, "slot": 4}
        responses.accept(opened, checked, Context(uuid=str(uuid4()), **where))
    bring_up_to_date(opened, tmp_path / "elsewhere")
    opened.close()
    return tmp_path / "elsewhere"


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
@pytest.mark.parametrize("swapped", [False, True])
def test_union__of_offices_that_published_other_versions__adds_up_by_choice(
    folder: Path, elsewhere: Path, engine: str, swapped: bool
) -> None:
    folders = [elsewhere, folder] if swapped else [folder, elsewhere]
    both = analysis.read(folders)
    assert len(both.recodes) > 0
    counts = analysis.distribution(both, "phieu", engine=engine)
    valid = counts[(counts["item"] == "q") & (counts["kind"] == "valid") & (counts["n"] > 0)]
    found = {(row.round, row.choice): row.n for row in valid.itertuples()}
    assert found == {
        ("V9", "bad"): 1,
        ("V9", "middling"): 4,
        ("V9", "good"): 5,
        ("V10", "bad"): 2 + 4,
        ("V10", "good"): 5 + 6,
        ("V10", "excellent"): 3,
    }
    shares = analysis.indicators(both, "phieu", engine=engine)
    of_ten = shares[(shares["level"] == "criterion") & (shares["round"] == "V10")]
    assert of_ten["est"].round(9).tolist() == [14 / 20]
