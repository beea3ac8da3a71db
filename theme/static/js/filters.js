// Filters of a comparison. What is chosen stands in the address, so that a filtered view can be sent,
// kept and gone back to.

(() => {
  const form = document.querySelector("form[data-filters]");
  const count = document.querySelector("[data-filter-count]");
  if (!(form instanceof HTMLFormElement && count instanceof HTMLElement)) return;

  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row instanceof HTMLElement);
  const fields = [...form.elements].filter((field) => field instanceof HTMLSelectElement);
  const plural = new Intl.PluralRules(document.documentElement.lang);

  /**
   * @param {HTMLElement} row
   * @param {HTMLSelectElement} field
   */
  function fits(row, field) {
    return !field.value || (row.dataset[field.name] ?? "").split(" ").includes(field.value);
  }

  /**
   * Hides each element that holds rows and shows none of them.
   * @param {string} selector
   */
  function hideEmptied(selector) {
    for (const part of document.querySelectorAll(selector)) {
      const own = rows.filter((row) => part.contains(row));
      if (part instanceof HTMLElement && own.length) part.hidden = own.every((row) => row.hidden);
    }
  }

  /** Hides the links to topics that are hidden. */
  function hideLinks() {
    for (const link of document.querySelectorAll(".topics a[href^='#']")) {
      const topic = document.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""));
      const entry = link.closest("li");
      if (topic && entry) entry.hidden = topic.hidden;
    }
  }

  function apply() {
    for (const row of rows) row.hidden = !fields.every((field) => fits(row, field));
    hideEmptied(".topic");
    hideLinks();
    const shown = rows.filter((row) => !row.hidden).length;
    const words =
      count instanceof HTMLElement && count.dataset[plural.select(rows.length) === "one" ? "one" : "other"];
    const text = (words || "").replace("{shown}", String(shown)).replace("{all}", String(rows.length));
    if (count) count.textContent = text;
  }

  /** @returns the address of this page with what is chosen */
  function address() {
    const there = new URL(location.href);
    for (const field of fields) {
      if (field.value) there.searchParams.set(field.name, field.value);
      else there.searchParams.delete(field.name);
    }
    return there.href;
  }

  /** Chooses what the address says; a value that is no choice here chooses nothing. */
  function restore() {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = asked.get(field.name) ?? "";
      field.value = [...field.options].some((option) => option.value === value) ? value : "";
    }
    apply();
    showTarget();
  }

  function choose() {
    apply();
    if (address() !== location.href) history.pushState(null, "", address());
  }

  /** Shows the row that the address names, even if that means showing all. */
  function showTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("[hidden]")) return;
    for (const field of fields) field.value = "";
    apply();
    history.replaceState(null, "", address());
    target.scrollIntoView();
  }

  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    choose();
  });
  addEventListener("popstate", restore);
  addEventListener("hashchange", showTarget);

  const diffs = [...document.querySelectorAll("details.diff-words")].filter(
    (one) => one instanceof HTMLDetailsElement,
  );
  const button = form.querySelector("[data-show-diffs]");
  if (button instanceof HTMLButtonElement && diffs.length) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isOn = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(isOn));
      for (const one of diffs) one.open = isOn;
    });
  }

  form.hidden = false;
  restore();
})();
