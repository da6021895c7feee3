"""Findings: what an inspection found wrong, until somebody else has seen that it was put right."""
