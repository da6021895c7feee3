"""One function per kind of cell of the survey sheet: from its text to its part of an item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.compile.columns import Record
from forms.compile.findings import Findings
from forms.compile.logic import YES_NO, read_expression
from forms.compile.settings import Settings
from forms.compile.translated import check_translated
from forms.errors import ExpressionFault
from forms.expressions import Expression, parse
from forms.items import FACTOR_LIST, FILES, RATED, UNSEEN, Certainty, Choice, ItemType, Labels, Role
from forms.tables import Table

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_DYNAMIC = re.compile(r"\$\{|\w\(")
_TRIGGER = re.compile(r"\$\{(?P<name>[^\s{}]+)\}")
RESERVED = {"uuid", "counter", "mode", "completed_at", "stratum", "psu", "weight"}  # an import's own columns
_UNREAD = FILES | {ItemType.NOTE, ItemType.METADATA}  # nothing can be worked out for them


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell is read against, and the row of every name so far.

    `lists` grows by those that an `or_other` makes; `columns` are those of the choices that are none of ours.
    `twins` are the names that stand for one that is blank or given already, so that each row is judged as
    its own; nothing refers to them.
    """

    settings: Settings
    lists: dict[str, tuple[Choice, ...]]
    findings: Findings
    tables: Mapping[str, Table] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    records: dict[str, Record] = field(default_factory=dict)
    small: dict[str, str] = field(default_factory=dict)  # names in small letters -> as written first
    twins: dict[str, str] = field(default_factory=dict)  # -> the name in the row

    def keep(self, name: str, record: Record) -> str:
        """The name the row goes by from here: its own, or a twin of it."""
        kept = name
        if not name or name in self.records:
            kept = f"{name}:{record.row.number}"
            self.twins[kept] = name
        self.records[kept] = record
        return kept

    def known(self) -> dict[str, Record]:
        """The rows by the names that can be referred to."""
        return {name: record for name, record in self.records.items() if name not in self.twins}

    def said(self, name: str) -> str:
        """The name as it stands in its row."""
        return self.twins.get(name, name)


def read_name(record: Record, context: Context) -> str:
    """The name an item or group goes by; a name is given once and is fit to head a column of a data file."""
    name = record.get("name")
    place, findings = record.place("name"), context.findings
    if not name:
        findings.refuse("name_missing", place)
    elif not _NAME.fullmatch(name):
        findings.refuse("name", place, found=name)
    elif name.lower() in RESERVED:
        findings.refuse("name_reserved", place, found=name)
    elif name in context.records:
        findings.refuse("name_twice", place, found=name, first=context.records[name].place("name"))
    elif name.lower() in context.small:
        findings.warn("name_alike", place, found=name, first=context.small[name.lower()])
    context.small.setdefault(name.lower(), name)
    return context.keep(name, record)


def read_said(record: Record, key: str, context: Context, needed: bool = False) -> Labels:
    """The texts under `key`; a text that is there in one language should be there in each."""
    settings = context.settings
    said = record.said(key, settings.default_language)
    if needed and not said:
        context.findings.refuse("label_missing", record.place(key), found=record.get("name"))
    check_translated(record, key, settings, context.findings)
    return said


def read_calculation(record: Record, kind: ItemType, context: Context) -> Expression | None:
    """What the item's value is worked out from; a trigger without any makes it blank again, as in ODK."""
    written, findings = record.get("calculation"), context.findings
    triggered = bool(record.get("trigger"))
    if kind in _UNREAD and (written or triggered):
        key = "calculation" if written else "trigger"
        findings.refuse("calculation_misplaced", record.place(key), found=kind.value)
        return None
    if kind is ItemType.CALCULATE and not (written or triggered or record.get("default")):
        findings.refuse("calculation_missing", record.place("calculation"))
    if not written:
        return parse("''") if triggered else None
    asked = kind not in UNSEEN and not YES_NO.get(record.get("readonly").lower())
    if asked and not triggered:
        findings.warn("calculation_overwrites", record.place("calculation"))
    return read_expression(record, "calculation", findings)


def read_trigger(record: Record, context: Context) -> str | None:
    """The name of the item whose change makes the calculation anew; whether there is one is seen later."""
    written = record.get("trigger")
    if not written:
        return None
    found = _TRIGGER.fullmatch(written)
    if found is None:
        code = "trigger_several" if len(_TRIGGER.findall(written)) > 1 else "trigger"
        context.findings.refuse(code, record.place("trigger"), found=written[:60])
        return None
    return found["name"]


def read_role(record: Record, kind: ItemType, context: Context) -> Role | None:
    """The item's role. Roles on a scale stand on single selects; criteria belong to a factor."""
    written = record.get("role")
    if not written:
        return None
    if written not in tuple(Role):
        context.findings.refuse_unknown("role", record.place("role"), written, Role)
        return None
    role = Role(written)
    if role in RATED and kind is not ItemType.SELECT_ONE:
        context.findings.refuse("role_type", record.place("role"), found=written)
    if role in (Role.CRITERION, Role.FACTOR_GENERAL) and not record.get("factor"):
        context.findings.refuse("role_factor", record.place("factor"), found=written)
    return role


def read_certainty(record: Record, context: Context) -> Certainty | None:
    """How sure the item is, where it says so."""
    written = record.get("certainty")
    if written and written not in tuple(Certainty):
        context.findings.refuse_unknown("certainty", record.place("certainty"), written, Certainty)
    return Certainty(written) if written in tuple(Certainty) else None


def read_factor(record: Record, context: Context) -> str | None:
    """The item's factor: a choice of the list `factors` where the workbook has one, else any plain name."""
    factor = record.get("factor")
    known = [choice.name for choice in context.lists.get(FACTOR_LIST, ())]
    if factor and known and factor not in known:
        context.findings.refuse_unknown("factor", record.place("factor"), factor, known)
    elif factor and not _NAME.fullmatch(factor):
        context.findings.refuse("name", record.place("factor"), found=factor)
    return factor or None


def read_default(record: Record, kind: ItemType, context: Context) -> tuple[str, Expression | None]:
    """The answer a page starts with: as typed, or worked out."""
    written, findings = record.get("default"), context.findings
    if written and kind in _UNREAD:
        if kind is not ItemType.METADATA:
            findings.refuse("default_misplaced", record.place("default"), found=kind.value)
        return "", None
    if not _DYNAMIC.search(written) and kind is not ItemType.CALCULATE:
        return written, None
    try:
        return "", parse(written) if written else None
    except ExpressionFault as fault:
        findings.refuse(fault.code, record.place("default"), **fault.values)
        return "", None
