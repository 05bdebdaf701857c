"""The WSGI application, for any server: `granian --interface wsgi wsgi:app`."""

from portal_api.app import create_app
from portal_api.releases.store import Store
from portal_api.settings import Settings

settings = Settings.from_env()
app = create_app(Store(settings.database_url), settings)
