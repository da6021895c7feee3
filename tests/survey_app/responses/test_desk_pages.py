"""A paper form that staff keyed in, on the pages of the responses desk."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from forms import check
from survey_app.instruments import service as instruments
from survey_app.responses import service
from tests.survey_app.inspections.desk import Form


def keyed(office: Any) -> str:
    """The id of a new response that staff keyed in; it waits to be sealed."""
    form = instruments.published(office.store.read(), "counter_rating", "1")
    context = replace(office.context(), mode="paper_keyed", tier=None)
    answers = {item.name: "4" for item in form.items if item.name != "reason"}
    service.accept(office.store, check(form, answers), context)
    return context.uuid


def test_desk__of_a_paper_form__reads_and_corrects_it_before_and_after_sealing(
    office: Any, staff: Callable[..., Any]
) -> None:
    uuid, client = keyed(office), staff("administrator").client
    address, db = f"/responses/{uuid}", office.store.read()
    form = instruments.published(db, "counter_rating", "1")
    assert "Chưa niêm phong" in client.get(address).text
    for made_from, overall in enumerate(("5", "3")):
        fields: dict[str, Any] = {**Form(client.get(f"{address}/correct").text).fields}
        assert fields["made_from"] == [str(made_from)]
        fields |= {form.item("overall").field: overall, "reason": "Gõ nhầm"}
        sent = client.post(f"{address}/correct", data=fields)
        assert sent.status_code == 303, sent.text
        service.seal_round(office.store, "R1", office.today)
    found = service.dossier(db, uuid)
    overalls = [json.loads(found.document(number))["answers"]["overall"] for number in (1, 2, 3)]
    assert overalls == ["4", "5", "3"]
    page = client.get(address).text
    assert page.count("<ins>") == 2
    assert "Chưa niêm phong" not in page
    assert service.verify(db) == []
    assert found.row.slot is not None
    assert "slot" not in page


def test_desk__of_a_paper_form__is_closed_to_an_inspector(office: Any, staff: Callable[..., Any]) -> None:
    uuid = keyed(office)
    client = staff("inspector").client
    assert client.get(f"/responses/{uuid}").status_code == 404
    assert uuid not in client.get("/responses").text
