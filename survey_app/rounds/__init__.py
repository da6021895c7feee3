"""Rounds: waves of collection, and the printed or shown codes that lead into them."""
