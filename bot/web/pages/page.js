// What the page does beyond links and forms: it shows what is new as it comes, and sends without loading again.
"use strict";
const page = document.body.dataset;
const byId = (id) => document.getElementById(id);
const log = byId("log");
const text = byId("text");
let newest = page.newest;
let source = null;

function problem(sentence) {
  byId("problem").textContent = sentence;
}

function listen() {
  if (source) source.close();
  source = new EventSource(`${page.events}?${new URLSearchParams({ by: page.by, after: newest })}`);
  source.addEventListener("spoken", addSpoken);
  source.addEventListener("mended", addMended);
  for (const name of ["clock", "places", "board"]) {
    source.addEventListener(name, (event) => exchange(byId(name), event.data));
  }
}

function addSpoken({ data, lastEventId }) {
  newest = lastEventId;
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  for (const line of piece(data).querySelectorAll("li[id]")) {
    if (!byId(line.id)) log.append(line);
  }
  byId("silence")?.remove();
  if (wasAtEnd) log.scrollTop = log.scrollHeight;
}

// Puts the new piece in the old one's place; the keyboard stays where it was, and lines that differ light up.
function exchange(box, html) {
  const focused = document.activeElement.id;
  const before = new Map([...box.querySelectorAll("li[id]")].map((line) => [line.id, line.textContent]));
  box.replaceChildren(piece(html));
  for (const line of box.querySelectorAll("li[id]")) {
    line.classList.toggle("changed", before.has(line.id) && before.get(line.id) !== line.textContent);
  }
  const top = box.querySelector(".changed")?.offsetTop ?? box.scrollTop;
  if (top < box.scrollTop || top + 80 > box.scrollTop + box.clientHeight) box.scrollTop = top - 80;
  if (focused) byId(focused)?.focus({ preventScroll: true });
  if (box.id === "clock") byId("turning").textContent = box.querySelector("[data-turning=yes]") ? "Turning the clock on…" : "";
}

function answer(id) {
  byId("answering").hidden = !id;
  byId("say").elements.answers.value = id;
  text.focus();
}

async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const reply = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { Accept: "text/plain" } });
    if (reply.status >= 500) problem("Milepost could not deal with that. What you wrote is kept; look at the terminal.");
    else if (!reply.ok) problem(await reply.text());
    else if (form.id === "say") { text.value = ""; answer(""); }
    else if (form.matches(".mend")) mend(form.querySelector("[data-leave]"));
  } catch {
    problem("Milepost cannot be reached. Your words are still here: start it again, then send them.");
  }
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post") return;
  event.preventDefault();
  if (form.dataset.busy || submitter?.ariaDisabled === "true") return;
  form.dataset.busy = "yes";
  problem("");
  await send(form, submitter);
  delete form.dataset.busy;
});

document.addEventListener("click", (event) => {
  const { answers, try: words } = event.target.closest("[data-answers], [data-try]")?.dataset ?? {};
  const none = event.target.id === "not-answering";
  if (words) { text.value = words; text.focus(); }
  if (answers || none) { event.preventDefault(); answer(answers ?? ""); }
});

document.addEventListener("keydown", (event) => {
  if (event.target.tagName !== "TEXTAREA" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// A hidden page holds no connection: a browser allows only six to one address, and somebody may open seven pages.
document.addEventListener("visibilitychange", () => (document.hidden ? source.close() : listen()));
document.documentElement.classList.add("scripted");
if (log) log.scrollTop = log.scrollHeight;
document.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
listen();
