"""The formulas: pure functions of the model, each in one place.

completion.py, progress.py, variance.py, change.py, verdict.py, pace.py, rollup.py,
implied.py and score.py hold one formula each; quantity.py the arithmetic of qualified
figures; observation.py and wanted.py find the figure and the target that a question
means, drift.py says which way a figure so far may still move; assessment.py puts them
together for one indicator.
"""
