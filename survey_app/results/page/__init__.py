"""A round's page as plain data, with the files of exactly what it shows. Runs in the worker."""

from survey_app.results.page.answer import answer

__all__ = ["answer"]
