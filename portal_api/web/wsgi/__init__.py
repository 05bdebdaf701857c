"""The layers around Flask: finished answers kept in memory, watched, counted and logged."""
