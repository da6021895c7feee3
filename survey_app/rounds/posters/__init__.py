"""Posters as PDF, drawn in a child process: A4 for walls, A6 to stand on a table, stickers for counters."""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
