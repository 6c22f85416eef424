/* Words that somebody selects in a document: what can be done with them, beside them.

   A stretch of the text carries the place of its first letter (data-start), counted in
   code points; a word of a page carries that of its last one too (data-end). */

const made = document.getElementById("selection-bar");
const LONGEST = 4000;
let bar;

const points = (text) => [...text].length;
const shown = (each) => each.checkVisibility();

/* The part of a selection that lies in one stretch. */
function clipped(range, stretch) {
  const part = document.createRange();
  part.selectNodeContents(stretch);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part;
}

function before(stretch, part) {
  const head = document.createRange();
  head.selectNodeContents(stretch);
  head.setEnd(part.startContainer, part.startOffset);
  return points(head.toString());
}

/* The words that are selected, where they begin, and where they are seen. */
function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const found = [...document.querySelectorAll("[data-select] [data-start]")]
    .filter((each) => range.intersectsNode(each) && shown(each));
  let quote = "", at = null, end = null;
  for (const stretch of found) {
    const part = clipped(range, stretch);
    const text = part.toString();
    if (!text.trim()) continue;
    const first = Number(stretch.dataset.start);
    if (at === null) at = first + before(stretch, part);
    if (end !== null && first > end) quote += "\n";
    quote += text;
    end = stretch.dataset.end ? Number(stretch.dataset.end) : null;
  }
  const last = found.at(-1);
  return at === null ? null : { quote: quote.trim(), at, last, box: range.getBoundingClientRect() };
}

const nothingFocused = () => document.activeElement === document.body
  || document.activeElement?.id === "main";

function close() {
  bar?.remove();
  bar = null;
}

function place(words) {
  const host = words.last.closest(".sheet, .mail-body");
  const box = host.getBoundingClientRect();
  const width = Math.min(bar.offsetWidth, box.width);
  const left = Math.min(Math.max(0, words.box.left - box.left), box.width - width);
  bar.style.left = `${left}px`;
  bar.style.top = `${words.box.bottom - box.top + 8}px`;
}

/* The citation is fetched before somebody asks for it: a copy has to follow the click. */
async function cite(button, words) {
  const asked = new URLSearchParams({ quote: words.quote.slice(0, LONGEST), at: words.at });
  const answer = await fetch(`${button.dataset.cite}?${asked}`).catch(() => null);
  if (answer?.status !== 200) return;
  button.dataset.copy = await answer.text();
  button.hidden = false;
}

function show() {
  if (bar?.contains(document.activeElement)) return;
  const words = chosen();
  close();
  if (!words) return;
  bar = made.content.firstElementChild.cloneNode(true);
  for (const link of bar.querySelectorAll("[data-to]")) {
    const target = new URL(link.getAttribute("href"), location);
    target.searchParams.set("quote", words.quote.slice(0, LONGEST));
    target.searchParams.set("at", words.at);
    link.href = target;
  }
  bar.querySelector("[data-copy]").dataset.copy = words.quote;
  cite(bar.querySelector("[data-cite]"), words);
  (words.last.closest("svg") ?? words.last).after(bar);
  place(words);
}

let waiting;
if (made) {
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
  document.addEventListener("keydown", (event) => {
    if (!bar) return;
    if (event.key === "Escape") {
      close();
      getSelection().removeAllRanges();
    } else if (event.key === "Tab" && !event.shiftKey && nothingFocused()) {
      event.preventDefault();
      bar.querySelector("a").focus();
    }
  });
  show();  // somebody was quicker than this script
}

/* The words of a page of pictures, once the page comes near. */
async function lay(sheet) {
  const answer = await fetch(sheet.dataset.words).catch(() => null);
  if (!answer?.ok) return;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  sheet.append(holder.content);
}

const near = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    lay(target);
  }
}, { rootMargin: "600px" });
for (const sheet of document.querySelectorAll("[data-words]")) near.observe(sheet);
