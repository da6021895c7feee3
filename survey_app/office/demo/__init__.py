"""A demonstration instance, filled with simulated answers to a planted truth."""

from survey_app.office.demo.fill import DEMO_COMMUNES, Demo, fill_demo, kept_demo, was_used

__all__ = ["DEMO_COMMUNES", "Demo", "fill_demo", "kept_demo", "was_used"]
