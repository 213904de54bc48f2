"""Automated fact-checking: an article goes in, verdicts with quoted evidence come out."""

__version__ = "0.1.0"
