"""The choices sheet: lists of choices, with what each choice counts for."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from forms.compile.columns import Record
from forms.compile.findings import Findings
from forms.compile.settings import Settings
from forms.items import Choice, Missing

_CHOICE_NAME = re.compile(r"\S{1,64}")
LONGEST_LIST = 127  # choices are counted by a small integer, from 1
SATISFIED = FAILS = {"yes": True, "no": False}


def read_lists(
    records: list[Record], settings: Settings, findings: Findings
) -> Mapping[str, tuple[Choice, ...]]:
    """The lists by name, their choices in order; what is wrong with them goes to `findings`."""
    lists: dict[str, dict[str, Choice]] = {}
    for record in records:
        list_name, name = record.get("list_name"), record.get("name")
        if not list_name:
            findings.refuse("list_name_missing", record.place("list_name"))
            continue
        choices = lists.setdefault(list_name, {})
        if not _CHOICE_NAME.fullmatch(name):
            findings.refuse(
                "choice_name" if name else "choice_name_missing", record.place("name"), found=name
            )
        elif name in choices:
            findings.refuse("choice_twice", record.place("name"), found=name, list=list_name)
        else:
            choices[name] = _choice(record, settings, findings)
            if len(choices) == LONGEST_LIST + 1:
                findings.refuse("list_too_long", record.place("name"), list=list_name, most=LONGEST_LIST)
    return {name: tuple(choices.values()) for name, choices in lists.items()}


def _choice(record: Record, settings: Settings, findings: Findings) -> Choice:
    label = record.said("label", settings.default_language)
    if not label:
        findings.refuse("label_missing", record.place("label"), found=record.get("name"))
    for tag in settings.languages:
        if label and tag not in label:
            findings.warn("label_language", record.place("label", tag), language=settings.language_names[tag])
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
    )


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
