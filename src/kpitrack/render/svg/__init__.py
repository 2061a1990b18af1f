"""Pictures as SVG: whole files for `--format svg`, and small ones to stand in a page."""
