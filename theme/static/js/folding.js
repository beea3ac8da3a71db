// Folding of text for matching, never for what is shown. `fold` and `unmark` give what the functions
// of the same name in pipeline/text.py give; tests/site/test_folding.py compares them.

const Folding = (() => {
  const PUNCTUATION = new Map([
    ..."“”„‟«»〝〞＂".split("").map((sign) => /** @type {const} */ ([sign, '"'])),
    ..."‘’‛ʼ′`´".split("").map((sign) => /** @type {const} */ ([sign, "'"])),
    ..."‐‑‒–—−".split("").map((sign) => /** @type {const} */ ([sign, "-"])),
    ..."\u00a0\u2007\u2009\u202f\t\n\r".split("").map((sign) => /** @type {const} */ ([sign, " "])),
  ]);
  const TONES = "\u0300\u0301\u0303\u0309\u0323";
  const PAIRS = ["oa", "oe", "uy"];
  // The diacritics of Latin, Greek and Cyrillic letters.
  const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;

  // The tone of hoà may stand on either vowel; both spellings become hòa.
  const PLACEMENT = PAIRS.flatMap(([first, second]) =>
    [...TONES].map((tone) => ({
      newer: first + (second + tone).normalize("NFC"),
      older: (first + tone).normalize("NFC") + second,
    })),
  );

  /**
   * Returns the text in lower case with quotation marks, dashes, spaces and the place of Vietnamese
   * tone marks levelled; letters keep their marks, and no character is added or lost.
   * @param {string} text
   */
  function fold(text) {
    let lowered = text.toLowerCase();
    if ([...lowered].length !== [...text].length) {
      // 'İ' and the like grow when lowered.
      const one = (/** @type {string} */ char) => {
        const low = char.toLowerCase();
        return [...low].length === 1 ? low : char;
      };
      lowered = Array.from(text, one).join("");
    }
    let levelled = Array.from(lowered, (char) => PUNCTUATION.get(char) ?? char).join("");
    for (const { newer, older } of PLACEMENT) levelled = levelled.replaceAll(newer, older);
    return levelled;
  }

  /**
   * Returns the text without diacritics, đ as d.
   * @param {string} text
   */
  function unmark(text) {
    const spread = text.replaceAll("đ", "d").replaceAll("Đ", "D").normalize("NFD");
    return spread.replace(MARKS, "").normalize("NFC");
  }

  /**
   * Returns each letter of a folded word with its marks, the bar of đ being one.
   * @param {string} word
   * @returns {string[]}
   */
  function letters(word) {
    return (
      word
        .replaceAll("đ", "d\u0335")
        .normalize("NFD")
        .match(/\P{M}\p{M}*/gu) ?? []
    );
  }

  /**
   * Tells whether a word, or its beginning, may be what was typed: every mark that was typed is
   * there, and what was left out may be. A word written without any marks may always be.
   * @param {string} typed folded
   * @param {string} word folded; its letters without marks are known to begin with those of `typed`
   */
  function allows(typed, word) {
    if (unmark(word) === word) return true;
    const there = letters(word);
    return letters(typed).every((letter, place) => [...letter].every((sign) => there[place]?.includes(sign)));
  }

  return { fold, unmark, allows };
})();
