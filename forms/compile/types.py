"""The type column: what the field writes there, old spellings too, as the types of items."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.items import ItemType

_SELECT = re.compile(
    r"(?P<kind>select[_ ]one|select1|add select one prompt using|select one using|select[_ ]multiple"
    r"|select all that apply|add select multiple prompt using|select multiple using|rank)"
    r"(?P<file>[_ ]from[_ ]file)?(?: from)? (?P<list>\S+)(?P<other> or[_ ]other| or specify other)?",
    re.IGNORECASE,
)
_MULTIPLE = ("select multiple", "select all that apply", "add select multiple", "select multiple using")
_PLAIN = (
    *(ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE, ItemType.TEXT, ItemType.BARCODE, ItemType.DATE),
    *(ItemType.TIME, ItemType.DATETIME, ItemType.GEOPOINT, ItemType.ACKNOWLEDGE, ItemType.IMAGE),
    *(ItemType.AUDIO, ItemType.VIDEO, ItemType.FILE, ItemType.NOTE, ItemType.CALCULATE, ItemType.HIDDEN),
)
_SPELLINGS = {
    "int": ItemType.INTEGER,
    "string": ItemType.TEXT,
    "photo": ItemType.IMAGE,
    "picture": ItemType.IMAGE,
    "gps": ItemType.GEOPOINT,
    "location": ItemType.GEOPOINT,
    "date time": ItemType.DATETIME,
    "trigger": ItemType.ACKNOWLEDGE,
    **{kind.value: kind for kind in _PLAIN},
}
# As the field once wrote them: `q int`, `add integer prompt`.
TYPES = (
    _SPELLINGS
    | {f"q {word}": kind for word, kind in _SPELLINGS.items()}
    | {f"add {word} prompt": kind for word, kind in _SPELLINGS.items()}
)
_GATHERED = {
    "start": "start",
    "end": "end",
    "today": "today",
    "device id": "deviceid",
    "deviceid": "deviceid",
    "imei": "deviceid",
    "username": "username",
    "phone number": "phonenumber",
    "phonenumber": "phonenumber",
    "email": "email",
    "simserial": "simserial",
    "sim id": "simserial",
    "subscriberid": "subscriberid",
    "subscriber id": "subscriberid",
    "start-geopoint": "start-geopoint",
    "audit": "audit",
    "start time": "start",
    "end time": "end",
}
METADATA = (
    _GATHERED
    | {f"get {word}": kind for word, kind in _GATHERED.items()}
    | {f"uri:{kind}": kind for kind in set(_GATHERED.values())}
)
TABLE = "csv-external"  # a row that only names a table
REFUSED = {
    "geotrace": "type_lines",
    "geoshape": "type_lines",
    "osm": "type_lines",
    "xml-external": "type_external",
    "select_one_external": "type_external",
    "background-audio": "type_background",
    "background-geopoint": "type_background",
    "begin_loop": "type_loop",
    "end_loop": "type_loop",
}
SUPPORTED = (
    *(ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE, ItemType.RANK),
    *("select_one_from_file", "select_multiple_from_file", *_PLAIN, *sorted(set(METADATA.values()))),
    *(TABLE, "begin_group", "end_group", "begin_repeat", "end_repeat"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a type cell says: the item's type, its list or table, whether `other` is offered too."""

    type: ItemType
    list_name: str | None = None
    other: bool = False
    metadata: str = ""


def kind_word(record: Record) -> str:
    """The type as one word in small letters ('begin_group'), whatever stood between its parts."""
    return "_".join(record.get("type").split()).lower()


def read_type(record: Record, context: Context) -> Kind | None:
    """The item's type; None when it is refused."""
    written = " ".join(record.get("type").split())
    small = written.lower()
    if small in METADATA:
        return Kind(ItemType.METADATA, metadata=METADATA[small])
    if small in TYPES:
        return Kind(_signed(record) if TYPES[small] is ItemType.IMAGE else TYPES[small])
    select = _SELECT.fullmatch(written)
    if select is not None:
        return _select(select.groupdict(), record, context)
    place, first = record.place("type"), small.split()[0]
    refused = REFUSED.get(first) or REFUSED.get("_".join(small.split()[:2]))
    if refused:
        context.findings.refuse(refused, place, found=written[:60])
    elif small.replace(" ", "_") in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE, ItemType.RANK):
        context.findings.refuse("list_not_named", place, found=written)
    else:
        context.findings.refuse_unknown("type", place, written.split()[0], SUPPORTED)
    return None


def _signed(record: Record) -> ItemType:
    drawn = {"signature", "draw", "annotate"} & set(record.get("appearance").split())
    return ItemType.SIGNATURE if drawn else ItemType.IMAGE


def _select(parts: Mapping[str, str | None], record: Record, context: Context) -> Kind | None:
    kind, list_name = (parts["kind"] or "").lower().replace("_", " "), parts["list"] or ""
    place, findings = record.place("type"), context.findings
    if kind == "rank":
        found = ItemType.RANK
    else:
        found = ItemType.SELECT_MULTIPLE if kind.startswith(_MULTIPLE) else ItemType.SELECT_ONE
    if parts["file"]:
        stem, _, ending = list_name.rpartition(".")
        if ending.lower() != "csv":
            findings.refuse("table_kind", place, found=list_name)
        elif stem not in context.tables:
            findings.refuse("table_missing", place, found=list_name)
        elif parts["other"]:
            findings.refuse("other_from_file", place)
        return Kind(found, stem or list_name)
    if list_name not in context.lists:
        if list_name.startswith("${"):
            findings.refuse("list_from_answers", place, found=list_name)
        else:
            findings.refuse_unknown("list_missing", place, list_name, context.lists)
    if parts["other"] and found is ItemType.RANK:
        findings.refuse("other_ranked", place)
    return Kind(found, list_name, other=parts["other"] is not None)
