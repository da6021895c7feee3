"""Documents: Word files from templates that an office can replace, checked before they are used.

The room knows what a template is, not what is reported: values and tags come from whoever asks. It also reads
the tables of Word files that people send.
"""

from survey_app.documents.check import check
from survey_app.documents.filling import About, Picture, fill
from survey_app.documents.keeping import current, history, put, restore, shipped
from survey_app.documents.model import Kind, Tag, Template
from survey_app.documents.tables import TableRow, read_tables

__all__ = [
    "About",
    "Kind",
    "Picture",
    "TableRow",
    "Tag",
    "Template",
    "check",
    "current",
    "fill",
    "history",
    "put",
    "read_tables",
    "restore",
    "shipped",
]
