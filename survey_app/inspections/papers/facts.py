"""What is known of an inspection where its documents are made: plain, and in the language of the document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True)
class Shot:
    """A kept photo by its name, and what stands under it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as documents say it. ``state`` is in words; ``evidence`` counts the files of the last report.

    ``remedied`` is what was found on site, None before somebody went there again.
    """

    reference: str
    severity: str
    statement: str
    unit: str
    code: str = ""
    legal_basis: str = ""
    note: str = ""
    photos: tuple[Shot, ...] = ()
    state: str = ""
    repeats: str = ""
    withdrawn: bool = False
    issued: bool = False
    closed: bool = False
    overdue: bool = False
    explanation: str = ""
    recommendation: str = ""
    owner: str = ""
    due_on: date | None = None
    cause: str = ""
    measure: str = ""
    reported_on: date | None = None
    evidence: int = 0
    site_check: bool = False
    remedied: bool | None = None
    rechecked_on: date | None = None
    recheck_note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """How many items of a section were asked, met, failed, left without judgement, and not answered."""

    title: str
    asked: int
    met: int
    failed: int
    other: int
    missing: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit: where, when, with which form, by whom; its sections and the figures noted there.

    ``status`` says how far the form is confirmed, '' where it says nothing of it.
    """

    unit: str
    day: date
    form: str
    status: str
    inspectors: tuple[str, ...]
    sections: tuple[Row, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """Who was to be there and was, in one place at one moment."""

    place: str
    at: datetime
    due: int
    present: int
    excused: int
    unexcused: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A part of what the unit is to write of itself: its title and what it asks."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """One inspection. ``kind`` and the team's tasks are in words; ``address`` is that of its page, or ''.

    ``score`` is the one that stands, ``score_signed`` the one of the minutes: with what was taken back later.
    ``withdrawn`` counts all that was taken back, ``unlisted`` what of it the reader was never told of.
    ``digest_cover`` says what the digest of the minutes holds of the record as it is now, `DRAFT` that they
    are not signed yet and it is the one they would be signed with.
    """

    reference: str
    title: str
    kind: str
    unit: str
    unit_code: str
    planned_on: date
    unit_parent: str = ""
    period: tuple[date, date] | None = None
    plan: str = ""
    plan_number: str = ""
    plan_on: date | None = None
    decision_number: str = ""
    decision_on: date | None = None
    report_due: date | None = None
    explain_due: date | None = None
    conclusion_number: str = ""
    conclusion_on: date | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    signed_on: date | None = None
    team: tuple[tuple[str, str], ...] = ()
    unit_signer: str = ""
    team_signer: str = ""
    secretary: str = ""
    visits: tuple[Seen, ...] = ()
    counts: tuple[Count, ...] = ()
    score: str = ""
    score_signed: str = ""
    opinion: str = ""
    refusal: str = ""
    witnesses: tuple[str, ...] = ()
    digest: str = ""
    digest_cover: str = ""
    outline_form: str = ""
    outline_status: str = ""
    outline: tuple[Outline, ...] = ()
    found: tuple[Found, ...] = ()
    withdrawn: int = 0
    unlisted: int = 0
    address: str = ""
