"""A round's page as plain data, with the files of exactly what it shows. Runs in the worker."""

from survey_app.results.page.answer import answer
from survey_app.results.page.findings import Findings, find

__all__ = ["Findings", "answer", "find"]
