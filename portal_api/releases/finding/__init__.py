"""Searching a release: what a reader types -> the articles that speak of it."""
