/*
 * <health-article>: shows an article, or one section of it, on any web page.
 *
 * Attributes: article, section, locale, heading-level (1 to 6), theme (light, dark), keep (7d, 12h).
 * Events: health-article:loaded and health-article:error, with what happened in `detail`.
 * Style it by the custom properties --health-article-* and by ::part(title, lead, figure, section, heading,
 * callout). Disclaimer, marks and attribution are no parts: a page can hide the element, but not them alone.
 *
 * Whatever goes wrong, readers get a sentence and links to text and disclaimer; the console tells the remedy.
 *
 * No cookies, no request to any other host; nothing is stored unless the page asks for it with `keep`.
 */
const BASE = new URL("../", import.meta.url);
const NAME = /^[a-z0-9][a-z0-9-]{0,99}$/;
const TAG = /^[a-z0-9]{1,8}([-_][a-z0-9]{1,8}){0,12}$/i;
const SCHEMES = ["http:", "https:", "mailto:", "tel:"];
const HOURS = { h: 1, d: 24 };
const PATIENCE = 20_000;
const GONE = [404, 410];
const WITHOUT_PAGE = ["unknown-article", "withdrawn", "held"];
// A day is over everywhere 36 hours after it began in UTC.
const A_DAY_EVERYWHERE = 36 * 3_600_000;

/* The words notice.offline and label.disclaimer, for when none can be fetched. */
const OFFLINE = {
  en: ["This text could not be loaded. Please use the link to the original page.", "Disclaimer"],
  es: ["No se pudo cargar este texto. Por favor, use el enlace a la página original.", "Aviso legal y médico"],
  ar: ["تعذر تحميل هذا النص. يُرجى استخدام الرابط إلى الصفحة الأصلية.", "إخلاء المسؤولية"],
  "zh-Hans": ["无法加载此文本。请使用链接前往原始页面。", "免责声明"],
  de: [
    "Dieser Text konnte nicht geladen werden. Bitte benutzen Sie den Link zur Originalseite.",
    "Rechtlicher und medizinischer Hinweis",
  ],
  fr: [
    "Ce texte n’a pas pu être chargé. Veuillez utiliser le lien vers la page d’origine.",
    "Avis juridique et médical",
  ],
};

const LOOK = new CSSStyleSheet();
LOOK.replaceSync(`
:host {
  all: initial !important; display: block !important; color-scheme: inherit !important;
  font: max(14px, 1em) / 1.6 system-ui !important;
  font-family: var(--health-article-font, inherit) !important;
  --paper: #fff !important; --soft: #f3f6f8 !important; --ink: #17212b !important; --quiet: #485560 !important;
  --line: #cfd8de !important; --mark: #fff5dc !important; --warn: #8a5300 !important;
  --alarm: #b3141b !important; --blue: #00588f !important;
}
:host([theme="light"]) { color-scheme: light !important; }
:host([theme="dark"]) { color-scheme: dark !important; }
:host([hidden]) { display: none !important; }
@supports (color: light-dark(#fff, #000)) {
  :host {
    --paper: light-dark(#fff, #11171c) !important; --soft: light-dark(#f3f6f8, #1a232a) !important;
    --ink: light-dark(#17212b, #e8edf1) !important; --quiet: light-dark(#485560, #abb8c2) !important;
    --line: light-dark(#cfd8de, #3a4853) !important; --mark: light-dark(#fff5dc, #2d2410) !important;
    --warn: light-dark(#8a5300, #f8cd78) !important; --alarm: light-dark(#b3141b, #ffb0ac) !important;
    --blue: light-dark(#00588f, #86c5f4) !important;
  }
}
article { overflow-wrap: break-word; padding: 1rem; color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-radius: var(--health-article-radius, .5rem); }
article:is(:lang(ar), :lang(fa), :lang(prs), :lang(ps), :lang(ckb), :lang(ug), :lang(sd), :lang(hi), :lang(bn),
  :lang(as), :lang(ne), :lang(mr), :lang(gu), :lang(pa), :lang(or), :lang(ta), :lang(te), :lang(kn), :lang(ml),
  :lang(si), :lang(th), :lang(lo), :lang(km), :lang(my), :lang(shn), :lang(ksw), :lang(am), :lang(ti), :lang(bo),
  :lang(dz)) { line-height: 1.85; }
article:is(:lang(ur), :lang(ks)) { line-height: 2.2; }
em:is(:lang(zh), :lang(yue), :lang(ja), :lang(ko), :lang(ar), :lang(fa), :lang(prs), :lang(ps), :lang(ur), :lang(ckb),
  :lang(ug), :lang(sd), :lang(ks), :lang(he), :lang(yi)) { font-style: normal; font-weight: 600; }
.text { contain: layout paint; color: var(--health-article-ink, var(--ink));
  background: var(--health-article-paper, transparent); }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; margin-block: 1.2em .5em; }
.text > :first-child { margin-block-start: 0; }
.title { font-size: 1.6em; }
.heading { font-size: 1.25em; }
p, ul, ol { margin-block: .7em; }
ul, ol { padding-inline-start: 1.5em; }
a { color: var(--health-article-link, var(--blue)); }
a:focus-visible { outline: 3px solid; outline-offset: 2px; }
figure { margin: 1em 0; }
img { max-inline-size: 100%; block-size: auto; background: #fff; }
small, figcaption, .quiet { color: var(--quiet); font-size: .875em; }
.mark { padding: .4em .8em; color: var(--ink); background: var(--mark); border: 1px solid transparent;
  border-radius: .3em; font-size: .9em; }
.callout { margin-block: 1em; padding: .4em 1em; border-inline-start: .4em solid var(--blue); }
.callout p { margin-block: .3em; }
.warning { border-color: var(--warn); }
.emergency { border-color: var(--alarm); }
.emergency .label { color: var(--alarm); }
.disclaimer { margin-block-start: 1.5em; padding: .4em 1em; border: 2px solid var(--line); color: var(--ink);
  background: var(--soft); font-size: max(14px, .9em); border-radius: .4em; }
footer a, .disclaimer a { color: var(--blue); }
footer { color: var(--quiet); font-size: .875em; }
footer p { text-align: match-parent; }
@media print { article { border: 0; padding: 0; } }
`);

