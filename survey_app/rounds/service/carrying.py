"""Rounds and their codes on their way from one instance to another."""

from collections.abc import Mapping
from typing import Any

from survey_app.errors import Conflict
from survey_app.rounds.service.waves import round_
from survey_app.store import Carried, Database, Table, bring, carried, known

_ROUND = Table("rounds_round", ("code",))
_COLLECTOR = Table("rounds_collector", ("code",))


def carried_round(db: Database, code: str) -> Carried:
    """A round, with its codes. Raises NotFound."""
    found = round_(db, code)
    return {
        "round": carried(db, _ROUND, code=found.code)[0],
        "collectors": carried(db, _COLLECTOR, round=code),
    }


def take_round(db: Database, came: Mapping[str, Any]) -> bool:
    """Whether a round from elsewhere was new here; codes it brings that nothing has here are added.

    The days of a known round stay as they are here. Raises Conflict when the round asks something else here,
    or one of its codes stands for another round or unit.
    """
    row = came["round"]
    new = bring(db, _ROUND, row)
    here = known(db, _ROUND, row) or {}
    if any(here[name] != row[name] for name in ("instrument", "version")):
        raise Conflict("carried_round_differs", round=row["code"], version=here["version"])
    for collector in came["collectors"]:
        bring(db, _COLLECTOR, collector)
        stored = known(db, _COLLECTOR, collector) or {}
        if any(stored[name] != collector[name] for name in ("round", "counter", "mode")):
            raise Conflict("carried_collector_differs", collector["code"])
    return new
