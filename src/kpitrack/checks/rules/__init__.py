"""Rules: `[ids or groups:] measure operator value`, from the file and the command line.

grammar.py reads and writes a rule, terms.py names the measures, selection.py finds what a
rule is about, measuring.py the figure, judging.py holds the one against the other, and
posed.py gathers the rules that are to be held, with every mistake in them.
"""
