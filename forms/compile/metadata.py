"""Rows that ask nobody: what of the circumstances of an answer is kept, and what never is."""

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.items import Item

_KEPT = {
    "today": "metadata_today",
    "start": "metadata_times",
    "end": "metadata_times",
    "username": "metadata_username",
    "audit": "metadata_audit",
}


def read_metadata(record: Record, item: Item, context: Context) -> list[Item]:
    """The item, with a warning that says what becomes of it; none for a log of the device."""
    code = _KEPT.get(item.metadata, "metadata_never")
    context.findings.warn(code, record.place("type"), found=item.metadata)
    return [] if item.metadata == "audit" else [item]
