"""Newsstand: all your news in one place, every claim traceable."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("newsstand")
except PackageNotFoundError:  # imported from a checkout that was never installed
    __version__ = "0+unknown"
