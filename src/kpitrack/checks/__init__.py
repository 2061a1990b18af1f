"""What holds a figure to be true: rules, consistency, marks in documents, prose."""
