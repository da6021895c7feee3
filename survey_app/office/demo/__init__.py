"""A demonstration instance, filled with simulated answers to a planted truth."""

from survey_app.office.demo.files import write_files
from survey_app.office.demo.fill import WAVES, Demo, fill_demo, kept_demo, lead_to, was_used
from survey_app.office.demo.people import its_people

__all__ = ["WAVES", "Demo", "fill_demo", "its_people", "kept_demo", "lead_to", "was_used", "write_files"]