class HealthArticle extends HTMLElement {
  static observedAttributes = ["article", "section", "locale", "heading-level", "keep"];

  #root = this.attachShadow({ mode: "open" });
  #turn = 0;
  #planned = false;
  #shown = "";

  constructor() {
    super();
    this.#root.append(make("slot"));
  }

  connectedCallback() {
    this.#plan();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#plan();
  }

  /** Several attributes set at once load once. */
  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      if (this.isConnected) this.#load();
    });
  }

  async #load() {
    const turn = ++this.#turn;
    const wish = wishOf(this);
    const level = Math.min(Math.max(parseInt(this.getAttribute("heading-level"), 10) || 2, 1), 6);
    // However slow the answer: never another text under the heading that a page has given this one.
    if (this.#shown && this.#shown !== nameOf(wish)) this.#root.replaceChildren(make("slot"));
    let body, shown, trouble;
    try {
      body = await fetched(wish);
      shown = drawn(body, wish, level);
      if (wish.keep) store(wish, body);
    } catch (error) {
      trouble = error.code ? error : problem("unreadable", { hint: error.message });
      shown = (wish.keep && copyOf(wish, level, trouble.gone)) || null;
    }
    if (turn !== this.#turn) return;
    this.#shown = shown && nameOf(wish);
    this.#root.adoptedStyleSheets = [LOOK];
    this.#root.replaceChildren(shown ?? instead(wish, trouble));
    if (trouble) this.#tellTrouble(trouble, Boolean(shown));
    else this.#tell("loaded", { article: body.id, locale: body.locale, edition: body.edition });
  }

  #tellTrouble(trouble, copied) {
    console.error(`<health-article> ${advice(trouble)}`, this);
    this.#tell("error", { code: trouble.code, copied });
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`health-article:${what}`, { bubbles: true, composed: true, detail }));
  }
}

/* What to fetch, and how */

function wishOf(element) {
  const value = (name) => (element.getAttribute(name) ?? "").trim();
  const lang = value("locale") || languageAround(element);
  return {
    article: value("article"),
    section: value("section"),
    lang: TAG.test(lang) ? lang : "",
    chosen: Boolean(value("locale")),
    keep: milliseconds(value("keep")),
  };
}

const nameOf = ({ article, section }) => `${article}/${section}`;

/** The language of the nearest element that says one, out of shadow trees too. */
function languageAround(element) {
  for (let node = element; node; node = node.parentNode ?? node.host) {
    const lang = node.getAttribute?.("lang")?.trim();
    if (lang) return lang;
  }
  return "";
}

