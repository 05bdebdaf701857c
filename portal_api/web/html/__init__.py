"""Pages for people and search engines."""
