"""What stands in the texts for people: names whose answers are put in, and signs that are not understood."""

import re
from collections.abc import Sequence

from forms.compile.cells import Context
from forms.compile.columns import AUDIO, IMAGE, SAID, Record
from forms.compile.findings import Findings
from forms.instrument import Instrument
from forms.items import ItemType
from forms.xlsform import cell_place
from wording import hidden_characters

_NAMED = re.compile(r"\$\{\s*(?P<name>[^{}]*?)\s*\}")
_MARKED = re.compile(r"</?[A-Za-z][^<>]*>|\[[^\[\]]+\]\([^()\s]+\)|^#{1,6} ", re.MULTILINE)
_PLAIN_TEXTS = ("form_title", "legal_basis")  # shown to people, in one language only


def check_texts(instrument: Instrument, records: Sequence[Record], context: Context) -> None:
    """Refuse names in texts that nobody answers; warn of marks that would be shown as they stand."""
    silent = {item.name for item in instrument.items if item.type is ItemType.NOTE}
    silent |= {group.name for group in instrument.groups}
    known = {name: record for name, record in context.known().items() if name not in silent}
    counted = {group.name for group in instrument.repeats}
    for record in records:
        for heading in record.headings:
            text = record.cell(heading)
            if not text or heading.key not in SAID[record.sheet] or heading.key in (AUDIO, IMAGE):
                continue
            place = cell_place(record.sheet, record.row.number, heading.column)
            named = {found["name"]: found for found in _NAMED.finditer(text)}
            for name, found in named.items():
                if name not in known and name not in counted:
                    context.findings.refuse_unknown("reference", place, name, known, found.start() + 1)
            marked = _MARKED.search(text)
            if marked:
                context.findings.warn("markup_shown", place, found=marked[0].strip()[:40])


def check_hidden(records: Sequence[Record], findings: Findings) -> None:
    """Warn of characters nobody sees in whatever is shown to people, in every language."""
    for record in records:
        for heading in record.headings:
            shown = heading.key in SAID[record.sheet] or heading.key in _PLAIN_TEXTS
            hidden = hidden_characters(record.cell(heading)) if shown else ()
            if hidden:
                place = cell_place(record.sheet, record.row.number, heading.column)
                findings.warn("text_hidden", place, found=", ".join(hidden))
