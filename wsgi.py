"""The WSGI application, for any server: `granian --interface wsgi wsgi:app`, `gunicorn wsgi:app`."""

from pathlib import Path

from portal_api.app import create_app, with_shelf
from portal_api.releases.record.store import Store
from portal_api.settings import Settings
from portal_api.whereabouts import nearest_library

settings = Settings.from_env(library=nearest_library(Path.cwd()))
app = with_shelf(create_app(Store(settings.database_url), settings), settings)
