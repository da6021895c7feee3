"""Findings on their way from one instance to another, also from one of an older release."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from survey_app.findings.service.opening import path_text
from survey_app.findings.store import findings as rows
from survey_app.places.model import local_day
from survey_app.store import Carried, Database, Table, bring, carried, known, put_instead

_FINDING = Table("findings_finding", ("id",))
_EVENT = Table("findings_event", ("finding", "revision"))
_REQUEST = Table("findings_request", ("finding", "number"))
# What moves on with its events; all else stays as it was found.
_STANDING: Final = ("id", *rows.MOVING)
_OLD_STATES: Final = {"open": "remedying", "remedied": "reported", "closed": "closed"}
_OLD_STEPS: Final = {"open": "fail", "remedied": "report", "closed": "pass"}


def carried_findings(db: Database, visit: str) -> list[Carried]:
    """The findings of a visit, each with what was done with it and what was asked for."""
    return [
        {
            "finding": one,
            "events": carried(db, _EVENT, finding=one["id"]),
            "requests": carried(db, _REQUEST, finding=one["id"]),
        }
        for one in carried(db, _FINDING, visit=visit)
    ]


def photos_carried(came: Sequence[Mapping[str, Any]]) -> list[str]:
    """The names of the photos and files that findings on their way and their events name."""
    found = []
    for one in map(_of_this_release, came):
        found += json.loads(one["finding"]["photos"])
        found += [name for event in one["events"] for name in json.loads(event["files"])]
    return found


def people_carried(came: Sequence[Mapping[str, Any]]) -> set[str]:
    """The user names that findings on their way name."""
    people: set[str] = set()
    for one in map(_of_this_release, came):
        people |= {*json.loads(one["finding"]["finders"]), one["finding"]["team"]}
        people |= {event["who"] for event in one["events"]}
        people |= {json.loads(event["data"]).get("lead", "") for event in one["events"]}
        people |= {asked[name] for asked in one["requests"] for name in ("asked_by", "decided_by")}
    return {name for name in people if name}


def are_as_found(came: Sequence[Mapping[str, Any]]) -> bool:
    """Whether nothing was done yet with findings on their way, and no case there has them."""
    return not any(one["events"] or one["finding"].get("inspection") for one in came)


def take_findings(
    db: Database, came: Sequence[Mapping[str, Any]], inspection: str = "", team: str = ""
) -> list[str]:
    """The ids of the findings that went on here otherwise than there; those stay as they are here.

    A new one keeps its number where that is free, else it gets the next; a known one takes the steps that
    continue its own. While all are as they were found, new ones belong to ``inspection``, the case their
    visit is one of here, led by ``team``: where they come from nobody knew of it. Raises NotFound when its
    unit did not exist on its day.
    """
    of_case = {"inspection": inspection, "team": team} if inspection and are_as_found(came) else {}
    return [one["finding"]["id"] for one in came if not _take(db, _of_this_release(one), of_case)]


def _take(db: Database, came: Mapping[str, Any], of_case: Mapping[str, str]) -> bool:
    """Whether all that was done with a finding there is known here now."""
    row, there = came["finding"], list(came["events"])
    if known(db, _FINDING, row) is None:
        number = row["number"]
        if rows.find(db, row["year"], number) is not None:
            number = rows.last_number(db, row["year"]) + 1
        above = path_text(db, row["unit"], date.fromisoformat(row["found_on"]))
        begun = {"state": "found", "revision": 0} if there else {}
        bring(db, _FINDING, {**row, **of_case, "above": above, "number": number, **begun})
    here = carried(db, _EVENT, finding=row["id"])
    if here[: len(there)] != there[: len(here)] or _issued_apart(db, row, there[len(here) :]):
        return False
    if len(there) >= len(here):
        _take_requests(db, came["requests"])
    if len(there) > len(here):
        _move_on(db, row, there[len(here) :])
    return True


def _issued_apart(db: Database, row: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what a case found here was issued there by itself: only its conclusion does that."""
    kept = known(db, _FINDING, row)
    apart = kept is not None and kept["inspection"] != row["inspection"]
    return apart and any(event["step"] == "issue" for event in events)


def _take_requests(db: Database, requests: Sequence[Mapping[str, Any]]) -> None:
    for request in requests:
        here = known(db, _REQUEST, request)
        if here is None:
            bring(db, _REQUEST, request)
        elif here["granted"] is None:
            put_instead(db, _REQUEST, request)


def _move_on(db: Database, row: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> None:
    """Let a finding stand as it does there; one that is closed here is opened again on the way."""
    if any(event["step"] == "reopen" for event in events):
        put_instead(db, _FINDING, {"id": row["id"], "state": "remedying"})
    put_instead(db, _FINDING, {name: row[name] for name in _STANDING})
    for event in events:
        bring(db, _EVENT, event)


def _of_this_release(came: Mapping[str, Any]) -> Mapping[str, Any]:
    """A finding as this release knows it: one of before knew only open, remedied and closed."""
    row = came["finding"]
    if "source" in row:
        return came
    events = [_new_event(event) for event in came["events"]]
    state, closed = _OLD_STATES[row["state"]], row["state"] == "closed"
    moved = {
        "source": "visit",
        "inspection": "",
        "team": json.loads(row["finders"])[0],
        "state": state if row["revision"] else "found",
        "told": int(row["revision"] > 0),
        "owner": row["unit"],
        "owner_above": row["above"],
        "ended_on": _day(events, row["found_on"]) if closed else "",
    }
    kept: dict[str, Any] = {name: "" for name in rows.MOVING if name not in moved and name not in row}
    kept |= {"site_check": 0, "extensions": 0, "failures": 0}
    return {"finding": {**row, **kept, **moved}, "events": events, "requests": []}


def _new_event(event: Mapping[str, Any]) -> Mapping[str, Any]:
    begun = "found" if event["revision"] == 1 else "remedying"
    return {
        **{name: event[name] for name in ("finding", "revision", "at", "who", "note")},
        "step": _OLD_STEPS[event["to_state"]],
        "from_state": "reported" if event["from_state"] == "remedied" else begun,
        "to_state": _OLD_STATES[event["to_state"]],
        "files": json.dumps([event["photo"]] if event["photo"] else []),
        "data": "{}",
    }


def _day(events: Sequence[Mapping[str, Any]], else_on: str) -> str:
    moments = [datetime.fromisoformat(event["at"]) for event in events]
    return local_day(max(moments)).isoformat() if moments else else_on
