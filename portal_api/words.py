"""Our own words: texts that no author writes but readers see, translated once in `portal.po`.

Names in braces are placeholders. A value is put in their place as it is, so a translation keeps each of them
and may move it. Nothing else in braces has a meaning.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A text of the portal itself; `id` is its msgctxt, `note` tells translators where it stands."""

    id: str
    text: str
    note: str


def _group(prefix: str, note: str, rows: dict[str, str]) -> tuple[Word, ...]:
    return tuple(Word(f"{prefix}.{name}", text, note) for name, text in rows.items())


HEADINGS: tuple[Word, ...] = _group(
    "heading",
    "The usual heading of a section of a health article. Readers are patients and their families.",
    {
        "overview": "What is it?",
        "symptoms": "What are the symptoms?",
        "causes": "What causes it?",
        "preparation": "How do I prepare?",
        "what-happens": "What happens?",
        "risks-or-complications": "What are the risks?",
        "benefits": "What are the benefits?",
        "side-effects": "What are the side effects?",
        "treatments": "How is it treated?",
        "self-care": "What can I do myself?",
        "when-to-get-help": "When should I get help?",
        "recovery": "What happens afterwards?",
        "prevention": "How can I prevent it?",
        "diagnosis": "How is it diagnosed?",
        "living-with": "Living with it",
    },
)

STATUSES: tuple[Word, ...] = _group(
    "status",
    "Says in which language a section is shown. It stands beside the section.",
    {
        "source": "This text is shown in the language it was written in.",
        "translated": "This text is a translation.",
        "fallback": "This text is not available in your language yet.",
        "not-applicable": "This part does not apply here.",
        "withheld": "This text is not shown at the moment.",
    },
)

FALLBACKS: tuple[Word, ...] = _group(
    "reason",
    "Says why a section is shown in another language than the reader asked for.",
    {
        "incomplete": "The article is not fully translated, and it was asked for in one language throughout.",
        "missing": "It has not been translated yet.",
        "stale": "The original text has changed, and the translation does not match it yet.",
        "rejected": "The translation did not pass our safety checks.",
        "unreviewed": "The translation is waiting to be checked by a person.",
    },
)

HOLDS: tuple[Word, ...] = _group(
    "withheld",
    "Says why a text is held back for now. It stands where the text would be.",
    {
        "incorrect": "We found a mistake in it and are correcting it.",
        "unsafe": "It may be unsafe to follow, so we took it down.",
        "under-review": "It is being checked again.",
        "legal": "We may not show it at the moment, for legal reasons.",
        "other": "It is held back at the moment.",
    },
)

WITHDRAWALS: tuple[Word, ...] = _group(
    "withdrawn",
    "Says why an article was taken back for good.",
    {
        "superseded": "A newer article has taken its place.",
        "outdated": "It no longer matches current medical knowledge.",
        "incorrect": "It contained a mistake. Please do not rely on any copy of it.",
        "no-longer-offered": "Its publisher no longer offers it.",
        "legal": "We may no longer show it, for legal reasons.",
        "other": "It is no longer part of this library.",
    },
)

CHOICES: tuple[Word, ...] = _group(
    "choice",
    "Says why a reader is led to this language. It stands in the answer that leads there.",
    {
        "exact": "This is a language you asked for.",
        "close": "The language you asked for is not available. This one is close to it.",
        "complete": "Of the languages you asked for, this one has the whole article.",
        "partly-translated": "This article is only partly translated into this language so far.",
        "untranslated": "This article has not been translated into this language yet. "
        "It is shown in the language it was written in.",
        "no-preference": "The request named no language, so the main language of this library is used.",
        "none-fits": "None of the languages you asked for is available. "
        "The main language of this library is used instead.",
        "other-spelling": "This is the standard spelling of the language code you asked for.",
    },
)

REASONS: tuple[Word, ...] = STATUSES + FALLBACKS + HOLDS + WITHDRAWALS + CHOICES


def _problem(code: str, title: str, detail: str, remedy: str) -> tuple[Word, ...]:
    return (
        Word(f"problem.{code}.title", title, "The title of an error message."),
        Word(f"problem.{code}.detail", detail, f"An error message, below its title: {title}"),
        Word(f"problem.{code}.remedy", remedy, f"Says what to do about the error: {title}"),
    )


