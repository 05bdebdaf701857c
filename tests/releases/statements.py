"""What a test does to a database behind the back of the store."""

from __future__ import annotations

from sqlalchemy import create_engine, text


def run_statements(url: str, *statements: str) -> None:
    """Run these statements in one transaction, and keep no connection."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
