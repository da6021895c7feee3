"""Rows of the room: responses and what belongs to them, files of forms, what waits in quarantine."""
