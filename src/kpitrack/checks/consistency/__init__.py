"""Consistency: what a tracker's own figures say about each other.

One module for each check, gathered in catalogue.py. check.py says what a check is, and
interval.py what a printed figure stands for. A check would rather miss a slip than accuse
a true figure: it reports only what rounding and qualifiers cannot explain.
"""
