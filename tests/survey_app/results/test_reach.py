from typing import Any

import pytest

from survey_app.accounts.model import Asker, Role
from survey_app.errors import NotFound
from survey_app.results import service
from survey_app.results.model import Request
from survey_app.rounds import service as rounds


def asked(office: Any, unit: str, *units: str, everywhere: bool = False) -> str:
    """The unit whose results are shown when somebody who acts for ``units`` asks for ``unit``."""
    db = office.store.read()
    asker = Asker("ann", Role.LEADER, None if everywhere else units)
    request = Request("R1", unit, "", "", "vi")
    return service.within_reach(db, rounds.round_(db, "R1"), request, asker).unit


def test_results__for_everywhere__are_what_was_asked(office: Any) -> None:
    assert [asked(office, unit, everywhere=True) for unit in ("", "01", "Q1")] == ["", "01", "Q1"]


def test_results__for_some_units__are_theirs_and_what_is_below(office: Any) -> None:
    assert [asked(office, unit, "T1") for unit in ("", "T1", "Q1")] == ["T1", "T1", "Q1"]


@pytest.mark.parametrize(("unit", "units"), [("C1", ("T1",)), ("01", ("T1",)), ("Q1", ("02",)), ("", ())])
def test_results__beyond_reach__are_not_there(office: Any, unit: str, units: tuple[str, ...]) -> None:
    with pytest.raises(NotFound):
        asked(office, unit, *units)
