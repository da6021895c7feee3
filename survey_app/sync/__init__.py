"""The doors for tablets: the app they run, what they take along, what they bring home."""
