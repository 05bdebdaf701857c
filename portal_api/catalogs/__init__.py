"""What translators write: gettext catalogs, their checks and their reviews."""
