"""What portals read: the /v1 API and its contract."""
