"""Empty forms of paper as PDF: `python -m survey_app.rounds.paper` draws one."""
