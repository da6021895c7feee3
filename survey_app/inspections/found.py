"""What a visit finds: each failure as the finding that handing in records, and the review announces."""

from collections.abc import Iterator

from forms import Checked, Failure, Instrument, Item, ItemType, name_place, number_entry
from forms.addresses import address
from survey_app.findings.model import NewFinding
from survey_app.inspections.spoken import spoken
from wording import say

_FIGURES = (ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE)
# The choice that says that none of the others is there.
_NOTHING = "none"


def finding_of(checked: Checked, failure: Failure) -> NewFinding:
    """The finding that a failure becomes."""
    item = failure.item
    return NewFinding(
        item=named_in(checked.instrument, item, failure.occurrence),
        code=item.finding or "",
        severity=str(item.severity),
        statement=_statement(checked, item, failure.occurrence),
        legal_basis=item.legal_basis,
        note=failure.note,
        photos=failure.photos,
    )


def named_in(instrument: Instrument, failed: Item, at: int) -> str:
    """What a finding names as its item: the address that `_called` of it has the time ``at``."""
    return address(_called(instrument, failed), at)


def _called(instrument: Instrument, failed: Item) -> str:
    """Its criterion, where no other item that may fail has it or is named so; else its own name."""
    for item in instrument.items:
        if item.severity and item.name != failed.name and failed.criterion in (item.criterion, item.name):
            return failed.name
    return failed.criterion or failed.name


def _statement(checked: Checked, failed: Item, at: int) -> dict[str, str]:
    """What was found, in every language of the checklist: what it calls it, then what was answered.

    A question that is only met or not met adds nothing to that title. Figures that stand beside it or that
    the rule looks at are said too. Within a repeat it is what was found the time ``at``, and says which that
    is: of somebody who was asked among others nothing else goes into a finding.
    """
    items = [
        item
        for item in checked.instrument.items
        if item.name == failed.name or _counts(checked, item, failed, at)
    ]
    found = {}
    for language in checked.instrument.languages:
        title = checked.instrument.text(failed.finding_title, language).rstrip(".")
        said = [
            _stated(checked, item, at, language)
            for item in items
            if not (title and item.name == failed.name and _is_said(checked.instrument, failed))
        ]
        if at and title and not said:
            entry = number_entry(checked.instrument.group(failed.repeat or ""), at, language)
            title = say(language, "forms.in_entry", label=title, entry=entry)
        found[language] = ". ".join(filter(None, (title, "; ".join(said))))
    return found


def _is_said(instrument: Instrument, failed: Item) -> bool:
    """Whether the title says all that the answer does: of one question, only one answer fails."""
    failing = [choice for choice in instrument.choices(failed) if choice.fails]
    return failed.type is ItemType.SELECT_ONE and len(failing) <= 1


def _counts(checked: Checked, item: Item, failed: Item, at: int) -> bool:
    """Whether ``item`` is a figure to be said with ``failed``, and was answered."""
    if item.severity is not None or failed.group == failed.repeat is not None or item.repeat != failed.repeat:
        return False
    answer = checked.answers.get(address(item.name, at))
    if failed.calculation is not None:  # what it was worked out from; nothing says what is 0
        return item.type in _FIGURES and item.name in failed.calculation.references and bool(answer)
    if item.type in _FIGURES:
        beside = failed.group is not None and item.group == failed.group
    else:
        beside = item.type is ItemType.CALCULATE and bool(item.label) and item.name in _looked_at(failed)
    return beside and answer is not None


def _looked_at(failed: Item) -> tuple[str, ...]:
    """The items that the rule looks at."""
    return failed.fails.references if failed.fails is not None else ()


def _stated(checked: Checked, item: Item, at: int, language: str) -> str:
    """The item with its answer; of one that asks for all that is there, what is not."""
    instrument, place = checked.instrument, address(item.name, at)
    answer = checked.answers[place]
    label = name_place(instrument, place, language, checked.answers)
    missing = list(_missing(instrument, item, answer))
    if missing:
        lacks = spoken(instrument, item, missing, language)
        return say(language, "inspections.item_lacks", item=label, lacks=lacks)
    return f"{label}: {spoken(instrument, item, answer, language)}"


def _missing(instrument: Instrument, item: Item, answer: object) -> Iterator[str]:
    """The choices that were not chosen, where choosing all is what is met: no choice fails by itself."""
    choices = instrument.choices(item)
    by_itself = any(one.fails for one in choices)
    if item.type is ItemType.SELECT_MULTIPLE and item.severity is not None and not by_itself:
        chosen = answer if isinstance(answer, list | tuple) else [answer]
        yield from (one.name for one in choices if one.name not in (*chosen, _NOTHING))
