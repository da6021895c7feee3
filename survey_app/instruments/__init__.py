"""The publishing desk: originals, checked and frozen versions."""