/** The answer in the page's language; where the library has none near it, in the reader's. */
async function fetched(wish) {
  if (!NAME.test(wish.article)) throw problem("unknown-article", { hint: notAName("article", wish.article) });
  if (wish.section && !NAME.test(wish.section)) {
    throw problem("unknown-section", { hint: notAName("section", wish.section) });
  }
  const path = `articles/${wish.article}${wish.section ? `/sections/${wish.section}` : ""}`;
  if (wish.lang) {
    try {
      return await answer(`v1/${wish.lang}/${path}`);
    } catch (error) {
      if (wish.chosen || error.code !== "unknown-locale") throw error;
    }
  }
  return answer(`v1/${path}`, { "Accept-Language": readerLanguages() });
}

async function answer(path, headers = {}) {
  const address = new URL(path, BASE);
  let response;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    response = await fetch(address, { headers, signal, credentials: "omit" });
  } catch (error) {
    const policy = `A Content-Security-Policy needs: connect-src ${BASE.origin}`;
    throw problem("unreachable", { hint: `${address}: ${error.message}. ${policy}` });
  }
  const body = await response.json().catch(() => null);
  const gone = GONE.includes(response.status);
  if (!response.ok) {
    const hint = [address, response.status, body?.detail, body?.remedy].filter(Boolean).join(" ");
    throw problem(body?.code ?? "unreachable", { gone, told: body, hint });
  }
  if (!body?.disclaimer?.text || !Array.isArray(body.sections)) {
    throw problem("unreadable", { hint: `${address} answers with no article.` });
  }
  return body;
}

/** Why there is no text: `gone` where the service took it back, `told` is its problem document. */
function problem(code, { gone = false, told = null, hint = "" } = {}) {
  return Object.assign(new Error(code), { code, gone, told, hint });
}

function notAName(name, value) {
  return `${name}="${value}" is no id: small letters, digits and hyphens, e.g. fever-in-children.`;
}

/** What the author of the page reads in the console. */
function advice({ code, hint }) {
  return `shows no text (${code}). ${hint} The code for your page: ${new URL("embed", BASE)}`;
}

function readerLanguages() {
  const tags = navigator.languages.filter((tag) => TAG.test(tag)).slice(0, 5);
  return tags.map((tag, rank) => (rank ? `${tag};q=0.${9 - rank}` : tag)).join(",") || "*";
}

/* The last good copy, only where the page asks for it */

function milliseconds(text) {
  const [, count, unit] = /^(\d{1,3})([dh])$/.exec(text) ?? [];
  return unit ? count * HOURS[unit] * 3_600_000 : 0;
}

function shelfMark({ article, section, lang }) {
  return ["health-article", BASE.href, article, section, lang || readerLanguages()].join(" ");
}

function store(wish, body) {
  try {
    localStorage.setItem(shelfMark(wish), JSON.stringify({ at: Date.now(), body }));
  } catch {
    /* storage is full or forbidden: then there is no copy */
  }
}

/** The copy, drawn with its date, never older than asked; a text that was taken back is forgotten. */
function copyOf(wish, level, gone) {
  try {
    const mark = shelfMark(wish);
    const { at, body } = JSON.parse(localStorage.getItem(mark)) ?? {};
    const age = Date.now() - at;
    if (!gone && age >= 0 && age <= wish.keep && body.disclaimer.text) return drawn(body, wish, level, new Date(at));
    localStorage.removeItem(mark);
  } catch {
    /* storage is forbidden, or what is in it is not ours */
  }
  return null;
}

/* Instead of the text: what readers see when there is none */

/** What went wrong, in the words of the service or our own; the page's children; links. */
function instead(wish, trouble) {
  const said = trouble.told?.disclaimer ? trouble.told : offline(wish.lang || navigator.language);
  const text = pageOf(wish, trouble);
  return make("article", tongue(said, { "aria-label": said.title ?? said.detail }),
    make("div", { class: "mark" },
      said.title && make("p", {}, make("strong", {}, said.title)),
      make("p", {}, said.detail),
      said.explanation && make("p", tongue(said.explanation), said.explanation.text),
      said.remedy && make("p", {}, said.remedy)),
    make("slot"),
    make("p", {}, make("a", { href: text, dir: "ltr" }, text)),
    make("p", {}, make("a", tongue(said.disclaimer, { href: `${indexOf(wish, trouble)}#Disclaimer` }),
      said.disclaimer.title)),
  );
}

