// A garnish: every page works without it. Wakes the components, then saves long drafts.

const body = document.body;
body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  body.classList.add("govuk-frontend-supported");
}

const { initAll } = await import(body.dataset.components);
initAll();
