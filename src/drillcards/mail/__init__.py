"""Packets → mail: what is written to each household, how it is sent, and what is remembered of that."""
