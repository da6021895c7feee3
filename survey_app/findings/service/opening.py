"""Findings as a visit opens them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
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
    same: dict[str, Any] = {
        "year": day.year,
        "found_on": day,
        "visit": visit,
        "inspection": inspection,
        "unit": unit,
        "above": above,
        "owner": unit,
        "owner_above": above,
        "finders": tuple(finders),
        "team": team or finders[0],
    }
    last = rows.last_number(db, day.year)
    opened = [_opened(db, new, {**same, "number": last + one}) for one, new in enumerate(failed, start=1)]
    for found in opened:
        rows.insert(db, found)
    return opened


def _opened(db: Database, new: NewFinding, same: Mapping[str, Any]) -> Finding:
    """``new`` as a finding, with what it has in common with the others of its visit."""
    visit, unit, day, inspection = (same[name] for name in ("visit", "unit", "found_on", "inspection"))
    return Finding(
        # The same item of the same visit has one id wherever it is opened.
        id=str(uuid5(NAMESPACE_URL, f"finding:{visit}/{new.item}")),
        severity=Severity(new.severity),
        repeats=repeated(db, new.code, unit, day, visit, inspection),
        **{name: getattr(new, name) for name in _AS_FAILED},
        **same,
    )


def path_text(db: Database, unit: str, day: date) -> str:
    """A unit and all it stood under that day, as '/01/C1/Q1/'. Raises NotFound."""
    return "/" + "".join(f"{place.code}/" for place in places.path(db, unit, day))


def repeated(
    db: Database, code: str, unit: str, day: date, visit: str, inspection: str, whole: str = ""
) -> str:
    """The id of what was found before: that code, there or where it took the place of, within 24 months.

    For a part of ``whole`` neither that nor what else it was divided into is before.
    """
    first = date(day.year - 2, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return rows.earlier(db, code, places.took_place_of(db, unit), first, day, visit, inspection, whole)