/** Where a reader finds the text; where there is none, the list of all texts. */
function pageOf(wish, trouble) {
  const list = indexOf(wish, trouble);
  if (trouble.told?.successor) return `${list}/${trouble.told.successor.split("/").pop()}`;
  if (!NAME.test(wish.article) || WITHOUT_PAGE.includes(trouble.code)) return list;
  const place = wish.section && trouble.code !== "unknown-section" ? `#${wish.section}` : "";
  return `${list}/${wish.article}${place}`;
}

function indexOf({ lang }, { told }) {
  return new URL(told?.disclaimer?.locale ?? (lang || navigator.language), BASE).href;
}

/** Our own words in the language among them that is written like this one, else in English. */
function offline(lang) {
  const wanted = writtenLike(lang);
  const locale = Object.keys(OFFLINE).find((tag) => writtenLike(tag) === wanted) ?? "en";
  const [detail, title] = OFFLINE[locale];
  return { locale, dir: "auto", detail, disclaimer: { title } };
}

function writtenLike(tag) {
  try {
    const { language, script } = new Intl.Locale(tag.replaceAll("_", "-")).maximize();
    return `${language}-${script}`;
  } catch {
    return "";
  }
}

/* Drawing: every text becomes a text node */

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.flat(9).filter(Boolean));
  return node;
}

const part = (name, more = {}) => ({ part: name, class: name, ...more });
const tongue = ({ locale, dir }, more = {}) => ({ lang: locale, dir, ...more });
const heading = (level, attributes, text) => make(`h${Math.min(level, 6)}`, attributes, text);

