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

/* The places that were found, in order; the words over a picture are none of them. */
const hits = () => [...document.querySelectorAll("[data-hits] :is(mark, rect):is([id^='h-'], #at)")];

function tell(at) {
  const said = document.querySelector("[data-place-now]");
  if (said) said.textContent = said.dataset.placeNow.replace("{}", at + 1 + Number(said.dataset.before));
}

/* Mark a place, open what it is folded into, and bring it into view. */
function goTo(all, at, calm) {
  for (const hit of all) hit.classList.toggle("now", hit === all[at]);
  for (let box = all[at]; box; box = box.parentElement) if (box.matches("details")) box.open = true;
  all[at].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  tell(at);
}

/* The citation follows to another place: that one may stand on another page. */
async function cite(hit) {
  const button = document.querySelector("[data-cite-place]");
  const pointed = new URLSearchParams(location.search).get("at") ?? "";
  const at = parseInt(hit.id === "at" ? pointed : hit.id.slice(2), 10);
  if (!button || Number.isNaN(at)) return;
  const answer = await fetch(`${button.dataset.citePlace}?at=${at}`).catch(() => null);
  const line = answer?.status === 200 && await answer.text();
  if (line && hit.matches(".now")) button.dataset.copy = line;
}

/* Go to the place behind this one, or before it; past the last one on this page to the
   part of the document with the next, and where there is none to the first again. */
function step(by) {
  const all = hits();
  const now = all.findIndex((hit) => hit.matches(".now"));
  const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by;
  const part = document.querySelector(`[data-place-part=${by > 0 ? "next" : "previous"}]`);
  if (part && !(next in all)) part.click();
  else if (all.length) {
    const wanted = (next + all.length) % all.length;
    goTo(all, wanted, matchMedia("(prefers-reduced-motion: reduce)").matches);
    cite(all[wanted]);
  }
}
export const nextHit = () => step(1);
export const previousHit = () => step(-1);

/* The place to which the address leads is the one from which one goes on. */
export function settleHit(moved) {
  const all = hits();
  const sheet = /^#(page-\d+|m-\w+)$/.test(location.hash) && document.querySelector(location.hash);
  const at = all.findIndex((hit) => `#${hit.id}` === location.hash || (sheet && sheet.contains(hit)));
  if (at < 0) return;
  goTo(all, at, true);
  if (moved) cite(all[at]);
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
