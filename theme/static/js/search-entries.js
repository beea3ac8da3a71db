// What can be found, made of the index of the site, and how each kind of it is shown in a list.

/**
 * @typedef {Record<string, string>} Names a name by language
 * @typedef {{one: string, other: string}} Counted
 * @typedef {{id: string, address: string, names: Names}} Named
 * @typedef {Named & {label: number, forms: string[], mentions: number}} EntityEntry
 * @typedef {Named & {definition: Names}} TopicEntry
 * @typedef {Named & {forms: string[]}} TermEntry
 * @typedef {Named & {occasion: Names, date: string}} EventEntry
 * @typedef {{id: string, address: string, title: string, lang: string, outlet: Names, date: string,
 *   sentences: [number, string, string][]}} ReportEntry
 * @typedef {{id: string, report: string, lang: string, text: string, speakers: string[], act: string,
 *   topics: string[]}} ClaimEntry
 * @typedef {{entities: EntityEntry[], topics: TopicEntry[], terms: TermEntry[], events: EventEntry[],
 *   reports: ReportEntry[], claims: ClaimEntry[]}} SearchIndex
 * @typedef {{acts: Record<string, Counted>, labels: string[], languages: Names, groups: Names, also: string, untitled: string, unknown: string, nothing: string, found: Counted, mentions: Counted,
 *   all: Counted}} SearchWords
 * @typedef {{kind: string, id: string, show: (asked: Asked) => HTMLElement}} Found
 * @typedef {{query: string, isTogether: boolean}} Asked what was typed, and how it was found
 */

