"""The values that cross stages. Frozen, slotted, free of effects; this package imports nothing of the others."""
