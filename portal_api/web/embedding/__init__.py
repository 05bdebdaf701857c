"""Our texts on other websites and in other software: scripts, frames, oEmbed, and fragments to include."""
