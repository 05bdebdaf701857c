"""A multilingual content API for health portals: translated articles, each with its disclaimer."""

__version__ = "0.1.0"
