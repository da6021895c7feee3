"""Documents: Word files from templates that an office can replace, checked before they are used.

The room knows what a template is, not what is reported: values and tags come from whoever asks.
"""

from survey_app.documents.check import check
from survey_app.documents.filling import About, Picture, fill
from survey_app.documents.keeping import current, history, put, restore, shipped
from survey_app.documents.model import Kind, Tag, Template

__all__ = [
    "About",
    "Kind",
    "Picture",
    "Tag",
    "Template",
    "check",
    "current",
    "fill",
    "history",
    "put",
    "restore",
    "shipped",
]
