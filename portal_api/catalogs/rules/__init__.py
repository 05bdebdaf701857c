"""What a translation must keep: each rule a pure function of two texts, with its promise as docstring."""
