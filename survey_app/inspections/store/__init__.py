"""Rows of the room: visits, and what tablets sent of them."""
