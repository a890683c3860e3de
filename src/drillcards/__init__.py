"""Field cards, packets and a season booklet from one folder of Markdown drills."""

__version__ = "0.1.0"
