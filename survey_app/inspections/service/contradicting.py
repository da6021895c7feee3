"""A visit that came from another instance and contradicts the one here: read beside it, taken after all."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from survey_app import media
from survey_app.errors import NotFound
from survey_app.inspections.merging import Part, apart_from, merge
from survey_app.inspections.model import Given, State, Visit
from survey_app.inspections.service.carrying import Sender, files_carried
from survey_app.inspections.service.fitting import asked_names
from survey_app.inspections.service.judging import instrument_of
from survey_app.inspections.service.parts import LATE, MERGED
from survey_app.inspections.store import parts as part_rows
from survey_app.inspections.store import visits as rows
from survey_app.responses import service as responses
from survey_app.store import Database


def said_in(came: Mapping[str, Any]) -> dict[str, Given]:
    """Address -> answer of a visit on its way, as it was typed: its draft, or what was handed in."""
    if came["visit"]["draft"]:
        draft: dict[str, Given] = json.loads(came["visit"]["draft"])
        return {place: given for place, given in draft.items() if given}
    answers = json.loads(came["response"]["response"]["document"])["answers"] if came["response"] else {}
    return {place: _typed(answer) for place, answer in answers.items() if answer not in (None, "", [])}


def said_here(db: Database, here: Visit) -> dict[str, Given]:
    """The same of a visit as it stands here; nothing of one whose response was purged."""
    if here.state is State.DRAFT:
        return {place: given for place, given in here.draft.items() if given}
    row = responses.response(db, here.id)
    answers = json.loads(row.document)["answers"] if row else {}
    return {place: _typed(answer) for place, answer in answers.items() if answer not in (None, "", [])}


def take_further(db: Database, came: Mapping[str, Any], sender: Sender, now: datetime) -> None:
    """Keep what came as a further record of its visit, within the caller's write.

    Beside a visit that was handed in it is kept as what comes late; into a draft it is merged, and what
    differs waits for the team. Raises NotFound when the visit is not here any more.
    """
    row = came["visit"]
    here = rows.find(db, row["id"])
    if here is None:
        raise NotFound("no_such_visit")
    record = str(uuid5(NAMESPACE_URL, f"taken:{sender.id}/{row['id']}/{row['revision']}"))
    by = row["submitted_by"] or row["made_by"]
    device = apart_from(sender.device, record)
    answers, sequence = said_in(came), int(row["revision"])
    part = Part(record, device, by, frozenset(), answers, {}, finished=False, sequence=sequence)
    names = files_carried(came)
    rows.add_photos(db, here.id, media.sizes(db, names))
    at = now.isoformat()
    if here.state is State.SUBMITTED:
        part_rows.add_part(db, here.id, part, LATE, at)
        return
    before = [one.part for one in part_rows.parts(db, here.id)]
    open_ = part_rows.open_differences(db, here.id)
    merged = merge(here.draft, open_, before, part, asked_names(instrument_of(db, here)))
    part_rows.add_part(db, here.id, part, MERGED, at)
    part_rows.put_open_differences(db, here.id, merged.differences, at)
    rows.save_draft(db, here.id, merged.draft)


def _typed(answer: object) -> Given:
    if isinstance(answer, list | tuple):
        return [str(one) for one in answer]
    return str(int(answer)) if isinstance(answer, float) and answer.is_integer() else str(answer)
