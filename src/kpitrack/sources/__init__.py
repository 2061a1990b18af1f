"""Readers and writers: from files to the model, and from views to files."""
