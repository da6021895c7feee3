"""Rounds of a checklist: nothing is rated, so there are no results, and every door says so."""

from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forms import compile_workbook, load_shipped
from survey_app import store, web
from survey_app.accounts.model import Role
from survey_app.cli import main
from survey_app.instruments import service as instruments
from survey_app.rounds import service as rounds


@pytest.fixture
def checklist(place: Any) -> Any:
    """The field with a round K1 of the shipped checklist."""
    form = compile_workbook(load_shipped("counter_check"), "counter_check.md")

    def add(db: store.Database) -> None:
        instruments.publish(db, form, b"", "form.md", web.now())
        rounds.add_round(db, "K1", "counter_check", place.today, place.today + timedelta(9))

    place.store.write(add)
    return place


def run(place: Any, *words: str) -> Result:
    return CliRunner().invoke(main, ["--instance", str(place.store.instance.root), *words])


def test_rounds__of_a_checklist__is_not_among_the_results(checklist: Any, sign_in: Any) -> None:
    page = sign_in(checklist.store, Role.VIEWER).get("/results").text
    assert "/results/R1" in page
    assert "K1" not in page


@pytest.mark.parametrize("ending", ["", "/factors.csv", "/results.xlsx", "/report.docx"])
def test_round__of_a_checklist__says_that_nothing_is_rated(checklist: Any, sign_in: Any, ending: str) -> None:
    page = sign_in(checklist.store, Role.VIEWER).get(f"/results/K1{ending}")
    assert page.status_code == 404
    assert "Đợt K1 không có kết quả: phiếu của đợt là danh mục kiểm tra" in page.text


def test_commands__on_a_checklist__refuse_in_words(checklist: Any, tmp_path: Any) -> None:
    report = run(checklist, "report", "--round", "K1", "--out", str(tmp_path / "k.docx"))
    assert report.exit_code == 1
    assert "Đợt K1 không có kết quả" in report.stderr
    figures = run(checklist, "indicators", "--instrument", "counter_check")
    assert figures.exit_code == 1
    assert "“counter_check” không có tiêu chí" in figures.stderr
    assert list(tmp_path.glob("k.docx")) == []
