"""The clock inside the server with its tasks, and the errands a person sends it on."""

from survey_app.jobs.clock import Clock, Task
from survey_app.jobs.errand import Errand, Standing

__all__ = ["Clock", "Errand", "Standing", "Task"]
