/* What more than one of our scripts needs. Texts come from the page, translated. */

export const word = (name) => document.getElementById("words")
  ?.content.querySelector(`[data-word="${name}"]`)?.textContent ?? "";

export const remembered = (name) => {
  try { return localStorage.getItem(name); } catch { return null; }
};

export const remember = (name, value) => {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch { /* Storage is switched off; the choice lasts as long as the page. */ }
};

/* Mark the next place that was found, and bring it into view. */
export function nextHit() {
  const hits = [...document.querySelectorAll("[data-hits] :is(mark, rect)")];
  if (!hits.length) return;
  const next = hits[(hits.findIndex((hit) => hit.matches(".now")) + 1) % hits.length];
  for (const hit of hits) hit.classList.toggle("now", hit === next);
  for (let box = next; box; box = box.parentElement) if (box.matches("details")) box.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  next.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

/* Open all folded quotes, or fold them all once all are open. */
export function unfoldQuotes() {
  const quotes = [...document.querySelectorAll("details.quoted")];
  const open = quotes.some((quote) => !quote.open);
  for (const quote of quotes) quote.open = open;
}
