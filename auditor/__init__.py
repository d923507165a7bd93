"""Audits bulk inventory flat files of customizable products."""

__version__ = "0.1.0"
