"""The arithmetic of plain prose, found and recomputed; Vietnamese and English.

prose.py finds the running text in a document, reading.py reads it into figures and cues,
roles.py says what each figure is there for, the modules in claims/ put figures together
into claims, and verdict.py recomputes them.
"""
