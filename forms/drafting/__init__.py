"""From a checklist's table, as offices keep it in Word or Excel, to a form to go on with.

`recognise` says of every row what it was taken for, `corrected` takes what a person says instead, and
`form_tables` writes the workbook. Nothing is dropped silently: a row is asked, is a part, a note, a hint, or
is listed with the reason why it is not used.
"""

from forms.drafting.corrections import Correction, corrected, faulty_rows, kinds_of, options_said
from forms.drafting.recognition import recognise
from forms.drafting.source import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Block, Entry, read_text, trimmed
from forms.drafting.tables import About, form_tables, plain_id
from forms.drafting.understood import ASKED, Answer, Column, Draft, Kind, Line, Use

__all__ = [
    "ASKED",
    "MOST_COLUMNS",
    "MOST_LETTERS",
    "MOST_ROWS",
    "About",
    "Answer",
    "Block",
    "Column",
    "Correction",
    "Draft",
    "Entry",
    "Kind",
    "Line",
    "Use",
    "corrected",
    "faulty_rows",
    "form_tables",
    "kinds_of",
    "options_said",
    "plain_id",
    "read_text",
    "recognise",
    "trimmed",
]
