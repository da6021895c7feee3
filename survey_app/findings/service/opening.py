"""Findings as a visit opens them."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from survey_app.findings.model import Finding, NewFinding, Severity
from survey_app.findings.store import findings as rows
from survey_app.places import service as places
from survey_app.store import Database

_AS_FAILED: Final = ("item", "code", "statement", "legal_basis", "note", "photos")


def open_findings(
    db: Database,
    visit: str,
    unit: str,
    finders: Sequence[str],
    day: date,
    failed: Sequence[NewFinding],
    *,
    inspection: str = "",
    team: str = "",
) -> list[Finding]:
    """The findings of a visit, stored as found and numbered in the order given; call it inside a write.

    ``finders`` are all who went on the visit, who handed it in first: none of them closes what it found.
    ``inspection`` is the case it belongs to and ``team`` who leads that; without a case the first finder
    leads. An item of a visit is found once: a second time fails with the database's IntegrityError. Raises
    NotFound when ``unit`` did not exist on ``day``.
    """
    above = path_text(db, unit, day)
    last = rows.last_number(db, day.year)
    opened = []
    for number, new in enumerate(failed, start=last + 1):
        found = Finding(
            # The same item of the same visit has one id wherever it is opened.
            id=str(uuid5(NAMESPACE_URL, f"finding:{visit}/{new.item}")),
            **{name: getattr(new, name) for name in _AS_FAILED},
            severity=Severity(new.severity),
            year=day.year,
            number=number,
            visit=visit,
            unit=unit,
            finders=tuple(finders),
            found_on=day,
            above=above,
            team=team or finders[0],
            inspection=inspection,
            repeats=repeated(db, new.code, unit, day, visit, inspection),
            owner=unit,
            owner_above=above,
        )
        rows.insert(db, found)
        opened.append(found)
    return opened


def path_text(db: Database, unit: str, day: date) -> str:
    """A unit and all it stood under that day, as '/01/C1/Q1/'. Raises NotFound."""
    return "/" + "".join(f"{place.code}/" for place in places.path(db, unit, day))


def repeated(db: Database, code: str, unit: str, day: date, visit: str, inspection: str) -> str:
    """The id of what was found before: that code, there or where it took the place of, within 24 months."""
    first = date(day.year - 2, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return rows.earlier(db, code, places.took_place_of(db, unit), first, day, visit, inspection)
