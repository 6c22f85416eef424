/* Keys. They can be switched off, and never act while somebody is typing. */

import { nextHit, previousHit, remember, remembered, unfoldQuotes } from "./shared.js";

const list = document.getElementById("keys");
const choice = list?.querySelector("[data-keys-switch]");

/* What is at hand in a list: what has the focus, else what holds the place that one went
   to, else what the address leads to. */
const current = () => document.activeElement?.closest("[data-item]")
  ?? document.querySelector("[data-item]:has(.now)") ?? document.querySelector("[data-item]:target");
let prefix = 0;

/* The next result: of the search that the document was found by, else of the list. */
function step(by) {
  const link = document.querySelector(`[data-step=${by > 0 ? "next" : "previous"}]`);
  if (link || document.querySelector("[data-step]")) {
    link?.click();
    return;
  }
  const all = [...document.querySelectorAll("[data-item]")];
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.querySelector("[data-open]")?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const acts = {
  "/": () => document.getElementById("search")?.select(),
  "?": () => list?.showModal(),
  "j": () => step(1),
  "k": () => step(-1),
  "o": () => current()?.querySelector("[data-open]")?.click(),
  "x": () => current()?.querySelector(".pick")?.click(),
  "c": () => (document.querySelector(".selection-bar [data-cite][data-copy]")
    ?? (current() ?? document).querySelector("[data-copy]"))?.click(),
  "n": nextHit,
  "p": previousHit,
  "N": previousHit,
  "e": unfoldQuotes,
  "g": () => { prefix = Date.now(); },
};

/* The sign on the key of a Latin keyboard, whatever alphabet it is set to. */
function pressed({ key, code, shiftKey }) {
  if (code === "Slash" && (/^[.,]$/.test(key) || (key.length === 1 && key > "\u007f"))) {
    return shiftKey ? "?" : "/";
  }
  const other = key.length === 1 && key > "\u007f" && code.startsWith("Key");
  return other ? code.slice(3).toLowerCase() : key;
}

const typing = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const busy = (event) => event.defaultPrevented || event.ctrlKey || event.metaKey
  || event.altKey || event.isComposing || event.target.closest?.(typing)
  || document.querySelector("dialog[open]") || remembered("keys") === "off";

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.id === "search") event.target.blur();
  if (busy(event)) return;
  const key = pressed(event);
  const link = Date.now() - prefix < 1500
    && document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  prefix = 0;
  const act = link ? () => link.click() : Object.hasOwn(acts, key) && acts[key];
  if (!act) return;
  event.preventDefault();
  act();
});

if (choice) {
  choice.checked = remembered("keys") !== "off";
  choice.addEventListener("change", () => remember("keys", choice.checked ? "" : "off"));
}
