"""The neighbours' side of the benchmark: the same drills, written the way their own manuals show."""
