"""reportbot: finds the work that reports promise and nobody tracks, and drafts issues for it."""

__version__ = "0.1.0"