PROBLEMS: tuple[Word, ...] = (
    *_problem(
        "malformed-request",
        "The request could not be read",
        "The address or the data sent with it is not written in a valid way.",
        "Check the address for wrongly encoded characters and try again.",
    ),
    *_problem(
        "unknown-parameter",
        "Unknown parameter",
        "This address has no parameter named {parameter}. Possible parameters: {known}.",
        "Remove the parameter or correct its name. We refuse unknown parameters so that a typing mistake "
        "never goes unnoticed.",
    ),
    *_problem(
        "invalid-parameter",
        "Parameter not usable",
        "The value of the parameter {parameter} cannot be used. Possible values: {expected}.",
        "Correct the value. The documentation lists the values that each parameter takes.",
    ),
    *_problem(
        "repeated-parameter",
        "Parameter given more than once",
        "The parameter {parameter} may be given only once.",
        "Keep one of the values and remove the others.",
    ),
    *_problem(
        "not-found",
        "There is nothing at this address",
        "This address does not exist: {path}",
        "Check the address. The documentation lists every address there is.",
    ),
    *_problem(
        "unknown-locale",
        "This language is not available",
        "The library is not available in this language: {locale}",
        "Choose one of the languages listed with this message.",
    ),
    *_problem(
        "unknown-article",
        "There is no such article",
        "The library has no article with this name: {article}",
        "Check the name. The list of articles contains every article in your language.",
    ),
    *_problem(
        "unknown-section",
        "There is no such section",
        "The article {article} has no section with this name: {section}",
        "Check the name. The article lists the names of its sections.",
    ),
    *_problem(
        "unknown-release",
        "There is no such release",
        "The library has no release with this number: {release}",
        "Leave out the release number to get the current texts. A list is then read again from its first "
        "page.",
    ),
    *_problem(
        "not-translated",
        "Not fully translated into this language",
        "The text you asked for is not fully translated into this language: {locale}",
        "Choose one of the languages listed with this message, or allow parts in another language.",
    ),
    *_problem(
        "unsupported-format",
        "This format is not available",
        "This address cannot answer in this format: {format}",
        "Ask for the format json, or name no format at all.",
    ),
    *_problem(
        "method-not-allowed",
        "This address can only be read",
        "This address does not support the method {method}. Possible methods: {allowed}.",
        "Use one of the possible methods. This service changes nothing on request.",
    ),
    *_problem(
        "withdrawn",
        "This text was withdrawn",
        "This article was taken back and is no longer available: {article}",
        "Remove your copies of it. If another article takes its place, this message names it.",
    ),
    *_problem(
        "held",
        "This article is held back at the moment",
        "This article is not shown to anybody until it has been checked: {article}",
        "Do not use copies of it until it is shown again. If you need medical advice now, ask a health "
        "professional.",
    ),
    *_problem(
        "precondition-failed",
        "The text has changed",
        "This is no longer the version that the request asked for.",
        "Ask for it without If-Match to get the current version.",
    ),
    *_problem(
        "too-many-requests",
        "There are too many requests at the moment",
        "More texts were asked for in a short time than the service can make.",
        "Please try again in a minute. If you need medical help now, do not wait for this page.",
    ),
    *_problem(
        "request-too-long",
        "The request is too long",
        "The address and what was sent with it, cookies for example, are longer than this service reads.",
        "Delete the cookies of this website or shorten the address, and try again.",
    ),
    *_problem(
        "internal-error",
        "Something went wrong on our side",
        "The answer could not be prepared. This is not your fault.",
        "Please try again in a few minutes. If you need medical help now, do not wait for this page.",
    ),
    *_problem(
        "unavailable",
        "The library cannot be read at the moment",
        "The service is running, but its library cannot be read.",
        "Please try again in a few minutes. If you need medical help now, do not wait for this page.",
    ),
    *_problem(
        "nothing-published",
        "Nothing has been published yet",
        "The service is running, but its library is still empty.",
        "Whoever runs this service needs to publish the library first.",
    ),
)

KINDS: tuple[Word, ...] = _group(
    "kind",
    "A kind of health article. It is used as a label and as a heading of a list.",
    {
        "condition": "Conditions",
        "procedure": "Procedures and treatments",
        "test": "Tests",
        "medicine": "Medicines",
        "healthy-living": "Healthy living",
    },
)

AUDIENCES: tuple[Word, ...] = _group(
    "audience",
    "For whom a health article is written.",
    {"child": "For children", "adult": "For adults", "everyone": "For everyone"},
)

CALLOUTS: tuple[Word, ...] = _group(
    "callout",
    "The label of a highlighted paragraph. Emergency is the most serious one.",
    {"note": "Note", "warning": "Warning", "emergency": "Emergency"},
)

