"""Visits to the same place on the same day: two tablets without a network may have made one each."""

from collections.abc import Iterable

from survey_app.inspections.model import Visit
from survey_app.inspections.store import visits as rows
from survey_app.store import Database


def doubled(db: Database, visits: Iterable[Visit]) -> dict[str, list[Visit]]:
    """Visit -> the others of its round to its place on its day; without those that have none."""
    found = rows.same(db, [one.id for one in visits])
    others = {id_: rows.find(db, id_) for id_ in {one for some in found.values() for one in some}}
    return {id_: [one for other in some if (one := others[other])] for id_, some in found.items()}
