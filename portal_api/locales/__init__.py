"""BCP 47 tags, folder spelling, direction from the script, matching."""

from portal_api.locales.accept import Wishes, parse_accept_language
from portal_api.locales.locale import Direction, Locale
from portal_api.locales.matching import OFFER_LIMIT, SERVE_LIMIT, Match, best_match, offers

__all__ = [
    "OFFER_LIMIT",
    "SERVE_LIMIT",
    "Direction",
    "Locale",
    "Match",
    "Wishes",
    "best_match",
    "offers",
    "parse_accept_language",
]
