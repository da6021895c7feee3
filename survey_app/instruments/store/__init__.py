"""Rows of the room: published versions with what they carry, and drafts."""
