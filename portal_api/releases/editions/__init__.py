"""Editions: one article in one language, resolved and marked, and the JSON that stands for it."""
