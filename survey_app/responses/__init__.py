"""Responses: the one door they are stored through, the pages citizens answer on, raw import."""
