"""The rows of the room, a module a noun."""
