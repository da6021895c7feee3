"""One function per kind of cell of the survey sheet: from its text to its part of an item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.compile.columns import Record
from forms.compile.findings import Findings
from forms.compile.logic import YES_NO, read_expression
from forms.compile.settings import Settings
from forms.expressions import Expression
from forms.items import FACTOR_LIST, Choice, ItemType, Labels, Role

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_SELECT = re.compile(
    r"(?P<kind>select[_ ]one|select1|select[_ ]multiple|select all that apply)(?: from)? (?P<list>\S+)"
)
_CALLS = re.compile(r"\$\{|\w\(")
TYPES = {"int": ItemType.INTEGER, "string": ItemType.TEXT, "photo": ItemType.IMAGE} | {
    kind.value: kind for kind in ItemType if not kind.startswith("select")
}
SUPPORTED = (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE, *TYPES, "begin_group", "end_group")
RESERVED = {"uuid", "counter", "mode", "completed_at", "stratum", "psu", "weight"}  # an import's own columns
SCALED = (Role.CRITERION, Role.FACTOR_GENERAL, Role.OVERALL)
APPEARANCES = ("multiline", "new")


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell is read against, and the row of every name so far."""

    settings: Settings
    lists: Mapping[str, tuple[Choice, ...]]
    findings: Findings
    records: dict[str, Record] = field(default_factory=dict)


def read_name(record: Record, context: Context) -> str:
    """The name of an item or group; a name is given once and is fit to head a column of a data file."""
    name = record.get("name")
    place = record.place("name")
    if not name:
        context.findings.refuse("name_missing", place)
    elif not _NAME.fullmatch(name):
        context.findings.refuse("name", place, found=name)
    elif name.lower() in RESERVED:
        context.findings.refuse("name_reserved", place, found=name)
    elif name in context.records:
        context.findings.refuse("name_twice", place, found=name, first=context.records[name].place("name"))
    context.records.setdefault(name, record)
    return name


def read_said(record: Record, key: str, context: Context, needed: bool = False) -> Labels:
    """The texts under `key`; a text that is there in one language should be there in each."""
    settings = context.settings
    said = record.said(key, settings.default_language)
    if needed and not said:
        context.findings.refuse("label_missing", record.place(key), found=record.get("name"))
    for tag in settings.languages:
        if said and tag not in said:
            place = record.place(key, tag)
            context.findings.warn("label_language", place, language=settings.language_names[tag])
    return said


def read_type(record: Record, context: Context) -> tuple[ItemType | None, str | None]:
    """The item's type and its list of choices; no type when it is refused."""
    written = " ".join(record.get("type").split())
    place = record.place("type")
    select = _SELECT.fullmatch(written)
    if select is not None:
        if select["list"] not in context.lists:
            context.findings.refuse_unknown("list_missing", place, select["list"], context.lists)
        single = select["kind"] in ("select_one", "select one", "select1")
        return (ItemType.SELECT_ONE if single else ItemType.SELECT_MULTIPLE), select["list"]
    if written.lower() in TYPES:
        return TYPES[written.lower()], None
    if written in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE):
        context.findings.refuse("list_not_named", place, found=written)
    elif written.endswith((" or_other", " or other")):
        context.findings.refuse("or_other", place)
    else:
        context.findings.refuse_unknown("type", place, written.split()[0], SUPPORTED)
    return None, None


def read_calculation(record: Record, kind: ItemType, context: Context) -> Expression | None:
    """The calculation of a calculate; nothing else has one."""
    written = record.get("calculation")
    if kind is ItemType.CALCULATE and not written:
        context.findings.refuse("calculation_missing", record.place("calculation"))
    elif kind is not ItemType.CALCULATE and written:
        context.findings.refuse("calculation_misplaced", record.place("calculation"))
        return None
    return read_expression(record, "calculation", context.findings)


def read_role(record: Record, kind: ItemType, context: Context) -> Role | None:
    """The item's role. Roles on a scale stand on single selects; criteria belong to a factor."""
    written = record.get("role")
    if not written:
        return None
    if written not in tuple(Role):
        context.findings.refuse_unknown("role", record.place("role"), written, Role)
        return None
    role = Role(written)
    if role in SCALED and kind is not ItemType.SELECT_ONE:
        context.findings.refuse("role_type", record.place("role"), found=written)
    if role in (Role.CRITERION, Role.FACTOR_GENERAL) and not record.get("factor"):
        context.findings.refuse("role_factor", record.place("factor"), found=written)
    return role


def read_factor(record: Record, context: Context) -> str | None:
    """The item's factor: a choice of the list `factors` where the workbook has one, else any plain name."""
    factor = record.get("factor")
    known = [choice.name for choice in context.lists.get(FACTOR_LIST, ())]
    if factor and known and factor not in known:
        context.findings.refuse_unknown("factor", record.place("factor"), factor, known)
    elif factor and not _NAME.fullmatch(factor):
        context.findings.refuse("name", record.place("factor"), found=factor)
    return factor or None


def read_appearance(record: Record, context: Context) -> str:
    """The appearances we draw; the others change nothing and are only mentioned."""
    words = record.get("appearance").split()
    for word in words:
        if word not in APPEARANCES:
            context.findings.warn("appearance_ignored", record.place("appearance"), found=word)
    return " ".join(word for word in words if word in APPEARANCES)


def read_readonly(record: Record, context: Context) -> bool:
    """Whether the item is only shown."""
    written = record.get("readonly").lower()
    if written and written not in YES_NO:
        context.findings.refuse("readonly", record.place("readonly"), found=written)
    return YES_NO.get(written, False)


def read_default(record: Record, context: Context) -> str:
    """The answer a page starts with, as typed."""
    written = record.get("default")
    if _CALLS.search(written):
        context.findings.refuse("default_dynamic", record.place("default"), found=written)
    return written
