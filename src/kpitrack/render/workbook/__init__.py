"""The sheet of a workbook that people read: typed numbers, and formulas they can check."""
