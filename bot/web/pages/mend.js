// Editing and deleting one's own messages: the form takes the message's place, and what becomes of it takes the form's.
"use strict";

function piece(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// An edited or deleted message takes its old place. The keyboard stays with it, on the first thing to press.
function addMended({ data, lastEventId }) {
  newest = lastEventId;
  for (const line of piece(data).querySelectorAll(".said")) takePlace(line);
}

function takePlace(line) {
  const old = byId(line.id);
  if (!old) return;
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(line);
  if (hadFocus) (line.querySelector("[autofocus], a") ?? log).focus();
  const words = line.querySelector("textarea");
  words?.setSelectionRange(words.value.length, words.value.length);
}

// The form for an edit is on the page that its link leads to; with the script it takes the message's place on this one.
async function mend(link) {
  try {
    const reply = await fetch(link.href);
    const line = piece(await reply.text()).querySelector(`#said-${link.dataset.mend}`);
    if (reply.ok && line) takePlace(line);
    else location.assign(link.href);
  } catch {
    problem("Milepost cannot be reached. Start it again, then try once more.");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-mend]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  mend(link);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest(".mend")?.querySelector("[data-leave]").click();
});
