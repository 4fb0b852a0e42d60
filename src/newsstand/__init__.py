"""Newsstand: all your news in one place, every claim traceable."""

__version__ = "0.1.0"
