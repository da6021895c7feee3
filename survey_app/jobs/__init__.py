"""The clock inside the server with its tasks, the errands a person sends it on, files made meanwhile."""

from survey_app.jobs.clock import Clock, Task
from survey_app.jobs.errand import LEFT_OPEN, Errand, Standing
from survey_app.jobs.making import Maker

__all__ = ["LEFT_OPEN", "Clock", "Errand", "Maker", "Standing", "Task"]
