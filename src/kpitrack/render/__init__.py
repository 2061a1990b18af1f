"""Views to text. Renderers lay out what the core computed, and compute nothing.

sheet.py is the neutral table between the views and the formats: a view is laid out once
as a sheet (status.py, comparison.py, deviation.py, detail.py), and terminal.py, plain.py,
markdown.py and html.py each draw any sheet. json.py and csv.py carry the raw figures.
"""
