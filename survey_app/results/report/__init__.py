"""A round's report as a Word file, made of what its page shows. Runs in the worker, but for the tags."""

from survey_app.results.report.write import report

__all__ = ["report"]
