"""What the commands print, kept to be compared."""
