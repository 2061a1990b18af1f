"""One typed result for each question; every format renders these and computes nothing."""
