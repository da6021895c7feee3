"""The survey sheet: rows to items and groups."""

from collections.abc import Sequence

from forms.compile import cells
from forms.compile.cells import Context
from forms.compile.checklist import read_test
from forms.compile.columns import Record
from forms.compile.logic import YES_NO, read_condition, read_expression
from forms.compile.sound import read_audio
from forms.items import Group, Item, ItemType

METADATA = {"start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "simserial"}


def read_questions(records: Sequence[Record], context: Context) -> tuple[list[Item], dict[str, Group]]:
    """The items in order and the groups by name; what is wrong with them goes to the context's findings."""
    items: list[Item] = []
    groups: dict[str, Group] = {}
    around: list[Record] = []
    for record in records:
        kind = "_".join(record.get("type").split()).lower()
        parent = around[-1].get("name") if around else None
        if YES_NO.get(record.get("disabled").lower()):
            continue
        if not kind:
            context.findings.refuse("type_missing", record.place("type"))
        elif kind == "begin_group":
            group = _group(record, parent, context)
            groups.setdefault(group.name, group)  # a name given twice must not become its own parent
            around.append(record)
        elif kind == "end_group":
            if not around:
                context.findings.refuse("group_not_begun", record.place("type"))
            around = around[:-1]
        elif kind in METADATA:
            context.findings.warn("metadata_ignored", record.place("type"), found=kind)
        else:
            item = _item(record, len(items) + 1, parent, context)
            items += [item] if item else []
    for record in around:
        context.findings.refuse("group_not_ended", record.place("type"), found=record.get("name"))
    return items, groups


def _group(record: Record, parent: str | None, context: Context) -> Group:
    appearance = record.get("appearance").split()
    for word in appearance:
        if word != "field-list":
            context.findings.warn("appearance_ignored", record.place("appearance"), found=word)
    read_audio(record, None, context)
    return Group(
        name=cells.read_name(record, context),
        label=cells.read_said(record, "label", context),
        relevant=read_expression(record, "relevant", context.findings),
        parent=parent,
        one_screen="field-list" in appearance,
    )


def _item(record: Record, number: int, parent: str | None, context: Context) -> Item | None:
    kind, list_name = cells.read_type(record, context)
    name = cells.read_name(record, context)
    if kind is None:
        return None
    test = read_test(record, kind, list_name, context)
    return Item(
        name=name,
        number=number,
        type=kind,
        label=cells.read_said(record, "label", context, needed=kind is not ItemType.CALCULATE),
        hint=cells.read_said(record, "hint", context),
        required=read_condition(record, "required", context.findings),
        required_message=cells.read_said(record, "required_message", context),
        relevant=read_expression(record, "relevant", context.findings),
        constraint=read_expression(record, "constraint", context.findings),
        constraint_message=cells.read_said(record, "constraint_message", context),
        calculation=cells.read_calculation(record, kind, context),
        list_name=list_name,
        factor=cells.read_factor(record, context),
        criterion=record.get("criterion") or None,
        role=cells.read_role(record, kind, context),
        appearance=cells.read_appearance(record, context),
        readonly=cells.read_readonly(record, context),
        default=cells.read_default(record, context),
        group=parent,
        severity=test.severity,
        finding=test.finding,
        legal_basis=test.legal_basis,
        fails=test.fails,
        audio=read_audio(record, kind, context),
    )
