"""The survey sheet: rows to items and groups."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from forms.compile import cells
from forms.compile.appearances import read_appearance, read_group_appearance
from forms.compile.cells import Context
from forms.compile.checklist import read_test
from forms.compile.columns import AUDIO, IMAGE, Record
from forms.compile.filters import read_filter
from forms.compile.logic import YES_NO, read_condition, read_expression, read_yes_no
from forms.compile.media import read_media, refuse_media
from forms.compile.metadata import read_metadata
from forms.compile.others import other_text, with_other
from forms.compile.parameters import read_parameters
from forms.compile.types import TABLE, Kind, kind_word, read_type
from forms.items import UNSEEN, Group, Item, ItemType

DEEPEST = 12  # groups within each other
_BEGIN = {
    "begin_group": False,
    "begin_repeat": True,
    "begin_lgroup": True,
    "begin_looped_group": True,
}
_END = {word.replace("begin", "end"): repeat for word, repeat in _BEGIN.items()}


@dataclass(slots=True)
class _Rows:
    """What was read so far, and the groups that are still open with their rows, the outermost first."""

    items: list[Item] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    around: list[tuple[Group, Record]] = field(default_factory=list)

    @property
    def parent(self) -> str | None:
        return self.around[-1][0].name if self.around else None

    @property
    def repeat(self) -> str | None:
        return next((group.name for group, _ in self.around if group.repeat), None)


def read_questions(records: Sequence[Record], context: Context) -> tuple[list[Item], dict[str, Group]]:
    """The items in order and the groups by name; what is wrong with them goes to the context's findings."""
    rows = _Rows()
    for record in records:
        kind = kind_word(record)
        if YES_NO.get(record.get("disabled").lower()):
            continue
        if not kind:
            context.findings.refuse("type_missing", record.place("type"))
        elif kind in _BEGIN:
            group = _group(record, rows, context)
            rows.groups[group.name] = group
            rows.around.append((group, record))
        elif kind in _END:
            _end(record, rows, context)
        elif kind == TABLE:
            _announce(record, context)
        elif kind == "end_loop":
            continue  # told where it begins
        else:
            rows.items += _items(record, rows, context)
    for group, record in rows.around:
        code = "repeat_not_ended" if group.repeat else "group_not_ended"
        context.findings.refuse(code, record.place("type"), found=record.get("name"))
    return rows.items, rows.groups


def _end(record: Record, rows: _Rows, context: Context) -> None:
    repeat, place = _END[kind_word(record)], record.place("type")
    if not rows.around:
        context.findings.refuse("repeat_not_begun" if repeat else "group_not_begun", place)
    elif rows.around[-1][0].repeat is not repeat:
        begun = rows.around[-1][1].place("type")
        context.findings.refuse("group_mismatch", place, found=record.get("type"), begun=begun)
    rows.around = rows.around[:-1]


def _group(record: Record, rows: _Rows, context: Context) -> Group:
    appearance = read_group_appearance(record, context)
    refuse_media(record, context.settings, context.findings)
    repeat = _BEGIN[kind_word(record)]
    if len(rows.around) == DEEPEST:
        context.findings.refuse("group_deep", record.place("type"), most=DEEPEST)
    if repeat and rows.repeat is not None:
        context.findings.refuse("repeat_nested", record.place("type"), outer=context.said(rows.repeat))
    if record.get("repeat_count") and not repeat:
        context.findings.refuse("repeat_count_misplaced", record.place("repeat_count"))
    return Group(
        name=cells.read_name(record, context),
        label=cells.read_said(record, "label", context),
        relevant=read_expression(record, "relevant", context.findings),
        parent=rows.parent,
        one_screen=bool(appearance),
        number=1 + sum(group.repeat for group in rows.groups.values()) if repeat else 0,
        repeat=repeat,
        repeat_count=read_expression(record, "repeat_count", context.findings) if repeat else None,
        table="table-list" in appearance,
    )


def _announce(record: Record, context: Context) -> None:
    """A row that only names a table: it must have come with the form."""
    name = record.get("name").removesuffix(".csv")
    if name not in context.tables:
        context.findings.refuse("table_missing", record.place("name"), found=f"{name}.csv")


def _items(record: Record, rows: _Rows, context: Context) -> list[Item]:
    kind = read_type(record, context)
    if kind is not None and kind.type is ItemType.NOTE and not record.get("name"):
        name = f"generated_note_name_{record.row.number}"  # as pyxform calls it
        context.records[name] = record
    else:
        name = cells.read_name(record, context)
    if kind is None:
        return []
    if kind.type is ItemType.METADATA:
        number = len(rows.items) + 1
        item = Item(name, number, kind.type, metadata=kind.metadata, group=rows.parent, repeat=rows.repeat)
        return read_metadata(record, item, context)
    other = kind.other
    kind = with_other(kind, record, context) if other else kind
    item = _with_texts(_item(record, name, kind, rows, context), record, context)
    return [item, other_text(item, record, context)] if other else [item]


def _item(record: Record, name: str, kind: Kind, rows: _Rows, context: Context) -> Item:
    findings = context.findings
    test = read_test(record, kind.type, kind.list_name, context)
    parameters = read_parameters(record, kind, context)
    default, default_value = cells.read_default(record, kind.type, context)
    return Item(
        name=name,
        number=len(rows.items) + 1,
        type=kind.type,
        required=read_condition(record, "required", findings),
        relevant=read_expression(record, "relevant", findings),
        constraint=read_expression(record, "constraint", findings),
        calculation=cells.read_calculation(record, kind.type, context),
        trigger=cells.read_trigger(record, context),
        list_name=kind.list_name,
        choice_filter=read_filter(record, kind, context),
        randomize=parameters.randomize,
        seed=parameters.seed,
        parameters=parameters.others,
        factor=cells.read_factor(record, context),
        criterion=record.get("criterion") or None,
        role=cells.read_role(record, kind.type, context),
        appearance=read_appearance(record, kind, context),
        readonly=read_yes_no(record, "readonly", findings),
        default=default,
        default_value=default_value,
        group=rows.parent,
        repeat=rows.repeat,
        severity=test.severity,
        finding=test.finding,
        legal_basis=test.legal_basis,
        fails=test.fails,
        achieved=test.achieved,
        source=record.get("source"),
        certainty=cells.read_certainty(record, context),
        compares=record.get("compares"),
    )


def _with_texts(item: Item, record: Record, context: Context) -> Item:
    """The item with what it says, shows and plays."""
    settings, findings = context.settings, context.findings
    unseen = item.type in UNSEEN
    if unseen:
        refuse_media(record, settings, findings)
    return replace(
        item,
        label=cells.read_said(record, "label", context, needed=not unseen),
        hint=cells.read_said(record, "hint", context),
        guidance=cells.read_said(record, "guidance_hint", context),
        required_message=cells.read_said(record, "required_message", context),
        constraint_message=cells.read_said(record, "constraint_message", context),
        finding_title=cells.read_said(record, "finding_title", context),
        audio={} if unseen else read_media(record, AUDIO, settings, findings),
        image={} if unseen else read_media(record, IMAGE, settings, findings),
    )
