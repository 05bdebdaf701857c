"""The record: the database, its tables, and the only ways to read and write what was published when."""
