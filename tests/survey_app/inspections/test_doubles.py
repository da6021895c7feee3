"""Visits to the same place on the same day: flagged on the list and on the page of each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from survey_app.inspections import service
from wording import say

TITLE, SHORT = say("vi", "inspections.doubled_title"), say("vi", "inspections.same_short")


def test_visits__to_the_same_place_on_the_same_day__lead_to_each_other(
    team: Any, tablet: Callable[..., Any]
) -> None:
    first, second = team.make(), team.make(team.new(inspectors=()), team.binh)
    other_day = team.make(team.new(day=team.today - timedelta(1)))
    found = service.doubled(team.store.read(), [first, second, other_day], team.anh)
    assert {id_: [one.id for one in some] for id_, some in found.items()} == {
        first.id: [second.id],
        second.id: [first.id],
    }
    chief = tablet("chief")
    assert chief.open("/inspections").text.count(SHORT) == 2
    for one, other in ((first, second), (second, first)):
        page = chief.open(f"/inspections/{one.id}").text
        assert TITLE in page
        assert f'href="/inspections/{other.id}"' in page
    assert TITLE not in chief.open(f"/inspections/{other_day.id}").text


def test_visit__of_others_to_the_same_place__is_named_without_a_link(
    team: Any, tablet: Callable[..., Any]
) -> None:
    mine, theirs = team.make(), team.make(team.new(inspectors=()), team.stranger)
    page = tablet("anh").open(f"/inspections/{mine.id}").text
    assert "Lê Cường" in page
    assert theirs.id not in page
