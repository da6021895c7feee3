"""SQL over the room's own tables."""
