"""What translators and authors look at while they work: the files as they lie, served as a draft."""
