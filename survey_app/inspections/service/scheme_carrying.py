"""Schemes on their way from one instance to another: what a score there was given by is there or said to be
missing here; nothing that was scored here moves."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from survey_app.errors import Conflict
from survey_app.inspections.model.scores import NewScheme, Scheme
from survey_app.inspections.service.scores import (
    last_scored_day,
    read_scheme,
    scheme_on,
    schemes,
    written_scheme,
)
from survey_app.inspections.store import schemes as rows
from survey_app.store import Carried, Database


def schemes_for_trip(db: Database) -> list[Carried]:
    """The schemes the office made, by number: an instance for a trip follows them."""
    return [_carried(one, ()) for one in reversed(schemes(db)) if one.made_at]


def schemes_of_days(db: Database, days: Collection[str]) -> Iterator[Carried]:
    """The schemes by which visits of ``days`` (ISO) were scored, each with those days."""
    by_number: dict[int, list[str]] = {}
    for day in sorted(days):
        by_number.setdefault(scheme_on(db, date.fromisoformat(day)).number, []).append(day)
    for one in reversed(schemes(db)):
        if one.number in by_number:
            yield _carried(one, by_number[one.number])


def name_of(came: Mapping[str, Any]) -> str:
    """What a scheme on its way is called: its number and name there, as it can stand in an address."""
    return f"{came['number']} {read_scheme(came['content']).name}".replace("/", "-")


def take_scheme(db: Database, came: Mapping[str, Any], *, adopts: bool) -> bool:
    """Whether a scheme that came is followed here from now on (``adopts``) and was not before.

    Raises Conflict where visits of its days are scored otherwise here, or it cannot follow what is here.
    """
    number, said = int(came["number"]), read_scheme(came["content"])
    here = schemes(db)
    if came["days"]:
        of_days = [scheme_on(db, date.fromisoformat(day)) for day in came["days"]]
        same = all(_alike(one.said, said) for one in of_days)
    else:
        same = any(one.number == number and one.said == said for one in here)
    if same:
        return False
    last, begins = last_scored_day(db), said.valid_from
    if not adopts or number != here[0].number + 1 or begins is None or (last and begins <= last):
        raise Conflict("carried_scheme_other", scheme=name_of(came))
    rows.insert(db, Scheme(number, said, begins, came["by"], datetime.fromisoformat(came["at"])))
    return True


def _carried(of: Scheme, days: Collection[str]) -> Carried:
    at = of.made_at.isoformat(timespec="microseconds") if of.made_at else ""
    content = written_scheme(of)
    return {"number": of.number, "content": content, "by": of.made_by, "at": at, "days": [*days]}


def _alike(one: NewScheme, other: NewScheme) -> bool:
    """Whether both score alike and are called alike, from whatever day."""
    return replace(one, valid_from=None) == replace(other, valid_from=None)
