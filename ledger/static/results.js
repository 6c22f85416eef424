/* The page of results: what is picked, going back, and what was searched lately. */

import { copyText, remember, remembered } from "./shared.js";

const RECENT = "searches";
const MOST = 8;
const form = document.getElementById("search-form");
let last = null;

/* Picking: how many, and with Shift all from the last one to this one. */
const picks = () => [...document.querySelectorAll("[data-picks] .pick")];

function count() {
  const number = picks().filter((pick) => pick.checked).length;
  const said = document.querySelector("[data-picked-number]");
  if (said) said.textContent = said.dataset.pickedNumber.replace("{}", number);
}

document.addEventListener("click", (event) => {
  const pick = event.target.closest(".pick");
  if (pick && event.shiftKey && last?.isConnected) {
    const all = [...document.querySelectorAll(".pick")];
    const [from, to] = [all.indexOf(last), all.indexOf(pick)].sort((a, b) => a - b);
    for (const each of all.slice(from, to + 1)) each.checked = pick.checked;
  }
  if (pick) last = pick;
  if (event.target.closest("[data-unpick]")) for (const each of picks()) each.checked = false;
  const button = event.target.closest("[data-copy-picked]");
  if (button) {
    event.preventDefault();
    const items = picks().filter((each) => each.checked).map((each) => each.closest("[data-item]"));
    copyText(items.map((each) => each.querySelector("[data-copy]").dataset.copy).join("\n"), button);
  }
  count();
});
addEventListener("pageshow", count);

/* Each search that somebody settled on, or read for a while, is a step to go back to;
   its letters are not. */
const READ = 5000;
let settled = true;
let submitted = false;
let shown = 0;
form?.addEventListener("submit", () => { submitted = true; });
form?.addEventListener("change", () => { settled = true; });
document.addEventListener("htmx:before:history:update", ({ detail }) => {
  if (detail.sourceElement !== form) return;
  const here = location.pathname + location.search;
  const read = shown && Date.now() - shown > READ;
  if ((settled || read) && detail.history.path !== here) detail.history.type = "push";
  settled = submitted;
  submitted = false;
  shown = Date.now();
});

/* A page that looks again by itself leaves alone what somebody is picking. */
document.addEventListener("htmx:config:request", (event) => {
  const looksAgain = event.detail.ctx.sourceElement.id === "findings";
  if (looksAgain && picks().some((pick) => pick.checked)) event.preventDefault();
});

/* What is unfolded beside the results stays so as somebody types. */
let unfolded = [];
const folds = () => [...document.querySelectorAll("#findings details[data-keep]")];
document.addEventListener("htmx:before:swap", () => {
  unfolded = folds().filter((each) => each.open).map((each) => each.dataset.keep);
});
document.addEventListener("htmx:after:swap", () => {
  for (const each of folds()) if (unfolded.includes(each.dataset.keep)) each.open = true;
});

/* Find in a long list of values. */
document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-sift]")) return;
  const wanted = target.value.trim().toLocaleLowerCase();
  for (const each of target.closest("details").querySelectorAll("li")) {
    each.hidden = !each.textContent.toLocaleLowerCase().includes(wanted);
  }
});

/* Drawing over the strip of times chooses a stretch; the form beside it does so too. */
let drawn = null;
const monthAt = (event) => document.elementFromPoint(event.clientX, event.clientY)
  ?.closest("[data-stretch] [data-month]");
const between = (one, other) => {
  const all = [...one.parentElement.querySelectorAll("[data-month]")];
  const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return all.slice(from, to + 1);
};
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("[data-stretch]")) event.preventDefault();
});
document.addEventListener("pointerdown", (event) => {
  drawn = event.pointerType === "touch" || event.button ? null : monthAt(event);
});
document.addEventListener("pointermove", (event) => {
  const here = drawn && monthAt(event);
  if (!here || here.parentElement !== drawn.parentElement) return;
  for (const each of drawn.parentElement.querySelectorAll(".drawn")) each.classList.remove("drawn");
  if (here !== drawn) for (const each of between(drawn, here)) each.classList.add("drawn");
});
document.addEventListener("pointerup", (event) => {
  const [from, to] = [drawn, drawn && monthAt(event)];
  drawn = null;
  if (!to || to === from || to.parentElement !== from.parentElement) return;
  const chosen = between(from, to);
  const beside = from.closest("section").querySelector("form.stretch");
  const asked = new URLSearchParams(new FormData(beside));
  asked.set("since", chosen[0].dataset.month);
  asked.set("until", chosen.at(-1).dataset.month);
  location.assign(`${beside.getAttribute("action")}?${asked}`);
});

/* What was searched lately is kept in this browser alone, until signing out. */
const lately = () => {
  try { return JSON.parse(remembered(RECENT)) ?? []; } catch { return []; }
};

function note() {
  const shown = document.getElementById("findings");
  if (!shown) return;
  document.title = shown.dataset.title;
  const words = new URLSearchParams(location.search).get("q")?.trim();
  if (!words || !shown.querySelector(".res")) return;
  const others = lately().filter((each) => each !== words && !words.startsWith(each));
  remember(RECENT, JSON.stringify([words, ...others].slice(0, MOST)));
}

function show() {
  const box = document.querySelector("[data-recent]");
  const words = lately();
  if (!box || !words.length) return;
  box.querySelector("ul").replaceChildren(...words.map((each) => {
    const [item, link] = [document.createElement("li"), document.createElement("a")];
    link.href = `${form.action}?${new URLSearchParams({ q: each })}`;
    link.textContent = each;
    item.append(link);
    return item;
  }));
  box.hidden = false;
}

document.addEventListener("htmx:after:swap", () => { note(); show(); count(); });
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-forget]")) remember(RECENT, "");
});
note();
show();
