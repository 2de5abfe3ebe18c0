// A garnish: every page works without it. Wakes the components, then saves long forms as drafts.

const PAUSE = 4000;

const body = document.body;
body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  body.classList.add("govuk-frontend-supported");
}

const { initAll } = await import(body.dataset.components);
initAll();

for (const region of document.querySelectorAll("[data-scrolls]")) {
  if (region.scrollWidth <= region.clientWidth) {
    region.removeAttribute("tabindex");
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  autosave(form);
}

const ending = document.getElementById("sitting-ends");
if (ending) {
  warnBeforeTheEnd(ending);
}

// The server ends the sitting; this only says so in time, and asks it for more.
function warnBeforeTheEnd(ending) {
  const { endsIn, warnedBefore, stayAt } = ending.dataset;
  const wait = () => setTimeout(warn, (Number(endsIn) - Number(warnedBefore)) * 1000);

  function warn() {
    const warning = document.createElement("div");
    warning.setAttribute("role", "alert");
    warning.append(ending.content.cloneNode(true));
    document.getElementById("main").prepend(warning);
    warning.querySelector("button").addEventListener("click", async () => {
      const answer = await fetch(stayAt, { method: "HEAD", redirect: "error" });
      if (answer.ok) {
        warning.remove();
        wait();
      }
    });
  }

  wait();
}

for (const part of document.querySelectorAll("[data-look-again]")) {
  lookAgain(part);
}

function lookAgain(part) {
  setTimeout(async () => {
    if (document.hidden || (await isStillThere(part))) {
      lookAgain(part);
    } else {
      location.reload();
    }
  }, Number(part.dataset.lookAgain) * 1000);
}

async function isStillThere(part) {
  let answer;
  try {
    answer = await fetch(location.href);
  } catch {
    return true;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-look-again]");
  if (now) {
    part.replaceChildren(...now.childNodes);
  }
  return Boolean(now);
}

const letterKeys = document.querySelector("[data-letter-keys]");
if (letterKeys) {
  pressByLetter(letterKeys);
}

// A letter alone presses its button, unless it is being typed or the reader has turned letters off.
function pressByLetter(told) {
  const turn = told.querySelector("button");
  const off = () => localStorage.getItem("letters") === "off";
  const say = () => (turn.textContent = off() ? "Turn the letters on" : "Turn the letters off");
  turn.addEventListener("click", () => {
    localStorage.setItem("letters", off() ? "on" : "off");
    say();
  });
  say();
  turn.hidden = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (off() || typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
  });
}

function autosave(form) {
  const said = form.querySelector("[data-autosave-said]");
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => save(form, said), PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}

async function save(form, said) {
  const typed = new FormData(form);
  for (const [name, value] of [...typed]) {
    if (value instanceof File) {
      typed.delete(name);
    }
  }
  typed.set("save_draft", "1");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: typed,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    said.textContent = (await answer.json()).said;
  } catch {
    said.textContent = "The draft was not saved. Press Save draft, or send the form.";
  }
}
