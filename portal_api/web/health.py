"""Whether the service lives and can answer, for load balancers."""

from __future__ import annotations

from flask import Blueprint, Response

from portal_api.releases.editions.body import canonical
from portal_api.web.reading import current, without_database
from portal_api.web.reply import JSON, NEVER, bare

health = Blueprint("health", __name__)


@health.get("/livez")
def livez() -> Response:
    """Whether the process answers.

    It does not look at the database: a restart would not mend that.
    """
    without_database()
    return bare(canonical({"status": "alive"}), JSON, NEVER)


@health.get("/readyz")
def readyz() -> Response:
    """Whether there is a release to serve.

    503 with a problem document before the first release, or while the database cannot be read.
    """
    return bare(canonical({"status": "ready", "release": current().release.id}), JSON, NEVER)
