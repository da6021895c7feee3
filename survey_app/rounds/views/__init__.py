"""The pages of rounds: the calendar, a round, its codes, and what is printed of them."""

from survey_app.rounds.views import codes, paper, printing, unused, waves
from survey_app.rounds.views.pages import count_received_with, is_used_with, pages

__all__ = ["codes", "count_received_with", "is_used_with", "pages", "paper", "printing", "unused", "waves"]
