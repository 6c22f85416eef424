/* Upload: files in parts of 8 MB with progress, each continued where it stopped. */

import { word } from "./shared.js";

const PART = 8 * 1024 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30];
const { upload: base, project = "" } = document.body.dataset;
const form = document.querySelector("form[data-upload-form]");
const veil = document.getElementById("drop-anywhere");
const token = document.querySelector('meta[name="csrf-token"]')?.content;
let running = 0;

class Refused extends Error {}
const sentence = (error) => (error instanceof Refused ? error.message : word("lost"));

function send(method, path, body, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const type = typeof body === "string" ? "application/json" : "application/octet-stream";
    request.open(method, `${base}${path}`);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    if (body) request.setRequestHeader("Content-Type", type);
    request.upload.onprogress = (event) => onProgress?.(event.loaded);
    request.onerror = () => reject(new Error("network"));
    request.onload = () => {
      const { response, status } = request;
      if (status < 300 && response) resolve(response);
      else if (status >= 500 && !response?.error) reject(new Error("server"));
      else reject(new Refused(response?.error ?? word("refused")));
    };
    request.send(body);
  });
}

/* Do it again after a network error, later each time; a refusal is final. */
async function patiently(row, act) {
  for (let round = 0; ; round += 1) {
    try {
      return await act(round);
    } catch (error) {
      if (error instanceof Refused || round >= WAITS.length) throw error;
      row.say("waiting");
      await new Promise((done) => { setTimeout(done, WAITS[round] * 1000); });
    }
  }
}

async function sendFile(file, part, row) {
  if (part.error) throw new Refused(part.error);
  let { offset } = part;
  while (offset < file.size) {
    await patiently(row, async (round) => {
      if (round) ({ offset } = await send("GET", `/${part.id}`));
      row.say("sending");
      const bytes = file.slice(offset, offset + PART);
      const progress = (sent) => row.show(offset + sent);
      if (bytes.size) {
        ({ offset } = await send("PUT", `/${part.id}?offset=${offset}`, bytes, progress));
      }
    });
  }
  row.say("sent");
}

/* The line of one file in the list: what it is doing, how far it is, why it failed. */
function makeRow(list, file) {
  const item = document.getElementById("upload-row").content.cloneNode(true).firstElementChild;
  const [bar, state, error] = ["progress", ".state", ".error"].map((at) => item.querySelector(at));
  item.querySelector(".name").textContent = file.name;
  bar.max = file.size || 1;
  bar.setAttribute("aria-label", file.name);
  list.append(item);
  const show = (sent) => { bar.value = Math.min(sent, bar.max); };
  const say = (name) => {
    state.textContent = word(name);
    bar.classList.toggle("done", name === "sent");
    if (name === "sent") show(bar.max);
  };
  const fail = (text) => {
    say("failed");
    error.hidden = false;
    error.querySelector("[data-text]").textContent = text;
  };
  return { say, show, fail };
}

/* Send what can be sent; a file that is refused says why and holds up no other. */
async function upload(files, fields) {
  const list = document.querySelector("[data-upload-list]");
  const done = document.querySelector("[data-upload-done]");
  const rows = files.map((file) => makeRow(list, file));
  list.closest("[hidden]")?.removeAttribute("hidden");
  running += 1;
  try {
    const known = ({ name, size, lastModified: modified }) => ({ name, size, modified });
    const named = { files: files.map(known), ...fields };
    const { receipt, parts } = await patiently(rows[0], () =>
      send("POST", "/start", JSON.stringify(named)));
    let failed = 0;
    for (const [at, file] of files.entries()) {
      await sendFile(file, parts[at], rows[at]).catch((error) => {
        rows[at].fail(sentence(error));
        failed += 1;
      });
    }
    if (failed === files.length) return;
    const answer = await patiently(rows.at(-1), () => send("POST", `/${receipt}/finish`, "{}"));
    done.href = answer.location;
    done.hidden = false;
    if (running === 1 && !failed) setTimeout(() => location.assign(answer.location));
  } catch (error) {
    for (const row of rows) row.fail(sentence(error));
  } finally {
    running -= 1;
  }
}

/* The files of what was dropped; a folder gives all that is in it. */
async function inside(entry) {
  if (entry instanceof File) return [entry];
  if (entry.isFile) return [await new Promise((yes, no) => { entry.file(yes, no); })];
  const [reader, found] = [entry.createReader(), []];
  for (;;) {
    const some = await new Promise((yes, no) => { reader.readEntries(yes, no); });
    if (!some.length) return (await Promise.all(found.map(inside))).flat();
    found.push(...some);
  }
}

const fields = () => (form ? Object.fromEntries([...new FormData(form)]
  .filter(([name, value]) => name !== "csrf_token" && typeof value === "string"))
  : { project, custodian: "" });

if (base && veil) {
  const dragged = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!dragged(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) veil.hidden = true;
  });
  document.addEventListener("drop", async (event) => {
    veil.hidden = true;
    if (!dragged(event)) return;
    event.preventDefault();
    const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
    const entries = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
    const files = (await Promise.all(entries.map(inside))).flat();
    if (files.length) upload(files, fields());
  });
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const files = [...form.querySelector('input[type="file"]').files];
    if (files.length) upload(files, fields());
  });
  addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
}
