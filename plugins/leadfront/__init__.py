"""Leadfront: a leadership AI use-case showcase whose coverage and freshness are proved from git."""

__version__ = "0.1.0"