function safe(href) {
  try {
    return SCHEMES.includes(new URL(href).protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

function drawn(body, wish, level, copied) {
  const common = commonMark(body);
  const shown = wish.section
    ? body.sections.map((one, rank) => sectionOf(one, body, level + Math.sign(rank), common))
    : [headOf(body, level), body.sections.map((one) => sectionOf(one, body, level + 1, common))];
  const name = (wish.section && body.sections[0]?.title) || body.head.title;
  return make("article", tongue(body, { "aria-label": name }),
    copied && note([label(body, "notice.saved-copy", { date: dated(copied, body.labels) })]),
    common && note([word(body, common)]),
    label(body, "label.unreviewed") && note([label(body, "label.unreviewed")]),
    isOverdue(body) && note([label(body, "label.next-review", { date: day(body.review.next, body.labels) })]),
    make("div", { class: "text" }, shown),
    disclaimerOf(body, level + 1),
    footerOf(body, wish),
  );
}

/** Whether a clinician should have looked at it again. */
function isOverdue(body) {
  const passed = Date.now() - Date.parse(body.review?.next) > A_DAY_EVERYWHERE;
  return passed && label(body, "label.next-review") !== null;
}

function headOf(body, level) {
  const { head } = body;
  return [
    heading(level, part("title", tongue(head)), head.title),
    marksOf(head, body, commonMark(body)),
    make("div", part("lead", tongue(head)), blocksOf(head.summary, body, head.locale)),
    figureOf(body),
  ];
}

function figureOf(body) {
  const { figure } = body;
  if (!figure?.file) return null;
  const { alt, width, height } = figure;
  const src = new URL(`figures/${encodeURIComponent(figure.file)}`, BASE).href;
  const caption = [figure.credit, figure.licence].filter(Boolean).join(", ");
  return make("figure", part("figure", tongue(figure)),
    make("img", { src, alt: alt ?? "", width, height, loading: "lazy" }),
    caption && make("figcaption", { dir: "auto", lang: body.source_locale }, caption),
    marksOf(figure, body, commonMark(body)),
  );
}

function sectionOf(one, body, level, common) {
  const name = one.title || label(body, `heading.${one.aspect}`);
  return make("section", part("section", tongue(one)),
    name && heading(level, part("heading"), name),
    marksOf(one, body, common),
    blocksOf(one.blocks, body, one.locale),
  );
}

function blocksOf(blocks, body, tag) {
  return blocks.map((block) => {
    if (block.type === "list") {
      return make(block.ordered ? "ol" : "ul", {}, block.items.map((item) => make("li", {}, runsOf(item, tag))));
    }
    if (block.type === "paragraph") return make("p", {}, runsOf(block, tag));
    if (block.type !== "callout") return textsOf(block).map((text) => make("p", {}, runsOf(text, tag)));
    const title = label(body, `callout.${block.kind}`);
    return make("div", { part: "callout", class: `callout ${block.kind}` },
      title && make("p", { class: "label" }, make("strong", {}, title)),
      block.paragraphs.map((paragraph) => make("p", {}, runsOf(paragraph, tag))),
    );
  });
}

/** All texts of a block of a kind that came later: none gets lost. */
function textsOf(found) {
  if (found?.runs) return [found];
  return found && typeof found === "object" ? Object.values(found).flatMap(textsOf) : [];
}

function runsOf(text, tag) {
  return (text.runs ?? [text]).flatMap((run) => {
    let node = document.createTextNode(run.text);
    if (run.emphasis) node = make("em", {}, node);
    if (run.strong) node = make("strong", {}, node);
    const { href, hreflang } = run;
    const named = hreflang && hreflang !== tag && new Intl.DisplayNames(hreflang, { type: "language" });
    return href ? [make("a", { href: safe(href), hreflang }, node), named && ` (${named.of(hreflang)})`] : node;
  });
}

function disclaimerOf({ disclaimer, ...body }, level) {
  const mark = label(body, madeBy(disclaimer));
  return make("section", tongue(disclaimer, { class: "disclaimer" }),
    heading(level, {}, disclaimer.title),
    mark && note([mark]),
    disclaimer.text.split(/\n\n+/).map((paragraph) => make("p", {}, paragraph)),
  );
}

function footerOf(body, wish) {
  const { attribution, links, edition } = body;
  const updated = dated(new Date(edition.updated_at), body.labels);
  return make("footer", {},
    make("p", {}, make("a", { href: safe(links.page) },
      wish.section ? label(body, "label.whole-article") : links.page)),
    make("p", {}, label(body, "label.updated", { date: updated })),
    attribution && make("p", { lang: "", dir: "auto" },
      make("a", { href: safe(attribution.url) }, attribution.notice)),
  );
}

/* Marks: what a reader must know about a text beside it */

const note = (words) => make("p", { class: "mark" }, words.flatMap((one) => [one, " "]));
const word = (body, id) => said(body.wording, id);
const label = (body, id, values) => said(body.labels, id, values);

/** One of our words in a span of its own language, its placeholders filled; nothing where there is none. */
function said(words, id, values = {}) {
  const text = words?.texts?.[id];
  if (!text) return null;
  const filled = text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? `\u2068${values[name]}\u2069` : all));
  return make("span", tongue(words.others?.[id] ?? words), filled);
}

function marksOf(one, body, common) {
  const prefix = { fallback: "reason", withheld: "withheld" }[one.status];
  const plain = one.status === "source" || one.status === "translated";
  const state = !plain && (word(body, `status.${one.status}`) ?? word(body, "status.fallback"));
  const reason = prefix && word(body, `${prefix}.${one.reason}`);
  const made = madeBy(one, body.source_locale);
  const words = [state, reason, made && made !== common && word(body, made)].filter(Boolean);
  return words.length ? note(words) : null;
}

/** Who made a translation, and whether a person approved it; nothing where nothing is to be said. */
function madeBy(one, source) {
  if (one.locale === source || ["not-applicable", "withheld"].includes(one.status)) return null;
  if (one.origin !== "human") return one.reviewed ? "notice.machine-reviewed" : "notice.machine";
  return one.reviewed ? null : "notice.human-unreviewed";
}

/** The one mark that every translated part has: said once, above them. */
function commonMark(body) {
  const parts = [body.head, ...body.sections, ...(body.figure ? [body.figure] : [])];
  const marks = new Set(
    parts.filter((one) => one.status === "translated").map((one) => madeBy(one, body.source_locale)),
  );
  return marks.size === 1 ? [...marks][0] : null;
}

function dated(date, words, more = {}) {
  try {
    return new Intl.DateTimeFormat(words.locale, { dateStyle: "long", ...more }).format(date);
  } catch {
    return date.toISOString().slice(0, 10);
  }
}

/** A day is the same one in every time zone. */
const day = (text, words) => dated(new Date(text), words, { timeZone: "UTC" });

if (!customElements.get("health-article")) customElements.define("health-article", HealthArticle);
