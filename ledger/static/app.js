/* What pages do by themselves: theme, copying, dialogs, toasts; loads the other scripts. */

import "./keys.js";
import "./results.js";
import "./upload.js";
import "./select.js";
import "./pages.js";
import { copyText, nextHit, previousHit, remember, settleHit, unfoldQuotes } from "./shared.js";

const toasts = document.getElementById("toasts");

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  remember("theme", theme);
  for (const button of document.querySelectorAll("[data-set-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === theme));
  }
}

function copy(button) {
  const text = button.dataset.copy
    || document.querySelector(button.dataset.copyFrom)?.textContent.trim();
  return copyText(text, button);
}

function close(button) {
  const box = button.closest("dialog, .tray, .toast");
  if (box.matches("dialog")) box.close();
  else if (box.matches(".tray")) box.hidden = true;
  else box.remove();
}

/* A toast leaves after ten seconds, but not while somebody is at it. */
function arm(toast) {
  let timer;
  const stop = () => clearTimeout(timer);
  const start = () => { stop(); timer = setTimeout(() => toast.remove(), 10_000); };
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  start();
}

const acts = {
  "copy": copy,
  "copy-from": copy,
  "close": close,
  "dialog": (button) => document.getElementById(button.dataset.dialog).showModal(),
  "set-theme": (button) => setTheme(button.dataset.setTheme),
  "next-hit": nextHit,
  "previous-hit": previousHit,
  "unfold": unfoldQuotes,
};

document.addEventListener("click", (event) => {
  for (const [hook, act] of Object.entries(acts)) {
    const button = event.target.closest(`[data-${hook}]`);
    if (button) act(button);
  }
});

if (toasts) {
  toasts.querySelectorAll(".toast").forEach(arm);
  new MutationObserver((changes) => changes.flatMap((change) => [...change.addedNodes])
    .filter((node) => node.matches?.(".toast")).forEach(arm))
    .observe(toasts, { childList: true });
}
setTheme(document.documentElement.dataset.theme ?? "");
addEventListener("hashchange", settleHit);
settleHit();
