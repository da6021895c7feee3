"""What the tables of the desk say, line by line, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forms import Instrument, Item
from forms.versions import Change, Effect, word_change
from survey_app import web
from survey_app.accounts import service as people
from survey_app.instruments.model import Draft, Finding, Version
from survey_app.instruments.service import FindingLine, Reviewed, told
from survey_app.places.model import LOCAL_TIME, local_day
from survey_app.store import Database
from wording import say
from wording.figures import day

_NAMED = 6  # questions a change names; the others are counted


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A published version in the list of the desk."""

    version: Version
    title: str
    status: str
    languages: str
    items: int
    published_on: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """An upload that waits, and whether it can be published."""

    draft: Draft
    by: str
    at: str
    state: str
    publishable: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change between two versions: what it does to a series, the questions concerned, the words."""

    effect: Effect
    items: tuple[str, ...]
    more: int
    said: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of a version: its label with the language it had to be taken from, what it is for."""

    item: Item
    label: str
    language: str | None
    role: str
    factor: str


def finding_lines(findings: Iterable[Finding]) -> list[FindingLine]:
    """The findings in the reader's language, the grave first, each kind in the order of the workbook."""
    return told(findings, web.language())


def version_line(version: Version, instrument: Instrument) -> VersionLine:
    """A version with what its instrument says of itself."""
    language = web.language()
    return VersionLine(
        version,
        instrument.text(instrument.title, language),
        instrument.text(instrument.status, language),
        languages_of(instrument),
        sum(item.askable for item in instrument.items),
        day(local_day(datetime.fromisoformat(version.published_at)), language),
    )


def draft_lines(db: Database, drafts: Iterable[Reviewed]) -> list[DraftLine]:
    """Drafts with the name of who sent each, and when, at the office's clock."""
    names = {person.username: person.name for person in people.people(db)}
    return [
        DraftLine(
            each.draft,
            names.get(each.draft.by, each.draft.by),
            moment_text(datetime.fromisoformat(each.draft.at)),
            _state(each),
            each.publishable,
        )
        for each in drafts
    ]


def change_lines(changes: Iterable[Change]) -> list[ChangeLine]:
    """What breaks a series first, then what may, each in the order of the form."""
    order = list(reversed(Effect))
    return [
        ChangeLine(
            change.effect,
            change.items[:_NAMED],
            max(0, len(change.items) - _NAMED),
            word_change(change, web.language()),
        )
        for change in sorted(changes, key=lambda change: order.index(change.effect))
    ]


def item_lines(instrument: Instrument) -> list[ItemLine]:
    """The items in order."""
    return [_item(instrument, item) for item in instrument.items]


def languages_of(instrument: Instrument) -> str:
    """The instrument's languages as they call themselves."""
    names = instrument.language_names
    return ", ".join(names.get(tag, tag) for tag in instrument.languages)


def moment_text(instant: datetime) -> str:
    """Day and minute at the office's clock."""
    local = instant.astimezone(LOCAL_TIME)
    return f"{day(local.date(), web.language())} {local:%H:%M}"


def _state(reviewed: Reviewed) -> str:
    language = web.language()
    grave = sum(found.grave for found in reviewed.findings)
    if reviewed.same:
        return say(language, "instruments.draft_state_same")
    if grave:
        return say(language, "instruments.draft_state_refused", n=grave)
    if reviewed.warned:
        return say(language, "instruments.draft_state_warned", n=len(reviewed.findings))
    return say(language, "instruments.draft_state_clean")


def _item(instrument: Instrument, item: Item) -> ItemLine:
    shown = instrument.language_of(item.label, web.language())
    factor = instrument.text(instrument.factors.get(item.factor or "", {}), web.language())
    return ItemLine(
        item,
        item.label.get(shown, ""),
        None if shown == web.language() else shown,
        say(web.language(), f"instruments.role_{item.role}") if item.role else "",
        factor or item.factor or "",
    )
