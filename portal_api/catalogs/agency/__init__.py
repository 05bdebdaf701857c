"""Catalogs for an agency and their way back: XLIFF, a zip of one language, nothing is lost."""
