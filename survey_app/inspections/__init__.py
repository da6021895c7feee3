"""Inspections: visits with a checklist, filled section by section and handed in once."""
