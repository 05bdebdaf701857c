"""What authors write: Markdown articles in a strict subset, with an id on every segment."""
