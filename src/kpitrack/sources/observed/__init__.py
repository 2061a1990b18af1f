"""Figures from observations: an engine adds them up where they live."""
