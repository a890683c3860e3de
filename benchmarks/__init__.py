"""Measurements of drillcards beside its neighbours; not part of the package that is installed."""
