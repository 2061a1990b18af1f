"""The whole tracker as one self-contained page for a browser, for paper and for phones."""
