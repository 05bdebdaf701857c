"""PO files and plural rules, strictly and nothing lost: the only place that knows their syntax."""
