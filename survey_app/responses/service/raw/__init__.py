"""Files of what staff entered in a round, answer by answer, made by a child process."""

from survey_app.responses.service.raw.making import Kind, made_file, media_parts

__all__ = ["Kind", "made_file", "media_parts"]
