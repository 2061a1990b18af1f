"""Marks in documents: the figures of a report that come from the tracker, and their state."""
