"""What an app has to fetch again or forget to keep one language offline."""

from __future__ import annotations

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from portal_api.errors import Held, NotPublished, Withdrawn
from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.releases.record.holds import HOLD_REASONS
from portal_api.releases.record.since import ChangedArticle, changed_since
from portal_api.releases.record.snapshot import Snapshot
from portal_api.web import routes
from portal_api.web.answers import edition_json
from portal_api.web.openapi.envelope import (
    AnswerSchema,
    EditionSchema,
    direction_field,
    links_schema,
    locale_field,
    text_field,
)
from portal_api.web.openapi.examplearticle import ARTICLE, ATTRIBUTION, BASE, DISCLAIMER
from portal_api.web.queries import SinceQuery, takes
from portal_api.web.reading import UnknownRelease, as_of, links
from portal_api.web.reply import reply

sync = Blueprint("sync", __name__, url_prefix="/v1")
sync.before_request(routes.read_path)


@sync.get("/<locale>/changes")
@takes(SinceQuery)
def list_changes(
    locale: Locale, since: int, limit: int, after: str | None = None, release: int | None = None
) -> Response:
    """What changed in one language.

    The articles whose answer is not what it was in release `since`, and those that have gone: delete your
    copies of them. Without `since` it is every article. Follow `links.next` until there is none, and keep
    `release`: it is the next `since`. Fetch what changed past your cache (`Cache-Control: no-cache`), and
    keep an answer only where its `edition.release` is not below the one told here: else a recall gets lost.
    """
    library = as_of(release)
    if since > library.release.id:
        raise UnknownRelease(since)
    found = changed_since(library, locale, since, after=after, limit=limit + 1)
    page = found[:limit]
    query = {"since": since, "limit": limit, "after": after, "release": release}
    own = {"self": _url(locale, query), "list": links().articles(locale)}
    if len(found) > limit:
        own["next"] = _url(locale, {**query, "after": page[-1].article_id, "release": library.release.id})
    body = {
        "locale": str(locale),
        "dir": locale.direction,
        "since": since,
        "release": library.release.id,
        "changes": [_change(one, library, locale) for one in page],
        "links": own,
    }
    return reply(body, locale, may_be_stale=False)


def _url(locale: Locale, query: Json) -> str:
    return links().at(f"/v1/{locale}/changes", query)


def _change(one: ChangedArticle, library: Snapshot, locale: Locale) -> Json:
    told: Json = {"id": one.article_id, "change": "gone" if one.edition is None else "changed"}
    if one.edition is None:
        told |= _why(one.article_id, library, locale)
    else:
        told["edition"] = edition_json(one.edition, library)
    return told | {"links": {"article": links().article(locale, one.article_id)}}


def _why(article: str, library: Snapshot, locale: Locale) -> Json:
    """Why an article has gone, as its own address tells it."""
    try:
        library.edition(article, locale)
    except Withdrawn as error:
        successor = links().article(locale, error.successor) if error.successor else None
        return {"code": "withdrawn", "reason": error.reason, "successor": successor}
    except Held as error:
        return {"code": "held", "reason": error.reason}
    except NotPublished:
        pass
    return {"code": "unknown-article"}


class ChangedArticleSchema(Schema):
    """One article that is not as it was."""

    id = text_field("The id of the article.")
    change = text_field(
        "`changed`: fetch it again. `gone`: delete your copies.", validate=validate.OneOf(("changed", "gone"))
    )
    edition = fields.Nested(EditionSchema, metadata={"description": "What it is now; only where it changed."})
    code = fields.String(
        metadata={"description": "Why it has gone: the `code` of the problem that its address answers with."}
    )
    reason = fields.String(
        metadata={
            "description": "The reason of a withdrawal or hold, as a code; of a hold one of "
            f"{', '.join(f'`{code}`' for code in HOLD_REASONS)}."
        }
    )
    successor = fields.URL(
        allow_none=True, require_tld=False, metadata={"description": "What takes the withdrawn text's place."}
    )
    links = fields.Nested(
        links_schema("ChangedArticle", article="The article in this language."), required=True
    )


class ChangeListSchema(AnswerSchema):
    """What to fetch again and what to forget, in the order of the articles' ids."""

    locale = locale_field("The asked language.")
    dir = direction_field()
    since = fields.Integer(
        required=True,
        metadata={"description": "The release you know; 0 for none: then these are all articles there are."},
    )
    release = fields.Integer(
        required=True, metadata={"description": "The release you know once you have done all of it."}
    )
    changes = fields.List(fields.Nested(ChangedArticleSchema), required=True)
    links = fields.Nested(
        links_schema(
            "ChangeList",
            self="This page of the changes.",
            next="The next page, of the same release; missing on the last page.",
            list="The list of articles in this language.",
        ),
        required=True,
    )


_URL = f"{BASE}/v1/ar"
CHANGES: Json = {
    "locale": "ar",
    "dir": "rtl",
    "since": 40,
    "release": 41,
    "changes": [
        {
            "id": "baclofen-pump-child",
            "change": "changed",
            "edition": ARTICLE["edition"],
            "links": {"article": f"{_URL}/articles/baclofen-pump-child"},
        },
        {
            "id": "old-advice",
            "change": "gone",
            "code": "withdrawn",
            "reason": "superseded",
            "successor": f"{_URL}/articles/baclofen-pump-child",
            "links": {"article": f"{_URL}/articles/old-advice"},
        },
    ],
    "attribution": ATTRIBUTION,
    "disclaimer": DISCLAIMER,
    "links": {"self": f"{_URL}/changes?since=40&limit=50", "list": f"{_URL}/articles"},
}
