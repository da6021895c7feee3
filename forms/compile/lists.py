"""The choices sheet: lists of choices, with what each choice counts for."""

import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from forms.compile.columns import AUDIO, IMAGE, Record
from forms.compile.findings import Findings
from forms.compile.media import read_media
from forms.compile.settings import Settings
from forms.compile.translated import check_translated
from forms.items import FACTOR_LIST, Choice, Missing

CHOICE_NAME = re.compile(r"\S{1,64}")
LONGEST_LIST = 127  # choices are counted by a small integer, from 1
SATISFIED = FAILS = {"yes": True, "no": False}


def read_lists(
    records: list[Record], settings: Settings, findings: Findings
) -> dict[str, tuple[Choice, ...]]:
    """The lists by name, their choices in order; what is wrong with them goes to `findings`."""
    lists: dict[str, list[Choice]] = {}
    first: dict[tuple[str, str], Choice] = {}
    for record in records:
        list_name, name = record.get("list_name"), record.get("name")
        if not list_name:
            findings.refuse("list_name_missing", record.place("list_name"))
            continue
        choices = lists.setdefault(list_name, [])
        if not CHOICE_NAME.fullmatch(name):
            findings.refuse(
                "choice_name" if name else "choice_name_missing", record.place("name"), found=name
            )
            continue
        choice = _choice(record, settings, findings)
        twin = first.get((list_name, name))
        if twin is not None and not settings.choice_duplicates:
            findings.refuse("choice_twice", record.place("name"), found=name, list=list_name)
            continue
        if twin is not None and _counts(twin) != _counts(choice):
            findings.refuse("choice_twice_counts", record.place("name"), found=name, list=list_name)
        first.setdefault((list_name, name), choice)
        choices.append(choice)
        if len(choices) == LONGEST_LIST + 1:
            findings.refuse("list_too_long", record.place("name"), list=list_name, most=LONGEST_LIST)
    return {name: tuple(choices) for name, choices in lists.items()}


def check_used(
    records: list[Record], survey: list[Record], used: Collection[str], findings: Findings
) -> None:
    """Warn of lists that no question offers, with the one that is offered and differs by capitals only."""
    first: dict[str, Record] = {}
    for record in records:
        first.setdefault(record.get("list_name"), record)
    if any(problem.code.startswith("list_missing") for problem in findings.problems):
        return  # a list that is used by a wrong name
    # A question that was refused names its list all the same.
    named = {*used, FACTOR_LIST, *(word for record in survey for word in record.get("type").split())}
    alike = {name.casefold(): name for name in sorted(named)}
    for name, record in first.items():
        if name and name not in named:
            nearest = alike.get(name.casefold(), "")
            code = "list_unused_near" if nearest else "list_unused"
            findings.warn(code, record.place("list_name"), found=name, nearest=nearest)


def _counts(choice: Choice) -> tuple[object, ...]:
    return choice.score, choice.satisfied, choice.missing, choice.fails


def _choice(record: Record, settings: Settings, findings: Findings) -> Choice:
    label = record.said("label", settings.default_language)
    audio = read_media(record, AUDIO, settings, findings)
    image = read_media(record, IMAGE, settings, findings)
    if not label:
        findings.refuse("label_missing", record.place("label"), found=record.get("name"))
    check_translated(record, "label", settings, findings)
    missing, satisfied, fails = _marks(record, findings)
    score = _score(record, findings)
    if missing and (score is not None or satisfied):
        findings.refuse("missing_scored", record.place("missing"), found=record.get("name"))
    return Choice(
        name=record.get("name"),
        label=label,
        score=score,
        satisfied=SATISFIED.get(satisfied),
        missing=Missing(missing) if missing in tuple(Missing) else None,
        fails=FAILS.get(fails, False),
        image=image,
        audio=audio,
        columns=record.further(),
    )


def _marks(record: Record, findings: Findings) -> tuple[str, str, str]:
    """What stands under missing, satisfied and fails."""
    missing = record.get("missing")
    if missing and missing not in tuple(Missing):
        findings.refuse_unknown("missing", record.place("missing"), missing, Missing)
    satisfied = record.get("satisfied").lower()
    if satisfied and satisfied not in SATISFIED:
        findings.refuse("satisfied", record.place("satisfied"), found=satisfied)
    fails = record.get("fails").lower()
    if fails and fails not in FAILS:
        findings.refuse("choice_fails", record.place("fails"), found=fails)
    if missing and FAILS.get(fails):
        findings.refuse("missing_fails", record.place("fails"), found=record.get("name"))
    return missing, satisfied, fails


def _score(record: Record, findings: Findings) -> Decimal | None:
    written = record.get("score")
    try:
        score = Decimal(written.replace(",", ".")) if written else None
    except InvalidOperation:
        score = Decimal("NaN")
    if score is not None and not score.is_finite():
        findings.refuse("score", record.place("score"), found=written)
        return None
    return score
