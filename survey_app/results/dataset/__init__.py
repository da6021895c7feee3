"""The projection of the store into a dataset: everything stored, in Parquet, ready for analysis."""

from survey_app.results.dataset.projection import bring_up_to_date

__all__ = ["bring_up_to_date"]
