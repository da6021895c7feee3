"""What tablets ask for and hand in."""
