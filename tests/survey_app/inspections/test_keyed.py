"""A checklist keyed from paper: a visit handed in with its findings, once, that says which paper it was."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from forms import load_shipped
from survey_app.errors import NotFound
from survey_app.findings import service as findings
from survey_app.inspections import service
from survey_app.inspections.model import State, Who
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.responses.service import keying
from survey_app.rounds import service as rounds
from tests.survey_app.conftest import NOW, TODAY, compiled
from wording import say

Browse = Callable[..., Any]
FAILS = {"B01": "no"}


@pytest.fixture
def checked_on_paper(office: Any, staff: Browse) -> tuple[Any, UUID, Any, Any]:
    """The office, the response of the form P-002 keyed by two and settled by a third, and the two pages."""
    one, other, chief = staff("inspector"), staff("inspector"), staff("administrator")
    content, store = load_shipped("counter_check"), office.store
    store.write(lambda db: instruments.publish(db, compiled("counter_check"), content, "c.md", NOW))
    store.write(lambda db: rounds.add_round(db, "V1", "counter_check", TODAY, TODAY))
    wave = rounds.round_(store.read(), "V1")
    sheet = keying.key_first(store, uuid4(), wave, "Q1", TODAY, "P-002", {"B01": "yes"}, one.username, TODAY)
    field = compiled("counter_check").instrument.item("B01").field
    assert other.post(f"/keying/{sheet.id}", **{field: "no", "as_written": "y"}).status_code == 303
    assert chief.post(f"/keying/{sheet.id}/settle", d0="second", as_written="y").status_code == 303
    (row,) = store.read().query("SELECT response FROM responses_sheet")
    return office, UUID(row["response"]), one, chief


def test_checklist_from_paper__settled__is_a_visit_of_its_day_with_its_findings(
    checked_on_paper: tuple[Any, UUID, Any, Any],
) -> None:
    office, response, one, chief = checked_on_paper
    db = office.store.read()
    visit = service.visit(db, str(response), Who("x", administrator=True))
    assert (visit.state, visit.unit, visit.day, visit.round) == (State.SUBMITTED, "Q1", TODAY, "V1")
    assert (visit.failed, visit.submitted_by) == (1, chief.username)
    row = responses.response(db, str(response))
    assert row is not None
    assert row.mode == "paper_keyed"
    (found,) = findings.visit_findings(db, str(response))
    assert found.unit == "Q1"
    with pytest.raises(NotFound):
        keying.sheet(db, str(response))
    progress = service.progress(db, visit)
    assert progress is not None
    assert progress.checked.document == row.document
    assert one.client.get(f"/inspections/{response}").status_code == 200


def test_response_from_paper__names_the_form_and_who_keyed_and_settled_it(
    checked_on_paper: tuple[Any, UUID, Any, Any],
) -> None:
    _, response, _, chief = checked_on_paper
    keyed, settled = say("vi", "keying.keyed_by"), say("vi", "keying.settled_by")
    for path in (f"/responses/{response}", f"/inspections/{response}"):
        text = " ".join(chief.client.get(path).text.split())
        assert "P-002" in text
        assert f"<dt>{keyed}</dt><dd>Nguyễn Thị Ánh, Nguyễn Thị Ánh</dd>" in text
        assert f"<dt>{settled}</dt><dd>Nguyễn Thị Ánh</dd>" in text
    assert "P-002" in chief.client.get(f"/inspections/{response}/print").text


def test_desk__asked_for_the_number_of_a_form__finds_its_response(
    checked_on_paper: tuple[Any, UUID, Any, Any],
) -> None:
    _, response, _, chief = checked_on_paper
    assert f"/responses/{response}" in chief.client.get("/responses?serial=%20p-002").text
    assert f"/responses/{response}" not in chief.client.get("/responses?serial=P-003").text
