"""What an indicator is: figures, periods, targets and the tracker that holds them.

Everything here is frozen and knows no files, no terminal and no other part of kpitrack.
"""
