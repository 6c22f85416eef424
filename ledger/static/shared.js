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

/* Without https the clipboard is closed to scripts, and the old way has to do. */
function copyOldWay(text, button) {
  const field = Object.assign(document.createElement("textarea"), { value: text });
  button.after(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  button.focus();
  return done;
}

/* Copy a text, and say whether it could be done. */
export async function copyText(text, button) {
  const done = await navigator.clipboard?.writeText(text).then(() => true, () => false)
    || copyOldWay(text, button);
  const made = document.getElementById("toast").content.cloneNode(true);
  made.querySelector("[data-text]").textContent = word(done ? "copied" : "not-copied");
  document.getElementById("toasts").append(made);
}
