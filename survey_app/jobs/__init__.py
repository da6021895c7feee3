"""The clock inside the server: tasks that come round, handed over by the application."""

from survey_app.jobs.clock import Clock, Task

__all__ = ["Clock", "Task"]