PAGE_WORDS: tuple[Word, ...] = (
    Word("label.disclaimer", "Disclaimer", "The heading above the legal and medical notice."),
    Word("label.contents", "Contents", "The heading above the list of sections of an article."),
    Word("label.languages", "Languages", "The heading above the list of languages to choose from."),
    Word("label.articles", "Articles", "The heading above the list of all articles."),
    Word("label.sources", "Sources", "The heading above the list of publications an article rests on."),
    Word("label.related", "Related articles", "The heading above links to other articles."),
    Word("label.problems", "Error messages", "The heading above a list of all error messages."),
    Word("label.what-to-do", "What to do", "The heading above advice on how to solve an error."),
    Word("label.documentation", "Documentation", "A link to the technical documentation."),
    Word("label.skip", "Skip to the text", "A link for people who use a keyboard or a screen reader."),
    Word("label.whole-article", "Read the whole article", "A link below a section that is shown alone."),
    Word("label.partly", "partly translated", "Beside the name of a language: the article is partly in it."),
    Word("label.untranslated", "not translated yet", "Beside the name of a language: nothing is in it yet."),
    Word("label.more", "More articles", "A link to the next page of the list of all articles."),
    Word("label.successor", "This article takes its place:", "The title of a newer article follows."),
    Word("label.picture", "Picture: {credit}, {licence}", "Below a picture: its author and its licence."),
    Word("label.publisher", "Published by {publisher}", "Below an article. The value is a name."),
    Word(
        "label.edition",
        "Edition: release {release}, {digest}",
        "Small print below an article, so that a printed page can be traced. The values are a number and "
        "a code of letters and digits.",
    ),
    Word("label.printed-from", "This page on the web: {url}", "Small print on a printed page."),
    Word("label.updated", "Last changed: {date}", "Below an article."),
    Word("label.reviewed", "Reviewed by {name}, {role}, on {date}", "Which health professional checked it."),
    Word(
        "label.next-review",
        "This text is to be reviewed again by {date}. "
        "After that day it may no longer match current medical knowledge.",
        "Beside an article. It stands there before that day and after it, so it is true on both.",
    ),
    Word(
        "label.unreviewed",
        "This article has not yet been reviewed by a health professional.",
        "Below the title of an article.",
    ),
)

NOTICES: tuple[Word, ...] = (
    Word(
        "notice.machine",
        "This text was translated by a machine and has not been checked by a person. "
        "It may contain mistakes.",
        "A notice above a machine translation.",
    ),
    Word(
        "notice.machine-reviewed",
        "This text was translated by a machine and checked by a person.",
        "A notice above a machine translation that somebody has approved.",
    ),
    Word(
        "notice.human-unreviewed",
        "This text was translated by a person and has not been checked by a second person.",
        "A notice above a translation that nobody has approved.",
    ),
    Word(
        "notice.shown-in",
        "This section is not available in your language yet. It is shown in: {shown}",
        "A notice above a section. The value is the name of a language in that language.",
    ),
    Word(
        "notice.partly-translated",
        "{translated} of {sections} sections of this article are available in this language.",
        "A notice below the title of an article. The values are numbers.",
    ),
    Word(
        "notice.offline",
        "This text could not be loaded. Please use the link to the original page.",
        "Shown on another website when our text cannot be fetched.",
    ),
    Word(
        "notice.saved-copy",
        "The text could not be loaded afresh. This is a copy saved on: {date}",
        "Shown on another website above an older copy of our text.",
    ),
)

EMBEDDING: tuple[Word, ...] = _group(
    "embed",
    "On a page for people who run websites: it writes the code that shows an article on their own pages.",
    {
        "title": "Show a text on your website",
        "article": "Article",
        "section": "Section",
        "whole": "The whole article",
        "language": "Language",
        "automatic": "The language of the page, or of the reader",
        "method": "Way",
        "component": "Web component",
        "iframe": "Frame (iframe)",
        "include": "Included by the server",
        "oembed": "oEmbed",
        "curl": "Command line (curl)",
        "show": "Show",
        "result": "How it looks",
        "code": "Copy this into your page",
        "copy": "Copy",
        "copied": "Copied",
        "policy": "If your website has a Content-Security-Policy, add this to it:",
        "pinned": "Instead of this script, one that never changes:",
        "nothing": "This way needs no addition to a Content-Security-Policy.",
    },
)

SEARCHING: tuple[Word, ...] = _group(
    "search",
    "On the pages of the library: the search.",
    {
        "field": "What are you looking for?",
        "button": "Search",
        "results": "Search results",
        "number": "Articles found: {number}",
        "nothing": "Nothing was found in this language. Check the spelling, or try fewer words or other "
        "words. If you need medical help now, get help at once. Do not go on searching here.",
        "all": "All articles",
    },
)

LABELS: tuple[Word, ...] = KINDS + AUDIENCES + CALLOUTS + PAGE_WORDS + NOTICES + EMBEDDING + SEARCHING

WORDS: tuple[Word, ...] = HEADINGS + REASONS + PROBLEMS + LABELS

BESIDE_ARTICLES: frozenset[str] = frozenset(
    word.id for word in (*HEADINGS, *STATUSES, *FALLBACKS, *HOLDS, *CALLOUTS, *NOTICES)
) | {"label.next-review", "label.related", "label.unreviewed", "label.updated", "label.whole-article"}
"""The ids of all words that an article's answer may have in it: where one changes, the answer does."""
