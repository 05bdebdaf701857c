"""What the service answers -> files for a server in front that answers when nothing else does."""
