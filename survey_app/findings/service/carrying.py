"""Findings on their way from one instance to another."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from survey_app.findings import store as rows
from survey_app.places import service as places
from survey_app.store import Carried, Database, Table, bring, carried, known, put_instead

_FINDING = Table("findings_finding", ("id",))
_EVENT = Table("findings_event", ("finding", "revision"))
# What moves on with its events; all else stays as it was found.
_STANDING = ("id", "state", "revision")


def carried_findings(db: Database, visit: str) -> list[Carried]:
    """The findings of a visit, each with what was done with it."""
    return [
        {"finding": one, "events": carried(db, _EVENT, finding=one["id"])}
        for one in carried(db, _FINDING, visit=visit)
    ]


def photos_carried(came: Sequence[Mapping[str, Any]]) -> list[str]:
    """The names of the photos that findings on their way and their events name."""
    found = [name for one in came for name in json.loads(one["finding"]["photos"])]
    return found + [event["photo"] for one in came for event in one["events"] if event["photo"]]


def take_findings(db: Database, came: Sequence[Mapping[str, Any]]) -> list[str]:
    """The ids of the findings that went on here otherwise than there; those stay as they are here.

    A new one keeps its number where that is free, else it gets the next; a known one takes the steps that
    continue its own. Raises NotFound when its unit did not exist on its day.
    """
    return [one["finding"]["id"] for one in came if not _take(db, one["finding"], one["events"])]


def _take(db: Database, row: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all that was done with a finding there is known here now."""
    if known(db, _FINDING, row) is None:
        day = date.fromisoformat(row["found_on"])
        above = "/" + "".join(f"{place.code}/" for place in places.path(db, row["unit"], day))
        number = row["number"]
        if rows.find(db, row["year"], number) is not None:
            number = rows.last_number(db, row["year"]) + 1
        begun = {**row, "above": above, "number": number, "state": "open", "revision": 0}
        bring(db, _FINDING, begun)
    here = carried(db, _EVENT, finding=row["id"])
    there = list(events)
    if here[: len(there)] != there[: len(here)]:
        return False
    if len(there) > len(here):
        put_instead(db, _FINDING, {name: row[name] for name in _STANDING})
        for event in there[len(here) :]:
            bring(db, _EVENT, event)
    return True
