"""Documents: Word files from templates that an office can replace, checked before they are used.

The room knows what a template is, not what is reported: values and tags come from whoever asks. It also reads
the tables of Word files that people send.
"""

from survey_app.documents.check import check
from survey_app.documents.filling import About, Picture, fill
from survey_app.documents.keeping import current, history, put, restore, shipped
from survey_app.documents.look import BLANK, Look, Office, office_of
from survey_app.documents.model import Kind, Tag, Template, kind_of
from survey_app.documents.tables import TableRow, read_tables

__all__ = [
    "BLANK",
    "About",
    "Kind",
    "Look",
    "Office",
    "Picture",
    "TableRow",
    "Tag",
    "Template",
    "check",
    "current",
    "fill",
    "history",
    "kind_of",
    "office_of",
    "put",
    "read_tables",
    "restore",
    "shipped",
]