const SearchEntries = (() => {
  const WIDTH = 240; // characters of a text that are shown

  /** @type {SearchIndex} */
  // @ts-expect-error The constant is in a script that the build writes.
  const index = SEARCH_INDEX;
  /** @type {SearchWords} */
  const words = JSON.parse(document.querySelector("#search-words")?.textContent ?? "{}");
  const lang = document.documentElement.lang;
  const root = document.querySelector("form[data-search]")?.getAttribute("data-root") ?? "";
  const plural = new Intl.PluralRules(lang);
  // English dates in the order of day, month, year, as in the rest of the site.
  const locale = lang === "en" ? "en-GB" : lang;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const lists = new Intl.ListFormat(locale);

  /**
   * @param {Counted} forms
   * @param {number} n
   */
  function counted(forms, n) {
    const form = plural.select(n) === "one" ? forms.one : forms.other;
    return form.replace("{n}", n.toLocaleString(lang));
  }

  /**
   * Returns a name in the language of the page, else in one that has it, and which that is.
   * @param {Names} names
   */
  function named(names) {
    const code = [lang, "en", "vi", "fr"].find((one) => names[one]) ?? lang;
    return { text: names[code] ?? "", lang: code };
  }

  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /**
   * Returns a text with what was typed marked.
   * @param {string} text
   * @param {Asked} asked
   */
  function marked(text, asked, width = Infinity) {
    const pieces = Search.excerpt(text, asked.query, asked.isTogether, width);
    return pieces.map((piece) => (piece.isMarked ? element("mark", {}, piece.text) : piece.text));
  }

  /** @param {string} day */
  const dated = (day) => dates.format(new Date(`${day}T00:00:00Z`));

  const entities = new Map(index.entities.map((entity) => [entity.id, entity]));
  const topics = new Map(index.topics.map((topic) => [topic.id, topic]));
  const reports = new Map(index.reports.map((report) => [report.id, report]));

  /** @param {string[]} ids */
  const people = (ids) => lists.format(ids.map((id) => named(entities.get(id)?.names ?? {}).text || id));

  /** @param {ReportEntry} report */
  const outletOf = (report) => named(report.outlet).text || words.unknown;

  /**
   * Returns the line of a thing with a name: the name, what it is, and the spelling that was found.
   * @param {Named} thing
   * @param {string} about
   * @param {string[]} forms
   * @param {Asked} asked
   */
  function showNamed(thing, about, forms, asked) {
    const name = named(thing.names);
    const link = element("a", { href: root + thing.address, lang: name.lang }, ...marked(name.text, asked));
    const line = element("li", {}, link);
    if (about) line.append(" ", element("span", { class: "aside" }, about));
    const isFound = (/** @type {string} */ form) =>
      Search.spans(form, asked.query, asked.isTogether).length > 0;
    const other = isFound(name.text) ? undefined : forms.find(isFound);
    if (other) {
      const spelling = element("span", {}, ...marked(other, asked));
      const code = Object.keys(thing.names).find((one) => thing.names[one] === other);
      if (code) spelling.lang = code;
      line.append(element("p", { class: "aside" }, `${words.also} `, spelling));
    }
    return line;
  }

  /**
   * @param {ReportEntry} report
   * @param {Asked} asked
   */
  function showReport(report, asked) {
    const link = element(
      "a",
      { href: root + report.address },
      ...marked(report.title || words.untitled, asked),
    );
    if (report.title) link.lang = report.lang;
    const about = element("p", { class: "aside" }, `${outletOf(report)} · ${dated(report.date)}`);
    const line = element("li", {}, link, about);
    const sentences = report.sentences
      .filter(([, , text]) => text !== report.title)
      .map(([number, code, text]) => ({
        number,
        code,
        text,
        found: Search.spans(text, asked.query, asked.isTogether),
      }));
    const longest = (/** @type {{found: {start: number, end: number}[]}} */ one) =>
      Math.max(0, ...one.found.map((span) => span.end - span.start)) + one.found.length / 100;
    const best = sentences.sort((a, b) => longest(b) - longest(a))[0];
    if (best?.found.length) {
      const way = { href: `${root}${report.address}#s${best.number}`, lang: best.code };
      line.append(
        element("p", { class: "found-words" }, element("a", way, ...marked(best.text, asked, WIDTH))),
      );
    }
    return line;
  }

  /**
   * @param {ClaimEntry} claim
   * @param {Asked} asked
   */
  function showClaim(claim, asked) {
    const report = reports.get(claim.report);
    const act = words.acts[claim.act];
    const does = claim.speakers.length > 1 ? act?.other : act?.one;
    const about = claim.topics.map((id) => named(topics.get(id)?.names ?? {}).text || id).join(", ");
    const gloss = `${people(claim.speakers)} ${does ?? claim.act}${about && ` · ${about}`}`;
    const link = element("a", { href: `${root}${report?.address}#${claim.id}` }, ...marked(gloss, asked));
    const quote = element("blockquote", { class: "found-words", lang: claim.lang });
    quote.append(element("p", {}, ...marked(claim.text, asked, WIDTH)));
    const origin = report ? `${outletOf(report)} · ${dated(report.date)} · ` : "";
    const source = origin + (words.languages[claim.lang] ?? claim.lang);
    return element("li", {}, link, quote, element("p", { class: "aside" }, source));
  }

  /**
   * Returns all names, whatever their language.
   * @param {Names | undefined} names
   */
  const all = (names) => Object.values(names ?? {});

  // In the order in which ties are settled.
  const KINDS = ["entity", "topic", "term", "event", "claim", "report"];

  /**
   * @param {string} kind
   * @param {string} id
   * @param {{names?: string[], texts?: string[], about?: string[]}} held
   * @param {(asked: Asked) => HTMLElement} show
   * @returns {Entry<Found>}
   */
  function entry(kind, id, held, show) {
    return { of: { kind, id, show }, rank: KINDS.indexOf(kind), names: [], texts: [], about: [], ...held };
  }

  /** @param {ClaimEntry} claim */
  function claimEntry(claim) {
    const report = reports.get(claim.report);
    const speakers = claim.speakers.map((id) => entities.get(id));
    const about = [
      ...speakers.flatMap((speaker) => [...all(speaker?.names), ...(speaker?.forms ?? [])]),
      ...claim.topics.flatMap((id) => all(topics.get(id)?.names)),
      ...all(report?.outlet),
      ...Object.values(words.acts[claim.act] ?? {}),
      report?.date ?? "",
    ];
    return entry("claim", claim.id, { texts: [claim.text], about }, (asked) => showClaim(claim, asked));
  }

  /** Returns everything that can be found. */
  function entries() {
    return [
      ...index.entities.map((one) => {
        const names = [...all(one.names), ...one.forms];
        const number = one.mentions && counted(words.mentions, one.mentions);
        const about = [words.labels[one.label], number].filter(Boolean).join(" · ");
        return entry("entity", one.id, { names }, (asked) => showNamed(one, about, names, asked));
      }),
      ...index.topics.map((one) => {
        const held = { names: all(one.names), about: all(one.definition) };
        const about = named(one.definition).text;
        return entry("topic", one.id, held, (asked) => showNamed(one, about, held.names, asked));
      }),
      ...index.terms.map((one) => {
        const names = [...all(one.names), ...one.forms];
        return entry("term", one.id, { names }, (asked) => showNamed(one, "", names, asked));
      }),
      ...index.events.map((one) => {
        const held = { names: all(one.names), texts: all(one.occasion), about: [one.date] };
        const about = named(one.occasion).text;
        return entry("event", one.id, held, (asked) => showNamed(one, about, held.names, asked));
      }),
      ...index.reports.map((one) => {
        const texts = one.sentences.map(([, , text]) => text);
        const held = { names: [one.title, ...all(one.outlet)], texts, about: [one.date] };
        return entry("report", one.id, held, (asked) => showReport(one, asked));
      }),
      ...index.claims.map(claimEntry),
    ];
  }

  return { words, lang, counted, element, entries };
})();
