// Keeps what is typed as a draft on the server, shortly after the last key. Works without this file too, by the button.
(() => {
  "use strict";

  const PAUSE = 1200;
  const AGAIN = 8000;
  const HEADER = "Kimflow-Entwurf";
  // More than this a browser does not send while the page goes away.
  const LEAVING_MOST = 60_000;
  const SILENT = "Entwurf nicht gespeichert: Der Server antwortet nicht. Ihr Text steht noch hier.";
  const GONE = "Entwurf nicht gespeichert: Sie sind abgemeldet. Ihr Text steht noch hier; beim Absenden können Sie sich neu anmelden.";
  const REFUSED = "Entwurf nicht gespeichert. Ihr Text steht noch hier.";
  const forms = new WeakMap();

  const of = (form) => {
    if (!forms.has(form)) forms.set(form, {timer: 0, changes: 0, saved: 0, running: false});
    return forms.get(form);
  };
  const say = (form, text) => {
    const place = form.querySelector("[data-entwurf-stand]");
    if (place && place.textContent !== text) place.textContent = text;
  };

  // What is kept is not lost by leaving: the page need not warn of it any more.
  const settle = (form) => {
    delete form.dataset.ungespeichert;
    for (const field of form.elements) {
      if (field.type === "checkbox" || field.type === "radio") field.defaultChecked = field.checked;
      else if (field.options) for (const option of field.options) option.defaultSelected = option.selected;
      else if (field.type !== "hidden" && field.type !== "submit" && field.defaultValue !== undefined) field.defaultValue = field.value;
    }
  };

  const save = async (form, leaving = false) => {
    const state = of(form);
    clearTimeout(state.timer);
    if ((state.running && !leaving) || "gesendet" in form.dataset || state.saved === state.changes) return;
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    typed.set("entwurf_speichern", "1");
    const body = new URLSearchParams(typed);
    const keepalive = leaving && body.toString().length < LEAVING_MOST;
    const upTo = state.changes;
    state.running = true;
    let text = SILENT;
    let hopeless = false;
    try {
      const answer = await fetch(form.action, {method: "POST", body, headers: {[HEADER]: "1"}, redirect: "manual", keepalive, cache: "no-store"});
      const gone = answer.type === "opaqueredirect";
      hopeless = gone || (!answer.ok && answer.status < 500);
      if (answer.headers.has(HEADER)) text = await answer.text();
      else if (hopeless) text = gone ? GONE : REFUSED;
      if (answer.headers.has(HEADER) && answer.ok) state.saved = upTo;
    } catch { /* no network: said below, tried again */ }
    state.running = false;
    if (!form.isConnected || "gesendet" in form.dataset) return;
    say(form, text);
    if (state.saved === state.changes) return settle(form);
    // The same once more would be refused once more: the next key asks again.
    if (hopeless && state.changes === upTo) return;
    state.timer = setTimeout(save, state.changes === upTo ? AGAIN : PAUSE, form);
  };

  const typed = (event) => {
    const form = event.target.form ?? event.target.closest?.("form");
    if (!form || !("formularentwurf" in form.dataset)) return;
    const state = of(form);
    state.changes += 1;
    clearTimeout(state.timer);
    state.timer = setTimeout(save, PAUSE, form);
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[name=entwurf_speichern]");
    if (!button) return;
    event.preventDefault();
    of(button.form).changes += 1;
    save(button.form);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") document.querySelectorAll("form[data-formularentwurf]").forEach((form) => save(form, true));
  });
})();
