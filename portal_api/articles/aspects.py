"""The aspects a section can have, their schema.org terms, and the headings that usually announce them.

The names follow https://schema.org/HealthAspectEnumeration in kebab case where it has the term, and the
modules of NHS content where those are what patients look for. An aspect that schema.org lacks maps to the
nearest term that says nothing wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Aspect:
    """What a section is about. `phrases` are lower-case words of English headings that announce it."""

    name: str
    term: str
    phrases: tuple[str, ...]

    @property
    def url(self) -> str:
        """The schema.org term as JSON-LD wants it."""
        return f"https://schema.org/{self.term}HealthAspect"


ASPECTS: tuple[Aspect, ...] = (
    Aspect("overview", "Overview", ("overview", "about", "introduction", "at a glance", "summary")),
    Aspect("symptoms", "Symptoms", ("symptom", "symptoms", "signs", "warning signs")),
    Aspect(
        "causes",
        "Causes",
        ("cause", "causes", "caused by", "why does it happen", "risk factors", "who gets it"),
    ),
    Aspect("diagnosis", "Screening", ("diagnosis", "diagnosed", "diagnose", "tests", "found out")),
    Aspect("screening", "Screening", ("screening", "who is screened")),
    Aspect(
        "preparation",
        "SelfCare",
        ("prepare", "preparation", "preparing", "get ready", "before the", "before your"),
    ),
    Aspect(
        "what-happens",
        "HowItWorks",
        ("what happens", "what will happen", "what to expect", "during the", "procedure", "how is it done"),
    ),
    Aspect("how-it-works", "HowItWorks", ("how it works", "how does it work", "how do they work")),
    Aspect(
        "recovery",
        "LivingWith",
        (
            "recovery",
            "recover",
            "afterwards",
            "aftercare",
            "after care",
            "after the",
            "after your",
            "what happens after",
            "what happens afterwards",
        ),
    ),
    Aspect(
        "risks-or-complications",
        "RisksOrComplications",
        ("risk", "risks", "complication", "complications", "what can go wrong", "is it safe", "dangers"),
    ),
    Aspect(
        "side-effects", "SideEffects", ("side effect", "side effects", "adverse effects", "unwanted effects")
    ),
    Aspect("benefits", "Benefits", ("benefit", "benefits", "advantages", "how can it help")),
    Aspect("effectiveness", "Effectiveness", ("effectiveness", "how well", "how effective", "does it work")),
    Aspect(
        "dosage",
        "UsageOrSchedule",
        ("dose", "doses", "dosage", "how to take", "how to use", "how do i take", "how often", "how much"),
    ),
    Aspect("ingredients", "Ingredients", ("ingredients", "what is in it", "what does it contain")),
    Aspect("may-treat", "MayTreat", ("used for", "used to treat", "what does it treat", "who needs it")),
    Aspect("allergies", "Allergies", ("allergy", "allergies", "allergic")),
    Aspect("pregnancy", "Pregnancy", ("pregnancy", "pregnant", "breastfeeding", "fertility")),
    Aspect("treatments", "Treatments", ("treatment", "treatments", "treated", "treating", "therapy")),
    Aspect(
        "self-care",
        "SelfCare",
        ("self-care", "self care", "at home", "look after", "do myself", "what can i do", "home remedies"),
    ),
    Aspect(
        "when-to-get-help",
        "SeeDoctor",
        ("get help", "call", "see a doctor", "see a gp", "medical advice", "seek", "emergency", "contact"),
    ),
    Aspect("prevention", "Prevention", ("prevention", "prevent", "preventing", "avoid it", "lower the risk")),
    Aspect("prognosis", "Prognosis", ("prognosis", "outlook", "how long does it last", "life expectancy")),
    Aspect(
        "living-with", "LivingWith", ("living with", "daily life", "everyday life", "coping", "day to day")
    ),
    Aspect("stages", "Stages", ("stages", "stage")),
    Aspect("types", "Types", ("types", "kinds")),
    Aspect("contagiousness", "Contagiousness", ("contagious", "infectious", "spread", "catching")),
    Aspect("getting-access", "GettingAccess", ("who can have", "how to get it", "eligible", "cost")),
    Aspect("how-or-where", "HowOrWhere", ("where", "where to find")),
    Aspect("misconceptions", "Misconceptions", ("myths", "misconceptions", "myth")),
    Aspect("patient-experience", "PatientExperience", ("stories", "story", "experiences", "experience")),
    Aspect("related-topics", "RelatedTopics", ("related", "more information", "see also", "find out more")),
)

ASPECT_NAMES: tuple[str, ...] = tuple(aspect.name for aspect in ASPECTS)

_WHAT_IS = re.compile(r"what (?:is|are|does|do)\b")
_NOT_WORDS = re.compile(r"[^a-z0-9-]+")


def aspect_named(name: str) -> Aspect | None:
    """The aspect of this name, if there is one."""
    return next((aspect for aspect in ASPECTS if aspect.name == name), None)


def aspect_of_heading(heading: str) -> Aspect | None:
    """The aspect that an English heading announces, or None where it is not clear.

    The longest phrase in the heading decides; "What is ...?" is an overview unless something else is named.
    """
    words = f" {_NOT_WORDS.sub(' ', heading[:200].lower()).strip()} "
    found = [
        (len(phrase), -rank, aspect)
        for rank, aspect in enumerate(ASPECTS)
        for phrase in aspect.phrases
        if f" {phrase} " in words
    ]
    if found:
        return max(found, key=lambda candidate: candidate[:2])[2]
    return ASPECTS[0] if _WHAT_IS.match(words.strip()) else None
