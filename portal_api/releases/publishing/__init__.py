"""From files to a release: what changed, what it is made into, what is remembered, and what is refused."""
