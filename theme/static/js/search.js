// Finds what was typed in the names and texts of the site. It knows nothing of the page; search-page.js
// shows what it finds.

/**
 * @typedef {{bare: string, folded: string, start: number, end: number}} Token
 * @typedef {{words: Token[], quoted: boolean}} Part
 * @typedef {{start: number, end: number}} Span half-open, in UTF-16 units
 */

/**
 * Something that can be found. `rank` settles ties: the smaller comes first.
 * @template T
 * @typedef {{of: T, rank: number, names: string[], texts: string[], about: string[]}} Entry
 */

/**
 * Something that was found; `isTogether` where all that was typed stands in one place, in order.
 * @template T
 * @typedef {{of: T, tier: number, quality: number, isTogether: boolean}} Hit
 */

const Search = (() => {
  const WORD = /[\p{L}\p{M}\p{N}]+/gu;
  const QUOTED = /"([^"]*)(?:"|$)/g;
  const MOST_WORDS = 12;
  // A word that others follow is complete, unless it is long enough to be a stem.
  const STEM = 4;

  // How well a word of the text fits one that was typed.
  const FIT = { none: 0, stem: 1, exactStem: 2, loose: 3, word: 4, exact: 5 };
  // Where all that was typed was found.
  const TIER = { apart: 1, about: 2, text: 3, nameWords: 4, inName: 5, beginsName: 6, isName: 7 };

  /** @type {Map<string, {bare: string, folded: string}>} each word of the texts is folded once */
  const known = new Map();

  /** @param {string} word */
  function folded(word) {
    const before = known.get(word);
    if (before) return before;
    const low = Folding.fold(word);
    const made = { bare: Folding.unmark(low), folded: low };
    known.set(word, made);
    return made;
  }

  /**
   * Returns the words of a text, folded, with their places.
   * @param {string} text
   * @returns {Token[]}
   */
  function tokens(text) {
    return Array.from(text.matchAll(WORD), (found) => {
      const start = found.index;
      return { ...folded(found[0]), start, end: start + found[0].length };
    });
  }

  /**
   * Returns what was typed: a part for each phrase in quotation marks, and one for all other words.
   * @param {string} query
   * @returns {Part[]}
   */
  function parse(query) {
    const typed = Folding.fold(query.normalize("NFC"));
    const phrases = Array.from(typed.matchAll(QUOTED), (found) => tokens(found[1] ?? ""));
    const parts = phrases.map((words) => ({ words, quoted: true }));
    parts.push({ words: tokens(typed.replace(QUOTED, " ")), quoted: false });
    return parts
      .map((part) => ({ ...part, words: part.words.slice(0, MOST_WORDS) }))
      .filter((part) => part.words.length > 0);
  }

  /**
   * Returns how well a word of a text fits a word that was typed.
   * @param {Token} typed
   * @param {Token} word
   * @param {boolean} mayGoOn whether the beginning of the word is enough
   */
  function fit(typed, word, mayGoOn) {
    const isWhole = word.bare === typed.bare;
    if (!isWhole && !(mayGoOn && word.bare.startsWith(typed.bare))) return FIT.none;
    // Where no mark was typed, none can be missing.
    const isMarked = typed.folded !== typed.bare;
    if (isMarked && !Folding.allows(typed.folded, word.folded)) return FIT.none;
    if (!isWhole) return word.folded.startsWith(typed.folded) ? FIT.exactStem : FIT.stem;
    if (word.folded === typed.folded) return FIT.exact;
    // Marks were typed and the text has none: another's spelling of the word.
    return word.folded === word.bare ? FIT.loose : FIT.word;
  }

  /**
   * Tells whether the beginning of a word is enough for the word at a place of a part.
   * @param {Part} part
   * @param {number} place
   */
  function mayGoOn(part, place) {
    if (part.quoted) return false;
    return place === part.words.length - 1 || part.words[place].bare.length >= STEM;
  }

  /**
   * Returns where all words of a part stand one after the other, with the sum of their fits.
   * @param {Part} part
   * @param {Token[]} text
   */
  function runs(part, text) {
    const found = [];
    for (let first = 0; first + part.words.length <= text.length; first++) {
      let sum = 0;
      const fits = part.words.every((typed, place) => {
        const one = fit(typed, text[first + place], mayGoOn(part, place));
        sum += one;
        return one > FIT.none;
      });
      if (fits) found.push({ first, sum });
    }
    return found;
  }

  /**
   * Returns how well the parts are found in an entry, nothing where one of them is not.
   * @param {Part[]} parts
   * @param {{names: Token[][], texts: Token[][], about: Token[][]}} entry
   */
  function rate(parts, entry) {
    let tier = TIER.isName;
    let sum = 0;
    let most = 0;
    let isFolded = false;
    for (const part of parts) {
      const found = ratePart(part, entry);
      if (!found) return null;
      tier = Math.min(tier, found.tier);
      sum += found.sum;
      most += part.words.length * FIT.exact;
      isFolded ||= found.isFolded;
    }
    // Two parts are in a name, but neither is the name.
    if (parts.length > 1) tier = Math.min(tier, TIER.inName);
    return { tier, quality: sum / most, isFolded };
  }

  /**
   * Returns how well a part is found in an entry, nothing where it is not.
   * @param {Part} part
   * @param {{names: Token[][], texts: Token[][], about: Token[][]}} entry
   */
  function ratePart(part, entry) {
    const names = entry.names.flatMap((name) =>
      runs(part, name).map(({ first, sum }) => {
        const isWhole = first === 0 && name.length === part.words.length;
        return { tier: isWhole ? TIER.isName : first === 0 ? TIER.beginsName : TIER.inName, sum };
      }),
    );
    const inOrder = (/** @type {Token[][]} */ texts, /** @type {number} */ tier) =>
      texts.flatMap((text) => runs(part, text).map(({ sum }) => ({ tier, sum })));
    const found =
      best(names) ??
      best(entry.names.flatMap((name) => inAnyOrder(part, [name], TIER.nameWords))) ??
      best(inOrder(entry.texts, TIER.text)) ??
      best(inOrder(entry.about, TIER.about)) ??
      best(inAnyOrder(part, [...entry.names, ...entry.texts, ...entry.about], TIER.apart));
    return found && { isFolded: false, ...found };
  }

  /**
   * Returns how well the words of a part are found, each wherever it stands in the texts.
   * @param {Part} part
   * @param {Token[][]} texts
   * @param {number} tier
   */
  function inAnyOrder(part, texts, tier) {
    if (part.quoted || part.words.length < 2) return [];
    const fits = part.words.map((typed, place) =>
      Math.max(0, ...texts.flat().map((word) => fit(typed, word, mayGoOn(part, place)))),
    );
    if (fits.includes(FIT.none)) return [];
    const isFolded = fits.some((one) => one !== FIT.exact && one !== FIT.exactStem);
    return [{ tier, sum: fits.reduce((a, b) => a + b), isFolded }];
  }

  /**
   * @template {{tier: number, sum: number}} R
   * @param {R[]} ratings
   * @returns {R | undefined}
   */
  function best(ratings) {
    return ratings.sort((a, b) => b.tier - a.tier || b.sum - a.sum)[0];
  }

  /** @template T */
  class Index {
    /** @param {Entry<T>[]} entries */
    constructor(entries) {
      this.entries = entries.map((entry) => ({
        ...entry,
        read: {
          names: entry.names.map(tokens),
          texts: entry.texts.map(tokens),
          about: entry.about.map(tokens),
        },
      }));
      /** @type {Map<string, Set<number>>} the entries by each word without its marks */
      this.places = new Map();
      this.entries.forEach((entry, number) => {
        const { names, texts, about } = entry.read;
        for (const { bare } of [...names, ...texts, ...about].flat()) {
          const held = this.places.get(bare);
          if (held) held.add(number);
          else this.places.set(bare, new Set([number]));
        }
      });
    }

    /**
     * Returns the numbers of the entries that hold a word, marks aside.
     * @param {Token} typed
     * @param {boolean} isOpen whether the beginning of a word is enough
     */
    holding(typed, isOpen) {
      if (!isOpen) return this.places.get(typed.bare) ?? new Set();
      /** @type {Set<number>} */
      const found = new Set();
      for (const [word, numbers] of this.places)
        if (word.startsWith(typed.bare)) for (const number of numbers) found.add(number);
      return found;
    }

    /**
     * Returns what was typed was found in, the best first.
     * @param {string} query
     * @returns {Hit<T>[]}
     */
    find(query) {
      const parts = parse(query);
      const sets = parts.flatMap((part) =>
        part.words.map((typed, place) => this.holding(typed, mayGoOn(part, place))),
      );
      if (!sets.length) return [];
      const candidates = [...sets[0]].filter((number) => sets.every((set) => set.has(number)));
      const rated = candidates.flatMap((number) => {
        const rating = rate(parts, this.entries[number].read);
        return rating ? [{ number, ...rating }] : [];
      });
      // Syllables typed without marks fit many words. Where they stand together somewhere, that is
      // what was meant, and not the same letters far apart.
      const together = rated.some((one) => one.tier >= TIER.about && !one.isFolded);
      const kept = rated.filter((one) => !(together && one.isFolded));
      const rank = (/** @type {number} */ number) => this.entries[number].rank;
      kept.sort(
        (a, b) =>
          b.tier - a.tier || b.quality - a.quality || rank(a.number) - rank(b.number) || a.number - b.number,
      );
      return kept.map(({ number, tier, quality }) => {
        const isTogether = tier !== TIER.apart && tier !== TIER.nameWords;
        return { of: this.entries[number].of, tier, quality, isTogether };
      });
    }
  }

  /**
   * Returns the stretches of a text to mark: what was typed as it stands together, else its words.
   * @param {string} text
   * @param {string} query
   * @param {boolean} isTogether whether single words are not to be marked
   * @returns {Span[]}
   */
  function spans(text, query, isTogether) {
    const read = tokens(text);
    const found = parse(query).flatMap((part) => {
      const last = part.words.length - 1;
      const whole = runs(part, read).map(({ first }) => ({
        start: read[first].start,
        end: read[first + last].end,
      }));
      if (whole.length || part.quoted || isTogether) return whole;
      return read.filter((word) =>
        part.words.some((typed, place) => fit(typed, word, mayGoOn(part, place)) > FIT.none),
      );
    });
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    /** @type {Span[]} */
    const apart = [];
    for (const { start, end } of found) if (start >= (apart.at(-1)?.end ?? 0)) apart.push({ start, end });
    return apart;
  }

  /**
   * Returns the part of a text around its first marked stretch, as pieces, some of them marked.
   * @param {string} text
   * @param {string} query
   * @param {boolean} isTogether whether single words are not to be marked
   * @param {number} width in UTF-16 units, about
   * @returns {{text: string, isMarked: boolean}[]}
   */
  function excerpt(text, query, isTogether, width) {
    const marked = spans(text, query, isTogether);
    const from = beginning(text, (marked[0]?.start ?? 0) - width / 3);
    const to = from + width < text.length ? ending(text, from + width) : text.length;
    const pieces = [];
    let place = from;
    for (const { start, end } of marked) {
      if (end > to) break;
      pieces.push({ text: text.slice(place, start), isMarked: false });
      pieces.push({ text: text.slice(start, end), isMarked: true });
      place = end;
    }
    pieces.push({ text: text.slice(place, to), isMarked: false });
    if (from > 0) pieces.unshift({ text: "… ", isMarked: false });
    if (to < text.length) pieces.push({ text: " …", isMarked: false });
    return pieces.filter((piece) => piece.text);
  }

  // A text is cut at a space, if there is one near.
  const NEAR = 30;

  /**
   * @param {string} text
   * @param {number} place
   */
  function beginning(text, place) {
    if (place <= 0) return 0;
    const space = text.lastIndexOf(" ", place);
    return place - space > NEAR ? Math.round(place) : space + 1;
  }

  /**
   * @param {string} text
   * @param {number} place
   */
  function ending(text, place) {
    const space = text.lastIndexOf(" ", place);
    return place - space > NEAR ? place : space;
  }

  return { Index, spans, excerpt };
})();
