"""Aspects: every name has a schema.org term, and usual headings are recognised."""

from __future__ import annotations

import re

import pytest

from portal_api.articles.aspects import ASPECT_NAMES, ASPECTS, aspect_named, aspect_of_heading
from portal_api.words import HEADINGS, Word

# https://schema.org/HealthAspectEnumeration, less the common ending HealthAspect
SCHEMA_ORG = """
Allergies Benefits Causes Contagiousness Effectiveness GettingAccess HowItWorks HowOrWhere Ingredients
LivingWith MayTreat Misconceptions Overview PatientExperience Pregnancy Prevention Prognosis RelatedTopics
RisksOrComplications Screening SeeDoctor SelfCare SideEffects Stages Symptoms Treatments Types UsageOrSchedule
"""


def test_every_aspect_maps_to_a_term_of_schema_org_and_every_term_is_reached() -> None:
    assert {aspect.term for aspect in ASPECTS} == set(SCHEMA_ORG.split())
    assert ASPECTS[0].url == "https://schema.org/OverviewHealthAspect"


def test_names_are_unique_ids() -> None:
    assert len(set(ASPECT_NAMES)) == len(ASPECT_NAMES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in ASPECT_NAMES)


@pytest.mark.parametrize("word", HEADINGS, ids=lambda word: word.id)
def test_every_shared_heading_announces_its_aspect(word: Word) -> None:
    heading = word.id.removeprefix("heading.")
    aspect = aspect_of_heading(word.text)
    assert aspect is not None
    assert aspect.name == heading
    assert aspect_named(heading) == aspect


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("What is it?", "overview"),
        ("What should I do to prepare?", "preparation"),
        ("What happens during the process?", "what-happens"),
        ("What are the risks and potential complications?", "risks-or-complications"),
        ("What are the side effects?", "side-effects"),
        ("WHAT IS THE TREATMENT?", "treatments"),
        ("When to call a doctor", "when-to-get-help"),
        ("How to take it", "dosage"),
    ],
)
def test_usual_headings_are_recognised(heading: str, name: str) -> None:
    aspect = aspect_of_heading(heading)
    assert aspect is not None
    assert aspect.name == name


def test_other_headings_are_not_guessed() -> None:
    assert aspect_of_heading("Zebras") is None
    assert aspect_of_heading("") is None
    assert aspect_named("zebras") is None
