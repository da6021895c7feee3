"""Visits on their way from one instance to another, whole: what was filled in, its response, its findings.

Nothing that somebody filled in here is overwritten. What was handed in there takes the place of a draft only
when the draft says nothing else; two drafts are merged as two tablets' are.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from forms import screens
from survey_app.errors import Conflict
from survey_app.findings.service import carrying as findings
from survey_app.inspections.merging import INSTANCE, Part, merge
from survey_app.inspections.model import Given, State, Visit
from survey_app.inspections.service.cases.visiting import tie, tied
from survey_app.inspections.service.judging import instrument_of
from survey_app.inspections.service.parts import LATE, MERGED
from survey_app.inspections.store import parts as part_rows
from survey_app.inspections.store import visits as rows
from survey_app.responses import service as received
from survey_app.responses.service import carrying as responses
from survey_app.store import Carried, Database, Table, bring, carried, put_instead

_VISIT = Table("inspections_visit", ("id",))
# What hangs on a visit; parts are numbered anew in the order they came.
_MANY = {
    "inspectors": Table("inspections_inspector", ("visit", "username")),
    "photos": Table("inspections_photo", ("visit", "name")),
    "assignments": Table("inspections_assignment", ("visit", "section")),
    "parts": Table("inspections_part", ("number",), local=frozenset({"number"})),
    "differences": Table("inspections_difference", ("visit", "address", "record")),
    "captures": Table("inspections_capture", ("visit", "name", "address")),
}


class Outcome(StrEnum):
    """What became of a visit that came: stored, known already, merged into the draft, or handed in there
    where a draft stood here."""

    NEW = "new"
    KNOWN = "known"
    MERGED = "merged"
    HANDED_IN = "handed_in"


@dataclass(frozen=True, slots=True)
class Sender:
    """The instance a visit came from, and what it had been given of that visit before ('' for nothing)."""

    id: str
    began: str = ""

    @property
    def device(self) -> str:
        """What stands for a tablet's id in the parts that came from there."""
        return f"{INSTANCE}{self.id[:16]}"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a visit, and what of it went on here otherwise: ids of findings, its response."""

    outcome: Outcome
    findings: list[str] = field(default_factory=list)
    changes: bool = True


def every_visit(db: Database, rounds: Collection[str]) -> list[tuple[str, str]]:
    """Id and unit of every visit of those rounds, by id."""
    return rows.ids(db, rounds)


def is_here(db: Database, id_: str) -> bool:
    """Whether there is a visit of that id."""
    return rows.find(db, id_) is not None


def carried_visit(db: Database, id_: str) -> Carried:
    """All there is of a visit: also its response once it was handed in, and its findings."""
    row = carried(db, _VISIT, id=id_)[0]
    many = {name: carried(db, table, visit=id_) for name, table in _MANY.items()}
    return {
        "visit": row,
        **many,
        "response": responses.carried_response(db, id_),
        "findings": findings.carried_findings(db, id_),
    }


def files_carried(came: Mapping[str, Any]) -> list[str]:
    """The names of the files a visit on its way names, each once."""
    names = [str(photo["name"]) for photo in came["photos"]]
    names += [str(capture["name"]) for capture in came["captures"]]
    if came["response"]:
        names += responses.files_carried(came["response"])
    return sorted({*names, *findings.photos_carried(came["findings"])})


def people_carried(came: Mapping[str, Any]) -> set[str]:
    """The user names that the findings of a visit on its way name."""
    return findings.people_carried(came["findings"])


def draft_digest(came: Mapping[str, Any]) -> str:
    """A mark of what a visit on its way says as a draft; '' once it was handed in."""
    return _digest(json.loads(came["visit"]["draft"])) if came["visit"]["draft"] else ""


def foresee(db: Database, came: Mapping[str, Any], sender: Sender) -> Outcome:
    """What would become of a visit that came; nothing is stored. Raises Conflict as `take_visit` does."""
    here = rows.find(db, came["visit"]["id"])
    there_done = came["visit"]["state"] == State.SUBMITTED
    if here is None:
        return Outcome.NEW
    if not there_done:
        return Outcome.MERGED if _new_part(db, here, came, sender) else Outcome.KNOWN
    if here.state is State.DRAFT:
        _check_says_no_more(db, here, came, sender)
        return Outcome.HANDED_IN
    stored = received.response(db, here.id)
    if stored is None:
        raise Conflict("carried_response_purged")
    if stored.document != came["response"]["response"]["document"]:
        raise Conflict("carried_visit_differs")
    return Outcome.KNOWN


def take_visit(
    db: Database, key: bytes, came: Mapping[str, Any], sender: Sender, today: date, now: datetime
) -> Brought:
    """What became of a visit that came, within the caller's write.

    Raises Conflict when it was handed in here with other answers, when the draft here says what the visit
    handed in there does not, or when the response was removed here; then nothing of it is stored.
    """
    row = came["visit"]
    here = rows.find(db, row["id"])
    there_done = row["state"] == State.SUBMITTED
    if here is None:
        bring(db, _VISIT, row)
        outcome = Outcome.NEW
    elif here.state is State.DRAFT and there_done:
        _check_says_no_more(db, here, came, sender)
        outcome = Outcome.HANDED_IN
    else:
        outcome = Outcome.KNOWN
    _bring_many(db, came)
    brought = rows.find(db, row["id"]) if here is None else None
    if brought and findings.are_as_found(came["findings"]):
        tie(db, brought, "", today)
    changes = _take_response(db, key, came, today)
    differing = findings.take_findings(db, came["findings"], *tied(db, row["id"]))
    if outcome is Outcome.NEW and not there_done:
        # What it says next time is told from what it said now.
        part_rows.add_part(db, row["id"], _as_part(came, sender, {}), MERGED, now.isoformat())
    if outcome is Outcome.HANDED_IN:
        put_instead(db, _VISIT, row)
    elif here is not None and not there_done and _take_draft(db, here, came, sender, now):
        outcome = Outcome.MERGED
    return Brought(outcome, differing, changes)


def _bring_many(db: Database, came: Mapping[str, Any]) -> None:
    for name, table in _MANY.items():
        for row in came[name]:
            bring(db, table, row)  # a part has a number of its own here, but its record is kept once


def _take_response(db: Database, key: bytes, came: Mapping[str, Any], today: date) -> bool:
    """Whether the response of a visit is here with all that was done to it. Raises Conflict for another."""
    if not came["response"]:
        return True
    taken = responses.take_responses(db, key, [came["response"]], today)
    if taken.purged:
        raise Conflict("carried_response_purged")
    if taken.differing:
        raise Conflict("carried_visit_differs")
    return responses.take_changes(db, came["response"], today)


def _check_says_no_more(db: Database, here: Visit, came: Mapping[str, Any], sender: Sender) -> None:
    """Raise Conflict when the draft here says what the visit that was handed in there does not.

    What it says as it went there, or as it came from there last, was known there.
    """
    last = _last_from(part_rows.parts(db, here.id), sender)
    if _digest(here.draft) in (sender.began, _digest(last)):
        return
    final = json.loads(came["response"]["response"]["document"])
    answers = {**final.get("dropped", {}), **final["answers"]}
    if any(
        given and _spelled(answers.get(place, "")) != _spelled(given) for place, given in here.draft.items()
    ):
        raise Conflict("carried_draft_differs")


def _take_draft(db: Database, here: Visit, came: Mapping[str, Any], sender: Sender, now: datetime) -> bool:
    """Whether what a draft says there was new here: merged as a tablet's part, or kept beside what was
    handed in here."""
    kept, part = part_rows.parts(db, here.id), _new_part(db, here, came, sender)
    if part is None:
        return False
    if here.state is State.SUBMITTED:
        part_rows.add_part(db, here.id, part, LATE, now.isoformat())
        return True
    instrument = instrument_of(db, here)
    theirs = {one["record"] for one in came["parts"]}
    names: frozenset[str] = frozenset().union(*(screen.names for screen in screens(instrument)))
    before = [one.part for one in kept if one.part.record not in theirs]
    merged = merge(here.draft, part_rows.open_differences(db, here.id), before, part, names)
    part_rows.add_part(db, here.id, part, MERGED, now.isoformat())
    part_rows.put_open_differences(db, here.id, merged.differences, now.isoformat())
    rows.save_draft(db, here.id, merged.draft)
    return True


def _new_part(db: Database, here: Visit, came: Mapping[str, Any], sender: Sender) -> Part | None:
    """What a draft says there, None when nothing of it is new here."""
    kept = part_rows.parts(db, here.id)
    part = _as_part(came, sender, _last_from(kept, sender))
    if any(one.part.device == sender.device and one.part.sequence >= part.sequence for one in kept):
        return None  # an older bundle that comes after a newer one
    known = part.answers in (here.draft, part.base) or not any(part.answers.values())
    return None if known else part


def _as_part(came: Mapping[str, Any], sender: Sender, base: Mapping[str, Given]) -> Part:
    """A draft that came as what a tablet sends; it speaks for no section, so it finishes and opens none."""
    row = came["visit"]
    revision = int(row["revision"])
    record = str(uuid5(NAMESPACE_URL, f"carried:{sender.id}/{row['id']}/{revision}"))
    draft: dict[str, Given] = json.loads(row["draft"])
    return Part(
        record,
        sender.device,
        row["made_by"],
        frozenset(),
        draft,
        base,
        finished=False,
        sequence=revision,
    )


def _last_from(kept: Sequence[part_rows.Came], sender: Sender) -> Mapping[str, Given]:
    """What the draft of that instance said when it came last; nothing before."""
    return next((one.part.answers for one in reversed(kept) if one.part.device == sender.device), {})


def _digest(draft: Mapping[str, Given]) -> str:
    said = {place: given for place, given in draft.items() if given}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _spelled(answer: object) -> list[str]:
    """An answer as it compares, typed or judged: 20, 20.0 and '20' are the same."""
    if isinstance(answer, list | tuple):
        return sorted(str(one) for one in answer)
    if isinstance(answer, float) and answer.is_integer():
        answer = int(answer)
    return sorted(str(answer).split()) if answer != "" else []
