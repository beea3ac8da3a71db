// The search page: reads what is typed, finds it, and lists what is found by kind.

(() => {
  const { words, lang, counted, element } = SearchEntries;
  const form = document.querySelector("form[data-search]");
  const input = document.querySelector("#q");
  const count = document.querySelector("[data-search-count]");
  const results = document.querySelector("[data-search-results]");
  if (!(form instanceof HTMLFormElement && input instanceof HTMLInputElement)) return;
  if (!(count instanceof HTMLElement && results instanceof HTMLElement)) return;
  const page = { input, count, results, title: document.title };

  const FIRST = 8; // results of a kind that are shown at once
  const PAUSE = 120; // milliseconds without a key before the results follow

  const search = new Search.Index(SearchEntries.entries());

  /**
   * Returns the results of one kind under their heading; those beyond the first are shown on demand.
   * @param {string} kind
   * @param {Hit<Found>[]} hits
   * @param {string} query
   */
  function group(kind, hits, query) {
    const show = (/** @type {Hit<Found>} */ hit) => {
      const line = hit.of.show({ query, isTogether: hit.isTogether });
      line.dataset.found = `${kind}:${hit.of.id}`;
      return line;
    };
    const id = `found-${kind}`;
    const number = element("span", { class: "count" }, hits.length.toLocaleString(lang));
    const heading = element("h2", { id }, words.groups[kind] ?? kind, " ", number);
    const list = element("ol", { class: "found" }, ...hits.slice(0, FIRST).map(show));
    const section = element("section", { "aria-labelledby": id }, heading, list);
    const rest = hits.slice(FIRST);
    if (rest.length) {
      const more = element("button", { type: "button", class: "more" }, counted(words.all, rest.length));
      more.addEventListener("click", () => {
        list.append(...rest.map(show));
        more.remove();
        list.children[FIRST]?.querySelector("a")?.focus();
      });
      section.append(more);
    }
    return section;
  }

  function show() {
    const query = page.input.value.trim();
    const hits = search.find(query);
    // The kind of the best hit comes first.
    const kinds = [...new Set(hits.map((hit) => hit.of.kind))];
    const groups = kinds.map((kind) =>
      group(
        kind,
        hits.filter((hit) => hit.of.kind === kind),
        query,
      ),
    );
    page.results.replaceChildren(...groups);
    const said = hits.length ? counted(words.found, hits.length) : words.nothing.replace("{query}", query);
    page.count.textContent = query ? said : "";
    document.title = query ? `${query} · ${page.title}` : page.title;
  }

  /** Returns the address of this page with what is typed. */
  function address() {
    const there = new URL(location.href);
    const query = page.input.value.trim();
    if (query) there.searchParams.set("q", query);
    else there.searchParams.delete("q");
    return there.href;
  }

  function restore() {
    page.input.value = new URLSearchParams(location.search).get("q") ?? "";
    show();
  }

  let pause = 0;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      history.replaceState(null, "", address());
      show();
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    if (address() !== location.href) history.pushState(null, "", address());
    show();
    count.focus();
  });
  addEventListener("popstate", restore);

  form.hidden = false;
  document.querySelector("[data-without-script]")?.remove();
  restore();
  if (!input.value) input.focus();
})();
