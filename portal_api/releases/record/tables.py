"""The tables of the database: what a release holds, and since when until when."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
)

SCHEMA_VERSION = 5

metadata = MetaData()


def _one_current(table: Table, *columns: str) -> None:
    """At most one row of a kind is current.

    In plain SQL, which is the same for both kinds of database: SQLAlchemy's own words for it would read the
    module of each of them at every start.
    """
    index = f"INDEX {table.name}_current ON {table.name} ({', '.join(columns)})"

    def create(_table: Table, connection: Connection, **_: object) -> None:
        connection.exec_driver_sql(f"CREATE UNIQUE {index} WHERE until IS NULL")

    event.listen(table, "after_create", create)


# One row: the version of these tables, so that a newer file is refused rather than misread.
schema = Table("schema", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

# `digest` chains the release before and the rows that changed; times are UTC in RFC 3339.
release = Table(
    "release",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("published_at", String(32), nullable=False),
    Column("published_by", String(200), nullable=False),
    Column("tool", String(80), nullable=False),
    Column("source_revision", String(80)),
    Column("dirty", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

# Rendered JSON, compressed, stored once; apart, so that ending an edition rewrites a short row.
body = Table(
    "body",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

# One article in one language. `since` and `until` are release ids; `until` is null while it is current.
# `body_digest` is what readers get. Where a hold takes something out of it, `whole_digest` is the text with
# nothing taken out. A row whose `since` is its `until` was never shown: it waits for the end of a hold.
edition = Table(
    "edition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", String(120), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("since", Integer, ForeignKey("release.id"), nullable=False),
    Column("until", Integer, ForeignKey("release.id")),
    Column("title", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("audience", String(40), nullable=False),
    Column("topic", String(120)),
    Column("complete", Boolean, nullable=False),
    Column("translated", Integer, nullable=False),
    Column("sections", Integer, nullable=False),
    Column("body_digest", String(64), ForeignKey("body.digest"), nullable=False),
    Column("origins", JSON, nullable=False),
    Column("whole_digest", String(64), ForeignKey("body.digest")),
)
_one_current(edition, "locale", "article_id")
Index("edition_history", edition.c.article_id, edition.c.locale, edition.c.since)
Index("edition_since", edition.c.locale, edition.c.since)
Index("edition_until", edition.c.locale, edition.c.until)

# The codes (`system:value`) of an edition, so that a list can be filtered by one.
edition_code = Table(
    "edition_code",
    metadata,
    Column("edition_id", Integer, ForeignKey("edition.id"), primary_key=True),
    Column("code", String(200), primary_key=True, index=True),
)

# The picture that an edition shows to readers, so that it can be told which picture nobody may see any more.
# Told by the bodies of the editions, and so no part of a release or an archive.
edition_figure = Table(
    "edition_figure",
    metadata,
    Column("edition_id", Integer, ForeignKey("edition.id"), primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False, index=True),
)

# The articles that an edition leads to, so that it can be told whose answers another article is part of.
# Told by the bodies of the editions, and so no part of a release or an archive.
edition_lead = Table(
    "edition_lead",
    metadata,
    Column("edition_id", Integer, ForeignKey("edition.id"), primary_key=True, autoincrement=False),
    Column("article_id", String(120), primary_key=True, index=True),
)

# What many answers share, versioned like editions: per language the disclaimer and our own words,
# and under the empty language the library's own line (publisher, order of languages).
shared_text = Table(
    "shared_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("since", Integer, ForeignKey("release.id"), nullable=False),
    Column("until", Integer, ForeignKey("release.id")),
    Column("body_digest", String(64), ForeignKey("body.digest"), nullable=False),
    Column("origins", JSON, nullable=False),
)
_one_current(shared_text, "kind", "locale")

# An article (in one language, or in all where the language is empty) taken back on purpose.
withdrawal = Table(
    "withdrawal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", String(120), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("since", Integer, ForeignKey("release.id"), nullable=False),
    Column("until", Integer, ForeignKey("release.id")),
    Column("reason", String(40), nullable=False),
    Column("successor", String(120)),
)
Index("withdrawal_article", withdrawal.c.article_id, withdrawal.c.since)

# Figures under their published name, which holds the start of their digest and so never means another file.
figure = Table(
    "figure",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("media_type", String(40), nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

# The order that texts are not shown any more, whatever the files say, until it is ended by name: of a
# section, or of the whole article where `section` is empty; in all languages where `locale` is. `texts` and
# `sources` are lists of digests (see releases/record/holds.py).
hold = Table(
    "hold",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", String(120), nullable=False),
    Column("section", String(120), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("held_by", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("texts", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("since", Integer, ForeignKey("release.id"), nullable=False),
    Column("until", Integer, ForeignKey("release.id")),
)

# Articles whose change waits for its translations, and since when; no part of any release.
waiting = Table(
    "waiting",
    metadata,
    Column("article_id", String(120), primary_key=True),
    Column("since", String(32), nullable=False),
)

# The folders of exports whose files are served before any cache, so that each release stops them (see
# releases/record/mirrors.py); about this installation, and so no part of any release or archive.
live_export = Table(
    "live_export",
    metadata,
    Column("mark", String(64), primary_key=True),
    Column("host", String(255), nullable=False),
    Column("folder", Text, nullable=False),
)
