"""Findings as a visit opens them."""

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from survey_app.findings import store as rows
from survey_app.findings.model import Finding, NewFinding, Severity, State
from survey_app.places import service as places
from survey_app.store import Database


def open_findings(
    db: Database, visit: str, unit: str, finders: Sequence[str], day: date, failed: Sequence[NewFinding]
) -> list[Finding]:
    """The findings of a visit, stored as open and numbered in the order given; call it inside a write.

    ``finders`` are all who went on the visit, who handed it in first: none of them closes what it found.
    An item of a visit is found once: a second time fails with the database's IntegrityError. Raises NotFound
    when ``unit`` did not exist on ``day``.
    """
    above = "/" + "".join(f"{place.code}/" for place in places.path(db, unit, day))
    last = rows.last_number(db, day.year)
    opened = []
    for number, new in enumerate(failed, start=last + 1):
        found = Finding(
            # The same item of the same visit has one id wherever it is opened.
            id=str(uuid5(NAMESPACE_URL, f"finding:{visit}/{new.item}")),
            year=day.year,
            number=number,
            visit=visit,
            item=new.item,
            unit=unit,
            code=new.code,
            severity=Severity(new.severity),
            statement=dict(new.statement),
            legal_basis=new.legal_basis,
            note=new.note,
            photos=tuple(new.photos),
            finders=tuple(finders),
            found_on=day,
            state=State.OPEN,
            revision=0,
        )
        rows.insert(db, found, above)
        opened.append(found)
    return opened
