"""The small library with links between its articles: `pump` leads to `fever`, `fever` to itself."""

from __future__ import annotations

from pathlib import Path

from small_portal import FEVER, write_library
from tiny import ARTICLE, TinyLibrary

LEADING = ARTICLE.replace("topic: pumps", "topic: pumps\nrelated: [fever, other]").replace(
    "(https://www.example.org/more)", "(article:fever#symptoms), or *[all of it](article:fever)*"
)
LED_TO = FEVER.replace("Above 38 °C", "Above 38 °C, or [no symptom](article:fever#treatments)")
OTHER = ARTICLE.replace("# Pump", "# Other pump").replace("(https://www.example.org/more)", "(article:pump)")


def write_linked(root: Path) -> TinyLibrary:
    """`pump` is translated into Spanish, links and all, into Arabic without them; `fever` nowhere."""
    library = write_library(root)
    library.article("pump", LEADING)
    library.article("fever", LED_TO)
    library.article("other", OTHER)
    library.translate("es")
    library.publish()
    return library
