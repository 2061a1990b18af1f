"""The command line: one short module for each command."""
