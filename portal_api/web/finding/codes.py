"""A code as hospital systems send it -> the codes of ours that mean it, or something wider."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# Code systems by their object identifier (HL7), and the names that authors write.
SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "2.16.840.1.113883.6.96": ("snomed",),
    "2.16.840.1.113883.6.90": ("icd10cm", "icd10"),
    "2.16.840.1.113883.6.3": ("icd10",),
    "2.16.840.1.113883.6.177": ("mesh",),
    "2.16.840.1.113883.6.88": ("rxnorm",),
    "2.16.840.1.113883.6.1": ("loinc",),
}

_ICD = re.compile(r"([A-Z][0-9][0-9A-Z])\.?([0-9A-Z]{0,4})")


def meaning(system: str, code: str) -> tuple[str, ...]:
    """What to look for, as `system:value`, for a code of the system with this object identifier.

    A code of ICD-10 may lack its dot or be in small letters, and stands for the wider ones above it too: who
    has `R50.9` may read of `R50`. One of ICD-10-CM, the edition of the United States, also stands for the
    same one of ICD-10, which it only divides further. All others are compared letter by letter.
    """
    names = SYSTEMS[system]
    values = [*_with_wider(code)] if "icd10" in names else [code]
    return tuple(f"{name}:{value}" for value in values for name in names)


def _with_wider(code: str) -> Iterator[str]:
    """The code and those above it, the narrowest first."""
    found = _ICD.fullmatch(code.upper())
    if found is None:
        yield code
        return
    category, rest = found.groups()
    for length in range(len(rest), 0, -1):
        yield f"{category}.{rest[:length]}"
    yield category
