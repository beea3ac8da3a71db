// What every page has: partners of a claim are marked, the address of a place can be copied, and a
// change of language keeps the place. Without this everything can be read.

(() => {
  const MARK = "is-partner";

  /**
   * Returns the claims on this page that say the same as one of them, itself left out.
   * @param {Element} claim
   */
  function partners(claim) {
    const ids = (claim.getAttribute("data-partners") ?? "").split(" ").filter(Boolean);
    return ids.flatMap((id) => [...document.querySelectorAll(`[data-claim="${CSS.escape(id)}"]`)]);
  }

  /** @param {EventTarget | null} target */
  function markPartners(target) {
    const claim = target instanceof Element ? target.closest("[data-claim]") : null;
    const found = new Set(claim ? [claim, ...partners(claim)] : []);
    // A claim without partners on this page is not marked alone.
    if (found.size < 2) found.clear();
    for (const one of document.querySelectorAll(`.${MARK}`)) if (!found.has(one)) one.classList.remove(MARK);
    for (const one of found) one.classList.add(MARK);
  }

  document.addEventListener("pointerover", (event) => markPartners(event.target));
  document.addEventListener("focusin", (event) => markPartners(event.target));

  // One button for the place that the address names, beside the link that names it.
  const made = document.querySelector("template#copy-link");
  const copy = made instanceof HTMLTemplateElement ? made.content.querySelector("button") : null;
  const word = copy?.textContent ?? "";

  function offerCopy() {
    if (!copy) return;
    copy.textContent = word;
    const place = location.hash.length > 1 ? location.hash : "";
    const link = place && document.querySelector(`a.permalink[href="${CSS.escape(place)}"]`);
    if (link) link.after(copy);
    else copy.remove();
  }

  copy?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    copy.textContent = copy.dataset.done ?? word;
  });
  // A page without a safe address, and an old browser, have no clipboard.
  if (navigator.clipboard) {
    addEventListener("hashchange", offerCopy);
    offerCopy();
  }

  /** @param {Event} event */
  function keepPlace(event) {
    const link = event.target instanceof Element ? event.target.closest("nav a[hreflang]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    link.search = location.search;
    link.hash = location.hash;
  }

  document.addEventListener("click", keepPlace);
  document.addEventListener("auxclick", keepPlace);
})();
