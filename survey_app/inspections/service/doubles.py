"""Visits to the same place on the same day: two tablets without a network may have made one each."""

from collections.abc import Iterable

from survey_app.inspections.model import Visit, Who
from survey_app.inspections.service.visits import is_secret_from
from survey_app.inspections.store import visits as rows
from survey_app.store import Database


def doubled(db: Database, visits: Iterable[Visit], who: Who) -> dict[str, list[Visit]]:
    """Visit -> the others of its round to its place on its day that ``who`` may know of; without those that
    have none."""
    found = rows.same(db, [one.id for one in visits])
    others = {id_: rows.find(db, id_) for id_ in {one for some in found.values() for one in some}}
    known = {id_: one for id_, one in others.items() if one and not is_secret_from(db, one, who)}
    told = {id_: [known[other] for other in some if other in known] for id_, some in found.items()}
    return {id_: some for id_, some in told.items() if some}
