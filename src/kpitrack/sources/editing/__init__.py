"""Editing a tracker's file as its owner would: one place changes, every other byte stays."""
